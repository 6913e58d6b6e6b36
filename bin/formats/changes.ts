import type { AccessChange, Comparison } from '../../lib/proof/comparison/change';
import { verdictOf } from '../../lib/proof/comparison/change';
import { caseOf, regionOf } from '../../lib/proof/comparison/tell';
import { printed } from '../../lib/text/visible';
import { details, fitting, inMarkdown, withinComment } from './markdown-text';
import { HOME } from '../../lib/text/pages';
import { sarifLog, type SarifResult, type SarifRule } from './sarif-log';

const SIGNS = { gained: '+', lost: '-' } as const;
const HEADINGS = { gained: 'new access', lost: 'lost access' } as const;

/**
 * @param comparison what two versions give differently
 * @returns lines for people: what is gained, what is lost, and what is proved
 */
export function changesText({ changes, ...rest }: Comparison): string[] {
  const ordered = (['gained', 'lost'] as const).flatMap((direction) => changes.filter((change) => change.direction === direction));
  const given = changes.length === 0 && rest.assumptions.length === 0 ? [] : ['given', ...rest.assumptions.map((assumption) => `  ${assumption}`), ''];
  return [...ordered.flatMap((change) => [headline(change), ...caseOf(change).map((line) => `    ${line}`), '']), ...given, ...summaryOf({ changes, ...rest })];
}

/**
 * @param comparison what two versions give differently
 * @returns the lines of a comment on a pull request
 */
export function changesMarkdown(comparison: Comparison): string[] {
  const { changes } = comparison;
  const lines = changes.map((change) => headline(change));
  const fence = '`'.repeat(Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length))) + 1);
  const head = ['### Who may do what they could not before', '', ...summaryOf(comparison).map((line) => `- ${inMarkdown(line)}`), ''];
  const shown = fitting(lines);
  const list = lines.length === 0 ? [] : [`${fence}diff`, ...shown, ...(lines.length > shown.length ? [`# and ${lines.length - shown.length} more`] : []), fence, ''];
  return withinComment([...head, ...list], changes.map((change) => details(inMarkdown(headline(change)), caseOf(change))));
}

/**
 * @param comparison what two versions give differently
 * @returns it as data
 */
export function changesJson({ changes, assumptions }: Comparison): object {
  const of = (direction: AccessChange['direction']): object => ({
    verdict: verdictOf({ changes, assumptions }, direction),
    changes: changes.filter((change) => change.direction === direction).map(({ request, reason, circumstances, ...change }) => ({ ...change, request: request ?? null, reason: reason ?? null, circumstances: circumstances ?? [] })),
  });
  return { gained: of('gained'), lost: of('lost'), assumptions };
}

const RULES: readonly SarifRule[] = (['gained', 'lost'] as const).map((direction) => {
  const [id, title] = direction === 'gained' ? ['new-access', 'Somebody may do what they could not before'] : ['lost-access', 'Somebody may no longer do what they could'];
  const page = `${HOME}/blob/main/docs/diff.md`;
  return {
    id, name: id, shortDescription: { text: title }, fullDescription: { text: `${title}: decided for all requests, from both versions of the templates.` },
    help: { text: `Take the statement back, or approve the change.\n\n${page}`, markdown: `Take the statement back, or approve the change. [What is compared](${page})` }, helpUri: page,
    defaultConfiguration: { level: direction === 'gained' ? 'error' : 'note' },
    properties: { 'tags': ['security', 'aws', 'cognito'], 'precision': 'very-high', 'problem.severity': direction === 'gained' ? 'error' : 'recommendation', ...(direction === 'gained' && { 'security-severity': '8.0' }) },
  };
});

/**
 * @param comparison what two versions give differently
 * @returns it as a SARIF 2.1.0 log
 */
export function changesSarif({ changes }: Comparison): object {
  return sarifLog(RULES, changes.map((change): SarifResult => {
    const { direction, verdict, who, actions, resources, conditions, resource, stack, file, location } = change;
    return {
      rule: direction === 'gained' ? 'new-access' : 'lost-access', kind: 'fail', level: direction === 'lost' ? 'note' : verdict === 'FOUND' ? 'error' : 'warning',
      text: printed([headline(change), ...caseOf(change)]), file, stack, resource, location,
      identity: [direction, who, ...actions, ...resources, ...conditions], properties: { verdict },
    };
  }));
}

function headline(change: AccessChange): string {
  return `${SIGNS[change.direction]} ${change.verdict === 'UNKNOWN' ? 'perhaps ' : ''}${regionOf(change)}`;
}

function summaryOf(comparison: Comparison): string[] {
  return (['gained', 'lost'] as const).map((direction) => {
    const some = comparison.changes.filter((change) => change.direction === direction);
    const found = some.filter(({ verdict }) => verdict === 'FOUND').length;
    if (some.length === 0) return `PROVED: no ${HEADINGS[direction]}, for all users and requests`;
    const counts = [...(found > 0 ? [`${found} found`] : []), ...(some.length > found ? [`${some.length - found} perhaps`] : [])];
    return `${found > 0 ? 'FOUND' : 'UNKNOWN'}: ${HEADINGS[direction]}, ${counts.join(', ')}`;
  });
}
