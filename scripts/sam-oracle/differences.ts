import type { Projection } from '../../test/proof/template/macros/sam/projection';

/** A part that the transform and the expansion make differently. */
export interface Difference {
  readonly id: string;
  readonly oracle: string;
  readonly own: string;
}

/**
 * @param oracle what the transform makes
 * @param own what the expansion makes
 * @returns the parts that differ
 */
export function differences(oracle: Projection, own: Projection): Difference[] {
  const ids = [...new Set([...Object.keys(oracle), ...Object.keys(own)])].sort();
  return ids.map((id) => ({ id, oracle: JSON.stringify(oracle[id]) ?? 'nothing', own: JSON.stringify(own[id]) ?? 'nothing' })).filter((pair) => pair.oracle !== pair.own);
}
