// npm run mutation: changes the code that decides who gets in, one small change at a time, and runs the tests that run the line; each
// change should be noticed. `npm run mutation -- lib/mapping` takes some files, `--part 2/5` the second of five slices, `--lines 10-20` some lines.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, work } from '../../emulator/paths';
import { Compiler } from './compiler';
import { KNOWN } from './known';
import { mutantsOf, type Mutant } from './mutants';
import { targets } from './targets';
import { covering, outcomeOf } from './tests';

type Located = Mutant & { readonly file: string; readonly source: string };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { part: { type: 'string', default: '1/1' }, lines: { type: 'string', default: '1-100000' } } });
  const [part, parts] = values.part.split('/').map(Number);
  const [first, last] = values.lines.split('-').map(Number);
  const files = targets().filter((file) => positionals.length === 0 || positionals.some((start) => file.startsWith(start)));
  const all = files.flatMap((file) => mutants(file)).filter(({ line }) => line >= first && line <= last).filter((_mutant, index) => index % parts === part - 1);
  mkdirSync(work, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    const survivors = await survivorsOf(all, folder, new Compiler(files));
    const unknown = survivors.filter((mutant) => reasonFor(mutant) === undefined);
    for (const mutant of survivors) console.log(`${mutant.file}:${mutant.line}: ${mutant.from} → ${mutant.to}${reasonFor(mutant) === undefined ? '' : `   (known: ${reasonFor(mutant)})`}`);
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

async function survivorsOf(all: readonly Located[], folder: string, compiler: Compiler): Promise<Located[]> {
  const tests = await covering([...new Set(all.map(({ file }) => file))], folder);
  const survivors: Located[] = [];
  for (const [index, mutant] of all.entries()) {
    const text = join(folder, 'mutant.ts');
    writeFileSync(text, mutant.text);
    const outcome = outcomeOf(join(root, mutant.file), text, tests(mutant), folder);
    if (outcome === 'too long') console.log(`${index + 1}/${all.length} took too long, which counts as noticed: ${mutant.file}:${mutant.line}: ${mutant.from} → ${mutant.to}`);
    if (outcome === 'not noticed' && !compiler.refuses(mutant.file, mutant.text)) {
      survivors.push(mutant);
      if (reasonFor(mutant) === undefined) console.log(`${index + 1}/${all.length} not noticed: ${mutant.file}:${mutant.line}: ${mutant.from} → ${mutant.to}`);
    }
  }
  return survivors;
}

function reasonFor({ file, from, to, line, source }: Located): string | undefined {
  const text = source.split('\n')[line - 1].trim();
  return KNOWN.find((known) => known.file === file && known.from === from && known.to === to && known.line === text)?.why;
}

void main();
