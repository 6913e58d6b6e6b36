import * as fc from 'fast-check';
import { evaluate } from '../../lib/proof/iam/evaluate';
import { ROLE } from '../../test/proof/soundness/plain-iam';
import { parsed, policies, request } from '../../test/proof/soundness/random-policies';
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
  const askable = policies.map((list) => list.filter(({ kind }) => kind === 'identity' || kind === 'boundary'));
  for (const [list, asked] of fc.sample(fc.tuple(askable, fc.array(request, { minLength: EACH, maxLength: EACH })), { numRuns: Math.ceil(count / EACH), seed })) {
    const read = parsed(list);
    for (const one of asked) {
      const context = Object.fromEntries(Object.entries(one.context).flatMap(([key, held]) => (held === undefined ? [] : [[key, held]]))) as Record<string, string | string[]>;
      const { verdict } = evaluate(read, { ...one, context, principal });
      if (verdict === 'UNKNOWN') tally.add('not decided by the documentation');
      else if ((verdict === 'ALLOWED') === allows(list, one)) tally.add(`both ${verdict}`);
      else {
        const reason = reasonFor(list, one);
        if (reason === undefined) tally.conflict(`${verdict} here only`, { list, request: one });
        else tally.add(reason);
      }
    }
  }
}
