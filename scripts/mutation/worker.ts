// The process in which `npm run mutation` runs tests: it answers one question after the other.
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../emulator/paths';
import { Harness } from './harness';
import { Modules } from './modules';
import type { Answer, Question, Survey } from './questions';

const modules = new Modules();
const environment = { ...process.env };
let reached = new Set<number>();

async function surveyOf(path: string): Promise<Survey> {
  modules.forgetAll();
  const start = performance.now();
  reached = new Set();
  const harness = open(path);
  const atLoad = [...reached];
  const tests: Survey['tests'][number][] = [];
  for (const test of harness.tests) {
    reached = new Set();
    const failure = await failureOf(() => harness.run(test));
    tests.push({ name: test.name, reached: [...reached], failure });
  }
  await end(harness);
  return { atLoad, tests, milliseconds: performance.now() - start };
}

/** The first of the tests that fails. */
async function firstFailing(path: string, names: readonly string[] | undefined): Promise<string | undefined> {
  modules.forget(path);
  let harness: Harness;
  try {
    harness = open(path);
  } catch {
    return 'loading';
  }
  try {
    for (const test of harness.tests) if ((names === undefined || names.includes(test.name)) && await failureOf(() => harness.run(test)) !== undefined) return test.name;
    return undefined;
  } finally {
    await failureOf(() => end(harness));
  }
}

function open(path: string): Harness {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  // Most apps may be written over one another, which saves the time to take them away; these tests look at what stands in the folder.
  if (path.includes('/test/proof/')) delete process.env.CDK_OUTDIR;
  const harness = new Harness(path, modules);
  for (const set of ['setup-env.js', 'setup-proof.js']) {
    modules.forget(join(root, 'test', set));
    modules.load(join(root, 'test', set));
  }
  modules.load(path);
  return harness;
}

async function end(harness: Harness): Promise<void> {
  await harness.end();
  for (const left of readdirSync(tmpdir())) rmSync(join(tmpdir(), left), { recursive: true, force: true });
}

async function failureOf(step: () => Promise<void>): Promise<string | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
}

async function answer(question: Question): Promise<Answer> {
  if (question.kind === 'survey') return { kind: 'survey', survey: await surveyOf(question.path) };
  if (question.kind === 'run') return { kind: 'run', failing: await firstFailing(question.path, question.names) };
  if (question.text === undefined) modules.putRight(question.path);
  else modules.change(question.path, question.text);
  return { kind: 'changed' };
}

process.setSourceMapsEnabled(true);
Object.assign(globalThis, { reachedFunction: (mark: number) => { reached.add(mark); } });
// Of a promise that nobody waits for, the test that made it fails by what it expects, or not at all.
process.on('unhandledRejection', () => undefined);
process.on('message', (question: Question) => {
  void answer(question).then((said) => process.send?.(said), (error: unknown) => process.send?.({ kind: 'broken', why: error instanceof Error ? error.stack : String(error) }));
});
