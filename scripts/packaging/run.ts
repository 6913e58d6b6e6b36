// The package as its users get it, on every Node that it is for: npm run packaging
import { mkdirSync } from 'node:fs';
import { endCleanly, undoAll } from '../../emulator/cleanup';
import { work } from '../../emulator/paths';
import { plainLine } from '../test/counts';
import { PackageCheck } from './check-package';

async function main(): Promise<number> {
  endCleanly();
  mkdirSync(work, { recursive: true });
  try {
    const counts = await new PackageCheck((line) => { console.log(line); }).complete();
    console.log(plainLine(counts));
    return counts.failed === 0 ? 0 : 1;
  } finally {
    await undoAll();
  }
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
