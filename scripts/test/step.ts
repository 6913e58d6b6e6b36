import { one, plainLine } from './counts';
import type { Counts } from './counts';

/** A part of `npm test`. */
export interface Step {
  readonly name: string;
  run(print: (line: string) => void): Promise<Counts>;
}

/** What became of a step. */
export interface StepResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

/** Runs the steps one after the other, each under a heading; one that crashes has failed, and the next ones still run. */
export async function runSteps(steps: readonly Step[], print: (line: string) => void): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    print(`\n=== ${step.name}`);
    const begin = Date.now();
    const counts = await step.run(print).catch((error: unknown) => {
      print(error instanceof Error ? error.message : String(error));
      return one(false);
    });
    const seconds = (Date.now() - begin) / 1000;
    print(`--- ${step.name}: ${plainLine(counts)} (${seconds.toFixed(1)} s)`);
    results.push({ name: step.name, counts, seconds });
  }
  return results;
}
