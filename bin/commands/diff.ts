import { compareTemplates } from '../../lib/proof/comparison/compare';
import { verdictOf, type Comparison } from '../../lib/proof/comparison/change';
import { TemplateError } from '../../lib/proof/template/value';
import { formatOf, parsed, UsageError } from '../arguments';
import { changesJson, changesMarkdown, changesSarif, changesText } from '../formats/changes';
import { complainOf, print, printJson } from '../output';
import { TEMPLATE_OPTIONS, versionsAt } from '../templates';

const OPTIONS = { ...TEMPLATE_OPTIONS, 'format': { type: 'string' }, 'json': { type: 'boolean' }, 'sarif': { type: 'boolean' }, 'fail-on': { type: 'string' } } as const;
const FORMATS = ['text', 'json', 'markdown', 'sarif'] as const;
const FAIL_ON = { 'new-access': ['gained'], 'any': ['gained', 'lost'] } as const;

const COMPARED = 0;
const FAILED = 1;
const CANNOT_ANSWER = 2;

/**
 * Prints who may do what they could not before, and the other way round.
 *
 * @param args the arguments
 * @returns the exit code: 1 when what `--fail-on` names is not ruled out, else 0; 2 when the arguments or a template cannot be read
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function diff(args: string[]): Promise<number> {
  try {
    const { before, after, values, format, failing } = read(args);
    const comparison = joined(versionsAt(before, after, values).map((versions) => compareTemplates(versions.before, versions.after)));
    show(comparison, format);
    return failing.some((direction) => verdictOf(comparison, direction) !== 'PROVED') ? FAILED : COMPARED;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    complainOf(error);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]) {
  const { values, positionals } = parsed('diff', args, OPTIONS);
  const [before, after] = positionals;
  if (positionals.length !== 2) throw new UsageError('diff', `expected two templates, one before and one after, got ${positionals.length}`);
  if (positionals.includes('')) throw new UsageError('diff', 'the name of a template is empty');
  const format = formatOf('diff', values, FORMATS);
  const failOn = values['fail-on'];
  if (failOn !== undefined && !Object.hasOwn(FAIL_ON, failOn)) throw new UsageError('diff', `--fail-on takes ${Object.keys(FAIL_ON).join(', ')}, got '${failOn}'`);
  return { before, after, values, format, failing: failOn === undefined ? [] : FAIL_ON[failOn as keyof typeof FAIL_ON] };
}

function joined(comparisons: readonly Comparison[]): Comparison {
  return { changes: comparisons.flatMap(({ changes }) => changes), assumptions: [...new Set(comparisons.flatMap(({ assumptions }) => assumptions))] };
}

function show(comparison: Comparison, format: (typeof FORMATS)[number]): void {
  switch (format) {
    case 'json': return printJson(changesJson(comparison), 2);
    case 'sarif': return printJson(changesSarif(comparison), 2);
    case 'markdown': return print(changesMarkdown(comparison));
    case 'text': return print(changesText(comparison));
  }
}
