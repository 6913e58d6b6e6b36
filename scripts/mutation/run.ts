// npm run mutation: changes the code that decides who gets in, one small change at a time, and runs the tests that run the line; each
// change should be noticed. `npm run mutation -- lib/mapping` takes some files, `--part 2/5` the second of five slices, `--lines 10-20` some lines,
// `--tests test/mapping` some tests: a first look, after which all tests need to see only what these did not notice.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';
import { Compiler } from './compiler';
import { KNOWN } from './known';
import { mutantsOf, type Mutant } from './mutants';
import { targets } from './targets';
import { testFiles, Tests } from './tests';

type Located = Mutant & { readonly file: string; readonly source: string };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { part: { type: 'string', default: '1/1' }, lines: { type: 'string', default: '1-100000' }, tests: { type: 'string', multiple: true, default: ['test'] } } });
  const [part, parts] = values.part.split('/').map(Number);
  const [first, last] = values.lines.split('-').map(Number);
  const files = targets().filter((file) => positionals.length === 0 || positionals.some((start) => file.startsWith(start)));
  const all = files.flatMap((file) => mutants(file)).filter(({ line }) => line >= first && line <= last).filter((_mutant, index) => index % parts === part - 1);
  await runOrThrow(process.execPath, ['scripts/bundle-lambda.mjs']);
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    const survivors = await survivorsOf(all, new Tests(testFiles(values.tests), folder), new Compiler(files));
    const unknown = survivors.filter((mutant) => reasonFor(mutant) === undefined);
    for (const mutant of survivors) console.log(`${shown(mutant)}${reasonFor(mutant) === undefined ? '' : `   (known: ${reasonFor(mutant)})`}`);
    console.log(`${all.length} changes, ${all.length - survivors.length} noticed, ${survivors.length - unknown.length} known not to be, ${unknown.length} not noticed`);
    process.exitCode = unknown.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mutants(file: string): Located[] {
  const source = readFileSync(join(root, file), 'utf8');
  return mutantsOf(file, source).map((mutant) => ({ ...mutant, file, source }));
}

async function survivorsOf(all: readonly Located[], tests: Tests, compiler: Compiler): Promise<Located[]> {
  await tests.survey();
  const survivors: Located[] = [];
  for (const [index, mutant] of all.entries()) {
    const { kind } = await tests.outcomeOf(mutant);
    const place = `${index + 1}/${all.length}`;
    if (kind === 'too long') console.log(`${place} took too long or ended the process, which counts as noticed: ${shown(mutant)}`);
    if (kind !== 'not noticed' || compiler.refuses(mutant.file, mutant.text)) continue;
    survivors.push(mutant);
    if (reasonFor(mutant) === undefined) console.log(`${place} not noticed: ${shown(mutant)}`);
  }
  await tests.end();
  return survivors;
}

function shown({ file, line, from, to }: Located): string {
  return `${file}:${line}: ${from} → ${to}`;
}

function reasonFor({ file, from, to, line, source }: Located): string | undefined {
  const text = source.split('\n')[line - 1].trim();
  return KNOWN.find((known) => known.file === file && known.from === from && known.to === to && known.line === text)?.why;
}

void main();
