import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';

const page = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [program] = [...page.matchAll(/```ts nofixture\n([^]*?)```/g)].map(([, code]) => code);
const [said, failed] = [...page.matchAll(/```text\n([^]*?)```/g)].map(([, text]) => text.trimEnd());

/** Runs the program of the page, with this library in place of the package, and synthesizes its app. */
function run(more = ''): void {
  const { outputText } = transpileModule(`${program}\n${more}\nexport { app };`, { compilerOptions: { module: ModuleKind.CommonJS } });
  const exported = {} as { app: App };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the page is ours
  new Function('exports', 'require', outputText)(exported, (name: string): unknown => jest.requireActual(name === 'cdk-cognito-pools' ? '../../lib' : name));
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
  expect(() => run('photos.grantRead(auth.authenticated);')).toThrow(failed);
  shown.mockRestore();
});
