import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isInside, reasonOf, recordReads } from '../../../lib/proof/template/files';
import { loadTemplate, loadTemplates } from '../../../lib/proof/template/load';
import { TemplateError } from '../../../lib/proof/template/value';
import { folder } from './folder';

const { path, write } = folder();
const TEMPLATE = { Resources: { A: { Type: 'T' } } };

test.each<[string, () => string, RegExp]>([
  ['is not there', () => join(path(), 'none.json'), /^cannot-open: the file cannot be read: there is no such file or directory \(ENOENT\) \[in .+none\.json\]$/],
  ['is a directory', () => path(), /^cannot-open: the file cannot be read: it is a directory \(EISDIR\) \[in /],
  ['is below a file', () => join(write('a.json', TEMPLATE), 'b.json'), /^cannot-open: the file cannot be read: a part of the path is no directory \(ENOTDIR\) /],
  ['is a link to itself', () => { symlinkSync('loop.json', join(path(), 'loop.json')); return join(path(), 'loop.json'); }, /^cannot-open: the file cannot be read: its symbolic links go round in a circle \(ELOOP\) /],
  ['has a name that is too long', () => join(path(), 'x'.repeat(5_000)), /^cannot-open: the file cannot be read: the name is too long \(ENAMETOOLONG\) /],
  ['has a name with NUL', () => `${path()}/a\0b`, /^cannot-open: the file cannot be read: the name has a character that no name has \(ERR_INVALID_ARG_VALUE\) \[in .+a\\u0000b\]$/],
  ['is no text in UTF-8: JSON', () => write('a.json', Buffer.from('{"Resources": {"R\xf6": {}, "R\xe4": {}}}', 'latin1')), /^bad-encoding: the bytes of the file are not text in UTF-8; save it in that encoding \[in .+a\.json\]$/],
  ['is no text in UTF-8: YAML', () => write('a.yaml', Buffer.from('Resources:\n  R\xf6: {}\n', 'latin1')), /^bad-encoding: /],
  ['is UTF-16', () => write('a.json', Buffer.from(`\ufeff${JSON.stringify(TEMPLATE)}`, 'utf16le')), /^bad-encoding: /],
  ['is too large', () => write('a.json', Buffer.alloc(20_000_001, ' ')), /^template-too-large: the file has more than 20000000 bytes \[in /],
  ['has no end', () => '/dev/zero', /^template-too-large: the file has more than 20000000 bytes \[in \/dev\/zero\]$/],
])('a file that %s is refused in words', (_name, file, message) => {
  const name = file();
  const load = (): unknown => loadTemplate(name);
  expect(load).toThrow(TemplateError);
  expect(load).toThrow(message);
});

test('what a template says in UTF-8 is kept, with a mark of byte order or without', () => {
  const text = JSON.stringify({ Resources: { A: { Type: 'T', Properties: { Ä: '日本語😀' } } } });
  expect(loadTemplate(write('a.json', `\ufeff${text}`)).body).toEqual(JSON.parse(text));
  expect(loadTemplate(write('b.json', text)).body).toEqual(JSON.parse(text));
});

test('a pipe is read to its end', () => {
  const pipe = join(path(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', `(printf '{"Resources": '; sleep 0.1; printf '{"A": {}}}') > "${pipe}"`], { stdio: 'ignore' });
  expect(loadTemplate(pipe).body).toEqual({ Resources: { A: {} } });
});

test('a directory that is not there or has nothing in it', () => {
  expect(() => loadTemplates(join(path(), 'none'))).toThrow(/^cannot-open: there is no such file or directory \[in /);
  expect(() => loadTemplates(path())).toThrow(`no-templates: the directory holds no *.template.json [in ${path()}]`);
});

// root may read everything
(process.getuid?.() === 0 ? test.skip : test)('a directory without permission', () => {
  const closed = join(path(), 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0);
  expect(() => loadTemplates(closed)).toThrow(/^cannot-open: .+ permission is denied \(EACCES\) /);
  chmodSync(closed, 0o700);
});

test.each<[unknown, string]>([
  [Object.assign(new Error(), { code: 'EACCES' }), 'permission is denied (EACCES)'], [Object.assign(new Error(), { code: 'EIO' }), 'EIO'],
  [Object.assign(new Error(), { code: 'toString' }), 'toString'], [new Error(), 'unknown reason'],
])('an error in words: %s', (error, words) => expect(reasonOf(error)).toBe(words));

test.each<[string, boolean]>([['/a/b', true], ['/a', true], ['/a/..b', true], ['/a/b/../c', true], ['/', false], ['/b', false], ['/a/../b', false], ['/ab', false]])(
  'whether %s is in /a: %s', (way, inside) => expect(isInside('/a', way)).toBe(inside));

test('which files were read can be asked for', () => {
  const [a, b] = [write('a.json', TEMPLATE), write('b.json', TEMPLATE)];
  const { result: { files: inner }, files } = recordReads(() => {
    loadTemplate(a);
    return recordReads(() => loadTemplate(b));
  });
  expect([inner, files]).toEqual([[b], [a]]);
  expect(existsSync(a)).toBe(true);
});
