// npm runs this before it packs (prepack), and, with '--if-missing', after it has installed a checkout or cloned a git
// dependency (prepare), for which it runs nothing else. The package names these scripts too, so this file is in it: where
// there is nothing to build from, there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const wanted = !process.argv.includes('--if-missing') || !existsSync(at('build/lib/index.js'));

if (wanted && existsSync(at('lib/index.ts'))) {
  // What 'npm pack' prints is its answer to whoever asked: the build speaks beside it.
  const { status } = spawnSync('npm run --silent build', { cwd: at('.'), shell: true, stdio: ['ignore', 2, 2] });
  process.exitCode = status ?? 1;
}
