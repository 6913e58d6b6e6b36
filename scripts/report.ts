import type { Check, Outcome } from '../examples/support';

const labels: Readonly<Record<Outcome, string>> = {
  'allowed': 'allowed ', 'refused': 'refused ', 'equal': 'equal   ', 'not-here': 'not here', 'failed': 'FAILED  ',
};

/** One line for one check. */
export function checkLine({ outcome, what, detail }: Check): string {
  return `  ${labels[outcome]}  ${what}${detail === undefined ? '' : ` (${detail})`}`;
}

/** Whether a check was made and went as it has to. */
export function asItMustBe({ outcome }: Check): boolean {
  return outcome !== 'failed' && outcome !== 'not-here';
}

/** How many checks had which outcome. */
export function tally(checks: readonly Check[]): Readonly<Record<Outcome, number>> {
  const counts = { 'allowed': 0, 'refused': 0, 'equal': 0, 'not-here': 0, 'failed': 0 };
  for (const { outcome } of checks) counts[outcome]++;
  return counts;
}
