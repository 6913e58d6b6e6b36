import { compareWorlds } from '../../test/proof/worlds/compare';
import type { Tally } from './tally';

/**
 * Proves random templates and attacks what was answered in deployments of them.
 *
 * @param count how many deployments
 * @param seed of the random ones
 * @param tally what came of each answer
 */
export function attackWorlds(count: number, seed: number, tally: Tally): void {
  const { counts, conflicts } = compareWorlds(count, seed);
  const found = new Set(conflicts.map(({ what }) => what));
  for (const [what, times] of counts) if (!found.has(what)) tally.add(what, times);
  for (const { what, ...rest } of conflicts) tally.conflict(what, rest);
}
