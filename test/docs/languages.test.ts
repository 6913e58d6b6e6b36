import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const APPS: Readonly<Record<string, string>> = { ts: 'typescript/app.ts', python: 'python/app.py', java: 'java/src/main/java/example/PhotosApp.java', go: 'go/main.go' };
const snippets = [...readFileSync(join(ROOT, 'docs/languages.md'), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => ({ language, code }));

/** Without what is to the left of the whole block. */
function outdented(code: string, depth: number): string {
  return code.split('\n').map((line) => (line.slice(0, depth).trim() === '' ? line.slice(depth) : line)).join('\n');
}

test('every language has snippets', () => {
  expect(new Set(snippets.map(({ language }) => language))).toEqual(new Set(Object.keys(APPS)));
});

test.each(snippets)('$language: what is shown stands in the app that is run, word for word: $code', ({ language, code }) => {
  const app = readFileSync(join(ROOT, 'scripts/languages', APPS[language]), 'utf8');
  const depths = { ts: 0, python: 0, java: 8, go: 1 }[language] ?? 0;
  expect(outdented(app, depths)).toContain(code);
});
