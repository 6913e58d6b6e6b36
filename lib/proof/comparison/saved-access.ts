import { readText } from '../template/files';
import { loadNested } from '../template/nested';
import { expandMacros } from '../template/macros';
import { readTemplates, type NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { isObject, TemplateError } from '../template/value';

/** A template as it is kept: what decides about access, with the templates of its nested stacks by logical id. */
interface SavedTemplate {
  readonly name?: string;
  readonly region?: string;
  readonly account?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
  readonly nested?: Readonly<Record<string, SavedTemplate>>;
}

/** The access of an app as it is kept in a file, one list of templates an assembly. */
export interface SavedAccess {
  readonly accessVersion: 1;
  readonly assemblies: readonly (readonly SavedTemplate[])[];
}

/** Templates that were kept, and how to find those of their nested stacks. */
export interface ReadAccess {
  readonly assemblies: readonly (readonly RawTemplate[])[];
  readonly nested: NestedTemplates;
}

/**
 * @param assemblies templates, one list an assembly
 * @returns what is kept of them: all but metadata, which changes with paths and decides nothing
 */
export function savedAccess(assemblies: readonly (readonly RawTemplate[])[]): SavedAccess {
  // What cannot be read is refused now, and not at the synth that compares with it.
  for (const templates of assemblies) readTemplates(templates, loadNested, ({ resources }) => resources.length);
  return { accessVersion: 1, assemblies: assemblies.map((templates) => templates.map((template) => saved(template))) };
}

function saved(template: RawTemplate): SavedTemplate {
  const { stackName, region, account, tags, body } = template;
  const resources = entriesOf(body.Resources);
  const nested = Object.fromEntries(entriesOf(expandMacros(body).body.Resources).flatMap(([id, resource]) => {
    const found = isObject(resource) && resource.Type === 'AWS::CloudFormation::Stack' ? loadNested(template, resource, id) : undefined;
    return found === undefined ? [] : [[id, saved(found)] as const];
  }));
  // A loop stands in a list.
  const kept = Object.fromEntries(resources.filter(([, resource]) => !isObject(resource) || resource.Type !== 'AWS::CDK::Metadata').map(([id, resource]) => [id, isObject(resource) ? without(resource, 'Metadata') : resource]));
  return {
    ...(stackName !== undefined && { name: stackName }), ...(region !== undefined && { region }), ...(account !== undefined && { account }), ...(tags !== undefined && { tags }),
    body: { ...without(body, 'Metadata'), Resources: kept }, ...(Object.keys(nested).length > 0 && { nested }),
  };
}

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

function without(value: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

/**
 * @param file a file that `savedAccess` was written to
 * @returns what it holds
 */
export function readAccess(file: string): ReadAccess {
  const content = contentOf(file);
  const children = new Map<string, Readonly<Record<string, SavedTemplate>>>();
  const raw = (template: SavedTemplate, path: string): RawTemplate => {
    if (!isObject(template) || !isObject(template.body)) throw unreadable(file, 'it does not hold the access of an app');
    children.set(path, template.nested ?? {});
    return { file: path, body: template.body, ...(template.name !== undefined && { stackName: template.name }), ...(template.region !== undefined && { region: template.region }), ...(template.account !== undefined && { account: template.account }), ...(template.tags !== undefined && { tags: template.tags }) };
  };
  return {
    assemblies: content.assemblies.map((templates, i) => templates.map((template, j) => raw(template, `${file}#${i}/${isObject(template) ? template.name ?? j : j}`))),
    nested: (parent, resource, id) => {
      const known = children.get(parent.file);
      if (known === undefined) return loadNested(parent, resource, id);
      return Object.hasOwn(known, id) ? raw(known[id], `${parent.file}/${id}`) : undefined;
    },
  };
}

function unreadable(file: string, why: string): TemplateError {
  return new TemplateError('access-baseline-file', file, '', `${why}; write it with 'npx cdk-cognito-pools baseline <template | cdk.out> --access'`);
}

function contentOf(file: string): SavedAccess {
  let content: Partial<SavedAccess> | null;
  try {
    content = JSON.parse(readText(file)) as Partial<SavedAccess> | null;
  } catch (error) {
    throw unreadable(file, error instanceof SyntaxError ? 'it is not JSON' : (error as TemplateError).why);
  }
  if (content?.accessVersion !== 1 || !Array.isArray(content.assemblies) || !content.assemblies.every(Array.isArray)) throw unreadable(file, 'it does not hold the access of an app');
  return content as SavedAccess;
}
