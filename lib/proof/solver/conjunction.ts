import { remembered } from '../../text/remembered';
import { readArnPattern } from '../iam/arn';
import type { KeyTest, ValueTest } from '../iam/conditions';
import { inRange, POINT_READERS, readCondition } from '../iam/conditions';
import { cardinality, mayBeEmpty } from '../iam/data/condition-keys';
import type { Range } from '../iam/conditions/operator';
import type { GlobToken, Bound } from '../iam/glob';
import { matchesGlob } from '../iam/glob';
import type { Filled } from '../iam/match';
import type { Pattern } from '../iam/pattern';
import type { Policy, Statement } from '../iam/policy';
import type { Tri } from '../iam/tri';
import { holdsSymbol, isOpenSymbol } from '../symbols/symbol';
import type { Binding } from './types';
import type { TextConstraint } from './witness';

/** One value lies in one of the ranges, or (negated) in none. */
export interface RangeConstraint {
  readonly line: 'number' | 'instant' | 'address';
  readonly ranges: readonly Range[];
  readonly negated: boolean;
}

/** A condition on a key, its variables filled in. */
export interface FilledKeyTest {
  readonly key: string;
  readonly quantifier: 'one' | 'every' | 'some';
  readonly missing: Tri;
  readonly value: { readonly text: TextConstraint } | { readonly range: RangeConstraint } | { readonly present: boolean };
  readonly unclear: boolean;
}

/** One constraint of a conjunction: what it asks of the action, the resource or a key. */
export type Constraint =
  | { readonly on: 'action' | 'resource'; readonly text: TextConstraint; readonly unclear: boolean }
  | { readonly on: 'key'; readonly test: FilledKeyTest };

/** The requests to which a statement applies: those that are on all its constraints. */
export interface Conjunction {
  /** Blame id. */
  readonly statement: string;
  readonly constraints: readonly Constraint[];
  /** It is not known whether the statement applies where its constraints say so. */
  readonly doubtful: boolean;
  /** What is left out of it after all: it holds no request that perhaps is in one of these. */
  readonly except?: readonly Conjunction[];
}

/** What a request is on one dimension: values, or `undefined` for a missing key. */
export type KeyValues = readonly string[] | undefined;

/**
 * The conjunction of a statement.
 *
 * @param statement the statement
 * @param policy the policy that it stands in
 * @param fill fills in variables
 * @param bound what a key holds, as far as that is known
 * @returns its conjunction, the Principal element aside
 */
export function conjunctionOf(statement: Statement, policy: Policy, fill: (pattern: Pattern) => Filled, bound: (key: string) => Binding | undefined): Conjunction {
  const constraints: Constraint[] = [{ on: 'action', ...textConstraint(statement.actions, statement.notAction, fill, false) }];
  if (policy.origin.attachedTo) constraints.push(governedConstraint(policy.origin.attachedTo, false));
  if (statement.resources.length > 0) constraints.push({ on: 'resource', ...textConstraint(statement.resources, statement.notResource, fill, statement.notResource) });
  let doubtful = statement.unknown !== undefined || statement.uncertain !== undefined || (statement.resources.length === 0 && statement.notResource);
  for (const condition of statement.conditions) {
    const test = readCondition(condition, statement.variables);
    if (test) constraints.push({ on: 'key', test: fillKeyTest(test, fill) });
    else doubtful = true;
    // What has to be there for the statement to apply may be in requests of some actions alone.
    const binding = test && bound(test.key);
    if (binding?.kind !== 'of-actions') continue;
    const onAction = (patterns: readonly string[], negated: boolean): Constraint => ({ on: 'action', text: { patterns: patterns.map(plainTokens), fold: false, negated }, unclear: false });
    if (test?.missing === 'no') constraints.push(onAction(binding.actions, binding.but));
    // A Deny of what nobody asks refuses nothing: it is left as it is, so that an example is one of a request that has the key.
    else if (statement.effect === 'Allow' && test?.value.kind === 'presence' && !test.value.present && binding.always !== undefined) constraints.push(onAction(binding.always, true));
  }
  return { statement: statement.id, constraints, doubtful };
}

/**
 * The constraint under which a resource policy is the policy of the resource asked for.
 *
 * @param attachedTo patterns of the ARNs that it governs
 * @param negated whether the resource is to be none of them
 * @returns the constraint
 */
export function governedConstraint(attachedTo: readonly string[], negated: boolean): Constraint {
  return { on: 'resource', text: { patterns: attachedTo.map(plainTokens), fold: false, negated }, unclear: false };
}

/**
 * @param text a pattern with `*` and `?` and without variables
 * @returns its tokens
 */
export const plainTokens = remembered(2_000, (text: string): readonly GlobToken[] => readArnPattern(text).tokens.filter((token) => token.kind !== 'variable'));

function textConstraint(patterns: readonly Pattern[], negated: boolean, fill: (pattern: Pattern) => Filled, voidable: boolean): { text: TextConstraint; unclear: boolean } {
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
  const tokens = filled.map((one) => (value.fold ? one.tokens.map((token): GlobToken => (token.kind === 'proof-variable' || (token.kind === 'literal' && isOpenSymbol(token.char)) ? { kind: 'unknown' } : token)) : one.tokens));
  return { text: { patterns: tokens, fold: value.fold, negated: value.negated } };
}

/**
 * Whether a request satisfies a constraint.
 *
 * @param constraint the constraint
 * @param point where the request is on that dimension
 * @param bound `lower`: for sure; `upper`: perhaps
 * @returns whether it does
 */
export function satisfies(constraint: Constraint, point: KeyValues, bound: Bound): boolean {
  if (constraint.on !== 'key') return constraint.unclear ? bound === 'upper' && passesText(constraint.text, point![0], 'upper') : passesText(constraint.text, point![0], bound);
  const { value, quantifier, missing, unclear } = constraint.test;
  if (point === undefined) return missing === 'yes' || (missing === 'maybe' && bound === 'upper');
  if ('present' in value) return value.present;
  if (unclear) return bound === 'upper';
  const passes = (one: string): boolean => passesValue(value, one, bound);
  if (quantifier === 'some') return point.some(passes);
  if (quantifier === 'every') return point.every((one) => passes(one) || (one === '' && bound === 'upper' && mayBeEmpty(constraint.test.key)));
  return point.length === 1 && cardinality(constraint.test.key) !== 'many' ? passes(point[0]) : bound === 'upper';
}

/**
 * Whether one value passes.
 *
 * @param value what is asked of it
 * @param text the value
 * @param bound `lower`: for sure; `upper`: perhaps
 * @returns whether it does
 */
export function passesValue(value: Exclude<FilledKeyTest['value'], { present: boolean }>, text: string, bound: Bound): boolean {
  if ('text' in value) return passesText(value.text, text, bound);
  const at = holdsSymbol(text) ? undefined : POINT_READERS[value.range.line](text);
  if (at === undefined) return bound === 'upper';
  return value.range.ranges.some((range) => inRange(range, at)) !== value.range.negated;
}

function passesText(test: TextConstraint, text: string, bound: Bound): boolean {
  const letters = Array.from(text);
  const opposite = bound === 'lower' ? 'upper' : 'lower';
  return test.patterns.some((tokens) => matchesGlob(tokens, letters, test.negated ? opposite : bound, test.fold)) !== test.negated;
}
