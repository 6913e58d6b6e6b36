// The script of the report: the evaluator and the form that asks it, in one file that the page holds. The same sources as the command line.
// Plain JavaScript for Node: the tests run it when nothing else has been built.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

const { metafile } = await build({
  entryPoints: [path('report-page/main.ts')], outfile: path('build/report-page/page.js'), alias: { 'node:net': path('report-page/net.ts') },
  bundle: true, minify: true, platform: 'browser', target: 'es2022', format: 'iife', charset: 'ascii', legalComments: 'none', logLevel: 'warning', absWorkingDir: path('.'), metafile: true,
});

const foreign = Object.keys(metafile.inputs).find((input) => input.includes('node_modules/'));
if (foreign !== undefined) throw new Error(`the page holds code of others: ${foreign}`);
