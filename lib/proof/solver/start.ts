import type { Bound, GlobToken } from '../iam/glob';
import { remembered } from '../../text/remembered';
import { cardinality } from '../iam/data/condition-keys';
import { literalToken } from '../iam/pattern';
import type { ReadyDomain } from './automata';
import type { SearchContext } from './request-region';
import { RequestRegion } from './request-region';
import type { Budget } from './budget';
import { bindingOf, domainOf, mentionsOf, variableDomains, variablesOf } from './subjects';
import type { FilledKeyTest, Constraint } from './conjunction';
import type { Binding, Subject } from './types';

/** Where a search begins: every request that a person can make. */
export interface InitialRegion {
  readonly region: RequestRegion;
  readonly context: SearchContext;
}

/**
 * @param person who
 * @param bound how what is unknown counts
 * @param variables domains of the variables `caller` and `owner`, where the search has them; then the person's owner value is the former
 * @param budget bounds the work
 * @returns the region of all requests of the person; a text says why there is none
 */
export function initialRegionOf(person: Subject, bound: Bound, variables: ReadonlyMap<string, ReadyDomain>, budget: Budget): InitialRegion | string {
  const keys = keysOf(person);
  const domains = variableDomains(variables.has('caller') ? person : withFreeOwner(person), keys);
  if (typeof domains === 'string') return domains;
  const callerKeys = new Set(variables.has('caller') ? keys.filter((key) => bindingOf(person, key)?.kind === 'owner') : []);
  const context: SearchContext = { bound, domains: new Map([...domains, ...variables]), callerKeys, budget, memo: new WeakMap() };
  let region = new RequestRegion(context);
  for (const key of keys) {
    const binding = bindingOf(person, key);
    if (binding && !callerKeys.has(key)) region = bind(region, key, binding, domains);
  }
  return { region, context };
}

/** All keys that the person's bindings and policies name. */
export function keysOf(person: Subject): string[] {
  const named = Object.keys(person.keys).filter((key) => !key.endsWith('*')).map((key) => key.toLowerCase());
  const used = person.policies.flatMap((policy) => mentionsOf(policy).conditions);
  const own = ['aws:principalarn', 'aws:principalaccount', 'aws:principaltype'];
  return [...new Set([...named, ...used, ...own, ...variablesOf(person)])];
}

/** The person whose owner value is a free value like any other. */
export function withFreeOwner(person: Subject): Subject {
  const keys = Object.entries(person.keys).map(([key, binding]): [string, Binding] => [key, binding.kind === 'owner' ? { kind: 'free', domain: domainOf(key.toLowerCase(), binding) } : binding]);
  return { ...person, keys: Object.fromEntries(keys) };
}

function bind(region: RequestRegion, key: string, binding: Binding, domains: ReadonlyMap<string, ReadyDomain>): RequestRegion {
  switch (binding.kind) {
    case 'list': return region.withList(key, binding.values, binding.more === true);
    case 'value': return cardinality(key) === 'many' ? region.withList(key, [binding.value], false) : region.narrow(keyConstraint(key, false, { text: { patterns: [literal(binding.value)], fold: false, negated: false } }), true);
    case 'of-actions': return region;
    case 'missing': return region.narrow(keyConstraint(key, true, { present: false }), true);
    case 'present': {
      const there = region.narrow(keyConstraint(key, false, { present: true }), true);
      return binding.from === undefined ? there : there.narrow(keyConstraint(key, false, { range: { line: 'instant', ranges: [{ from: binding.from }], negated: false } }), true);
    }
    case 'owner':
    case 'free': {
      const variable = `free ${key}`;
      const patterns = [[{ kind: 'proof-variable' as const, variable }], ...(domains.get(variable)!.empty ? [[]] : [])];
      return region.narrow(keyConstraint(key, binding.kind === 'free' && binding.optional === true, { text: { patterns, fold: false, negated: false } }), true);
    }
  }
}

/** A constraint on a key. */
export function keyConstraint(key: string, missing: boolean, value: FilledKeyTest['value'], quantifier: 'one' | 'some' = 'one'): Constraint {
  return { on: 'key', test: { key: key.toLowerCase(), quantifier, missing: missing ? 'yes' : 'no', value, unclear: false } };
}

const literal = remembered(2_000, (text: string): readonly GlobToken[] => Array.from(text, literalToken));
