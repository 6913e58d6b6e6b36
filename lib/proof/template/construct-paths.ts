import { dirname } from 'node:path';
import { readNamed, within } from './files';
import { parseJson } from './json';
import type { StackArtifact } from './manifest';
import { TemplateError } from './value';
import { Work } from './work';

/** The constructs that one template was synthesized from. */
export interface ConstructPaths {
  /** The path of its stack, such as `Prod/Main`; left out where it is not stated. */
  readonly stack?: string;
  /** The path of each resource, such as `Prod/Main/Photos/Resource`, by logical id. */
  readonly byId: ReadonlyMap<string, string>;
}

/** No more than this many constructs are read; names of what is beyond them stay as the template has them. */
const MOST = 200_000;

/**
 * Reads which construct each resource of a stack comes from: the CDK writes it into the metadata of the assembly, for the stack and
 * for the stacks nested in it. They are names for people: what cannot be read leaves logical ids in their place.
 *
 * @param manifest the file of the manifest
 * @param artifact the stack
 * @returns the constructs, by the file of the template
 * @see https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
 */
export function constructPathsIn(manifest: string, artifact: StackArtifact): ReadonlyMap<string, ConstructPaths> {
  const records = Object.entries({ ...metadataIn(manifest, artifact), ...artifact.metadata }).slice(0, MOST).flatMap(([path, list]) => (Array.isArray(list) ? list.map((record: unknown) => ({ path: path.replace(/^\//, ''), record })) : []));
  const stacks = new Map(records.flatMap(({ path, record }) => textIn(record, 'aws:cdk:templateFile').map((file) => [path, file] as const)));
  const { templateFile, displayName } = artifact;
  if (displayName !== undefined && ![...stacks.values()].includes(templateFile)) stacks.set(displayName, templateFile);
  const found = new Map<string, { stack?: string; byId: Map<string, string> }>();
  for (const { path, record } of records) {
    for (const id of textIn(record, 'aws:cdk:logicalId')) {
      const stack = stackOf(path, stacks);
      const file = stack === undefined ? templateFile : stacks.get(stack)!;
      const paths = found.get(file) ?? { ...(stack !== undefined && { stack }), byId: new Map<string, string>() };
      paths.byId.set(id, path);
      found.set(file, paths);
    }
  }
  return found;
}

/** The stack of a construct: of those above it the nearest. The resource that makes a nested stack stands beside it, in the stack above. */
function stackOf(path: string, stacks: ReadonlyMap<string, string>): string | undefined {
  for (let above = path; above !== ''; above = above.slice(0, Math.max(above.lastIndexOf('/'), 0))) if (stacks.has(above)) return above;
  return undefined;
}

function metadataIn(manifest: string, { id, metadataFile }: StackArtifact): { readonly [path: string]: unknown } {
  if (metadataFile === undefined) return {};
  try {
    const directory = dirname(manifest);
    const file = within(directory, directory, metadataFile, { file: manifest, where: `artifacts.${id}.additionalMetadataFile`, fix: '' });
    return file === undefined ? {} : objectOf(parseJson(readNamed(file), file, new Work()));
  } catch (error) {
    if (error instanceof TemplateError) return {};
    throw error;
  }
}

function textIn(record: unknown, type: string): string[] {
  const { type: found, data } = objectOf(record);
  return found === type && typeof data === 'string' ? [data] : [];
}

function objectOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { readonly [name: string]: unknown } : {};
}
