import { actionsMatching, type ActionFacts } from '../authorization-data/actions';
import type { Statement } from '../iam/policy';
import type { Verb } from './reach';

/** Calls that AWS lists as reading or writing, and that run something instead. */
const CALLS = /^(execute-api:|appsync:GraphQL|lambda:Invoke|states:Start|sts:Assume|events:PutEvents)/;

/** Records and messages are read by what AWS lists as writing. */
const READS = /^(sqs:ReceiveMessage|dynamodb:PartiQLSelect)/;

/** Whoever changes what a service does, and not the data in it, runs the application. */
const ADMINISTERS: ReadonlySet<string> = new Set(['iam-policy', 'resource-policy', 'pass-role', 'code', 'identity', 'data-export']);

/** Of actions that nobody has looked at, these surely change how a service is set up. */
const SETS_UP = /^(Create|Update|Modify|Attach|Detach|Enable|Disable|Register|Deregister|Restore|Set)/;

/**
 * @param facts an action
 * @returns what it does, in a word
 */
export function verbOf({ name, level, edge }: ActionFacts): Verb {
  const verb = name.slice(name.indexOf(':') + 1);
  if (CALLS.test(name)) return 'calls';
  if (READS.test(name)) return 'reads';
  if (level === 'permissions' || ADMINISTERS.has(edge ?? '') || (edge === 'unclassified' && SETS_UP.test(verb))) return 'administers';
  if (level === 'tagging') return /Object|Item/.test(verb) ? 'writes' : 'administers';
  if (level === 'read') return 'reads';
  if (level === 'list') return /^(Query|Scan|BatchGet|Get)/.test(verb) ? 'reads' : 'lists';
  return /^(Delete|BatchDelete|PartiQLDelete|Purge)/.test(verb) ? 'deletes' : 'writes';
}

const expanded = new Map<string, readonly ActionFacts[]>();

function matching(pattern: string): readonly ActionFacts[] {
  let found = expanded.get(pattern);
  if (found === undefined) expanded.set(pattern, found = actionsMatching(pattern));
  return found;
}

/**
 * @param statement a statement
 * @param service the prefix of a service
 * @returns the actions of that service that it names, by what they do
 */
export function actionsByVerb({ actions, notAction }: Statement, service: string): ReadonlyMap<Verb, readonly ActionFacts[]> {
  const key = JSON.stringify([service, notAction, ...actions.map(({ text }) => text)]);
  let found = sorted.get(key);
  if (found === undefined) sorted.set(key, found = sortedByVerb(actions.map(({ text }) => text), notAction, service));
  return found;
}

const sorted = new Map<string, ReadonlyMap<Verb, readonly ActionFacts[]>>();

function sortedByVerb(actions: readonly string[], notAction: boolean, service: string): ReadonlyMap<Verb, readonly ActionFacts[]> {
  const named = actions.flatMap((text) => matching(text === '*' ? `${service}:*` : text)).filter(({ name }) => name.startsWith(`${service}:`));
  const excluded = new Set(named.map(({ name }) => name));
  const found = notAction ? matching(`${service}:*`).filter(({ name }) => !excluded.has(name)) : named;
  const byVerb = new Map<Verb, ActionFacts[]>();
  for (const facts of new Set(found)) {
    const verb = verbOf(facts);
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), facts]);
  }
  return byVerb;
}

/**
 * @param statement a statement
 * @returns the prefixes of the services whose actions it names; undefined for all
 */
export function servicesOf({ actions, notAction }: Statement): ReadonlySet<string> | undefined {
  const prefixes = actions.map(({ text }) => text.split(':')[0]);
  return notAction || prefixes.some((prefix) => /[*?]/.test(prefix)) ? undefined : new Set(prefixes);
}
