// The same app in every language of jsii, built, checked and synthesized, and the package for .NET looked at: npm run languages -- [language]...
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Progress } from '../progress';
import { APPS, missingFor, type Workshop } from './apps';
import { Bindings } from './bindings';
import { clashesIn } from './dotnet';

const REFERENCE = 'typescript';
/** No C# compiler is needed: what is generated is looked at. */
const DOTNET = 'dotnet';
const ROOT = join(__dirname, '../..');

async function main(chosen: readonly string[]): Promise<number> {
  const unknown = chosen.find((name) => !(name in APPS) && name !== DOTNET);
  if (unknown !== undefined) throw new Error(`there is no app in '${unknown}'; there are: ${[...Object.keys(APPS), DOTNET].join(', ')}`);
  const withDotnet = chosen.length === 0 || chosen.includes(DOTNET);
  const work = join(ROOT, '.work', 'languages');
  mkdirSync(work, { recursive: true });
  const progress = new Progress((line) => { console.log(line); });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const names = Object.keys(APPS).filter((name) => name !== REFERENCE && (chosen.length === 0 || chosen.includes(name)));
  const runnable = names.filter((name) => {
    const missing = missingFor(APPS[name]);
    if (missing === undefined) return true;
    counts.skipped++;
    progress.line(`${name}: skipped, '${missing}' is not installed`);
    return false;
  });
  progress.heading(`the library, and its packages for ${runnable.join(', ')}`);
  const bindings = new Bindings(ROOT, work);
  const shop: Workshop = { root: ROOT, work, bindings, packages: await bindings.ofLibrary([...runnable.flatMap((name) => APPS[name].target ?? []), ...(withDotnet ? [DOTNET] : [])]) };
  progress.heading(REFERENCE);
  const reference = await templateOf(REFERENCE, shop);
  progress.line(`  ${Object.keys(reference.Resources).length} resources`);
  for (const name of runnable) {
    progress.heading(name);
    try {
      const issue = differenceOf(await templateOf(name, shop), reference);
      counts[issue === undefined ? 'passed' : 'failed']++;
      progress.line(`  ${issue ?? 'access as expected, and the template of the TypeScript app'}`);
    } catch (error) {
      counts.failed++;
      progress.line(`  ${(error as Error).message}`);
    }
  }
  if (withDotnet) {
    progress.heading(DOTNET);
    const { clashes, types } = clashesIn(join(shop.packages, DOTNET));
    const good = types > 0 && clashes.length === 0;
    counts[good ? 'passed' : 'failed']++;
    clashes.forEach((clash) => { progress.line(`  ${clash}`); });
    progress.line(`  ${types} types, ${clashes.length} clashes of their public signatures; nothing is compiled`);
  }
  progress.heading('done');
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0 ? 0 : 1;
}

interface Template {
  readonly Resources: Readonly<Record<string, unknown>>;
}

async function templateOf(name: string, shop: Workshop): Promise<Template> {
  const out = join(shop.work, `${name}.out`);
  rmSync(out, { recursive: true, force: true });
  await APPS[name].synth(shop, { CDK_OUTDIR: out, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] });
  return JSON.parse(readFileSync(join(out, 'Photos.template.json'), 'utf8')) as Template;
}

/** The CDK is not of the same version in every language: what differs is told by resource. */
function differenceOf(template: Template, reference: Template): string | undefined {
  const ids = [...new Set([...Object.keys(template.Resources), ...Object.keys(reference.Resources)])];
  const other = ids.filter((id) => !isDeepStrictEqual(template.Resources[id], reference.Resources[id]));
  return other.length === 0 ? undefined : `not as in TypeScript: ${other.join(', ')}`;
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
