import { AccessModel, type AccessAnswer, type AccessSubject } from '../../lib/proof/access-model';
import { AuthorNames } from '../../lib/proof/author-names';
import { strongestAmong } from '../../lib/proof/queries/assemblies';
import { overlooked } from '../../lib/proof/queries/overlooked';
import { QuestionError } from '../../lib/proof/queries/question';
import { loadNested } from '../../lib/proof/template/nested';
import type { RawTemplate } from '../../lib/proof/template/raw-template';
import { TemplateError } from '../../lib/proof/template/value';
import { parsed, templatesIn, UsageError } from '../arguments';
import { complainOf, print, printJson } from '../output';
import { TEMPLATE_OPTIONS, templatesAt } from '../templates';

const OPTIONS = {
  ...TEMPLATE_OPTIONS,
  'as': { type: 'string' },
  'action': { type: 'string' },
  'resource': { type: 'string' },
  'identity-pool': { type: 'string' },
  'provider': { type: 'string' },
  'group': { type: 'string', multiple: true },
  'claim': { type: 'string', multiple: true },
  'tag': { type: 'string', multiple: true },
  'context': { type: 'string', multiple: true },
  'json': { type: 'boolean' },
} as const;

const EXIT_CODES = { ALLOWED: 0, DENIED: 3, UNKNOWN: 4 } as const;
const CANNOT_ANSWER = 2;

/**
 * Prints whether a subject may do something: `ALLOWED`, `DENIED` or `UNKNOWN`, with the role, the statement and the reason.
 *
 * @param args the arguments
 * @returns the exit code: 0, 3 or 4 by verdict; 2 when the question or the template cannot be read
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function can(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parsed('can', args, OPTIONS);
    const named = answerOf(values, positionals);
    if (values.json === true) printJson(jsonOf(named));
    else print(linesOf(named));
    return EXIT_CODES[named.answer.verdict];
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof QuestionError || error instanceof TemplateError)) throw error;
    complainOf(error);
    return CANNOT_ANSWER;
  }
}

type Values = ReturnType<typeof parsed<typeof OPTIONS>>['values'];

/** An answer, and the names that authors gave to what it is about. */
interface NamedAnswer {
  readonly answer: AccessAnswer;
  /** What they may come by through others who act for them, where the answer is DENIED. */
  readonly notLookedAt: readonly string[];
  readonly names: AuthorNames;
}

function withOverlooked(answer: AccessAnswer, templates: readonly RawTemplate[]): Pick<NamedAnswer, 'answer' | 'notLookedAt'> {
  return { answer, notLookedAt: EXIT_CODES[answer.verdict] === EXIT_CODES.DENIED ? overlooked(templates, loadNested) : [] };
}

function answerOf(values: Values, positionals: readonly string[]): NamedAnswer {
  const { as: kind, action, resource } = values;
  const paths = templatesIn('can', positionals);
  if (kind !== 'guest' && kind !== 'user') throw new UsageError('can', kind === undefined ? '--as is missing' : `--as is neither guest nor user: '${kind}'`);
  if (action === undefined) throw new UsageError('can', '--action is missing');
  if (resource === undefined) throw new UsageError('can', '--resource is missing');
  const context = Object.fromEntries(groupedBy(pairs('--context', values.context)));
  return strongestAmong(templatesAt(paths, values).map((templates) => () => {
    const answer = subjectOf(AccessModel._ofTemplates(templates), kind, values).can(action, resource, { context });
    return { verdict: answer.verdict, ...withOverlooked(answer, templates), names: AuthorNames.of(templates, loadNested) };
  }));
}

function subjectOf(model: AccessModel, kind: 'guest' | 'user', values: Values): AccessSubject {
  const { 'identity-pool': identityPool, provider, group: groups, claim, tag } = values;
  const pool = identityPool === undefined ? {} : { identityPool };
  if (kind === 'user') {
    return model.user({
      ...pool, ...(provider !== undefined && { provider }), ...(groups !== undefined && { groups }),
      claims: Object.fromEntries(single('--claim', claim)), tags: Object.fromEntries(single('--tag', tag)),
    });
  }
  const given = Object.entries({ '--provider': provider, '--group': groups, '--claim': claim, '--tag': tag }).find(([, value]) => value !== undefined);
  if (given !== undefined) throw new UsageError('can', `${given[0]} is given for a guest, who has no token`);
  return model.guest(pool);
}

function pairs(option: string, given: readonly string[] = []): [string, string][] {
  return given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError('can', `${option} takes <key>=<value>, got '${text}'`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
}

/** A claim or tag has one value. */
function single(option: string, given: readonly string[] | undefined): [string, string][] {
  const entries = pairs(option, given);
  const twice = entries.find(([key], i) => entries.findIndex(([other]) => other === key) < i);
  if (twice !== undefined) throw new UsageError('can', `${option} gives '${twice[0]}' two values`);
  return entries;
}

/** A key that is given several times has several values. */
function groupedBy(entries: readonly [string, string][]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [key, value] of entries) result.set(key, [...(result.get(key) ?? []), value]);
  return result;
}

/** For scripts: with logical ids, as the templates have them. */
function jsonOf({ answer: { verdict, role, statement, reason, bySteps }, names, notLookedAt }: NamedAnswer): object {
  return { verdict, role: role ?? null, constructPath: role === undefined ? null : names.constructPathOf(role) ?? null, statement: statement ?? null, reason, bySteps: bySteps ?? null, notLookedAt };
}

function linesOf({ answer: { verdict, role, statement, reason, bySteps }, names, notLookedAt }: NamedAnswer): string[] {
  const steps = bySteps === undefined ? [] : [`by steps   perhaps: ${names.inWords(bySteps)}`];
  return [verdict, `role       ${role === undefined ? 'none' : names.titleOf(role).replace(/^role /, '')}`, `statement  ${names.inWords(statement ?? 'none')}`, `reason     ${names.inWords(reason)}`, ...steps, ...notLookedAt.map((one) => `not looked at  ${names.inWords(one)}`)];
}
