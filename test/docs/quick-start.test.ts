import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { App } from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';

const page = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [program] = [...page.matchAll(/```ts nofixture\n([^]*?)```/g)].map(([, code]) => code);
const [said, failed] = [...page.matchAll(/```text\n([^]*?)```/g)].map(([, text]) => text.trimEnd());

/** Runs the program of the page, with this library in place of the package, and synthesizes its app. */
function run(more = ''): void {
  const { outputText } = transpileModule(`${program}\n${more}\nexport { app };`, { compilerOptions: { module: ModuleKind.CommonJS } });
  const exported = {} as { app: App };
  const start = runInThisContext(`(function (exports, require) {${outputText}\n})`, { filename: join(process.cwd(), 'app.ts') }) as (exports: object, require: (name: string) => unknown) => void;
  start(exported, (name) => jest.requireActual(name === 'cdk-cognito-pools' ? '../../lib' : name));
  exported.app.synth();
}

const worker = process.env.JEST_WORKER_ID;
afterEach(() => { process.env.JEST_WORKER_ID = worker; });

test('the first program of README.md says what the page says', () => {
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  delete process.env.JEST_WORKER_ID;
  run();
  expect(shown.mock.calls.flat().join('\n')).toBe(said);
  shown.mockRestore();
});

test('with the grant that is too much it fails as the page says', () => {
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  // Blank lines are lost when the program is compiled here, and with them the number of the line.
  const lines = failed.split(/\bapp\.ts:\d+\b/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  expect(lines).toHaveLength(2);
  expect(() => run('photos.grantRead(auth.authenticated);')).toThrow(new RegExp(lines.join('app\\.ts:\\d+')));
  shown.mockRestore();
});
