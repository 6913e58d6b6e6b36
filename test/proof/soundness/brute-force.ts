import type { Binding, Domain, OwnedSlice, Subject } from '../../../lib/proof/solver';
import type { PlainPolicy, PlainRequest } from './plain-iam';
import { expand, matches, plainlyAllowed, ROLE } from './plain-iam';
import { ACTIONS, KEYS, parsed, PREFIX, ROOT, SUB, TAG } from './random-policies';

/** All texts over some letters, up to a length, the empty one first. */
export function textsOver(letters: readonly string[], longest: number): string[] {
  let last = [''];
  const all = [''];
  for (let length = 1; length <= longest; length++) all.push(...last = last.flatMap((text) => letters.map((letter) => text + letter)));
  return all;
}

/** A domain for proofs, and short values of it. */
export interface Sampled {
  readonly domain: Domain;
  readonly values: readonly string[];
}

export const DOMAINS: readonly Sampled[] = [
  { domain: { kind: 'alphabet', alphabet: '[ab]' }, values: ['a', 'b', 'aa', 'ab', 'ba'] },
  { domain: { kind: 'alphabet', alphabet: '[ab/]' }, values: ['a', 'b', '/', 'ab', 'a/', '/a', 'a/b'] },
  { domain: { kind: 'session-tag' }, values: ['', 'a', 'b', '/', 'aa', 'a/b', 'a/'] },
  { domain: { kind: 'values', values: ['a', 'b', 'ab', 'a/b'] }, values: ['a', 'b', 'ab', 'a/b'] },
  { domain: { kind: 'not', values: ['', 'a'] }, values: ['b', 'aa', '/', 'b/a', 'ab'] },
  { domain: { kind: 'identity-id' }, values: ['aa-b-1:a', 'ab-b-1:a', 'aa-b-1:b', 'aa-b-1:aa', 'aa-b-1:a-'] },
];

/** Whether a text belongs to a domain. */
export function belongs(value: string, { kind, ...rest }: Domain): boolean {
  const pattern = { 'identity-id': /^[a-z]{2,5}-[a-z-]+-[0-9]{1,2}:[0-9a-f-]+$/, 'session-tag': /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }[kind as string];
  if (pattern) return pattern.test(value);
  if ('alphabet' in rest) return new RegExp(`^${rest.alphabet}+$`).test(value);
  if ('values' in rest) return rest.values.includes(value) === (kind === 'values');
  return kind === 'any';
}

const TAILS = textsOver(['a', 'b', '/'], 3);
const PREFIXES = textsOver(['a', 'b', '/'], 2);
const KEY_TEXTS = ['', 'a', 'b', 'a/b'];
const KEY_LISTS = [undefined, ...KEY_TEXTS.map((value) => [value]), ['a', 'b'], ['', 'a']];

/** Requests that differ in everything that the policies and the claim can tell apart; each value of the context is a short one. */
export function* requests(about: unknown, mine: Readonly<Record<string, string | undefined>>, others: readonly string[]): Generator<PlainRequest> {
  const mentions = (key: string): boolean => JSON.stringify(about).toLowerCase().includes(key.toLowerCase());
  const values = [...others, ...Object.values(mine)].filter((value) => value !== undefined);
  const near = values.flatMap((value) => ['', '/', '/a'].flatMap((end) => [`${value}${end}`, `a/${value}${end}`]));
  const tails = [...new Set([...TAILS, ...near])];
  const prefixes = mentions(PREFIX) ? [undefined, ...new Set([...PREFIXES, ...near])] : [undefined];
  const lists = mentions(KEYS) ? [...KEY_LISTS, ...values.map((value) => [value]), values] : [undefined];
  // Every resource with one context, and every context with a few resources: enough for shapes this small.
  for (const action of ACTIONS) {
    for (const tail of tails) yield { action, resource: ROOT + tail, context: context(mine, undefined, undefined) };
    for (const tail of ['a', 'a/b', ...near.slice(0, 2)]) {
      for (const prefix of prefixes) yield { action, resource: ROOT + tail, context: context(mine, prefix, mentions(KEYS) ? ['a'] : undefined) };
      for (const list of lists) yield { action, resource: ROOT + tail, context: context(mine, mentions(PREFIX) ? 'a/' : undefined, list) };
    }
  }
  yield { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/x', context: context(mine, undefined, undefined) };
}

function context(mine: Readonly<Record<string, string | undefined>>, prefix: string | undefined, keys: readonly string[] | undefined): PlainRequest['context'] {
  return { ...mine, [PREFIX]: prefix, [KEYS.toLowerCase()]: keys };
}

/** The request with a resource and prefixes or keys taken from a slice, so that few are in vain. */
export function* requestsInto(slice: OwnedSlice, about: unknown, mine: Readonly<Record<string, string | undefined>>, owner: string): Generator<PlainRequest> {
  for (const request of requests([about, slice], mine, [owner])) if (isInSlice(slice, owner, request)) yield request;
}

/** Whether a request is into an owner's slice. The owner's value stands for itself. */
export function isInSlice(slice: OwnedSlice, owner: string, request: PlainRequest): boolean {
  const member = (pattern: string, text: string): boolean => {
    const pieces = expand(pattern.replace('${owner}', '${o}'), true, { o: owner });
    return pieces !== undefined && matches(pieces, text);
  };
  const action = slice.actions.some((one) => member(one.toLowerCase(), request.action.toLowerCase()));
  if (!action || !member(slice.resource, request.resource)) return false;
  if (slice.key === undefined || slice.value === undefined) return true;
  const held = request.context[slice.key.toLowerCase()];
  if (held === undefined) return slice.each === true || slice.prefixes === true;
  const { value } = slice;
  const ends = ['', 'a', '/a', ...Array.from(owner, (_, index) => owner.slice(index)).flatMap((end) => [end, `${end}/a`, `/${end}`, `/${end}/a`, `a/${end}/a`])];
  const begins = (text: string): boolean => ends.some((end) => member(value, text + end));
  return (typeof held === 'string' ? [held] : held).some((one) => (slice.prefixes ? begins(one) : member(value, one)));
}

/** A person as proofs see them. */
export function person(policies: readonly PlainPolicy[], keys: Readonly<Record<string, Binding>>): Subject {
  return { title: 'somebody', principal: { kind: 'session', roleArn: ROLE, account: '111122223333' }, keys, policies: parsed(policies) };
}

/** The outcome of all requests: those that are, or may be, allowed. */
export function isAllowed(policies: readonly PlainPolicy[], request: PlainRequest): boolean {
  return plainlyAllowed(policies, request) !== 'no';
}

/** What a key may hold besides the owner's value. */
export const TAG_BINDINGS: readonly { readonly binding: Binding; readonly values: readonly (string | undefined)[] }[] = [
  { binding: { kind: 'missing' }, values: [undefined] },
  { binding: { kind: 'value', value: 'a' }, values: ['a'] },
  { binding: { kind: 'free', domain: { kind: 'session-tag' } }, values: ['', 'a', 'b', 'a/b'] },
  { binding: { kind: 'free', domain: { kind: 'session-tag' }, optional: true }, values: [undefined, '', 'a', 'b', 'a/b'] },
  { binding: { kind: 'free', domain: { kind: 'alphabet', alphabet: '[ab]' }, optional: true }, values: [undefined, 'a', 'b', 'ab'] },
];

export const NAMES = { sub: SUB, tag: TAG.toLowerCase() };
