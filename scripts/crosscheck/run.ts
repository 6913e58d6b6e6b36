// Compares the evaluator with another program on random policies and requests: npm run crosscheck -- [requests] [seed]
import * as fc from 'fast-check';
import { evaluate } from '../../lib/proof/iam/evaluate';
import { ROLE } from '../../test/proof/soundness/plain-iam';
import { parsed, policies, request } from '../../test/proof/soundness/random-policies';
import { reasonFor } from './disagreements';
import { loadSimulator } from './simulator';

const EACH = 25;
const SHOWN = 10;
const principal = { kind: 'session' as const, roleArn: ROLE, account: '111122223333' };

async function run(count: number, seed: number): Promise<void> {
  const allows = await loadSimulator();
  const tally = new Map<string, number>();
  const add = (what: string): number => {
    tally.set(what, (tally.get(what) ?? 0) + 1);
    return tally.get(what)!;
  };
  const askable = policies.map((list) => list.filter(({ kind }) => kind === 'identity' || kind === 'boundary'));
  for (const [list, asked] of fc.sample(fc.tuple(askable, fc.array(request, { minLength: EACH, maxLength: EACH })), { numRuns: Math.ceil(count / EACH), seed })) {
    const read = parsed(list);
    for (const one of asked) {
      const context = Object.fromEntries(Object.entries(one.context).flatMap(([key, held]) => (held === undefined ? [] : [[key, held]]))) as Record<string, string | string[]>;
      const { verdict } = evaluate(read, { ...one, context, principal });
      if (verdict === 'UNKNOWN') add('not decided by the documentation');
      else if ((verdict === 'ALLOWED') === allows(list, one)) add(`both ${verdict}`);
      else {
        const reason = reasonFor(list, one);
        const times = add(reason ?? 'DISAGREEMENT');
        if (reason === undefined && times <= SHOWN) console.log(`${verdict} here only: ${JSON.stringify({ list, request: one })}`);
      }
    }
  }
  console.log(`seed ${seed}`);
  for (const [what, times] of [...tally].sort(([, a], [, b]) => b - a)) console.log(`${String(times).padStart(8)}  ${what}`);
  process.exitCode = tally.has('DISAGREEMENT') ? 1 : 0;
}

const [count = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
void run(Number(count), Number(seed));
