import { one, plainLine } from './counts';
import type { Counts } from './counts';

/** A part of `npm test`. */
export interface Step {
  readonly name: string;
  run(print: (line: string) => void): Promise<Counts>;
}

/** Rows of steps. The rows run beside each other, the steps of a row one after the other. */
export type Stage = readonly (readonly Step[])[];

/** What became of a step. */
export interface StepResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

type Print = (line: string) => void;

/** Runs the stages one after the other, each step under a heading; one that crashes has failed, and the next ones still run. */
export async function runStages(stages: readonly Stage[], print: Print): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const stage of stages) {
    const run = stage.length > 1 ? runInOnePiece : runStep;
    const rows = await Promise.all(stage.map((steps) => runRow(steps, (step) => run(step, print))));
    results.push(...rows.flat());
  }
  return results;
}

async function runRow(steps: readonly Step[], run: (step: Step) => Promise<StepResult>): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) results.push(await run(step));
  return results;
}

/** The lines of steps that run beside each other would be mixed: each step's are printed when it has ended. */
async function runInOnePiece(step: Step, print: Print): Promise<StepResult> {
  const lines: string[] = [];
  print(`\n... ${step.name}`);
  const result = await runStep(step, (line) => lines.push(line));
  lines.forEach(print);
  return result;
}

async function runStep(step: Step, print: Print): Promise<StepResult> {
  print(`\n=== ${step.name}`);
  const begin = Date.now();
  const counts = await step.run(print).catch((error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    return one(false);
  });
  const seconds = (Date.now() - begin) / 1000;
  print(`--- ${step.name}: ${plainLine(counts)} (${seconds.toFixed(1)} s)`);
  return { name: step.name, counts, seconds };
}
