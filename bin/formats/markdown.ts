import type { Finding } from '../../lib/proof/findings/finding';
import { headline, linesOf } from '../../lib/proof/findings/render';
import { folded, listOf, nameOf, type FoldedFinding } from '../../lib/proof/findings/folded';
import { visible } from '../../lib/text/visible';
import { asCode, details, fitting, inMarkdown, withinComment } from './markdown-text';
import { rulePage } from '../../lib/text/pages';
import { countOf, NOTHING, spoken } from './verdicts';

/** So many resources are named in a row. */
const NAMES = 3;

/**
 * @param findings findings
 * @returns the lines of a comment on a pull request: a table of what is not proved, and the whole of it to open
 */
export function markdownOf(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [`### Access through Amazon Cognito`, '', NOTHING];
  const open = folded(findings.filter(({ verdict }) => verdict !== 'PROVED'));
  const head = [`### Access through Amazon Cognito: ${countOf(findings)}`, ''];
  const beside = notLookedAtOf(findings);
  if (open.length === 0) return withinComment([...head, 'All that was looked at is proved, for all users and requests.', ...(beside.length > 0 ? [''] : [])], beside);
  const rows = fitting(open.map(rowOf));
  const rest = open.length - rows.length;
  const table = ['| verdict | rule | resource | what does not hold |', '|---|---|---|---|', ...rows, ...(rest > 0 ? ['', `${rest} more are below.`] : []), ''];
  return withinComment([...head, ...table], [...open.map(({ finding }) => details(`${spoken(finding.verdict)} ${inMarkdown(headline(finding))}`, linesOf(finding))), ...beside]);
}

/** What a proof says nothing of, once for all that is proved. */
function notLookedAtOf(findings: readonly Finding[]): ReturnType<typeof details>[] {
  const all = [...new Set(findings.flatMap(({ notLookedAt = [] }) => notLookedAt))];
  return all.length === 0 ? [] : [details('Not looked at, for what is proved', all.map(visible))];
}

function rowOf({ finding, others }: FoldedFinding): string {
  const names = [finding, ...others].map((one) => asCode(nameOf(one)));
  return `| ${spoken(finding.verdict)} | [${finding.rule}](${rulePage(finding.rule)}) | ${listOf([...new Set(names)], NAMES)} | ${inMarkdown(headline(finding))} |`;
}
