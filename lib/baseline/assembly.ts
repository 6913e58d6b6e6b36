import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CognitoPoolsError } from '../private/errors';
import type { Baseline, KeptTemplate, Template } from './baseline';
import { keptOf } from './baseline';
import { dependenciesOf } from './dependencies';
import { waysBack } from './moved';
import { movedFrom } from './moved-policies';
import type { Regression } from './regressions';
import { regressionsBetween } from './regressions';

/** A template with the name of its artifact in the cloud assembly. */
export interface NamedTemplate {
  readonly name: string;
  readonly template: Template;
  /** Where its stack is in CloudFormation, as far as it is known. */
  readonly deployed?: DeployedStack;
}

/** What the cloud assembly says of where the stack of a template is. */
export type DeployedStack = Pick<KeptTemplate, 'stackName' | 'account' | 'region'>;

/** What is in these templates that must not be lost. */
export function baselineOf(templates: readonly NamedTemplate[]): Baseline {
  const matters = dependenciesOf(templates.map(({ template }) => template));
  const kept = templates.map(({ name, template, deployed }) => [name, { ...deployed, ...keptOf(template, matters) }] as const);
  const worthKeeping = kept.filter(([, { resources, owned, granted = [] }]) => Object.keys(resources).length + owned.length + granted.length > 0);
  return { version: 2, templates: Object.fromEntries(worthKeeping.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * The regressions of an assembly against its baseline. A stack that is not in the baseline is not deployed, so it loses nothing; one
 * that is there and not in the assembly is left behind with all that is in it, or deleted.
 */
export function regressionsOfAssembly(baseline: Baseline, templatePaths: readonly string[]): { readonly template: string; readonly regression: Regression }[] {
  const templates = withNested(templatePaths);
  const planned = Object.fromEntries(templates.map((path) => [templateName(path), keptOf(JSON.parse(readFileSync(path, 'utf8')) as Template)]));
  const paths = new Map(templates.map((path) => [templateName(path), path]));
  return Object.entries(baseline.templates).flatMap(([name, deployed]) => {
    const path = paths.get(name);
    if (path !== undefined) {
      const other = elsewhere(name, deployed, deployedStackOf(path));
      if (other !== undefined) return [{ template: path, regression: other }];
      const { regressions, isMoved } = movedFrom(baseline.templates, planned, name);
      const stays = { ...deployed, owned: deployed.owned.filter((slice) => !isMoved(slice)) };
      return [...regressionsBetween(stays, planned[name], waysBack(baseline.templates, planned, name)), ...regressions].map((regression) => ({ template: path, regression }));
    }
    if (Object.keys(deployed.resources).length + deployed.owned.length === 0) return [];
    return [{ template: name, regression: { logicalId: name, what: `the stack '${name}' is not in this app any more`, impact: `what it has (${typesOf(deployed)}) is left behind or deleted, and an app that uses another has none of its users` } }];
  });
}

/** CloudFormation knows a stack by its name, its account and its Region, whatever the app calls it. What one of the two does not say is not compared. */
function elsewhere(name: string, before: KeptTemplate, now: DeployedStack): Regression | undefined {
  const differs = (part: keyof DeployedStack): boolean => before[part] !== undefined && now[part] !== undefined && now[part] !== before[part];
  const impact = `a deployment makes another stack, with new and empty pools, and leaves what the old one has (${typesOf(before)}) behind`;
  if (differs('stackName')) return { logicalId: name, what: `the stack '${name}' is called '${now.stackName}' in CloudFormation, and was '${before.stackName}'`, impact, instead: `give it its name, with stackName: '${before.stackName}'` };
  const moved = (['account', 'region'] as const).filter(differs);
  if (moved.length === 0) return undefined;
  const told = (stack: DeployedStack): string => moved.map((part) => `the ${part === 'region' ? 'Region' : part} ${stack[part]}`).join(' and ');
  const env = moved.map((part) => `${part}: '${before[part]}'`).join(', ');
  return { logicalId: name, what: `the stack '${name}' is deployed to ${told(now)}, and was to ${told(before)}`, impact, instead: `deploy it where it was, with env: { ${env} }; write a file for each environment where the app is deployed to several` };
}

function typesOf({ resources }: KeptTemplate): string {
  return [...new Set(Object.values(resources).map(({ type }) => type))].join(', ');
}

/** What the cloud assembly says of the stack of a template; nothing outside of an assembly, of a nested stack only the place of the one that it is in. */
export function deployedStackOf(templatePath: string): DeployedStack {
  const manifest = join(dirname(templatePath), 'manifest.json');
  if (!existsSync(manifest)) return {};
  const { artifacts = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { artifacts?: Record<string, Artifact> };
  const stacks = Object.entries(artifacts);
  const own = stacks.find(([, { properties }]) => properties?.templateFile === basename(templatePath));
  if (own !== undefined) return { stackName: own[1].properties?.stackName ?? own[0], ...placeOf(own[1]) };
  // The template of a nested stack is an asset of the stack that it is in at last.
  const name = JSON.stringify(basename(templatePath));
  const listsIt = (id: string): boolean => {
    const { file } = artifacts[id]?.properties ?? {};
    return file !== undefined && existsSync(join(dirname(templatePath), file)) && readFileSync(join(dirname(templatePath), file), 'utf8').includes(name);
  };
  const around = stacks.find(([, { dependencies = [] }]) => dependencies.some(listsIt));
  return around === undefined ? {} : placeOf(around[1]);
}

interface Artifact {
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

/** `aws://<account>/<region>`, where either may be said to be unknown. */
function placeOf({ environment = '' }: Artifact): Pick<DeployedStack, 'account' | 'region'> {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  const isKnown = (part: string | undefined): part is string => part !== undefined && !part.startsWith('unknown-');
  return { ...(isKnown(account) && { account }), ...(isKnown(region) && { region }) };
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
  if (content.version as number === 1) throw wrong('is of version 1, which does not have all that is compared now');
  if (content.version !== 2 || typeof content.templates !== 'object') throw wrong('is not a baseline of version 2');
  return content as Baseline;
}

/** Templates of nested stacks lie beside those of their parents, and the CDK names only the latter. */
function withNested(templatePaths: readonly string[]): string[] {
  const nested = [...new Set(templatePaths.map((path) => dirname(path)))].flatMap((directory) => readdirSync(directory)
    .filter((file) => file.endsWith('.nested.template.json')).map((file) => join(directory, file)));
  return [...new Set([...templatePaths, ...nested])];
}

/** The name of the artifact that the template file belongs to. */
export function templateName(templatePath: string): string {
  return basename(templatePath).replace(/((\.nested)?\.template)?\.(json|ya?ml)$/, '');
}
