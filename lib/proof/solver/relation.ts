import type { Move } from './variable-glob';

/**
 * What is known, while a text is read, of the caller's value against the owner's: `none` has begun; `equal` so far, both begun
 * with the same letter of the text; `caller…` or `owner…` has begun alone, with the letter that follows; they `differ`;
 * it is `open` whether they do; they are the `same`.
 */
export type Relation = string;

const CALLER = 'caller';
const OWNER = 'owner';

/** Before the first letter. */
export const START: Relation = 'none';

/**
 * The relation after one more letter of the text.
 *
 * @param relation the relation before it
 * @param caller what the letter is to the pattern with the caller's value
 * @param owner what it is to the pattern with the owner's value, when it belongs to that
 * @param letter the letter
 * @returns the relation afterwards
 */
export function advance(relation: Relation, caller: Move, owner: Move | undefined, letter: string): Relation {
  if (relation === 'differ' || relation === 'open') return relation;
  if (caller.unaligned !== undefined || owner?.unaligned !== undefined) return 'open';
  const mine = caller.variable === 'caller' ? caller : undefined;
  if (relation === 'equal' || (relation === START && mine?.first && owner?.first)) {
    if (mine?.last && owner?.last) return 'same';
    return mine?.last || owner?.last ? 'differ' : 'equal';
  }
  if (relation === START) return mine?.first ? CALLER + letter : owner?.first ? OWNER + letter : START;
  const first = relation.startsWith(CALLER) ? CALLER : OWNER;
  const other = first === CALLER ? owner : mine;
  if (!other?.first) return relation;
  return relation.slice(first.length) === letter ? 'open' : 'differ';
}

/** Whether the values differ for sure, were the text to end here. */
export function differs(relation: Relation): boolean {
  return relation !== 'open' && relation !== 'equal' && relation !== 'same';
}

/** Whether the values may differ, were the text to end here. */
export function mayDiffer(relation: Relation): boolean {
  return relation !== 'equal' && relation !== 'same';
}
