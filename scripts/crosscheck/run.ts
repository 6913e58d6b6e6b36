// Compares the evaluator and the proofs with other programs, and attacks the prover in deployments: npm run crosscheck -- [requests] [claims] [seed] [milliseconds that a solver may think] [deployments]
import { compareEvaluator } from './evaluator';
import { exampleClaims } from './examples';
import { compareProofs, compareSymbolic, randomClaims } from './proofs';
import { installSolvers, Solver } from './smt/solver';
import { symbolicClaims } from './symbolic';
import { Tally } from './tally';
import { attackWorlds } from './worlds';

async function run(requests: number, claims: number, seed: number, patience: number, deployments: number): Promise<void> {
  console.log(`seed ${seed}`);
  const evaluator = new Tally(`${requests} requests, decided by @cloud-copilot/iam-simulate`);
  await compareEvaluator(requests, seed, evaluator);
  const worlds = new Tally(`${deployments} deployments of random templates, attacked by a plain model of AWS`);
  attackWorlds(deployments, seed, worlds);
  const sound = [evaluator.print(), worlds.print()];
  installSolvers();
  const solver = new Solver();
  const random = new Tally(`${claims} random claims for all requests, decided by cvc5`);
  await compareProofs(randomClaims(claims, seed), solver, random, patience);
  sound.push(random.print());
  const symbolic = new Tally(`${claims} random claims about policies with a symbol, decided by cvc5 for texts that it may stand for`);
  await compareSymbolic(symbolicClaims(claims, seed), { solver, tally: symbolic, patience });
  sound.push(symbolic.print());
  const claimed = exampleClaims();
  const examples = new Tally(`${claimed.length} claims of the examples and of what is left of them, decided by cvc5`);
  await compareProofs(claimed, solver, examples, patience);
  sound.push(examples.print());
  solver.end();
  process.exitCode = sound.includes(false) ? 1 : 0;
}

const [requests = '100000', claims = '600', seed = String(Date.now() % 2 ** 31), patience = '5000', deployments = '20000'] = process.argv.slice(2);
void run(Number(requests), Number(claims), Number(seed), Number(patience), Number(deployments));
