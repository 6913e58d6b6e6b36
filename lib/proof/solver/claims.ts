import { cardinality } from '../iam/data/condition-keys';
import type { GlobToken } from '../iam/glob';
import type { Side } from './conjunction';
import { plainTokens } from './conjunction';
import { keySide } from './start';
import type { OwnedSlice, RequestSet } from './types';
import type { TextTest } from './witness';

/**
 * The sides of a set of requests.
 *
 * @param requests the set
 * @returns its sides
 */
export function sidesOfSet(requests: RequestSet): Side[] {
  const sides: Side[] = [actionSide(requests.actions, false), { on: 'resource', text: texts(requests.resources.map(plainTokens)), unclear: false }];
  if (requests.except !== undefined) sides.push({ on: 'resource', text: { ...texts(requests.except.map(plainTokens)), negated: true }, unclear: false });
  for (const claim of requests.context ?? []) {
    if (claim.values === undefined) {
      if (claim.missing !== undefined) sides.push(keySide(claim.key, claim.missing, { present: !claim.missing }));
      else sides.push(keySide(claim.key, false, { present: true }));
    } else {
      sides.push(keySide(claim.key, claim.missing === true, { text: texts(claim.values.map(plainTokens)) }, quantifierFor(claim.key)));
    }
  }
  return sides;
}

/**
 * The sides of an owner's slice, once for each way in which a request can belong to it.
 *
 * @param slice the slice
 * @param owner the owner's value as tokens: a slot, or the letters of one value
 * @param except action patterns that are allowed on everybody's slices
 * @returns the sides of each variant
 */
export function sidesOfSlice(slice: OwnedSlice, owner: readonly GlobToken[], except: readonly string[]): Side[][] {
  const base: Side[] = [actionSide(slice.actions, false), ...(except.length > 0 ? [actionSide(except, true)] : [])];
  base.push({ on: 'resource', text: texts([withOwner(slice.resource, owner)]), unclear: false });
  if (slice.key === undefined || slice.value === undefined) return [base];
  const text = { ...texts([withOwner(slice.value, owner)]), ...(slice.prefixes === true && { prefixes: true }) };
  const present = [...base, keySide(slice.key, false, { text }, slice.each === true ? 'some' : quantifierFor(slice.key))];
  const missing = [...base, keySide(slice.key, true, { present: false })];
  return slice.each === true || slice.prefixes === true ? [missing, present] : [present];
}

function quantifierFor(key: string): 'one' | 'some' {
  return cardinality(key.toLowerCase()) === 'many' ? 'some' : 'one';
}

function actionSide(actions: readonly string[], negated: boolean): Side {
  return { on: 'action', text: { ...texts(actions.map((action) => plainTokens(action.toLowerCase()))), negated }, unclear: false };
}

function withOwner(text: string, owner: readonly GlobToken[]): GlobToken[] {
  return text.split('${owner}').flatMap((piece, index) => [...(index > 0 ? owner : []), ...plainTokens(piece)]);
}

function texts(patterns: readonly (readonly GlobToken[])[]): TextTest {
  return { patterns, fold: false, negated: false };
}
