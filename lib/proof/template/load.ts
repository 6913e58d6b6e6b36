import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseTemplate } from './parse';
import type { RawTemplate } from './scope';
import { TemplateError } from './value';

/** Where a template is deployed to, as far as the caller knows. */
export interface Deployment {
  /** The Region. */
  readonly region?: string;
  /** The account. */
  readonly account?: string;
}

/**
 * Loads one template file.
 *
 * @param path the file
 * @param deployment where it is deployed to
 * @returns the template
 */
export function loadTemplate(path: string, deployment: Deployment = {}): RawTemplate {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new TemplateError('cannot-open', path, '', `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
  return { file: path, body: parseTemplate(text, path), ...fromManifest(path), ...definedOnly(deployment) };
}

/**
 * Loads a template file, or every template of a cdk.out directory; those of one (nested) assembly belong together.
 *
 * @param path the file or directory
 * @returns the templates, one list an assembly
 */
export function loadTemplates(path: string): RawTemplate[][] {
  if (!existsSync(path)) throw new TemplateError('cannot-open', path, '', 'there is no such file or directory');
  if (!statSync(path).isDirectory()) return [[loadTemplate(path)]];
  const directories = [path, ...readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, 'manifest.json'))).map((entry) => join(path, entry.name))];
  const groups = directories.map((directory) => templatesIn(directory).map((file) => loadTemplate(file))).filter((group) => group.length > 0);
  if (groups.length === 0) throw new TemplateError('no-templates', path, '', 'the directory holds no *.template.json');
  return groups;
}

/**
 * Finds the template of a nested stack beside its parent's: by the path that the CDK records, by the asset's hash,
 * or by a relative TemplateURL.
 *
 * @param parent the template that holds the stack
 * @param resource the stack's resource
 * @returns its template; undefined when it is not at hand
 */
export function loadNested(parent: RawTemplate, resource: Record<string, unknown>): RawTemplate | undefined {
  const directory = dirname(parent.file);
  const recorded = (resource.Metadata as Record<string, unknown> | undefined)?.['aws:asset:path'];
  const url = (resource.Properties as Record<string, unknown> | undefined)?.TemplateURL;
  const names = [recorded, fromAssets(directory, url), typeof url === 'string' && !url.includes('://') ? url : undefined];
  for (const name of names) {
    if (typeof name !== 'string') continue;
    const path = resolve(directory, name);
    if (existsSync(path)) return { file: path, body: parseTemplate(readFileSync(path, 'utf8'), path) };
  }
  return undefined;
}

function templatesIn(directory: string): string[] {
  const manifest = readJson(join(directory, 'manifest.json')) as { artifacts?: Record<string, { type?: string; properties?: { templateFile?: string } }> } | undefined;
  const listed = Object.values(manifest?.artifacts ?? {})
    .filter((artifact) => artifact.type === 'aws:cloudformation:stack').map((artifact) => artifact.properties?.templateFile)
    .filter((file) => file !== undefined);
  const files = listed.length > 0 ? listed : readdirSync(directory).filter((file) => file.endsWith('.template.json') && !file.endsWith('.nested.template.json'));
  return files.map((file) => join(directory, file));
}

/** The stack's name and environment stand in the assembly's manifest, not in the template. */
function fromManifest(path: string): { stackName?: string } & Deployment {
  const manifest = readJson(join(dirname(path), 'manifest.json')) as
    { artifacts?: Record<string, { type?: string; environment?: string; properties?: { templateFile?: string; stackName?: string } }> } | undefined;
  const found = Object.entries(manifest?.artifacts ?? {}).find(([, artifact]) => artifact.properties?.templateFile === basename(path));
  if (found === undefined) return {};
  const [id, artifact] = found;
  const [, account, region] = artifact.environment?.match(/^aws:\/\/([^/]+)\/(.+)$/) ?? [];
  return {
    stackName: artifact.properties?.stackName ?? id,
    ...definedOnly({ account: known(account, 'unknown-account'), region: known(region, 'unknown-region') }),
  };
}

const known = (value: string | undefined, placeholder: string): string | undefined => (value === placeholder ? undefined : value);

function definedOnly(deployment: Deployment): Deployment {
  return Object.fromEntries(Object.entries(deployment).filter(([, value]) => value !== undefined));
}

function fromAssets(directory: string, url: unknown): string | undefined {
  const hash = /([0-9a-f]{64})\.json/.exec(JSON.stringify(url ?? null))?.[1];
  if (hash === undefined || !existsSync(directory)) return undefined;
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.assets.json'))) {
    const assets = readJson(join(directory, file)) as { files?: Record<string, { source?: { path?: string } }> } | undefined;
    const path = assets?.files?.[hash]?.source?.path;
    if (path !== undefined) return path;
  }
  return undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    // Not an assembly, or not written yet: the templates say enough by themselves.
    return undefined;
  }
}
