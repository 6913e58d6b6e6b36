import { cardinality } from '../iam/data/condition-keys';
import type { GlobToken } from '../iam/glob';
import type { Constraint } from './conjunction';
import { plainTokens } from './conjunction';
import { keyConstraint } from './start';
import type { OwnedSlice, RequestSet } from './types';
import type { TextConstraint } from './witness';

/**
 * The constraints of a set of requests.
 *
 * @param requests the set
 * @returns its constraints
 */
export function constraintsOfSet(requests: RequestSet): Constraint[] {
  const constraints: Constraint[] = [actionConstraint(requests.actions, false), { on: 'resource', text: texts(requests.resources.map(plainTokens)), unclear: false }];
  if (requests.except !== undefined) constraints.push({ on: 'resource', text: { ...texts(requests.except.map(plainTokens)), negated: true }, unclear: false });
  for (const claim of requests.context ?? []) {
    if (claim.values === undefined) {
      if (claim.missing !== undefined) constraints.push(keyConstraint(claim.key, claim.missing, { present: !claim.missing }));
      else constraints.push(keyConstraint(claim.key, false, { present: true }));
    } else {
      constraints.push(keyConstraint(claim.key, claim.missing === true, { text: texts(claim.values.map(plainTokens)) }, quantifierFor(claim.key)));
    }
  }
  return constraints;
}

/**
 * The constraints of an owner's slice, once for each way in which a request can belong to it.
 *
 * @param slice the slice
 * @param owner the owner's value as tokens: a variable, or the letters of one value
 * @param except action patterns that are allowed on everybody's slices
 * @returns the constraints of each variant
 */
export function constraintsOfSlice(slice: OwnedSlice, owner: readonly GlobToken[], except: readonly string[]): Constraint[][] {
  const base: Constraint[] = [actionConstraint(slice.actions, false), ...(except.length > 0 ? [actionConstraint(except, true)] : [])];
  base.push({ on: 'resource', text: texts([withOwner(slice.resource, owner)]), unclear: false });
  if (slice.key === undefined || slice.value === undefined) return [base];
  const text = { ...texts([withOwner(slice.value, owner)]), ...(slice.prefixes === true && { prefixes: true }) };
  const present = [...base, keyConstraint(slice.key, false, { text }, slice.each === true ? 'some' : quantifierFor(slice.key))];
  const missing = [...base, keyConstraint(slice.key, true, { present: false })];
  return slice.each === true || slice.prefixes === true ? [missing, present] : [present];
}

function quantifierFor(key: string): 'one' | 'some' {
  return cardinality(key.toLowerCase()) === 'many' ? 'some' : 'one';
}

function actionConstraint(actions: readonly string[], negated: boolean): Constraint {
  return { on: 'action', text: { ...texts(actions.map((action) => plainTokens(action.toLowerCase()))), negated }, unclear: false };
}

function withOwner(text: string, owner: readonly GlobToken[]): GlobToken[] {
  return text.split('${owner}').flatMap((piece, index) => [...(index > 0 ? owner : []), ...plainTokens(piece)]);
}

function texts(patterns: readonly (readonly GlobToken[])[]): TextConstraint {
  return { patterns, fold: false, negated: false };
}
