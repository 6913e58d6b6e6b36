import type { Statement } from '../iam/policy';
import { OF_THE_PERSON } from './question';

/** What somebody asks, as the evaluator takes it. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** A question that differs in one thing, and how that is said. */
interface Changed {
  readonly asked: Asked;
  readonly words: string;
}

/** So many other questions are tried. */
const TRIED = 40;

/**
 * What is not allowed may be a slip of who asks: another resource, a condition key that is missing, another action.
 *
 * @param statements the statements of the role
 * @param asked what is not allowed
 * @param valueOf the value of a policy variable, where it has one
 * @param isAllowed whether something else is
 * @returns the nearest that is, in words; undefined where nothing is near
 */
export function nearMiss(statements: readonly Statement[], asked: Asked, valueOf: (key: string) => string | undefined, isAllowed: (asked: Asked) => boolean): string | undefined {
  const giving = statements.filter(({ effect, unknown, notAction, notResource }) => effect === 'Allow' && unknown === undefined && !notAction && !notResource);
  const service = asked.action.split(':')[0].toLowerCase();
  const sameService = giving.filter(({ actions }) => actions.some(({ text }) => text === '*' || text.startsWith(`${service}:`)));
  const tried = [
    ...sameService.flatMap((statement) => withConditions(statement, asked, valueOf)),
    ...sameService.flatMap((statement) => withResources(statement, asked, valueOf)).sort((a, b) => alike(b.asked.resource, asked.resource) - alike(a.asked.resource, asked.resource)),
    ...sameService.flatMap((statement) => withActions(statement, asked, service)),
  ];
  return tried.slice(0, TRIED).find((changed) => isAllowed(changed.asked))?.words;
}

/** All conditions of the statement, as it wants them. */
function withConditions({ conditions }: Statement, asked: Asked, valueOf: (key: string) => string | undefined): Changed[] {
  const filled = conditions.filter(({ operator }) => !/not|^null/i.test(operator)).flatMap(({ key, values: [value] }) => {
    const text = value === undefined ? undefined : filledIn(value, valueOf);
    return text === undefined ? [] : [{ key, value, text }];
  });
  // Keys of the person are no part of the question.
  const changed = filled.filter(({ key }) => !OF_THE_PERSON.test(key));
  if (changed.length === 0) return [];
  const given = Object.entries(asked.context).filter(([key]) => !changed.some((one) => one.key === key.toLowerCase()));
  return [{
    asked: { ...asked, context: { ...Object.fromEntries(given), ...Object.fromEntries(changed.map(({ key, text }) => [key, [text]])) } },
    words: `would be allowed with ${changed.map(({ key, value }) => `${key}=${value}`).join(' and ')}`,
  }];
}

function withResources({ resources }: Statement, asked: Asked, valueOf: (key: string) => string | undefined): Changed[] {
  return resources.flatMap(({ text }) => {
    const resource = filledIn(text, valueOf);
    return resource === undefined || text === '*' || text === asked.resource ? [] : [{ asked: { ...asked, resource }, words: `would be allowed on ${text}` }];
  });
}

function withActions({ actions }: Statement, asked: Asked, service: string): Changed[] {
  return actions.flatMap(({ text }) => {
    const [, name] = text.split(':');
    return name === undefined || /[*?$]/.test(name) ? [] : [{ asked: { ...asked, action: text }, words: `what is allowed there is ${service}:${name}` }];
  });
}

/** The text with values in place of variables, and some name in place of wildcards. */
function filledIn(text: string, valueOf: (key: string) => string | undefined): string | undefined {
  let whole = true;
  const filled = text.replace(/\$\{([^}]*)\}|\*|\?/g, (found, key: string | undefined) => {
    if (key === undefined) return 'x';
    const value = ['*', '?', '$'].includes(key) ? key : valueOf(key.trim().toLowerCase());
    whole &&= value !== undefined;
    return value ?? found;
  });
  return whole ? filled : undefined;
}

/** How long two resources are the same. */
function alike(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
