import { onceForEach } from '../../text/remembered';
import { isAskersChoice } from '../iam/data/condition-keys';
import type { VariableValue } from '../iam/match';
import type { Policy, Statement } from '../iam/policy';
import type { Principal } from '../iam/request';
import { SymbolCharacters } from '../symbols/symbol';
import type { ReadyDomain } from './automata';
import { readDomain } from './automata';
import type { Binding, Domain, Subject } from './types';

/** Letters that stand for the values of variables; they count as open symbols. The template reader never comes this far. */
const FIRST_LETTER = 0x10f000;

/** An identity id that is nobody's in particular: no text that is not of its pattern. */
const SOME_IDENTITY = new SymbolCharacters().next('identity-id');

/** How a proof treats values that it leaves open: as variables, that can differ between two people, or as one letter each. */
export type Treatment = 'variables' | 'letters';

/** What a key holds for a subject; `undefined`: the request decides. */
export function bindingOf(person: Subject, key: string): Binding | undefined {
  return found(person.keys, key) ?? (person.ambient && found(person.ambient, key)) ?? ownKey(person.principal, key);
}

function found(keys: Subject['keys'], key: string): Binding | undefined {
  const { named, families } = bindingsOf(keys);
  return named.get(key) ?? families.find(({ prefix }) => key.startsWith(prefix))?.binding;
}

interface Bindings {
  readonly named: ReadonlyMap<string, Binding>;
  readonly families: readonly { readonly prefix: string; readonly binding: Binding }[];
}

const bindingsOf = onceForEach((keys: Subject['keys']): Bindings => {
  const entries = Object.entries(keys).map(([name, binding]) => ({ name: name.toLowerCase(), binding }));
  const families = entries.filter(({ name }) => name.endsWith('*')).map(({ name, binding }) => ({ prefix: name.slice(0, -1), binding }));
  // Of two keys that differ in case alone the first counts.
  return { named: new Map(entries.reverse().map(({ name, binding }) => [name, binding])), families };
});

// A key may be called like a member of all objects.
function ownKey(principal: Principal, key: string): Binding | undefined {
  const keys = ownKeys(principal);
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

function ownKeys(principal: Principal): Readonly<Record<string, Binding | undefined>> {
  const value = (text: string | undefined): Binding | undefined => (text === undefined ? undefined : { kind: 'value', value: text });
  if (principal.kind !== 'session') return {};
  return {
    'aws:principalarn': value(principal.roleArn),
    'aws:principalaccount': value(principal.account),
    'aws:principaltype': value('AssumedRole'),
    'aws:username': { kind: 'missing' },
  };
}

/** Whether what a key holds is neither known of the person nor theirs to choose. */
export function isOutOfHands(person: Subject, key: string): boolean {
  const binding = bindingOf(person, key);
  // What requests of some actions alone have may still be theirs to choose, or not.
  return (binding === undefined || binding.kind === 'of-actions') && !isAskersChoice(key);
}

/** The keys that the person's policies use as variables. */
export function variablesOf(person: Subject): string[] {
  return [...new Set(person.policies.flatMap((policy) => mentionsOf(policy).variables))];
}

/**
 * @param policies policies
 * @returns the condition keys that they look at, as conditions or as variables, in lower case
 */
export function keysMentionedBy(policies: readonly Policy[]): string[] {
  return [...new Set(policies.flatMap((policy) => {
    const { conditions, variables } = mentionsOf(policy);
    return [...conditions, ...variables];
  }))];
}

/** What a policy says about the context of requests. */
export interface Mentions {
  /** The keys that its conditions look at. */
  readonly conditions: readonly string[];
  /** The keys that it uses as variables. */
  readonly variables: readonly string[];
}

/** What a policy says about the context of requests, found once: the same policy is asked about for many people. */
export const mentionsOf: (policy: Policy) => Mentions = onceForEach((policy) => {
  const conditions = new Set(policy.statements.flatMap((statement) => statement.conditions.map(({ key }) => key)));
  const variables = new Set(policy.statements.flatMap((statement) => [...variablesIn(statement)]));
  return { conditions: [...conditions], variables: [...variables] };
});

function* variablesIn(statement: Statement): Generator<string> {
  for (const pattern of statement.resources) {
    if (pattern.text.includes('${')) for (const token of pattern.tokens) if (token.kind === 'variable') yield token.key;
  }
  if (!statement.variables) return;
  for (const { values } of statement.conditions) {
    for (const value of values) for (const found of value.matchAll(/\$\{\s*([^{},]*?)\s*[,}]/g)) yield found[1].toLowerCase();
  }
}

/**
 * Splits a person into cases in each of which every variable is either there or not, and (as a variable) empty or not.
 *
 * @param person the person
 * @param treatment how open values are treated
 * @returns the cases, or `undefined`: they are too many
 */
export function subjectCases(person: Subject, treatment: Treatment): Subject[] | undefined {
  let cases: Subject[] = [person];
  for (const key of variablesOf(person)) {
    const binding = bindingOf(person, key);
    if (binding?.kind !== 'free') continue;
    const domain = readDomain(binding.domain);
    const empty = treatment === 'variables' && typeof domain !== 'string' && domain.empty;
    if (!binding.optional && !empty) continue;
    const variants: Binding[] = [{ ...binding, optional: false }];
    if (binding.optional) variants.push({ kind: 'missing' });
    if (empty) variants.push({ kind: 'value', value: '' });
    cases = cases.flatMap((one) => variants.map((variant) => withKey(one, key, variant)));
    if (cases.length > 64) return undefined;
  }
  return cases;
}

/** The person with another binding for a key. */
export function withKey(person: Subject, key: string, binding: Binding): Subject {
  const keys = Object.fromEntries(Object.entries(person.keys).filter(([name]) => name.toLowerCase() !== key));
  return { ...person, keys: { ...keys, [key]: binding } };
}

/**
 * What a variable stands for in proofs about a person.
 *
 * @param person the person
 * @param treatment how open values are treated
 * @returns the meaning of each variable
 */
export function lookupFor(person: Subject, treatment: Treatment): (key: string) => VariableValue {
  const letters = new Map<string, string>();
  return (key) => {
    const binding = bindingOf(person, key);
    if (binding === undefined || binding.kind === 'list' || binding.kind === 'present' || binding.kind === 'of-actions') return { kind: 'unclear' };
    if (binding.kind === 'value') return { kind: 'text', text: binding.value };
    if (binding.kind === 'missing') return { kind: 'missing' };
    if (treatment === 'variables') return { kind: 'proof-variable', variable: binding.kind === 'owner' ? 'caller' : `free ${key}` };
    if (binding.kind === 'free' && binding.domain.kind === 'identity-id') return { kind: 'text', text: SOME_IDENTITY };
    // All keys that hold the owner's value share one letter.
    const name = binding.kind === 'owner' ? 'owner' : key;
    if (!letters.has(name)) letters.set(name, String.fromCodePoint(FIRST_LETTER + letters.size));
    return { kind: 'text', text: letters.get(name)! };
  };
}

/** The domain of an open binding: an owner value of which nothing is said may be any text. */
export function domainOf(key: string, binding: Binding & { kind: 'owner' | 'free' }): Domain {
  if (binding.kind === 'free') return binding.domain;
  return key.endsWith(':sub') ? { kind: 'identity-id' } : { kind: 'session-tag' };
}

/** The ready domains of those of the keys that a person's bindings leave open, by variable name; a text says why one cannot be used. */
export function variableDomains(person: Subject, keys: readonly string[]): Map<string, ReadyDomain> | string {
  const domains = new Map<string, ReadyDomain>();
  for (const key of keys) {
    const binding = bindingOf(person, key);
    if (binding?.kind !== 'free') continue;
    const domain = readDomain(binding.domain);
    if (typeof domain === 'string') return domain;
    domains.set(`free ${key}`, domain);
  }
  return domains;
}
