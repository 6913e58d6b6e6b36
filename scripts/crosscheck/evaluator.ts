import { evaluate } from '../../lib/proof/iam/evaluate';
import { ROLE } from '../../test/proof/soundness/plain-iam';
import { parsed, sampleRequests } from '../../test/proof/soundness/random-policies';
import { reasonFor } from './disagreements';
import { loadSimulator } from './simulator';
import type { Tally } from './tally';

const EACH = 25;
const principal = { kind: 'session' as const, roleArn: ROLE, account: '111122223333' };

/**
 * Compares the evaluator with another program on random policies and requests.
 *
 * @param count how many requests
 * @param seed of the random ones
 * @param tally what came of each
 */
export async function compareEvaluator(count: number, seed: number, tally: Tally): Promise<void> {
  const allows = await loadSimulator();
  for (const { list, one } of sampleRequests(count, seed, EACH)) {
    const context = Object.fromEntries(Object.entries(one.context).flatMap(([key, held]) => (held === undefined ? [] : [[key, held]])));
    const { verdict } = evaluate(parsed(list), { ...one, context, principal });
    if (verdict === 'UNKNOWN') tally.add('not decided by the documentation');
    else if ((verdict === 'ALLOWED') === allows(list, one)) tally.add(`both ${verdict}`);
    else {
      const reason = reasonFor(list, one);
      if (reason === undefined) tally.conflict(`${verdict} here only`, { list, request: one });
      else tally.add(reason);
    }
  }
}
