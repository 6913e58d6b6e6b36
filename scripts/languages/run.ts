// The same app in every language of jsii, built, checked and synthesized, and the package for .NET looked at: npm run languages -- [language]...
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Progress } from '../progress';
import { APPS, missingFor, type Workshop } from './apps';
import { Bindings } from './bindings';
import { clashesIn } from './dotnet';
import { failureOf, run, type Command } from './shell';

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
  const reference = await templateOf(REFERENCE, await APPS[REFERENCE].build(shop), work);
  progress.line(`  ${Object.keys(reference.Resources).length} resources`);
  for (const name of runnable) {
    progress.heading(name);
    try {
      const command = await APPS[name].build(shop);
      const issue = differenceOf(await templateOf(name, command, work), reference);
      progress.line(`  ${issue ?? 'access as expected, and the template of the TypeScript app'}`);
      const { place, shown } = placeOfMessage(await failureOf(inFolder(command, join(work, `${name}.mistaken`), { MISTAKE: 'group' })));
      progress.line(`  a mistake: ${place}`);
      counts[issue === undefined && shown ? 'passed' : 'failed']++;
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

async function templateOf(name: string, command: Command, work: string): Promise<Template> {
  const out = join(work, `${name}.out`);
  rmSync(out, { recursive: true, force: true });
  await run(inFolder(command, out));
  return JSON.parse(readFileSync(join(out, 'Photos.template.json'), 'utf8')) as Template;
}

/** An app synthesizes to a folder, without the checks that are the CDK's own. */
function inFolder(command: Command, out: string, more: Readonly<Record<string, string>> = {}): Command {
  return { ...command, env: { ...command.env, CDK_OUTDIR: out, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0], ...more } };
}

/** The message of the library, which every app provokes where it is asked to. */
const MESSAGE = /unknown-group: /;

/** Where a message stands in what an app wrote when it failed: jsii and the language put frames around it. */
function placeOfMessage(lines: readonly string[]): { readonly place: string; readonly shown: boolean } {
  const found = lines.flatMap((line, index) => (MESSAGE.test(line) ? [index] : []));
  if (found.length === 0) return { place: `the message is not in the ${lines.length} lines that were written`, shown: false };
  return { place: `the message stands in line ${found.map((index) => index + 1).join(' and ')} of ${lines.length}: ${lines[found[0]].trim()}`, shown: true };
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
