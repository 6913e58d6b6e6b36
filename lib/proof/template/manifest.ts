import { join } from 'node:path';
import { readNamed, statsOf } from './files';
import { parseJson } from './json';
import { TemplateError } from './value';
import { Work } from './work';

/** A stack, as the manifest of its assembly tells of it. */
export interface StackArtifact {
  /** Its id in the manifest. */
  readonly id: string;
  /** Its template, relative to the manifest. */
  readonly templateFile: string;
  /** The name of the stack. */
  readonly stackName: string;
  /** Where it is deployed to, where known. */
  readonly account?: string;
  /** Where it is deployed to, where known. */
  readonly region?: string;
  /** Its tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The path of its construct, where stated. */
  readonly displayName?: string;
  /** The file that holds the metadata of its constructs, relative to the manifest; left out where they stand in the manifest. */
  readonly metadataFile?: string;
  /** The metadata of its constructs that stand in the manifest, by path. Not looked at: they are for names alone. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** An assembly in an assembly, such as a stage. */
export interface NestedAssembly {
  /** Its id in the manifest. */
  readonly id: string;
  /** Its folder, relative to the manifest. */
  readonly directoryName: string;
}

/** What is read of the manifest of a cloud assembly. */
export interface Manifest {
  /** The file. */
  readonly file: string;
  /** The stacks. */
  readonly stacks: readonly StackArtifact[];
  /** The assemblies in it. */
  readonly assemblies: readonly NestedAssembly[];
}

type Json = { readonly [key: string]: unknown };

/** Reads the manifests that `cdk synth` writes, each once. */
export class Manifests {
  private readonly read = new Map<string, Manifest | undefined>();

  /**
   * A manifest is input: what is not as it should be is refused, since a stack that is passed over would count as none.
   *
   * @param directory the folder of the assembly
   * @param isAssembly whether the folder is known to be one; else a file of that name may be anything, and counts if it looks like a manifest
   * @returns what it says; undefined when there is none
   */
  public of(directory: string, isAssembly: boolean): Manifest | undefined {
    const file = join(directory, 'manifest.json');
    const key = `${isAssembly} ${file}`;
    if (!this.read.has(key)) this.read.set(key, manifestOf(file, isAssembly));
    return this.read.get(key);
  }
}

function manifestOf(file: string, isAssembly: boolean): Manifest | undefined {
  const stats = statsOf(file);
  if (stats === undefined || (!isAssembly && !stats.isFile())) return undefined;
  const artifacts = artifactsIn(file, isAssembly);
  if (artifacts === undefined) return undefined;
  const listed = Object.entries(artifacts).map(([id, raw]) => ({ id, where: `artifacts.${id}`, artifact: object(raw, file, `artifacts.${id}`) }));
  return {
    file,
    stacks: listed.filter(({ artifact }) => artifact.type === 'aws:cloudformation:stack').map(({ id, where, artifact }) => stackOf(id, artifact, file, where)),
    assemblies: listed.filter(({ artifact }) => artifact.type === 'cdk:cloud-assembly').map(({ id, where, artifact }) => ({
      id, directoryName: text(object(artifact.properties, file, `${where}.properties`).directoryName, file, `${where}.properties.directoryName`),
    })),
  };
}

function artifactsIn(file: string, isAssembly: boolean): Json | undefined {
  let manifest: unknown;
  try {
    manifest = parseJson(readNamed(file), file, new Work());
  } catch (error) {
    if (isAssembly || !(error instanceof TemplateError) || error.code === 'cannot-open') throw error;
    return undefined;
  }
  if (!isAssembly && (!isObject(manifest) || manifest.artifacts === undefined)) return undefined;
  return object(object(manifest, file, '').artifacts ?? {}, file, 'artifacts');
}

function stackOf(id: string, artifact: Json, file: string, where: string): StackArtifact {
  const properties = object(artifact.properties, file, `${where}.properties`);
  const stackName = properties.stackName === undefined ? id : text(properties.stackName, file, `${where}.properties.stackName`);
  const environment = artifact.environment === undefined ? UNKNOWN : text(artifact.environment, file, `${where}.environment`);
  const place = environmentOf(environment);
  if (place === undefined) throw new TemplateError('bad-manifest', file, `${where}.environment`, `expected aws://<account>/<region>, received '${environment}'; run 'cdk synth' again`);
  const { displayName, additionalMetadataFile, metadata } = artifact;
  return {
    id, templateFile: text(properties.templateFile, file, `${where}.properties.templateFile`), stackName, ...place, metadata: isObject(metadata) ? metadata : {},
    ...(isObject(properties.tags) && { tags: Object.fromEntries(Object.entries(properties.tags).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])) }),
    ...(typeof displayName === 'string' && { displayName }), ...(typeof additionalMetadataFile === 'string' && { metadataFile: additionalMetadataFile }),
  };
}

const UNKNOWN = 'aws://unknown-account/unknown-region';

/**
 * @param text an environment as the CDK writes it, `aws://account/region`
 * @returns its account and Region, where they are known; undefined when it is none: a wildcard in it would stand in every ARN that names them
 */
export function environmentOf(text: string): { readonly account?: string; readonly region?: string } | undefined {
  const [matched, account, region] = /^aws:\/\/([\w-]+)\/([\w-]+)$/.exec(text) ?? [];
  if (matched === undefined) return undefined;
  return { ...(account !== 'unknown-account' && { account }), ...(region !== 'unknown-region' && { region }) };
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function object(value: unknown, file: string, where: string): Json {
  if (!isObject(value)) throw unexpected('an object', value, file, where);
  return value;
}

function text(value: unknown, file: string, where: string): string {
  if (typeof value !== 'string' || value === '') throw unexpected('text', value, file, where);
  return value;
}

const LONGEST = 60;

function unexpected(expected: string, value: unknown, file: string, where: string): TemplateError {
  const received = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, LONGEST);
  return new TemplateError('bad-manifest', file, where, `expected ${expected}, received ${received}; run 'cdk synth' again`);
}
