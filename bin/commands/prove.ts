import { AuthorNames } from '../../lib/proof/author-names';
import type { Finding } from '../../lib/proof/findings/finding';
import { inAuthorsWords } from '../../lib/proof/findings/named';
import { linesOf } from '../../lib/proof/findings/render';
import { PROMISES, examineTemplates } from '../../lib/proof/prove';
import { RULES } from '../../lib/proof/rules';
import { loadNested } from '../../lib/proof/template/nested';
import { TemplateError } from '../../lib/proof/template/value';
import { parsed, templatesIn, UsageError } from '../arguments';
import { complain, print, printJson } from '../output';
import { sarifOf } from '../sarif';
import { TEMPLATE_OPTIONS, templatesAt } from '../templates';

const OPTIONS = { ...TEMPLATE_OPTIONS, json: { type: 'boolean' }, sarif: { type: 'boolean' }, rule: { type: 'string', multiple: true } } as const;

const KEPT = 0;
const VIOLATED = 1;
const CANNOT_ANSWER = 2;

/**
 * Prints what is decided about a template: the promises that it records, and the rules that hold for any.
 *
 * @param args the arguments
 * @returns the exit code: 1 when something is violated, else 0; 2 when the arguments or the template cannot be read
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function prove(args: string[]): Promise<number> {
  try {
    const { paths, values, rules, json, sarif } = read(args);
    const named = templatesAt(paths, values).flatMap((templates) => {
      const names = AuthorNames.of(templates, loadNested);
      return examineTemplates(templates).filter(({ rule }) => rules.length === 0 || rules.includes(rule)).map((finding) => ({ finding, names }));
    });
    const findings = named.map(({ finding }) => finding);
    if (sarif) printJson(sarifOf(findings), 2);
    else if (json) printJson({ findings: named.map(jsonOf) }, 2);
    else print(textOf(named));
    return findings.some(({ verdict }) => verdict === 'VIOLATED') ? VIOLATED : KEPT;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    complain(error.message);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]) {
  const { values, positionals } = parsed('prove', args, OPTIONS);
  const { json = false, sarif = false, rule: rules = [] } = values;
  const paths = templatesIn('prove', positionals);
  if (json && sarif) throw new UsageError('prove', '--json and --sarif exclude each other');
  const known = [...PROMISES, ...RULES.map(({ id }) => id)];
  const unknown = rules.find((rule) => !known.includes(rule));
  if (unknown !== undefined) throw new UsageError('prove', `there is no rule '${unknown}'; there are ${known.join(', ')}`);
  return { paths, values, rules, json, sarif };
}

/** A finding, and the names that authors gave to what it is about. */
interface NamedFinding {
  readonly finding: Finding;
  readonly names: AuthorNames;
}

/** For scripts: with logical ids, as the templates have them. */
function jsonOf({ finding, names }: NamedFinding): object {
  const { rule, verdict, resource, message, counterexample, assumptions, fix, title, subject, stack, file, location } = finding;
  return { rule, verdict, resource, constructPath: names.constructPathOf(resource, file) ?? null, message, counterexample: counterexample ?? null, assumptions, fix: fix ?? null, title, subject, stack, file, location };
}

/** What is wrong in full, what is proved in a line each, and the count. */
function textOf(named: readonly NamedFinding[]): string[] {
  const findings = named.map(({ finding, names }) => ({ ...inAuthorsWords(finding, names), place: names.titleOf(finding.resource, finding.file) }));
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  const proved = findings.filter(({ verdict }) => verdict === 'PROVED');
  const counts = (['VIOLATED', 'NOT_PROVED', 'UNKNOWN', 'PROVED'] as const).map((kind) => [kind, findings.filter(({ verdict }) => verdict === kind).length] as const);
  return [
    ...open.flatMap((finding) => [...linesOf(finding), `rule   ${finding.rule}${finding.place === '' ? '' : `   in the ${finding.place}`}`, '']),
    ...proved.map((finding) => linesOf(finding)[0]), ...(proved.length > 0 ? [''] : []),
    findings.length === 0 ? 'nothing in the templates has to do with access through Amazon Cognito' : counts.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind.replace('_', ' ')}`).join(', '),
  ];
}
