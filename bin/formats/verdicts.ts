import type { Finding, Verdict } from '../../lib/proof/findings/finding';

/** Strongest first. */
export const VERDICTS: readonly Verdict[] = ['VIOLATED', 'NOT_PROVED', 'UNKNOWN', 'PROVED'];

/** What `--fail-on` takes, each with the verdicts for which the command fails. */
export const FAIL_ON: Readonly<Record<string, readonly Verdict[]>> = {
  'violated': ['VIOLATED'],
  'not-proved': ['VIOLATED', 'NOT_PROVED'],
  'unknown': ['VIOLATED', 'NOT_PROVED', 'UNKNOWN'],
};

/** Findings, and the verdicts for which the command fails. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly failing: readonly Verdict[];
}

/**
 * @param verdict a verdict
 * @returns it as people read it
 */
export function spoken(verdict: Verdict): string {
  return verdict.replace('_', ' ');
}

/**
 * @param findings findings
 * @returns how many there are of each verdict, such as `1 VIOLATED, 18 PROVED`
 */
export function countOf(findings: readonly Finding[]): string {
  const counts = VERDICTS.map((kind) => [kind, findings.filter(({ verdict }) => verdict === kind).length] as const);
  return counts.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${spoken(kind)}`).join(', ');
}

/** What is said where no finding is. */
export const NOTHING = 'nothing in the templates has to do with access through Amazon Cognito';
