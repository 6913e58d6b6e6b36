import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, programIn, synthesized } from './programs';

const page = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [said, failed] = [...page.matchAll(/```text\n([^]*?)```/g)].map(([, text]) => text.trimEnd());

test('the first program of README.md says what the page says', () => {
  expect(synthesized(programIn(page))).toBe(said);
});

test('with the grant that is too much it fails as the page says', () => {
  // Blank lines are lost when the program is compiled here, and with them the number of the line.
  const lines = failed.split(/\bapp\.ts:\d+\b/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  expect(lines).toHaveLength(2);
  expect(() => synthesized(`${programIn(page)}\nphotos.grantRead(auth.authenticated);`)).toThrow(new RegExp(lines.join('app\\.ts:\\d+')));
});

test('the test of README.md holds, and does not where somebody grants too much', () => {
  const [[, tested]] = [...page.matchAll(/```js\n([^]*?)```/g)];
  const run = (program: string): unknown => load(tested, 'access.test.ts', { './app': load(program) });
  const shown = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  run(programIn(page));
  expect(() => run(`${programIn(page)}\nphotos.grantRead(auth.authenticated);`)).toThrow(/VIOLATED {2}users reach only their own objects/);
  shown.mockRestore();
});
