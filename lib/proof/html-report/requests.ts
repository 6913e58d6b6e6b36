import type { ActionFacts } from '../authorization-data/actions';
import type { Condition, Statement } from '../iam/policy';
import type { Extent, Target } from './reach';

/** A request that a statement is made for. */
export interface Candidate {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** What stands for the variables of a policy. */
export interface Values {
  /** The identity id. */
  readonly own: string;
  /** Session tags and tags of the role, by key in lower case. */
  readonly tags: ReadonlyMap<string, string>;
}

const VARIABLE = /\$\{([^}]*)\}/g;
const OWN = /\$\{cognito-identity[\w.-]*:sub[^}]*\}/i;
const TAG = /\$\{aws:principaltag\/([^},]+)[^}]*\}/gi;

/** Any name: nothing in a template is called so. */
const ANYTHING = 'x';

/**
 * @param statement a statement
 * @param pattern one of its resources; undefined where it has none
 * @param target the resource that it names
 * @param facts an action that it names
 * @param values what stands for its variables
 * @returns a request that the statement allows, if nothing else stands against it; undefined where the action takes other resources
 */
export function candidateFor(statement: Statement, pattern: string | undefined, target: Target, facts: ActionFacts, values: Values): Candidate | undefined {
  if (pattern !== undefined && !takes(facts, pattern, target)) return undefined;
  const context: Record<string, readonly string[]> = {};
  for (const condition of statement.conditions) {
    const value = valueFor(condition, values);
    if (value !== undefined) context[condition.key] = [value];
  }
  return { action: facts.name, resource: resourceFor(pattern, target, facts, values), context };
}

/** Of a bucket and its objects, or an API and its methods, an action takes one or the other. */
function takes({ resources: formats }: ActionFacts, pattern: string, { base }: Target): boolean {
  if (!pattern.startsWith(base) || !base.startsWith('arn:') || formats.length === 0) return true;
  return formats.some((format) => (pattern === base ? partsOf(format) <= partsOf(base) : partsOf(format) > partsOf(base)));
}

function resourceFor(pattern: string | undefined, { base }: Target, { resources: formats }: ActionFacts, values: Values): string {
  if (formats.length === 0) return '*';
  const filled = filledIn(pattern ?? '*', values);
  if (pattern !== undefined && pattern.startsWith(base) && pattern.length > base.length) return filled;
  // Of what a resource holds, such as the objects of a bucket, the first that comes to mind.
  const depth = partsOf(base);
  const format = formats.find((one) => partsOf(one) === depth) ?? formats[0];
  const within = partsOf(format) > depth ? format.split(/(?=[/:])/).slice(depth).join('').replace(/\*/g, ANYTHING) : '';
  return `${base.replace(/\*/g, ANYTHING)}${within}`;
}

const PARTS = new Map<string, number>();

/** The formats of ARNs are few, and asked for with each action. */
function partsOf(arn: string): number {
  let parts = PARTS.get(arn);
  if (parts === undefined) PARTS.set(arn, parts = arn.split(/[/:]/).length);
  return parts;
}

function valueFor({ operator, key, values: [value] }: Condition, values: Values): string | undefined {
  if (value === undefined || /^(aws:principal|cognito-identity|aws:federated|aws:securetransport|aws:viaawsservice|aws:called|aws:source)/i.test(key)) return undefined;
  return /^(for(all|any)\w*:)?(string(equals|like)|numeric(equals|lessthanequals|greaterthanequals)|bool)/i.test(operator) ? filledIn(value, values) : undefined;
}

function filledIn(text: string, { own, tags }: Values): string {
  return text.replace(/\*|\?(?!\})/g, (found, at: number) => (text.slice(at - 2, at) === '${' ? found : ANYTHING)).replace(VARIABLE, (whole, name: string) => {
    if (OWN.test(whole)) return own;
    const [, tag] = /^aws:principaltag\/([^,]+)/i.exec(name) ?? [];
    if (tag !== undefined) return tags.get(tag.trim().toLowerCase()) ?? ANYTHING;
    return ['*', '?', '$'].includes(name) ? name : ANYTHING;
  });
}

/** Claims of which no two users have the same. */
const PERSONAL = new Set(['sub', 'cognito:username', 'username', 'email']);

/**
 * @param statement a statement
 * @param pattern one of its resources; undefined where it has none
 * @param target the resource that it names
 * @param claims the claims behind session tags, by tag in lower case
 * @returns how much of the resource it is about
 */
export function extentOf(statement: Statement, pattern: string | undefined, { base }: Target, claims: ReadonlyMap<string, string>): Extent {
  const texts = [pattern ?? '*', ...statement.conditions.filter(({ operator }) => !/not/i.test(operator)).flatMap(({ values }) => values)];
  const tags = statement.variables ? texts.flatMap((text) => [...text.matchAll(TAG)].map(([, tag]) => tag.trim().toLowerCase())) : [];
  if (statement.variables && texts.some((text) => OWN.test(text))) return 'own';
  if (tags.some((tag) => PERSONAL.has(claims.get(tag) ?? ''))) return 'own';
  if (tags.length > 0) return 'tenant';
  const rest = pattern?.startsWith(base) === true && base !== '*' ? pattern.slice(base.length).replace(/^[/:]/, '') : '';
  const isPart = (rest !== '' && !/^\*+$/.test(rest)) || statement.conditions.some(({ key, operator }) => /^(s3:prefix|dynamodb:leadingkeys|dynamodb:attributes|s3:existingobjecttag)/i.test(key) && !/null/i.test(operator));
  return isPart ? 'part' : 'all';
}

/**
 * @param pattern one of the resources of a statement; undefined where it has none
 * @param statement the statement
 * @param target the resource that it names
 * @returns which part of the resource it is about, as it is spelled; empty for all of it
 */
export function partOf(pattern: string | undefined, statement: Statement, { base }: Target): string {
  const rest = pattern?.startsWith(base) === true ? pattern.slice(base.length).replace(/^[/:]/, '') : '';
  if (rest !== '' && rest !== '*') return rest;
  const values = statement.conditions.filter(({ key, operator }) => /^(s3:prefix|dynamodb:leadingkeys)/i.test(key) && !/null/i.test(operator)).flatMap((condition) => condition.values);
  return values.slice(0, 3).join(', ');
}
