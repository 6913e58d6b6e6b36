// What a synth loads of the prover, in one file: most of what a small app waits for beyond the CDK's own work was Node finding
// some two hundred files. The tables about actions and types stay outside, which warnings about grants load as well.
import { fileURLToPath } from 'node:url';
import { dirname, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const path = (relativePath) => fileURLToPath(new URL(`../${relativePath}`, import.meta.url));
const entry = path('build/lib/proof/synth/prove-assembly.js');
const shared = path('build/lib/proof/authorization-data') + sep;

const { metafile } = await build({
  bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', minifyWhitespace: true, logLevel: 'warning', absWorkingDir: path('.'), metafile: true,
  entryPoints: [entry], outfile: entry, allowOverwrite: true,
  plugins: [{
    name: 'shared',
    setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\// }, ({ path: required, resolveDir }) => {
      const file = resolve(resolveDir, required);
      return file.startsWith(shared) ? { path: relative(dirname(entry), file).split(sep).join('/'), external: true } : undefined;
    }),
  }],
});

const inputs = Object.keys(metafile.inputs);
if (inputs.length < 100 || inputs.some((input) => !input.startsWith('build/lib/'))) throw new Error(`the prover is not in one file: ${inputs.length} files`);
