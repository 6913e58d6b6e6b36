import type { Finding, Verdict } from '../../lib/proof/findings/finding';
import { renderCase } from '../../lib/proof/findings/render';
import { RULES } from '../../lib/proof/rules';
import { printed, visible } from '../../lib/text/visible';
import { rulePage } from '../../lib/text/pages';
import { described, sarifLog, type SarifResult, type SarifRule } from './sarif-log';
import type { Judged } from './verdicts';

/** How bad code scanning of GitHub takes a rule to be, from 0 to 10. */
const SECURITY_SEVERITY = { error: '8.0', warning: '5.0' } as const;

/**
 * @param judged the findings, and which of them fail
 * @returns those that are not proved as a SARIF 2.1.0 log: code scanning of GitHub would show what is proved as an alert too
 */
export function sarifOf({ findings, failing }: Judged): object {
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  const promises = [...new Set(findings.map(({ rule }) => rule).filter((id) => !RULES.some((rule) => rule.id === id)))];
  return sarifLog([...RULES.map(({ id }) => ruleOf(id, findings)), ...promises.map((id) => ruleOf(id, findings))], open.map((finding) => resultOf(finding, failing)), [...new Set(findings.flatMap(({ notLookedAt = [] }) => notLookedAt))].map((one) => `not looked at, for what is proved: ${printed([one])}`));
}

function ruleOf(id: string, findings: readonly Finding[]): SarifRule {
  const rule = RULES.find((one) => one.id === id);
  const severity = rule?.severity ?? 'error';
  const title = visible(rule?.title ?? findings.find((finding) => finding.rule === id)?.title ?? id);
  const [why, fix, page] = rule === undefined
    ? ['The template records this promise, and it is proved for all users and requests.', 'take back what breaks the promise, or the promise', rulePage(id)]
    : [rule.why, rule.fix, rule.page];
  return {
    id, name: id, shortDescription: described(title), fullDescription: described(why),
    help: { text: `${why}\n\nFix: ${fix}\n\n${rulePage(id)}\n${page}`, markdown: `${why}\n\n**Fix:** ${fix}\n\n[${id}](${rulePage(id)}) · [AWS](${page})` },
    helpUri: page,
    defaultConfiguration: { level: severity },
    properties: { 'tags': ['security', 'aws', 'cognito'], 'precision': 'very-high', 'problem.severity': severity, 'security-severity': SECURITY_SEVERITY[severity] },
  };
}

/** The format knows levels for what failed alone: what is open has none, unless the command fails for it. */
function rankOf({ verdict, severity }: Finding, failing: readonly Verdict[]): Pick<SarifResult, 'level' | 'kind'> {
  if (verdict === 'VIOLATED') return { kind: 'fail', level: severity ?? 'error' };
  if (verdict === 'NOT_PROVED' || failing.includes(verdict)) return { kind: 'fail', level: 'warning' };
  return { kind: 'open', level: 'none' };
}

function resultOf(finding: Finding, failing: readonly Verdict[]): SarifResult {
  const { rule, verdict, title, subject, promisedBy, resource, stack, file, location, counterexample, assumptions, fix } = finding;
  return {
    rule, ...rankOf(finding, failing), file, stack, resource, location,
    text: printed([title, ...renderCase(finding), ...(fix === undefined ? [] : [`fix    ${fix}`])]),
    identity: [stack, promisedBy, resource, subject],
    properties: { verdict, assumptions, ...(counterexample !== undefined && { counterexample }) },
  };
}
