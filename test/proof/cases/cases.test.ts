import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answerTo } from './answer';
import { writeCase, type AccessCase } from './case';

const FILES = {
  // attacks on the prover, and their safe neighbours
  'given.json': gunzipSync(readFileSync(join(__dirname, 'given.json.gz'))).toString(),
  // a later attack, of which each answer that was wrong was closed as a kind
  'attacked.json': gunzipSync(readFileSync(join(__dirname, 'attacked.json.gz'))).toString(),
  // templates in the shapes that people publish: nearly everything in them can be decided, and has to be
  'published.json': readFileSync(join(__dirname, 'published.json'), 'utf8'),
};

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cases-')); });
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(FILES))('%s', (_name, text) => {
  const cases = JSON.parse(text) as AccessCase[];
  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
    const answer = answerTo(one.question, writeCase(one, cases, folder));
    if (!one.expected.includes(answer)) throw new Error(`answered ${answer}, right is ${one.expected.join(' or ')}${one.why === undefined ? '' : `: ${one.why}`}`);
  });
});
