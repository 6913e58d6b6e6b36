import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for the files of a test, which is gone after it. */
export function folder(): { readonly path: () => string; readonly write: (name: string, content: unknown) => string } {
  let path = '';
  beforeEach(() => { path = mkdtempSync(join(tmpdir(), 'proof-')); });
  afterEach(() => rmSync(path, { recursive: true }));
  return {
    path: () => path,
    write: (name, content) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return file;
    },
  };
}
