import type { Duration } from 'aws-cdk-lib/core';
import { Lazy, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from './errors';

/** How the CDK begins what stands for a parameter that is looked up, until the CLI has looked it up and synthesizes anew. */
const LOOKUP_DUMMY = 'dummy-value-for-';

/** How the CDK writes a list that is known only at deploy time: as a list with this one text. */
const LIST_TOKEN = '#{Token[';

/**
 * Whether a text is known at synth, so that its form can be checked. Tokens are not, nor is what stands in the first of two synths for
 * the result of a context lookup: an error there would keep the lookup from being made at all.
 */
export function isKnown(text: string): boolean {
  if (text.includes(LIST_TOKEN)) {
    throw new CognitoPoolsError({
      code: 'literal-required',
      received: 'an item of a list that is known only at deploy time stands where one text must be',
      fix: 'take an item with Fn.select(0, list), or pass the whole list where one is asked for',
    });
  }
  return !Token.isUnresolved(text) && !text.includes(LOOKUP_DUMMY);
}

/** Refuses items of lists that are known only at deploy time among the texts of options that are passed on as they are. */
export function refuseListItems(options: object): void {
  for (const value of Object.values(options)) if (typeof value === 'string') isKnown(value);
}

/** The items of a list, to look at each; none where the whole list is known only at deploy time. */
export function knownItems(list: string[] = []): string[] {
  return Token.isUnresolved(list) ? [] : list;
}

/** A text that is not known as a token, so that the CDK's own constructs do not look at its form either. */
export function deferUnknown(text: string): string {
  return isKnown(text) ? text : Lazy.string({ produce: () => text });
}

/** Refuses a token where the value decides ids, patterns or keys and so must be known at synth. */
export function requireLiteral(what: string, value: string, scope?: IConstruct): string {
  if (Token.isUnresolved(value) || value.includes(LIST_TOKEN)) {
    throw new CognitoPoolsError({
      code: 'literal-required',
      received: `${what} is a token (a value known only at deploy time)`,
      fix: `write ${what} as a literal string: it becomes part of names and policies that are checked at synth`,
    }, scope);
  }
  return value;
}

/** Refuses the id of a construct that is a token: logical ids are made of it. */
export function requireId(scope: IConstruct, id: string): string {
  return requireLiteral('the id of a construct', id, scope);
}

/**
 * Refuses a duration that is known only at deploy time and cannot be converted then.
 *
 * @param name the property
 * @param duration the duration
 * @param scope where it is given
 * @param unit what it is written in, where it need not be converted: `seconds`, `days`
 */
export function requireConvertible(name: string, duration: Duration | undefined, scope: IConstruct, unit?: 'seconds' | 'days'): void {
  if (!duration?.isUnresolved() || duration.unitLabel() === unit) return;
  throw new CognitoPoolsError({
    code: 'literal-required',
    received: `'${name}' is a token (a number of ${duration.unitLabel()} known only at deploy time)`,
    fix: unit === undefined ? 'write the duration itself: its bounds are checked at synth' : `write the duration itself, or the token as Duration.${unit}(…): it cannot be converted`,
  }, scope);
}

/** Refuses a list that is known only at deploy time, where something is made of each of its items; the items may be tokens. */
export function requireItems(what: string, list: string[], scope?: IConstruct): string[] {
  if (Token.isUnresolved(list)) {
    throw new CognitoPoolsError({
      code: 'literal-required',
      received: `${what} is a token (a list known only at deploy time)`,
      fix: 'write the list itself, each item by itself: its items may be tokens',
    }, scope);
  }
  return list;
}
