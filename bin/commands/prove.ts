import { AuthorNames } from '../../lib/proof/author-names';
import type { Finding, Verdict } from '../../lib/proof/findings/finding';
import { inAuthorsWords } from '../../lib/proof/findings/named';
import { PROMISES, examineTemplates } from '../../lib/proof/prove';
import { RULES } from '../../lib/proof/rules';
import { loadNested } from '../../lib/proof/template/nested';
import { TemplateError } from '../../lib/proof/template/value';
import { formatOf, parsed, templatesIn, UsageError } from '../arguments';
import { junitOf } from '../formats/junit';
import { markdownOf } from '../formats/markdown';
import { sarifOf } from '../formats/sarif';
import { textOf, type Detail } from '../formats/text';
import type { Told } from '../../lib/proof/findings/folded';
import { FAIL_ON } from '../formats/verdicts';
import { complainOf, print, printJson } from '../output';
import { TEMPLATE_OPTIONS, templatesAt } from '../templates';

const OPTIONS = {
  ...TEMPLATE_OPTIONS,
  'format': { type: 'string' },
  'json': { type: 'boolean' },
  'sarif': { type: 'boolean' },
  'quiet': { type: 'boolean' },
  'verbose': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'rule': { type: 'string', multiple: true },
} as const;
const FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown'] as const;

const KEPT = 0;
const FAILED = 1;
const CANNOT_ANSWER = 2;

/**
 * Prints what is decided about a template: the promises that it records, and the rules that hold for any.
 *
 * @param args the arguments
 * @returns the exit code: 1 when something is violated, or what else `--fail-on` names, else 0; 2 when the arguments or the template cannot be read
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function prove(args: string[]): Promise<number> {
  try {
    const { paths, values, rules, format, detail, failing } = read(args);
    const named = templatesAt(paths, values).flatMap((templates) => {
      const names = AuthorNames.of(templates, loadNested);
      return examineTemplates(templates).filter(({ rule }) => rules.length === 0 || rules.includes(rule)).map((finding) => ({ finding, names }));
    });
    show(named, failing, format, detail);
    return named.some(({ finding: { verdict } }) => failing.includes(verdict)) ? FAILED : KEPT;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    complainOf(error);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]) {
  const { values, positionals } = parsed('prove', args, OPTIONS);
  const { quiet = false, verbose = false, rule: rules = [], 'fail-on': failOn = 'violated' } = values;
  const paths = templatesIn('prove', positionals);
  const format = formatOf('prove', values, FORMATS);
  if (quiet && verbose) throw new UsageError('prove', '--quiet and --verbose exclude each other');
  if ((quiet || verbose) && format !== 'text') throw new UsageError('prove', `--${quiet ? 'quiet' : 'verbose'} is for text; ${format} always says all`);
  if (!Object.hasOwn(FAIL_ON, failOn)) throw new UsageError('prove', `--fail-on takes ${Object.keys(FAIL_ON).join(', ')}, got '${failOn}'`);
  const known = [...PROMISES, ...RULES.map(({ id }) => id)];
  const unknown = rules.find((rule) => !known.includes(rule));
  if (unknown !== undefined) throw new UsageError('prove', `there is no rule '${unknown}'; there are ${known.join(', ')}`);
  const detail: Detail = quiet ? 'quiet' : verbose ? 'verbose' : 'normal';
  return { paths, values, rules, format, detail, failing: FAIL_ON[failOn] };
}

function show(named: readonly NamedFinding[], failing: readonly Verdict[], format: (typeof FORMATS)[number], detail: Detail): void {
  const findings = named.map(({ finding }) => finding);
  switch (format) {
    case 'json': return printJson({ findings: named.map(jsonOf) }, 2);
    case 'sarif': return printJson(sarifOf({ findings, failing }), 2);
    case 'junit': return print(junitOf({ findings, failing }));
    case 'markdown': return print(markdownOf(named.map(told)));
    case 'text': {
      const lines = textOf(named.map(told), detail);
      if (lines.length > 0) print(lines);
    }
  }
}

/** A finding, and the names that authors gave to what it is about. */
interface NamedFinding {
  readonly finding: Finding;
  readonly names: AuthorNames;
}

/** For scripts: with logical ids, as the templates have them. */
function jsonOf({ finding, names }: NamedFinding): object {
  const { rule, verdict, resource, message, counterexample, assumptions, notLookedAt = [], fix, title, subject, stack, file, location } = finding;
  return { rule, verdict, resource, constructPath: names.constructPathOf(resource, file) ?? null, message, counterexample: counterexample ?? null, assumptions, notLookedAt, fix: fix ?? null, title, subject, stack, file, location };
}

/** For people: in the words of the author. */
function told({ finding, names }: NamedFinding): Told {
  const { resource, file } = finding;
  return { ...inAuthorsWords(finding, names), ...(names.constructPathOf(resource, file) !== undefined && { place: names.titleOf(resource, file) }) };
}
