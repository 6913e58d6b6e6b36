// Plain JavaScript for Node 20: runs before anything is installed, and installs it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const base = new URL('..', import.meta.url);
const root = fileURLToPath(base);
/** Whether node_modules holds what package-lock.json asks for. npm keeps a copy there of what it installed. */
export function installed(folder) {
  const read = (path) => {
    try {
      return JSON.parse(readFileSync(new URL(path, folder), 'utf8')).packages;
    } catch (error) {
      if (error.code === 'ENOENT') return {};
      throw error;
    }
  };
  const [wanted, present] = [read('package-lock.json'), read('node_modules/.package-lock.json')];
  const same = (path) => present[path]?.version === wanted[path].version || (!present[path] && wanted[path].optional);
  return Object.keys(wanted).every((path) => path === '' || same(path));
}

/** Installs what is missing, then runs `main` of a TypeScript file of this folder. */
export async function start(script, ...options) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 16)) throw new Error(`Node 20.16 or newer is needed, this is ${process.versions.node}`);
  process.chdir(root);
  if (!installed(base)) await install();
  if (!existsSync(new URL('build/lambda/authorizer/index.js', base))) await bundle();
  Object.assign(process.env, {
    TSX_TSCONFIG_PATH: fileURLToPath(new URL('tsconfig.dev.json', base)), // the examples import the library by its name
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: String(major),
  });
  await import('tsx');
  process.exit(await createRequire(import.meta.url)(script).main(...options));
}

/** What apps and reports take from the build; the whole of it takes a minute, and only the package needs that. */
async function bundle() {
  await import('./bundle-lambda.mjs');
  await import('./bundle-report-page.mjs');
}

async function install() {
  console.log('installing the packages of package-lock.json (about 400 MB; a minute or two)');
  const begin = Date.now();
  // No script of a package is needed, nor is the build that this one makes of itself when it is installed (prepare).
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { stdio: 'inherit', cwd: root });
  const stop = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  const beat = setInterval(() => console.log(`  still installing, ${Math.round((Date.now() - begin) / 1000)} s`), 15_000);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', (exit) => resolve(exit ?? 1)));
  clearInterval(beat);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop);
  if (code !== 0) throw new Error(`'npm ci' ended with ${code}`);
}
