import { ALL_SYMBOLS } from '../symbols/symbol';
import type { OpenParameter } from './reading-context';

/** What tells which parameters a condition looks at. */
export interface ConditionsOf {
  /** The conditions, as the template spells them. */
  readonly conditions: Readonly<Record<string, unknown>>;
  /** The value of a parameter as text; undefined for what is no parameter. */
  readonly textOf: (parameter: string) => string | undefined;
  /** The parameters of top-level templates that are open, by symbol. */
  readonly open: ReadonlyMap<string, OpenParameter>;
}

/**
 * @param name the name of a condition that was not decided
 * @param of what it may look at
 * @returns the same in words: on which parameters it depends; nothing where on none that can be given
 */
export function dependsOn(name: string, of: ConditionsOf): string {
  const found = new Set<string>();
  const seen = new Set<string>();
  const pending: unknown[] = [{ Condition: name }];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    const { Ref: ref, Condition: condition } = value as Record<string, unknown>;
    if (typeof ref === 'string') for (const parameter of parametersIn(of.textOf(ref) ?? '', of.open)) found.add(parameter);
    if (typeof condition === 'string' && Object.hasOwn(of.conditions, condition) && !seen.has(condition)) {
      seen.add(condition);
      pending.push(of.conditions[condition]);
    }
    pending.push(...Object.values(value) as unknown[]);
  }
  return ofParameters([...found]);
}

/**
 * @param text a text with symbols
 * @param open the parameters of top-level templates that are open, by symbol
 * @returns the names of those that stand in it
 */
export function parametersIn(text: string, open: ReadonlyMap<string, OpenParameter>): string[] {
  return [...new Set((text.match(ALL_SYMBOLS) ?? []).flatMap((symbol) => open.get(symbol)?.name ?? []))];
}

/**
 * @param names the names of parameters
 * @returns that something depends on them, in words that `whatToGive` knows; nothing where there is none
 */
export function ofParameters(names: readonly string[]): string {
  return names.length === 0 ? '' : `: it depends on the ${names.length === 1 ? 'parameter' : 'parameters'} ${[...names].sort().join(', ')}`;
}
