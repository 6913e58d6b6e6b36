import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { App } from 'aws-cdk-lib';
import { ModuleKind, transpileModule } from 'typescript';

const page = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [[, program]] = [...page.matchAll(/```ts nofixture\n([^]*?)```/g)];
const [[, tested]] = [...page.matchAll(/```js\n([^]*?)```/g)];
const [said, failed] = [...page.matchAll(/```text\n([^]*?)```/g)].map(([, text]) => text.trimEnd());

/** Modules of this library in place of the package. */
const OURS: Readonly<Record<string, string>> = { 'cdk-cognito-pools': '../../lib', 'cdk-cognito-pools/jest': '../../jest' };

/** Runs code of the page. */
function load<T extends object>(code: string, file: string, siblings: Readonly<Record<string, object>> = {}): T {
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const exported = {} as T;
  const start = runInThisContext(`(function (exports, require, test, expect) {${outputText}\n})`, { filename: join(process.cwd(), file) }) as (...given: unknown[]) => void;
  start(exported, (name: string): unknown => siblings[name] ?? jest.requireActual(OURS[name] ?? name), (_name: string, body: () => void) => body(), expect);
  return exported;
}

const loadApp = (more = ''): { app: App } => load(`${program}\n${more}\nexport { app };`, 'app.ts');

/** Runs the program of the page, and synthesizes its app. */
function run(more = ''): void {
  loadApp(more).app.synth();
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

test('the test of README.md holds, and does not where somebody grants too much', () => {
  load(tested, 'access.test.ts', { './app': loadApp() });
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => load(tested, 'access.test.ts', { './app': loadApp('photos.grantRead(auth.authenticated);') })).toThrow(/VIOLATED {2}users reach only their own objects/);
  shown.mockRestore();
});
