// What an app loads of this library, in few files: most of what a small app waits for beyond the CDK's own work was Node finding
// some three hundred files. The constructs become one file, the prover of a synth another, which is loaded at synth only.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', minifyWhitespace: true, logLevel: 'warning', absWorkingDir: root, metafile: true };

/**
 * Puts what a file needs into it, save the files that stay outside.
 *
 * @param entry the file that is read; its modules are bundled from where they lie
 * @param outfile where the bundle goes
 * @param staysOutside whether a file, given by its path without '.js' or '.ts' below the root, is left a file of its own
 * @returns the files that are in the bundle
 */
async function bundle(entry, outfile, staysOutside) {
  const outside = {
    name: 'outside',
    setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      return staysOutside(slashed(relative(root, file))) ? { path: `./${slashed(relative(dirname(join(root, entry)), file))}`, external: true } : undefined;
    }),
  };
  const { metafile } = await build({ ...common, entryPoints: [entry], outfile, allowOverwrite: true, plugins: [outside] });
  return Object.keys(metafile.inputs);
}

const slashed = (path) => path.split(sep).join('/');

/** Every file of JavaScript below a folder of what was built. */
function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true }).filter((file) => file.endsWith('.js')).map((file) => join(folder, file));
}

function expect(inputs, from, least) {
  if (inputs.length < least || inputs.some((input) => !input.startsWith(from))) throw new Error(`not in one file: ${inputs.length} files of ${from}`);
}

// The prover is read as it was written: what jsii adds to a class is of no use in it, and esbuild joins modules of imports into
// one, where each of CommonJS stays a function. The tables about actions and types stay, which warnings about grants load as well.
const prover = 'build/lib/proof/synth/prove-assembly.js';
expect(await bundle('lib/proof/synth/prove-assembly.ts', prover, (file) => file.startsWith('lib/proof/authorization-data/')), 'lib/', 100);

// What the other doors of the package load stays outside of the constructs' file, so that nothing is there twice.
const others = [...filesOf('build/bin'), ...filesOf('build/jest'), ...filesOf('build/claims'), ...filesOf('build/lib/proof')];
const { metafile } = await build({ ...common, entryPoints: others, outdir: 'build', write: false });
const elsewhere = new Set(Object.keys(metafile.inputs).map((file) => file.replace(/\.js$/, '')));
const index = 'build/lib/index.js';
const constructs = await bundle(index, 'build/lib/constructs.js', (file) => elsewhere.has(file) || elsewhere.has(`${file}/index`));
expect(constructs, 'build/lib/', 80);
for (const file of constructs) if (file !== index) rmSync(join(root, file));

// Importing the library loads its names alone: the file with the constructs is read with the first use of one.
const NAME = /^lazy\("(\w+)", \(\) => require\("[^"]+"\)\.\w+\);$/gm;
const names = readFileSync(join(root, index), 'utf8');
if (names.match(/^lazy\(/gm)?.length !== names.match(NAME)?.length) throw new Error(`${index} is not in the shape that lazy-exports.mjs gives it`);
writeFileSync(join(root, index), names.replace(NAME, 'lazy("$1", () => require("./constructs").$1);'));
