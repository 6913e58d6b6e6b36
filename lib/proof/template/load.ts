import { basename, dirname, join, resolve, sep } from 'node:path';
import { STANDARD_INPUT, entriesOf, readNamed, readText, statsOf, within } from './files';
import { constructPathsIn } from './construct-paths';
import { LIMITS } from './limits';
import { Manifests } from './manifest';
import { once } from './once';
import { isJson, parseTemplate } from './parse';
import type { RawTemplate } from './raw-template';
import { TemplateError } from './value';

/** Where a template is deployed to, as far as the caller knows. */
export interface Deployment {
  /** The Region. */
  readonly region?: string;
  /** The account. */
  readonly account?: string;
}

/** A template that was read from a file. */
export interface LoadedTemplate extends RawTemplate {
  /** The folder that its nested templates may lie in; left out where it came from no folder. */
  readonly root?: string;
  /** The files that were named for nested stacks, by their path of logical ids. */
  readonly nestedFiles?: { readonly [path: string]: string };
  /** The logical ids that lead to it from a top-level template. */
  readonly nestedPath?: readonly string[];
}

/**
 * Loads one template file.
 *
 * @param path the file; `-` is standard input
 * @param deployment where it is deployed to
 * @returns the template
 */
export function loadTemplate(path: string, deployment: Deployment = {}): LoadedTemplate {
  return { ...loadFile(path, new Manifests()), ...definedOnly(deployment) };
}

/**
 * Loads template files.
 *
 * @param paths the files
 * @returns the templates
 */
export function loadFiles(paths: readonly string[]): LoadedTemplate[] {
  const manifests = new Manifests();
  return paths.map((path) => loadFile(path, manifests));
}

/**
 * Loads a template file, or every template of a cdk.out directory; those of one (nested) assembly belong together.
 *
 * @param path the file or directory
 * @returns the templates, one list an assembly
 */
export function loadTemplates(path: string): LoadedTemplate[][] {
  const manifests = new Manifests();
  if (!isDirectory(path)) return [[loadFile(path, manifests)]];
  const groups = assembliesIn(path, manifests).map((directory) => templatesIn(path, directory, manifests).map((file) => loadFile(file, manifests, path))).filter((group) => group.length > 0);
  if (groups.length === 0) throw new TemplateError('no-templates', path, '', 'the directory holds no *.template.json');
  return groups;
}

/**
 * @param path what is given on the command line
 * @returns whether it is a directory
 */
export function isDirectory(path: string): boolean {
  if (path === STANDARD_INPUT) return false;
  const stats = statsOf(path);
  if (stats === undefined) throw new TemplateError('cannot-open', path, '', 'there is no such file or directory');
  return stats.isDirectory();
}

function loadFile(path: string, manifests: Manifests, root?: string): LoadedTemplate {
  const text = root === undefined ? readText(path) : readNamed(path);
  // What `get-template` answers may have a template in YAML in it.
  const template = { file: path, body: parseTemplate(text, path), ...(isJson(text) && !text.includes('TemplateBody') && { json: text }) };
  if (path === STANDARD_INPUT) return template;
  // The name of a file is not that of the stack: a manifest says that, or nothing does.
  return { ...template, root: root ?? rootOf(dirname(path), manifests), ...fromManifest(path, manifests) };
}

const SYNTHESIZE = "run 'cdk synth' again";

/** The folder of an assembly, and those of the assemblies in it: each that its manifest names, and each other that has one. */
function assembliesIn(root: string, manifests: Manifests): string[] {
  const found = new Map<string, string>([[resolve(root), root]]);
  for (const directory of found.values()) {
    for (const inner of [...namedIn(root, directory, manifests), ...unnamedIn(directory, manifests)]) found.set(resolve(inner), inner);
    if (found.size > LIMITS.assemblies) throw new TemplateError('no-templates', root, '', `the directory holds more than ${LIMITS.assemblies} assemblies; name one of them`);
  }
  return [...found.values()];
}

function namedIn(root: string, directory: string, manifests: Manifests): string[] {
  const { file = '', assemblies = [] } = manifests.of(directory, true) ?? {};
  return assemblies.map(({ id, directoryName }) => {
    const where = `artifacts.${id}.properties.directoryName`;
    const found = within(root, directory, directoryName, { file, where, fix: SYNTHESIZE });
    if (found === undefined || !isDirectory(found)) throw new TemplateError('bad-manifest', file, where, `there is no folder '${directoryName}'; ${SYNTHESIZE}`);
    return found;
  });
}

function unnamedIn(directory: string, manifests: Manifests): string[] {
  return entriesOf(directory).filter((entry) => entry.isDirectory() && !entry.name.startsWith('asset.')).map(({ name }) => join(directory, name))
    .filter((folder) => manifests.of(folder, basename(folder).startsWith('assembly-')) !== undefined);
}

function templatesIn(root: string, directory: string, manifests: Manifests): string[] {
  const { file = '', stacks = [] } = manifests.of(directory, true) ?? {};
  if (stacks.length === 0) {
    return entriesOf(directory).filter(({ name }) => name.endsWith('.template.json') && !name.endsWith('.nested.template.json')).map(({ name }) => join(directory, name));
  }
  return stacks.map(({ id, templateFile }) => {
    const from = { file, where: `artifacts.${id}.properties.templateFile`, fix: SYNTHESIZE };
    return within(root, directory, templateFile, from) ?? join(directory, templateFile);
  });
}

/** The stack's name and environment stand in the assembly's manifest, not in the template. */
function fromManifest(path: string, manifests: Manifests): Pick<RawTemplate, 'stackName' | 'artifactId' | 'constructs' | 'tags'> & Deployment {
  const { file = '', stacks = [] } = manifests.of(dirname(path), false) ?? {};
  const found = stacks.find(({ templateFile }) => templateFile === basename(path));
  if (found === undefined) return {};
  const { id, stackName, account, region, tags } = found;
  return { artifactId: id, stackName, ...definedOnly({ account, region }), ...(tags !== undefined && { tags }), constructs: once(() => constructPathsIn(file, found)) };
}

/** What a template of a stage refers to may lie in the folder of the app; what a root of Amplify refers to, in that of its backend. */
function rootOf(directory: string, manifests: Manifests): string {
  const parts = resolve(directory).split(sep);
  const at = parts.lastIndexOf('awscloudformation');
  if (at > 0 && parts[at - 1].endsWith('backend')) return parts.slice(0, at).join(sep);
  let root = resolve(directory);
  for (let outer = dirname(root); outer !== root && holds(outer, root, manifests); outer = dirname(root)) root = outer;
  return root;
}

function holds(outer: string, directory: string, manifests: Manifests): boolean {
  const { assemblies = [] } = manifests.of(outer, false) ?? {};
  return assemblies.some(({ directoryName }) => resolve(outer, directoryName) === directory);
}

function definedOnly(deployment: Deployment): Deployment {
  return Object.fromEntries(Object.entries(deployment).filter(([, value]) => value !== undefined));
}
