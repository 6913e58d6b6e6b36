import { dirname, join, relative, resolve, sep } from 'node:path';
import { entriesOf, readableEntries, readNamed, readText, statsOf, within, type Referrer } from './files';
import { parseJson } from './json';
import { LIMITS } from './limits';
import type { LoadedTemplate } from './load';
import { parseTemplate } from './parse';
import type { RawTemplate } from './raw-template';
import { TemplateError } from './value';
import { Work } from './work';

const NAME_IT = 'if it is intended, name it: --nested <logical id>=<file>';

/**
 * Finds the template of a nested stack: the file that was named for it; else beside its parent's, by the path that the CDK records, by
 * the asset's hash, by a relative TemplateURL, or by the last part of one that leads to S3, where one file nearby has that name, or one in the folder of the stack.
 *
 * @param parent the template that holds the stack
 * @param resource the stack's resource
 * @param id its logical id
 * @returns its template; undefined when it is not at hand
 */
export function loadNested(parent: RawTemplate, resource: Record<string, unknown>, id: string): LoadedTemplate | undefined {
  const { root, nestedFiles = {}, nestedPath = [] } = parent as LoadedTemplate;
  const path = [...nestedPath, id];
  const named = path.join('/');
  const given = Object.hasOwn(nestedFiles, named) ? nestedFiles[named] : undefined;
  const known = FOUND.get(resource) ?? new Map<string, LoadedTemplate | undefined>();
  FOUND.set(resource, known);
  // An alias in YAML makes two stacks of one resource.
  const key = JSON.stringify([parent.file, named, given]);
  if (!known.has(key)) {
    const file = given ?? (root === undefined ? undefined : fileOf(root, parent.file, { resource, id }, { file: parent.file, where: `Resources.${id}`, fix: NAME_IT }));
    known.set(key, file === undefined ? undefined : { file, body: parseTemplate(readText(file), file), root: given === undefined ? root : dirname(given), nestedFiles, nestedPath: path, ...(parent.constructs !== undefined && { constructs: parent.constructs }) });
  }
  return known.get(key);
}

/** Templates are read in every way in which their conditions can turn out: files are looked for and parsed once. */
const FOUND = new WeakMap<Record<string, unknown>, Map<string, LoadedTemplate | undefined>>();

function fileOf(root: string, parent: string, { resource, id }: { readonly resource: Record<string, unknown>; readonly id: string }, from: Referrer): string | undefined {
  const directory = dirname(parent);
  const url = memberOf(resource.Properties, 'TemplateURL');
  const fileAt = (name: unknown): string | undefined => {
    const found = typeof name === 'string' ? within(root, directory, name, from) : undefined;
    return found !== undefined && statsOf(found)?.isFile() === true ? found : undefined;
  };
  const last = lastPart(url);
  return fileAt(memberOf(resource.Metadata, 'aws:asset:path')) ?? fileAt(fromAssets(root, directory, url)) ?? (typeof url === 'string' && !url.includes('://') ? fileAt(url) : undefined)
    ?? (last === undefined ? undefined : onlyFile(directory, last, parent, id) ?? onlyFile(root, last, parent, id));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** The files that `cdk synth` writes beside a template tell where the asset of a hash lies. */
function fromAssets(root: string, directory: string, url: unknown): string | undefined {
  const hash = /([0-9a-f]{64})\.(json|ya?ml|template)/.exec(JSON.stringify(url ?? null))?.[1];
  if (hash === undefined) return undefined;
  for (const { name } of entriesOf(directory).filter((entry) => entry.isFile() && entry.name.endsWith('.assets.json'))) {
    const file = join(directory, name);
    const where = `files.${hash}.source.path`;
    const asset = memberOf(memberOf(parseJson(readNamed(file), file, new Work()), 'files'), hash);
    if (asset === undefined) continue;
    const path = memberOf(memberOf(asset, 'source'), 'path');
    if (typeof path !== 'string') throw new TemplateError('bad-manifest', file, where, "expected text; run 'cdk synth' again");
    if (within(root, directory, path, { file, where, fix: NAME_IT }) !== undefined) return path;
  }
  return undefined;
}

/** The name of the file that a URL leads to, as far as the template writes it out. */
function lastPart(url: unknown): string | undefined {
  const text = typeof url === 'string' ? url : lastText(memberOf(url, 'Fn::Sub')) ?? lastJoined(memberOf(url, 'Fn::Join'));
  const part = text?.split(/[?#]/)[0].split('/').at(-1);
  return text?.includes('/') === true && part !== undefined && /^[\w.-]+\.(json|ya?ml|template)$/i.test(part) ? part : undefined;
}

function lastText(argument: unknown): string | undefined {
  const [text] = [argument].flat();
  return typeof text === 'string' ? text : undefined;
}

/** With the text before it: the name ends at the last `/`, and may be in several pieces. */
function lastJoined(argument: unknown): string | undefined {
  const [delimiter, items] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof delimiter !== 'string' || !Array.isArray(items)) return undefined;
  return items.map((item) => (typeof item === 'string' ? item : '${}')).join(delimiter);
}

/** What stands in no repository, or holds templates of something else. */
export const OF_SOMETHING_ELSE = /^(\.|node_modules$|asset\.)/;

/**
 * The only file of that name in the folder and below it, save one; undefined where that cannot be told. Of several it is the one in the
 * folder of the stack, as Amplify calls its stacks (after the category and the name of what they make), or the one that Amplify has
 * built of the other and deploys.
 */
function onlyFile(root: string, name: string, except: string, id: string): string | undefined {
  const found: string[] = [];
  const open = [root];
  for (let [folder, seen] = [open.pop(), 0]; folder !== undefined; folder = open.pop()) {
    const entries = readableEntries(folder);
    if (entries === undefined) return undefined;
    for (const entry of entries) {
      if (++seen > LIMITS.entries) return undefined;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !OF_SOMETHING_ELSE.test(entry.name)) open.push(path);
      else if (entry.isFile() && entry.name === name && resolve(path) !== resolve(except)) found.push(path);
    }
  }
  const foldersOf = (path: string): string[] => relative(root, path).split(sep);
  const isOfStack = (path: string): boolean => foldersOf(path).some((folder, i, folders) => `${folder}${folders[i + 1]}` === id);
  const isBuiltElsewhere = (path: string): boolean => found.some((other) => other !== path && foldersOf(other).filter((folder) => folder !== 'build').join(sep) === foldersOf(path).join(sep));
  return [found, found.filter(isOfStack), found.filter((path) => !isBuiltElsewhere(path))].find(({ length }) => length === 1)?.[0];
}
