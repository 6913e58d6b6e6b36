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
  /** The name of its stack in CloudFormation, where it is known. */
  readonly stackName?: string;
}

/** What is in these templates that must not be lost. */
export function baselineOf(templates: readonly NamedTemplate[]): Baseline {
  const matters = dependenciesOf(templates.map(({ template }) => template));
  const kept = templates.map(({ name, template, stackName }) => [name, { ...(stackName !== undefined && { stackName }), ...keptOf(template, matters) }] as const);
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
      const stackName = stackNameOf(path);
      if (deployed.stackName !== undefined && stackName !== undefined && stackName !== deployed.stackName) return [{ template: path, regression: renamed(name, deployed, stackName) }];
      const { regressions, isMoved } = movedFrom(baseline.templates, planned, name);
      const stays = { ...deployed, owned: deployed.owned.filter((slice) => !isMoved(slice)) };
      return [...regressionsBetween(stays, planned[name], waysBack(baseline.templates, planned, name)), ...regressions].map((regression) => ({ template: path, regression }));
    }
    if (Object.keys(deployed.resources).length + deployed.owned.length === 0) return [];
    return [{ template: name, regression: { logicalId: name, what: `the stack '${name}' is not in this app any more`, impact: `what it has (${typesOf(deployed)}) is left behind or deleted, and an app that uses another has none of its users` } }];
  });
}

/** CloudFormation knows a stack by its name, whatever the app calls it. */
function renamed(name: string, deployed: KeptTemplate, stackName: string): Regression {
  return {
    logicalId: name,
    what: `the stack '${name}' is called '${stackName}' in CloudFormation, and was '${deployed.stackName}'`,
    impact: `a deployment makes another stack, with new and empty pools, and leaves what the old one has (${typesOf(deployed)}) behind`,
    instead: `give it its name, with stackName: '${deployed.stackName}'`,
  };
}

function typesOf({ resources }: KeptTemplate): string {
  return [...new Set(Object.values(resources).map(({ type }) => type))].join(', ');
}

/** What the cloud assembly says that the stack of a template is called; undefined for nested stacks, and outside of an assembly. */
export function stackNameOf(templatePath: string): string | undefined {
  const manifest = join(dirname(templatePath), 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const { artifacts = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { artifacts?: Record<string, { properties?: { templateFile?: string; stackName?: string } }> };
  const [id, artifact] = Object.entries(artifacts).find(([, { properties }]) => properties?.templateFile === basename(templatePath)) ?? [];
  return artifact?.properties?.stackName ?? id;
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
