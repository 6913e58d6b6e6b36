import type { Finding } from './finding';

/** A finding in the words of its author, with the kind and the name of its resource where a construct made it. */
export interface Told extends Finding {
  readonly place?: string;
}

/** A finding, and others that say the same of other resources. */
export interface FoldedFinding<T extends Finding = Finding> {
  readonly finding: T;
  readonly others: readonly T[];
}

/**
 * Folds findings that differ in nothing but the resource that they speak of, so that one mistake that was made a hundred times is read once.
 *
 * @param findings findings, and the line of the author's program where it is known: two lines are two mistakes
 * @returns each that differs, in the order in which it comes first
 */
export function folded<T extends Finding & { readonly line?: string }>(findings: readonly T[]): FoldedFinding<T>[] {
  const groups = new Map<string, T[]>();
  for (const finding of findings) {
    const key = `${meaningOf(finding)} ${finding.line ?? ''}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()].map(([finding, ...others]) => ({ finding, others }));
}

/** What a finding says when the names of its resource are taken out. */
function meaningOf({ rule, verdict, severity, title, message, fix, subject, resource, promisedBy, counterexample }: Finding): string {
  const names = [...new Set([promisedBy, subject, resource])].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const general = (text: string): string => names.reduce((rest, name) => rest.replaceAll(name, '\u0000'), text);
  return JSON.stringify([rule, verdict, severity, general(title), general(message), general(fix ?? ''), counterexample?.request.action ?? '']);
}

/**
 * @param names names
 * @param most how many are named
 * @returns the names in words, the first of them where there are many
 */
export function listOf(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/**
 * @param finding a finding
 * @returns how the resource is called that it speaks of
 */
export function nameOf({ place, resource, subject }: Told): string {
  return place ?? (resource === '' ? subject : resource);
}
