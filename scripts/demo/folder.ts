import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { undoAtEnd } from '../../emulator/cleanup';
import { work } from '../../emulator/paths';

/** A folder that goes when the process ends. */
export function temporaryFolder(): string {
  mkdirSync(work, { recursive: true });
  const folder = mkdtempSync(join(work, 'demo-'));
  undoAtEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
}
