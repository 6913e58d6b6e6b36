import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programIn, synthesized } from './programs';

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
