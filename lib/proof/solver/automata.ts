import { ANOTHER_REGION, shapeFor } from '../symbols/shape';
import type { Domain } from './types';

/** A set of texts, read letter by letter. A state of -1 is the end of all hope. */
export interface Automaton {
  readonly start: number;
  readonly next: (state: number, letter: string) => number;
  readonly accepts: (state: number) => boolean;
}

/** A domain made ready: its automaton, and what its letters are told apart by. */
export interface ReadyDomain {
  readonly automaton: Automaton;
  /** Letters that it treats alike are alike in all of these. */
  readonly classes: readonly ((letter: string) => boolean)[];
  /** Letters that it names one by one. */
  readonly letters: readonly string[];
  /** Whether a text of the domain may hold the letter. */
  readonly mayHold: (letter: string) => boolean;
  /** Whether the empty text belongs to it. */
  readonly empty: boolean;
  /** Two different values for a first try, where the domain suggests them. */
  readonly samples: readonly string[];
  /** What a proof over it assumes, for people. */
  readonly assumption?: string;
}

type Part = { readonly in: (letter: string) => boolean; readonly repeat: boolean };

const REGION = /^[a-z0-9-]$/;
const HEX = /^[0-9a-f]$/;
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]$/u;

const isIn = (pattern: RegExp) => (letter: string): boolean => pattern.test(letter);
const is = (char: string) => (letter: string): boolean => letter === char;

const IDS = ['us-east-1:11111111-1111-4111-8111-111111111111', 'us-east-1:22222222-2222-4222-8222-222222222222'];

/**
 * @param domain a domain
 * @returns it, ready for proofs; a text that says why it cannot be used
 */
export function readDomain(domain: Domain): ReadyDomain | string {
  const key = JSON.stringify(domain);
  let ready = READY.get(key);
  if (ready === undefined) READY.set(key, ready = makeReady(domain));
  return ready;
}

/** The same domain is the same object, so that answers about it can be remembered. */
const READY = new Map<string, ReadyDomain | string>();

function makeReady(domain: Domain): ReadyDomain | string {
  switch (domain.kind) {
    case 'identity-id':
      return { ...ofShape('identity-id'), samples: IDS, assumption: 'identity ids follow their documented pattern: a Region, a colon and [0-9a-f-]+' };
    case 'region':
      return { ...ofShape('region or another'), samples: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'sa-east-1', 'us-west-2', ANOTHER_REGION] };
    case 'observed-identity-id': {
      const hex = (count: number): Part[] => new Array<Part>(count).fill(one(isIn(HEX)));
      const uuid = [8, 4, 4, 4, 12].flatMap((count, index) => [...(index > 0 ? [one(is('-'))] : []), ...hex(count)]);
      return { ...sequence([many(isIn(REGION)), one(is(':')), ...uuid]), samples: IDS, assumption: 'identity ids are a region, a colon and a UUID, as observed' };
    }
    case 'session-tag':
      return { ...sequence([many(isIn(TAG))]), empty: true, samples: ['acme', 'globex'], assumption: 'tag values are what STS accepts, the empty text and "/" included' };
    case 'alphabet': {
      const found = readAlphabet(domain.alphabet);
      if (typeof found === 'string') return found;
      return { ...sequence([many(found.in)]), letters: found.letters, samples: ['acme', 'globex'].filter((s) => Array.from(s).every(found.in)), assumption: `owner values are made of ${domain.alphabet}` };
    }
    case 'values':
      return { ...trie(domain.values, false), samples: domain.values.filter((value) => value !== '').slice(0, 2), assumption: `owner values are one of ${domain.values.length} listed` };
    case 'not':
      return { ...trie(domain.values, true), samples: ['another-value', 'other'].filter((value) => !domain.values.includes(value)) };
    case 'any':
      return { ...sequence([many(() => true)]), empty: true, samples: ['one', 'two'] };
  }
}

const many = (inside: Part['in']): Part => ({ in: inside, repeat: true });
const one = (inside: Part['in']): Part => ({ in: inside, repeat: false });

function ofShape(key: string): Pick<ReadyDomain, 'automaton' | 'classes' | 'letters' | 'mayHold' | 'empty'> {
  const { start, next, accepts, classes, mayHold } = shapeFor(key);
  return { automaton: { start, next, accepts }, classes, letters: [], mayHold, empty: false };
}

// Each part takes one letter, or one or more. No part begins with a letter that the part before it can go on with, save in
// texts of one part, so one state at a time is enough.
function sequence(parts: readonly Part[]): Pick<ReadyDomain, 'automaton' | 'classes' | 'letters' | 'mayHold' | 'empty'> {
  const next = (state: number, letter: string): number => {
    if (state < parts.length && parts[state].in(letter)) return state + 1;
    return state > 0 && parts[state - 1].repeat && parts[state - 1].in(letter) ? state : -1;
  };
  return {
    automaton: { start: 0, next, accepts: (state) => state === parts.length },
    classes: [...new Set(parts.map((part) => part.in))],
    letters: [],
    mayHold: (letter) => parts.some((part) => part.in(letter)),
    empty: false,
  };
}

function trie(values: readonly string[], complement: boolean): Pick<ReadyDomain, 'automaton' | 'classes' | 'letters' | 'mayHold' | 'empty'> {
  const edges = [new Map<string, number>()];
  const ends = new Set<number>();
  for (const value of values) {
    let at = 0;
    for (const letter of value) {
      let to = edges[at].get(letter);
      if (to === undefined) {
        to = edges.push(new Map<string, number>()) - 1;
        edges[at].set(letter, to);
      }
      at = to;
    }
    ends.add(at);
  }
  const outside = edges.length;
  const automaton: Automaton = {
    start: 0,
    next: (state, letter) => (state === outside ? undefined : edges[state].get(letter)) ?? (complement ? outside : -1),
    accepts: (state) => ends.has(state) !== complement,
  };
  const letters = new Set(values.flatMap((value) => Array.from(value)));
  return { automaton, classes: [], letters: [...letters], mayHold: (letter) => complement || letters.has(letter), empty: ends.has(0) !== complement };
}

const ESCAPES: Record<string, string> = { d: '0-9', w: 'A-Za-z0-9_' };
/** Unicode categories with members in ASCII, which stand for all others wherever a text does not name one. */
const CATEGORIES: Record<string, RegExp> = { L: /^\p{L}$/u, N: /^\p{N}$/u, Z: /^\p{Z}$/u };

/**
 * Reads one regular-expression character class, such as `[A-Za-z0-9-]` or `[\p{L}\p{N}_-]`.
 *
 * @param text the class
 * @returns membership, and letters of which every distinction it makes shows; or why it cannot be read
 */
export function readAlphabet(text: string): { in: (letter: string) => boolean; letters: string[] } | string {
  const inner = /^\[([^\]\\^[]|\\p\{[LNZ]\}|\\[\w\\\-\]^./@+=:])+\]\+?$/u.test(text) ? text.replace(/\+$/, '').slice(1, -1) : undefined;
  if (inner === undefined) return `the alphabet ${text} is not one character class such as [A-Za-z0-9-]`;
  const categories = [...inner.matchAll(/\\p\{([LNZ])\}/g)].map(([, name]) => CATEGORIES[name]);
  const chars = Array.from(inner.replace(/\\p\{[LNZ]\}/g, '').replace(/\\([dw])/g, (_, name: string) => ESCAPES[name]));
  const ranges: [number, number][] = [];
  for (let at = 0; at < chars.length; at++) {
    const escaped = chars[at] === '\\';
    if (escaped && /\w/.test(chars[at + 1] ?? '')) return `the alphabet ${text} has an escape that is not understood`;
    const from = (escaped ? chars[++at] : chars[at]).codePointAt(0)!;
    const isRange = chars[at + 1] === '-' && at + 2 < chars.length && chars[at + 2] !== '\\';
    const to = isRange ? chars[at + 2].codePointAt(0)! : from;
    if (isRange) at += 2;
    if (to < from || to > 0x7e) return `the alphabet ${text} holds more than printable ASCII, or a range that is upside down`;
    ranges.push([from, to]);
  }
  const inRange = (letter: string): boolean => letter.length === 1 && ranges.some(([from, to]) => letter.charCodeAt(0) >= from && letter.charCodeAt(0) <= to);
  return { in: (letter) => inRange(letter) || categories.some((category) => category.test(letter)), letters: [] };
}
