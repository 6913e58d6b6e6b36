import { printed } from '../../text/visible';
import type { Finding } from './finding';

const line = (label: string, text: string): string => `${label.padEnd(6)} ${text}`;

/**
 * Renders a finding as text: the verdict and the promise, the case that breaks it, why, and what to do.
 *
 * @param finding the finding
 * @returns text that is safe to print
 */
export function renderFinding(finding: Finding): string {
  return printed(linesOf(finding));
}

/**
 * @param finding the finding
 * @returns the lines of its text, not yet made safe to print
 */
export function linesOf(finding: Finding): string[] {
  const verdict = finding.verdict === 'NOT_PROVED' ? 'NOT PROVED' : finding.verdict;
  return [`${verdict.padEnd(8)}  ${headline(finding)}`, ...renderCase(finding), ...(finding.fix === undefined ? [] : [line('fix', finding.fix)])];
}

/**
 * @param finding the finding
 * @returns the promise in one line, with the action that breaks it or what it is about
 */
export function headline(finding: Finding): string {
  return `${finding.title} (${finding.counterexample?.request.action ?? finding.subject})`;
}

/**
 * Renders the case that breaks the promise, why, and what was assumed.
 *
 * @param finding the finding, and the line of the author's program where it is known
 * @returns lines of text, not yet made safe to print
 */
export function renderCase(finding: Finding & { readonly line?: string }): string[] {
  const { counterexample: example } = finding;
  const lines: string[] = [];
  if (example !== undefined) {
    lines.push(line('who', example.who), line(example.verb, example.what), ...(example.steps ?? []).map((step, i) => line('', `${i + 1}. ${step}`)), line('by', example.by));
  } else if (finding.statement !== undefined) {
    lines.push(line('by', finding.statement));
  }
  if (finding.line !== undefined) lines.push(line('at', finding.line));
  lines.push(line('why', example?.replayed === true ? `${finding.message}      replayed by the evaluator: yes` : finding.message));
  return [...lines, ...finding.assumptions.map((assumption) => line('given', assumption))];
}
