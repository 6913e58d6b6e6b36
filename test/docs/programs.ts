import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { App } from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';

/** The first complete program of a page. */
export function programIn(page: string): string {
  const [program] = [...page.matchAll(/```ts nofixture\n([^]*?)```/g)].map(([, code]) => code);
  return program;
}

/**
 * Runs a program of a page, with this library in place of the package, and synthesizes its `app`.
 *
 * @param program its text
 * @returns what the synth says on standard error
 */
export function synthesized(program: string): string {
  const { outputText } = transpileModule(`${program}\nexport { app };`, { compilerOptions: { module: ModuleKind.CommonJS } });
  const exported = {} as { app: App };
  const start = runInThisContext(`(function (exports, require) {${outputText}\n})`, { filename: join(process.cwd(), 'app.ts') }) as (exports: object, require: (name: string) => unknown) => void;
  start(exported, (name) => jest.requireActual(name === 'cdk-cognito-pools' ? '../../lib' : name));
  // Within a worker of Jest the synth says nothing of success.
  const worker = process.env.JEST_WORKER_ID;
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  delete process.env.JEST_WORKER_ID;
  try {
    exported.app.synth();
    return shown.mock.calls.flat().join('\n');
  } finally {
    shown.mockRestore();
    process.env.JEST_WORKER_ID = worker;
  }
}
