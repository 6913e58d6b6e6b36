import { chmodSync, linkSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from '../../bin/commands/report';
import { OwnInputError, writeWhole } from '../../bin/write-whole';
import { photoApp } from '../proof/photo-app';

let directory: string;
let out: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'write-'));
  out = join(directory, 'out.html');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

test('a file is written, and nothing else is left', () => {
  writeWhole(out, 'page', []);
  writeWhole(out, 'next page', []);
  expect(readFileSync(out, 'utf8')).toBe('next page');
  expect(readdirSync(directory)).toEqual(['out.html']);
});

test('what cannot be written leaves the earlier file as it was', () => {
  writeWhole(out, 'page', []);
  // A full disk ends a write in the middle; so does what is no text.
  expect(() => writeWhole(out, {} as string, [])).toThrow();
  expect(readFileSync(out, 'utf8')).toBe('page');
  expect(readdirSync(directory)).toEqual(['out.html']);
});

test('a full device is an error', () => expect(() => writeWhole('/dev/full', 'page', [])).toThrow(/ENOSPC/));

test('a device is written to, not replaced', () => {
  writeWhole('/dev/null', 'page', []);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a link stays a link, and permissions stay as they are', () => {
  writeFileSync(out, 'page');
  chmodSync(out, 0o600);
  symlinkSync('out.html', join(directory, 'link.html'));
  writeWhole(join(directory, 'link.html'), 'next page', []);
  expect(readFileSync(out, 'utf8')).toBe('next page');
  expect(lstatSync(join(directory, 'link.html')).isSymbolicLink()).toBe(true);
  expect(statSync(out).mode & 0o777).toBe(0o600);
});

test.each<[string, (input: string) => string]>([
  ['itself', (input) => input],
  ['by another way', (input) => join(directory, '.', 'x', '..', input.slice(directory.length))],
  ['by a link', (input) => { symlinkSync(input, join(directory, 'link')); return join(directory, 'link'); }],
  ['by a hard link', (input) => { linkSync(input, join(directory, 'link')); return join(directory, 'link'); }],
])('a file that was read is never replaced: %s', (_name, place) => {
  const input = join(directory, 'input.json');
  writeFileSync(input, 'template');
  const path = place(input);
  expect(() => writeWhole(path, 'page', ['none', input])).toThrow(OwnInputError);
  expect(readFileSync(input, 'utf8')).toBe('template');
});

test.each(['photos.template.json', 'manifest.json', 'child.json', 'values.json'])('report does not write over what it read: %s', async (name) => {
  const errors: string[] = [];
  jest.spyOn(console, 'error').mockImplementation((text: string) => { errors.push(text); });
  const template = photoApp();
  template.Parameters = { Stage: { Type: 'String' } };
  template.Resources.Child = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } };
  const files = { 'photos.template.json': template, 'child.json': { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }, 'manifest.json': { artifacts: {} }, 'values.json': { Stage: 'x' } };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(directory, file), JSON.stringify(content));
  const place = join(directory, name);
  expect(await report([join(directory, 'photos.template.json'), '--parameters', join(directory, 'values.json'), '--out', place])).toBe(2);
  expect(errors.join()).toContain(`the page cannot be written to '${place}': it is one of the files that were read`);
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual(files[name as keyof typeof files]);
});
