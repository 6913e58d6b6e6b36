import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const script = pathToFileURL(join(__dirname, '..', '..', 'scripts', 'prepare.mjs')).href;
const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-windows': { version: '1.0.0', optional: true } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prepare-'));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
});
afterEach(() => rmSync(folder, { recursive: true }));

// Plain JavaScript modules are out of jest's reach: Node itself loads this one, as it does in use.
function installed(): boolean {
  const code = `console.log((await import('${script}')).installed('${pathToFileURL(folder).href}/'))`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code]).toString().trim() === 'true';
}

test.each([
  ['nothing', undefined, false],
  ['everything that this platform needs', { 'node_modules/a': { version: '1.0.0' } }, true],
  ['a platform package too', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-windows': { version: '1.0.0' } }, true],
  ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  ['another version of a platform package', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-windows': { version: '0.9.0' } }, false],
])('%s is installed', (_, packages, complete) => {
  if (packages) writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  expect(installed()).toBe(complete);
});
