import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { App } from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';

/** Modules of this library in place of those of the package. */
const OURS: Readonly<Record<string, string>> = { 'cdk-cognito-pools': '../../lib', 'cdk-cognito-pools/jest': '../../jest' };

/** The first complete program of a page. */
export function programIn(page: string): string {
  const [program] = [...page.matchAll(/```ts nofixture\n([^]*?)```/g)].map(([, code]) => code);
  return program;
}

/**
 * Runs a program of a page, with this library in place of the package. What it tests it tests at once.
 *
 * @param program its text
 * @param file how its file is called
 * @param siblings what it imports of its own, by name
 * @returns what it exports
 */
export function load<T extends object>(program: string, file = 'app.ts', siblings: Readonly<Record<string, object>> = {}): T {
  const { outputText } = transpileModule(program, { compilerOptions: { module: ModuleKind.CommonJS } });
  const exported = {} as T;
  const start = runInThisContext(`(function (exports, require, test, expect) {${outputText}\n})`, { filename: join(process.cwd(), file) }) as (...given: unknown[]) => void;
  start(exported, (name: string): unknown => siblings[name] ?? jest.requireActual(OURS[name] ?? name), (_name: string, body: () => void) => body(), expect);
  return exported;
}

/**
 * Runs a program of a page, and synthesizes its `app`.
 *
 * @param program its text
 * @returns what the synth says on standard error
 */
export function synthesized(program: string): string {
  const { app } = load<{ app: App }>(`${program}\nexport { app };`);
  // Within a worker of Jest the synth says nothing of success.
  const worker = process.env.JEST_WORKER_ID;
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  delete process.env.JEST_WORKER_ID;
  try {
    app.synth();
    return shown.mock.calls.flat().join('\n');
  } finally {
    shown.mockRestore();
    process.env.JEST_WORKER_ID = worker;
  }
}
