import { createHash } from 'node:crypto';
import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib/core';
import { rulePage } from '../../text/pages';
import { printed, visible } from '../../text/visible';
import { AuthorNames } from '../author-names';
import type { Finding, Verdict } from '../findings/finding';
import { folded, type FoldedFinding } from '../findings/folded';
import { inAuthorsWords } from '../findings/named';
import { headline, renderCase } from '../findings/render';

/** A finding as the synth reports it. */
export interface Reported extends Finding {
  /** The page that says more, where it is not that of the rule. */
  readonly page?: string;
  /** Tells the violation of a promise from every other. */
  readonly fingerprint?: string;
  /** Whether it fails the synth though nothing is violated. */
  readonly failsSynth?: boolean;
  /** The names that authors gave to what it is about. */
  readonly names?: AuthorNames;
  /** The line of the author's program that granted what is too much. */
  readonly line?: string;
}

/** What becomes of what is violated. */
export type Mode = 'error' | 'warn';

/** The prefix of all ids, and the name of the plugin. */
export const PLUGIN = 'cdk-cognito-pools';

/**
 * Puts findings into the form in which the CDK reports them: what says the same of several resources as one, by promise, the worst
 * first. A violated promise has an id of its own, so that acknowledging it acknowledges nothing else. What is not proved or not known
 * warns, save where the prover did not come to an end.
 *
 * @param findings the findings
 * @param mode whether what is violated fails the synth
 * @returns the report
 */
export function reportOf(findings: readonly Reported[], mode: Mode = 'error'): PolicyValidationPluginReport {
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  const { proved, open: left } = countOf(findings);
  const violations = byPromise(folded(open), mode).map((one) => violationOf(one, mode));
  return {
    success: violations.every(({ severity }) => severity === 'warning'),
    // The CDK leaves no trace of a plugin without violations, and a reader of the report has to see that the proof was made.
    violations: [...violations, { ruleName: 'proved', severity: 'info', description: summaryOf(findings, mode), violatingResources: [] }],
    metadata: { proved: String(proved), promises: String(proved + left), mode },
  };
}

/**
 * @param findings the findings
 * @param mode what becomes of what is violated
 * @returns how many promises are proved, and how many are not, in words
 */
export function summaryOf(findings: readonly Finding[], mode: Mode): string {
  const { proved, open } = countOf(findings);
  const found = `${proved} ${proved === 1 ? 'promise' : 'promises'} proved, ${open} open`;
  return mode === 'error' ? found : `${found}; what is violated only warns (context ${PLUGIN}:proof)`;
}

/** Rules were promised to nobody. */
function countOf(findings: readonly Finding[]): { proved: number; open: number } {
  const promises = findings.filter(({ severity }) => severity === undefined);
  const proved = promises.filter(({ verdict }) => verdict === 'PROVED').length;
  return { proved, open: promises.length - proved };
}

function severityOf({ verdict, severity, failsSynth }: Reported, mode: Mode): 'error' | 'warning' {
  if (mode === 'warn') return 'warning';
  if (verdict === 'VIOLATED') return severity ?? 'error';
  return failsSynth === true ? 'error' : 'warning';
}

/** Worst first: what fails the synth before what warns, what is violated before what is not known. */
const RANKS: readonly Verdict[] = ['VIOLATED', 'UNKNOWN', 'NOT_PROVED', 'PROVED'];

/** What is found of one promise stands together, where its worst stands. */
function byPromise(all: readonly FoldedFinding<Reported>[], mode: Mode): FoldedFinding<Reported>[] {
  const rank = ({ finding }: FoldedFinding<Reported>): number => RANKS.indexOf(finding.verdict) + (severityOf(finding, mode) === 'error' ? 0 : RANKS.length);
  const groups = new Map<string, FoldedFinding<Reported>[]>();
  for (const one of [...all].sort((a, b) => rank(a) - rank(b))) groups.set(one.finding.rule, [...groups.get(one.finding.rule) ?? [], one]);
  return [...groups.values()].flat();
}

function violationOf({ finding, others }: FoldedFinding<Reported>, mode: Mode): PolicyViolation {
  const verdict = finding.verdict === 'NOT_PROVED' ? 'NOT PROVED' : finding.verdict;
  const shown = inAuthorsWords(finding, finding.names ?? AuthorNames.NONE);
  return {
    ruleName: idOf([finding, ...others]),
    // The CDK prints the fix by itself, below the construct.
    description: printed([`${verdict}  ${headline(shown)}`, ...renderCase(shown), `see    ${finding.page ?? rulePage(finding.rule)}`]),
    severity: severityOf(finding, mode),
    ...(shown.fix !== undefined && { fix: visible(shown.fix) }),
    violatingResources: [finding, ...others].map(({ resource, file, location }) => ({
      ...(resource !== '' && { resourceLogicalId: visible(resource) }),
      templatePath: file,
      locations: location === '' ? [] : [visible(location)],
    })),
    ruleMetadata: { verdict: finding.verdict, ...(finding.statement !== undefined && { statement: visible(finding.statement) }) },
  };
}

/** Violations that are shown as one are acknowledged as one: with one more of them, or one less, it is another. */
function idOf(all: readonly Reported[]): string {
  const [{ rule, fingerprint }, ...others] = all;
  if (fingerprint === undefined) return rule;
  const together = others.length === 0 ? fingerprint : createHash('sha256').update(all.map((one) => one.fingerprint).sort().join(' ')).digest('hex').slice(0, fingerprint.length);
  return `${rule}[${together}]`;
}
