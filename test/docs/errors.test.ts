import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorPage } from '../../lib/text/pages';
import { errorCodes, filesIn } from './error-codes';

const ROOT = join(__dirname, '../..');
const raised = errorCodes(['lib', 'jest', 'bin'].flatMap((folder) => filesIn(join(ROOT, folder), '.ts')));
const rows = [...readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').matchAll(/^\| <a id="(?<anchor>[a-z-]+)"><\/a>`\k<anchor>` \| .+ \| .+ \|$/gm)].map(([, code]) => code);

test('the codes are found in the source', () => {
  expect([...raised.keys()]).toEqual(expect.arrayContaining(['unknown-group', 'bad-yaml', 'bad-action', 'no-such-reference', 'not-a-subject', 'command-line']));
});

test('every code has its row in docs/errors.md, to which the page of its error leads', () => {
  expect([...raised.keys()].filter((code) => !rows.includes(/^.*\/docs\/errors\.md#(.*)$/.exec(errorPage(code))?.[1] ?? ''))).toEqual([]);
});

test('docs/errors.md has no code that is raised nowhere, and none twice', () => {
  expect(rows.filter((code, i) => !raised.has(code) || rows.indexOf(code) !== i)).toEqual([]);
});

test('every code is in a test of its message', () => {
  const tests = filesIn(join(ROOT, 'test'), '.ts').filter((file) => !file.startsWith(__dirname)).map((file) => readFileSync(file, 'utf8')).join('\n');
  // those of the command line have no code in their words: the page that they lead to is in the test
  const written = (code: string): boolean => tests.includes(`${code}: `) || tests.includes(`errorPage('${code}')`);
  expect([...raised.keys()].filter((code) => !written(code))).toEqual([]);
});
