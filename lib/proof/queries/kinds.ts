import { isObject } from '../template/value';

/** A text; a text, or nothing; a list of texts; an object; an object with a text under each name; a stack. */
type Kind = 'text' | 'optional' | 'texts' | 'object' | 'map' | 'stack';

const isText = (value: unknown): boolean => typeof value === 'string';

const KINDS: Readonly<Record<Kind, readonly [words: string, holds: (value: unknown) => boolean]>> = {
  text: ['a text', isText],
  optional: ['a text', (value) => value === undefined || isText(value)],
  texts: ['a list of texts', (value) => Array.isArray(value) && value.every(isText)],
  object: ['an object', isObject],
  stack: ['a stack of the CDK', (value) => isObject(value) && 'templateFile' in value],
  map: ['an object with a text under each name', (value) => isObject(value) && Object.values(value).every(isText)],
};

/**
 * Refuses what JavaScript alone can hand over, before it fails somewhere within.
 *
 * @param given values by what they are given as, each with what it must be
 * @throws QuestionError when one is something else
 */
export function requireKinds(given: Readonly<Record<string, readonly [value: unknown, kind: Kind]>>): void {
  for (const [name, [value, kind]] of Object.entries(given)) {
    const [words, holds] = KINDS[kind];
    if (!holds(value)) throw wrongKind(name, inWords(value), words);
  }
}

/**
 * @param name what is given
 * @param found what it is, in words
 * @param words what it has to be
 * @returns the error that says so
 */
export function wrongKind(name: string, found: string, words: string): Error {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the prover only where something is wrong
  const { QuestionError } = require('./question') as typeof import('./question');
  return new QuestionError('wrong-type', `${name} is ${found} where ${words} must be`, `give ${words}`);
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list of something else';
  if (typeof value === 'object' && value !== null) return 'an object of something else';
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
