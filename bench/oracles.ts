import { performance } from 'node:perf_hooks';
import { forgetAnswers } from '../lib/proof/solver';
import { evaluate } from '../lib/proof/iam/evaluate';
import { prove, randomClaims, translate, type Claim } from '../scripts/crosscheck/proofs';
import { loadSimulator, simulatorInstalled } from '../scripts/crosscheck/simulator';
import { Untranslatable } from '../scripts/crosscheck/smt/formula';
import { Solver, solversInstalled, type SolverName } from '../scripts/crosscheck/smt/solver';
import { parsed, sampleRequests } from '../test/proof/soundness/random-policies';
import { ROLE } from '../test/proof/soundness/plain-iam';
import { median } from './median';

const CLAIMS = 45;
const REQUESTS = 2_000;
const SEED = 1;
/** How long a solver may think about one script. */
const PATIENCE = 1_000;

interface Cost {
  readonly milliseconds: number;
  readonly undecided: number;
}

/** Prints what the library takes for questions beside other programs, in the same run. */
export async function printOracles(): Promise<void> {
  if (!solversInstalled() || !simulatorInstalled()) {
    console.log('beside cvc5, z3 and iam-simulate: not installed (npm run crosscheck installs them)');
    return;
  }
  const claims = randomClaims(CLAIMS, SEED).filter((claim) => prove(claim).verdict === 'PROVED' && isTranslated(claim));
  const solver = new Solver();
  const proofs = { ours: oursOf(claims), cvc5: await byScript(solver, 'cvc5', claims), z3: await byScript(solver, 'z3', claims) };
  solver.end();
  console.log(`${claims.length} claims that are proved, median of one (a solver may take ${PATIENCE / 1000} s for a script):`);
  for (const [name, cost] of Object.entries(proofs)) console.log(line(name, cost, proofs.ours));
  const requests = await onRequests();
  console.log(`${REQUESTS} single requests, mean of one:`);
  for (const [name, cost] of Object.entries(requests)) console.log(line(name, cost, requests.ours));
}

function line(name: string, { milliseconds, undecided }: Cost, ours: Cost): string {
  return `  ${name.padEnd(14)} ${milliseconds.toFixed(3).padStart(10)} ms  ${(milliseconds / ours.milliseconds).toFixed(1)}×${undecided > 0 ? `   not decided: ${undecided}` : ''}`;
}

/** Whether both solvers can read the claim: z3 knows no lower case. */
function isTranslated(claim: Claim): boolean {
  try {
    return translate(claim).every(({ refuting }) => !refuting.includes('str.to_lower'));
  } catch (error) {
    if (error instanceof Untranslatable) return false;
    throw error;
  }
}

function oursOf(claims: readonly Claim[]): Cost {
  const times = claims.map((claim) => {
    forgetAnswers();
    return timed(() => prove(claim));
  });
  return { milliseconds: median(times), undecided: 0 };
}

async function byScript(solver: Solver, name: SolverName, claims: readonly Claim[]): Promise<Cost> {
  const times: number[] = [];
  let undecided = 0;
  for (const claim of claims) {
    let sum = 0;
    for (const { refuting } of translate(claim)) {
      const { answer, seconds } = await solver.decide(name, refuting, PATIENCE);
      sum += seconds * 1000;
      if (answer === 'unknown') undecided += 1;
    }
    times.push(sum);
  }
  return { milliseconds: median(times), undecided };
}

async function onRequests(): Promise<{ readonly ours: Cost; readonly 'iam-simulate': Cost }> {
  const allows = await loadSimulator();
  const asked = sampleRequests(REQUESTS, SEED);
  const principal = { kind: 'session' as const, roleArn: ROLE, account: '111122223333' };
  let undecided = 0;
  const ours = timed(() => {
    for (const { list, one } of asked) {
      const context = Object.fromEntries(Object.entries(one.context).flatMap(([key, held]) => (held === undefined ? [] : [[key, held]])));
      if (evaluate(parsed(list), { ...one, context, principal }).verdict === 'UNKNOWN') undecided += 1;
    }
  });
  const theirs = timed(() => {
    for (const { list, one } of asked) allows(list, one);
  });
  return { 'ours': { milliseconds: ours / asked.length, undecided }, 'iam-simulate': { milliseconds: theirs / asked.length, undecided: 0 } };
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
