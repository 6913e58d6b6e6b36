import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programIn, synthesized } from './programs';

const FOLDER = join(__dirname, '../../docs/guides');
const guides = readdirSync(FOLDER).filter((file) => file !== 'README.md');

test('the list of guides is complete', () => {
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  expect(guides.filter((guide) => !list.includes(`(${guide})`))).toEqual([]);
});

test.each(guides)('the app of %s says what the page says', (guide) => {
  const page = readFileSync(join(FOLDER, guide), 'utf8');
  const said = /```text\n([^]*?)```/.exec(page)?.[1].trimEnd();
  expect(synthesized(programIn(page))).toBe(said);
});
