import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from './errors';

// JavaScript knows no types: what a compiler would have said is said here, where it is given and of what, before it fails somewhere within.

const MOST_SHOWN = 60;

/**
 * Refuses what is no text.
 *
 * @param what what it is given as
 * @param value what is given
 * @param scope where
 */
export function requireText(what: string, value: unknown, scope?: IConstruct): asserts value is string {
  if (typeof value !== 'string') throw wrongType(what, value, 'text', 'a string, or a token of one: Token.asString(…)', scope);
}

/**
 * Refuses what is no list.
 *
 * @param what what it is given as
 * @param value what is given
 * @param scope where
 */
export function requireList(what: string, value: unknown, scope?: IConstruct): void {
  if (!Array.isArray(value)) throw wrongType(what, value, 'a list', 'an array, or a token of one: Token.asList(…)', scope);
}

/**
 * Refuses what is no object of a kind.
 *
 * @param what what it is given as
 * @param value what is given
 * @param member what every object of the kind has; undefined where it may have any
 * @param form how one is had
 * @param scope where
 */
export function requireObject(what: string, value: unknown, member: string | undefined, form: string, scope?: IConstruct): void {
  const isObject = typeof value === 'object' && value !== null;
  // A stack and a secret count as unresolved, too: what an object has decides. Of one that may have any, a token shows nothing.
  if (!isObject || (member === undefined ? Token.isUnresolved(value) : !(member in value))) throw wrongType(what, value, 'something else', form, scope);
}

/**
 * Refuses options that are given as a whole and are no object.
 *
 * @param what what they are given as
 * @param options what is given
 * @param scope where
 */
export function requireOptions(what: string, options: unknown, scope?: IConstruct): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || Token.isUnresolved(options)) throw wrongType(what, options, 'an object', 'an object with the properties by their names', scope);
}

function wrongType(what: string, value: unknown, wanted: string, form: string, scope?: IConstruct): CognitoPoolsError {
  return new CognitoPoolsError({ code: 'wrong-type', received: `${what} is ${inShort(value)} where ${wanted} must be`, fix: `give ${form}` }, scope);
}

/** Objects may be as large as an app, and hold themselves. */
function inShort(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'an object';
  const text = shown(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
