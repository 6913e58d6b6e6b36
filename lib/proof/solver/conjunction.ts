import type { KeyTest, ValueTest } from '../iam/conditions';
import { inRange, POINT_READERS, readCondition } from '../iam/conditions';
import { cardinality } from '../iam/data/condition-keys';
import type { Range } from '../iam/conditions/operator';
import type { GlobToken, Reading } from '../iam/glob';
import { matchesGlob } from '../iam/glob';
import type { Filled } from '../iam/match';
import type { Pattern } from '../iam/pattern';
import { readPattern } from '../iam/pattern';
import type { Policy, Statement } from '../iam/policy';
import type { Tri } from '../iam/text';
import { holdsSymbol, isOpenSymbol } from '../iam/text';
import type { TextTest } from './witness';

/** One value lies in one of the ranges, or (negated) in none. */
export interface RangeTest {
  readonly line: 'number' | 'instant' | 'address';
  readonly ranges: readonly Range[];
  readonly negated: boolean;
}

/** A condition on a key, its variables filled in. */
export interface FilledKeyTest {
  readonly key: string;
  readonly quantifier: 'one' | 'every' | 'some';
  readonly missing: Tri;
  readonly value: { readonly text: TextTest } | { readonly range: RangeTest } | { readonly present: boolean };
  readonly unclear: boolean;
}

/** One side of a rectangle: what it asks of the action, the resource or a key. */
export type Side =
  | { readonly on: 'action' | 'resource'; readonly text: TextTest; readonly unclear: boolean }
  | { readonly on: 'key'; readonly test: FilledKeyTest };

/** The requests to which a statement applies: those that are on all its sides. */
export interface Rectangle {
  /** Blame id. */
  readonly statement: string;
  readonly sides: readonly Side[];
  /** It is not known whether the statement applies where its sides say so. */
  readonly doubtful: boolean;
}

/** What a request is on one dimension: values, or `undefined` for a missing key. */
export type Point = readonly string[] | undefined;

/**
 * The rectangle of a statement.
 *
 * @param statement the statement
 * @param policy the policy that it stands in
 * @param fill fills in variables
 * @returns its rectangle, the Principal element aside
 */
export function rectangleOf(statement: Statement, policy: Policy, fill: (pattern: Pattern) => Filled): Rectangle {
  const sides: Side[] = [{ on: 'action', ...textSide(statement.actions, statement.notAction, fill, false) }];
  if (policy.origin.attachedTo) sides.push(governedSide(policy.origin.attachedTo, false));
  if (statement.resources.length > 0) sides.push({ on: 'resource', ...textSide(statement.resources, statement.notResource, fill, statement.notResource) });
  let doubtful = statement.unknown !== undefined || (statement.resources.length === 0 && statement.notResource);
  for (const condition of statement.conditions) {
    const test = readCondition(condition, statement.variables);
    if (test) sides.push({ on: 'key', test: fillKeyTest(test, fill) });
    else doubtful = true;
  }
  return { statement: statement.id, sides, doubtful };
}

/**
 * The side on which a resource policy is the policy of the resource asked for.
 *
 * @param attachedTo patterns of the ARNs that it governs
 * @param negated whether the resource is to be none of them
 * @returns the side
 */
export function governedSide(attachedTo: readonly string[], negated: boolean): Side {
  return { on: 'resource', text: { patterns: attachedTo.map(plainTokens), fold: false, negated }, unclear: false };
}

/**
 * @param text a pattern with `*` and `?` and without variables
 * @returns its tokens
 */
export function plainTokens(text: string): GlobToken[] {
  return readPattern(text, { wildcards: true, variables: false }).tokens.filter((token) => token.kind !== 'variable');
}

function textSide(patterns: readonly Pattern[], negated: boolean, fill: (pattern: Pattern) => Filled, voidable: boolean): { text: TextTest; unclear: boolean } {
  const filled = patterns.map(fill);
  const resolved = filled.filter((one) => one !== 'unresolved');
  return { text: { patterns: resolved.map((one) => one.tokens), fold: false, negated }, unclear: voidable && filled.some((one) => one === 'unresolved' || one.unclear) };
}

function fillKeyTest(test: KeyTest, fill: (pattern: Pattern) => Filled): FilledKeyTest {
  return { key: test.key, quantifier: test.quantifier, missing: test.missing, value: fillValue(test.value, fill), unclear: test.unclear !== undefined };
}

function fillValue(value: ValueTest, fill: (pattern: Pattern) => Filled): FilledKeyTest['value'] {
  if (value.kind === 'presence') return { present: value.present };
  if (value.kind === 'range') return { range: value };
  const filled = value.patterns.map(fill).filter((one) => one !== 'unresolved');
  // Which letters of an open text are upper case cannot be followed: any text may match it.
  const tokens = filled.map((one) => (value.fold ? one.tokens.map((token): GlobToken => (token.kind === 'slot' || (token.kind === 'literal' && isOpenSymbol(token.char)) ? { kind: 'hole' } : token)) : one.tokens));
  return { text: { patterns: tokens, fold: value.fold, negated: value.negated } };
}

/**
 * Whether a request lies on a side.
 *
 * @param side the side
 * @param point where the request is on that dimension
 * @param reading `must`: for sure; `may`: perhaps
 * @returns whether it does
 */
export function lies(side: Side, point: Point, reading: Reading): boolean {
  if (side.on !== 'key') return side.unclear ? reading === 'may' && passesText(side.text, point![0], 'may') : passesText(side.text, point![0], reading);
  const { value, quantifier, missing, unclear } = side.test;
  if (point === undefined) return missing === 'yes' || (missing === 'maybe' && reading === 'may');
  if ('present' in value) return value.present;
  if (unclear) return reading === 'may';
  const passes = (one: string): boolean => passesValue(value, one, reading);
  if (quantifier === 'some') return point.some(passes);
  if (quantifier === 'every') return point.every((one) => passes(one) || (one === '' && reading === 'may'));
  return point.length === 1 && cardinality(side.test.key) !== 'many' ? passes(point[0]) : reading === 'may';
}

/**
 * Whether one value passes.
 *
 * @param value what is asked of it
 * @param text the value
 * @param reading `must`: for sure; `may`: perhaps
 * @returns whether it does
 */
export function passesValue(value: Exclude<FilledKeyTest['value'], { present: boolean }>, text: string, reading: Reading): boolean {
  if ('text' in value) return passesText(value.text, text, reading);
  const at = holdsSymbol(text) ? undefined : POINT_READERS[value.range.line](text);
  if (at === undefined) return reading === 'may';
  return value.range.ranges.some((range) => inRange(range, at)) !== value.range.negated;
}

function passesText(test: TextTest, text: string, reading: Reading): boolean {
  const letters = Array.from(text);
  const opposite = reading === 'must' ? 'may' : 'must';
  return test.patterns.some((tokens) => matchesGlob(tokens, letters, test.negated ? opposite : reading, test.fold)) !== test.negated;
}
