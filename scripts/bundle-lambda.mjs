// What runs in and behind the authorizers of an app, each with the library that verifies tokens in one file: nothing is installed for it anywhere.
// Plain JavaScript for Node: npm runs it after 'npm ci' too, when nothing else has been built.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', banner: { js: '/*! Contains aws-jwt-verify, Copyright Amazon.com, Inc. or its affiliates, Apache-2.0. */' }, logLevel: 'warning', absWorkingDir: path('.') };

await build({ ...common, minify: true, entryPoints: [path('lambda/authorizer/index.ts')], outfile: path('build/lambda/authorizer/index.js') });
await build({ ...common, entryPoints: [path('claims/index.ts')], outfile: path('build/claims/index.js') });
