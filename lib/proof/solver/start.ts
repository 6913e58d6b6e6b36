import type { Reading } from '../iam/glob';
import { cardinality } from '../iam/data/condition-keys';
import type { ReadyDomain } from './automata';
import type { Setting } from './request-region';
import { Box } from './request-region';
import type { Budget } from './budget';
import { bindingOf, domainOf, mentionsOf, slotDomains, variablesOf } from './subjects';
import type { FilledKeyTest, Side } from './conjunction';
import type { Binding, Person } from './types';

/** Where a search begins: every request that a person can make. */
export interface Start {
  readonly box: Box;
  readonly setting: Setting;
}

/**
 * @param person who
 * @param reading how what is unknown counts
 * @param slots domains of the slots `asker` and `owner`, where the search has them; then the person's owner value is the former
 * @param budget bounds the work
 * @returns the box of all requests of the person; a text says why there is none
 */
export function startOf(person: Person, reading: Reading, slots: ReadonlyMap<string, ReadyDomain>, budget: Budget): Start | string {
  const keys = keysOf(person);
  const domains = slotDomains(slots.has('asker') ? person : withFreeOwner(person), keys);
  if (typeof domains === 'string') return domains;
  const askerKeys = new Set(slots.has('asker') ? keys.filter((key) => bindingOf(person, key)?.kind === 'owner') : []);
  const setting: Setting = { reading, domains: new Map([...domains, ...slots]), askerKeys, budget, memo: new WeakMap() };
  let box = new Box(setting);
  for (const key of keys) {
    const binding = bindingOf(person, key);
    if (binding && !askerKeys.has(key)) box = bind(box, key, binding, domains);
  }
  return { box, setting };
}

/** All keys that the person's bindings and policies name. */
export function keysOf(person: Person): string[] {
  const named = Object.keys(person.keys).filter((key) => !key.endsWith('*')).map((key) => key.toLowerCase());
  const used = person.policies.flatMap((policy) => mentionsOf(policy).conditions);
  const own = ['aws:principalarn', 'aws:principalaccount', 'aws:principaltype'];
  return [...new Set([...named, ...used, ...own, ...variablesOf(person)])];
}

/** The person whose owner value is a free value like any other. */
export function withFreeOwner(person: Person): Person {
  const keys = Object.entries(person.keys).map(([key, binding]): [string, Binding] => [key, binding.kind === 'owner' ? { kind: 'free', domain: domainOf(key.toLowerCase(), binding) } : binding]);
  return { ...person, keys: Object.fromEntries(keys) };
}

function bind(box: Box, key: string, binding: Binding, domains: ReadonlyMap<string, ReadyDomain>): Box {
  switch (binding.kind) {
    case 'list': return box.withList(key, binding.values, binding.more === true);
    case 'value': return cardinality(key) === 'many' ? box.withList(key, [binding.value], false) : box.narrow(keySide(key, false, { text: literal(binding.value) }), true);
    case 'missing': return box.narrow(keySide(key, true, { present: false }), true);
    case 'owner':
    case 'free': {
      const slot = `free ${key}`;
      const patterns = [[{ kind: 'slot' as const, slot }], ...(domains.get(slot)!.empty ? [[]] : [])];
      return box.narrow(keySide(key, binding.kind === 'free' && binding.optional === true, { text: { patterns, fold: false, negated: false } }), true);
    }
  }
}

/** A side on a key. */
export function keySide(key: string, missing: boolean, value: FilledKeyTest['value'], quantifier: 'one' | 'some' = 'one'): Side {
  return { on: 'key', test: { key: key.toLowerCase(), quantifier, missing: missing ? 'yes' : 'no', value, unclear: false } };
}

function literal(text: string): { patterns: { kind: 'literal'; char: string }[][]; fold: boolean; negated: boolean } {
  return { patterns: [Array.from(text, (char) => ({ kind: 'literal' as const, char }))], fold: false, negated: false };
}
