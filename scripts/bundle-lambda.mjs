// What runs in and behind the authorizers of an app, each with the library that verifies tokens in one file: nothing is installed for it anywhere.
// Plain JavaScript for Node: the tests run it when nothing else has been built.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', banner: { js: '/*! Contains aws-jwt-verify, Copyright Amazon.com, Inc. or its affiliates, Apache-2.0. */' }, logLevel: 'warning', absWorkingDir: path('.'), metafile: true };

const bundles = [
  await build({ ...common, minify: true, entryPoints: [path('lambda/authorizer/index.ts')], outfile: path('build/lambda/authorizer/index.js') }),
  await build({ ...common, entryPoints: [path('claims/index.ts')], outfile: path('build/claims/index.js') }),
];

// Whose code is shipped is named in NOTICE, with the licence.
const notice = readFileSync(path('NOTICE'), 'utf8');
const bundled = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((input) => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
const unnamed = bundled.find((name) => name !== undefined && !notice.includes(`\n${name}\n`));
if (unnamed !== undefined) throw new Error(`NOTICE does not name ${unnamed}, whose code is in a bundle`);

// What tsc has made of the parts is in the bundles: no function is deployed with it, and nobody can import it.
for (const folder of ['build/claims', 'build/lambda/authorizer']) {
  for (const file of readdirSync(path(folder))) {
    if (file !== 'index.js' && (file.endsWith('.js') || folder !== 'build/claims')) rmSync(path(`${folder}/${file}`));
  }
}
