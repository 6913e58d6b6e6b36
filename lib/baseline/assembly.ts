import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CognitoPoolsError } from '../private/errors';
import type { Baseline, KeptTemplate, Template } from './baseline';
import { keptOf } from './baseline';
import type { Loss } from './losses';
import { lossesBetween } from './losses';

const NOTHING: KeptTemplate = { resources: {}, owned: [] };

/** What is in these templates that must not be lost. */
export function baselineOf(templatePaths: readonly string[]): Baseline {
  const kept = templatePaths.map((path) => [nameOf(path), keptOf(JSON.parse(readFileSync(path, 'utf8')) as Template)] as const);
  const worthKeeping = kept.filter(([, { resources, owned }]) => Object.keys(resources).length + owned.length > 0);
  return { version: 1, templates: Object.fromEntries(worthKeeping.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** What the templates of an assembly would lose. A stack that is not among them is not deployed, so it loses nothing. */
export function lossesOfAssembly(baseline: Baseline, templatePaths: readonly string[]): { readonly template: string; readonly loss: Loss }[] {
  const templates = withNested(templatePaths);
  const planned = baselineOf(templates).templates;
  return templates.flatMap((template) => {
    const deployed = baseline.templates[nameOf(template)];
    return deployed ? lossesBetween(deployed, planned[nameOf(template)] ?? NOTHING).map((loss) => ({ template, loss })) : [];
  });
}

/** Reads the file, or says what is wrong with it. */
export function readBaseline(file: string): Baseline {
  const wrong = (why: string): CognitoPoolsError => new CognitoPoolsError({
    code: 'baseline-file',
    received: `'${file}' ${why}`,
    fix: "write it with 'npx cdk-cognito-pools baseline <template | cdk.out>'",
  });
  let content: Partial<Baseline>;
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<Baseline>;
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
  if (content.version !== 1 || typeof content.templates !== 'object') throw wrong('is not a baseline of version 1');
  return content as Baseline;
}

/** Templates of nested stacks lie beside those of their parents, and the CDK names only the latter. */
function withNested(templatePaths: readonly string[]): string[] {
  const nested = [...new Set(templatePaths.map((path) => dirname(path)))].flatMap((directory) => readdirSync(directory)
    .filter((file) => file.endsWith('.nested.template.json')).map((file) => join(directory, file)));
  return [...new Set([...templatePaths, ...nested])];
}

function nameOf(templatePath: string): string {
  return basename(templatePath).replace(/((\.nested)?\.template)?\.json$/, '');
}
