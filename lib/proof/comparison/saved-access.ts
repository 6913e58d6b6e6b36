import { readText } from '../template/files';
import { loadNested } from '../template/nested';
import type { NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { TemplateError } from '../template/value';

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
  return { accessVersion: 1, assemblies: assemblies.map((templates) => templates.map((template) => saved(template))) };
}

function saved(template: RawTemplate): SavedTemplate {
  const { stackName, region, account, tags, body } = template;
  const resources = Object.entries((body.Resources ?? {}) as Record<string, Record<string, unknown>>);
  const nested = Object.fromEntries(resources.flatMap(([id, resource]) => {
    const found = resource?.Type === 'AWS::CloudFormation::Stack' ? loadNested(template, resource, id) : undefined;
    return found === undefined ? [] : [[id, saved(found)] as const];
  }));
  const kept = Object.fromEntries(resources.filter(([, resource]) => resource?.Type !== 'AWS::CDK::Metadata').map(([id, resource]) => [id, without(resource, 'Metadata')]));
  return {
    ...(stackName !== undefined && { name: stackName }), ...(region !== undefined && { region }), ...(account !== undefined && { account }), ...(tags !== undefined && { tags }),
    body: { ...without(body, 'Metadata'), Resources: kept }, ...(Object.keys(nested).length > 0 && { nested }),
  };
}

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
    children.set(path, template.nested ?? {});
    return { file: path, body: template.body, ...(template.name !== undefined && { stackName: template.name }), ...(template.region !== undefined && { region: template.region }), ...(template.account !== undefined && { account: template.account }), ...(template.tags !== undefined && { tags: template.tags }) };
  };
  return {
    assemblies: content.assemblies.map((templates, i) => templates.map((template, j) => raw(template, `${file}#${i}/${template.name ?? j}`))),
    nested: (parent, resource, id) => {
      const known = children.get(parent.file);
      if (known === undefined) return loadNested(parent, resource, id);
      return Object.hasOwn(known, id) ? raw(known[id], `${parent.file}/${id}`) : undefined;
    },
  };
}

function contentOf(file: string): SavedAccess {
  const fix = "write it with 'npx cdk-cognito-pools baseline <template | cdk.out> --access'";
  let content: Partial<SavedAccess> | null;
  try {
    content = JSON.parse(readText(file)) as Partial<SavedAccess> | null;
  } catch (error) {
    throw new TemplateError('access-baseline-file', file, '', `${error instanceof SyntaxError ? 'it is not JSON' : (error as TemplateError).why}; ${fix}`);
  }
  if (content?.accessVersion !== 1 || !Array.isArray(content.assemblies)) throw new TemplateError('access-baseline-file', file, '', `it does not hold the access of an app; ${fix}`);
  return content as SavedAccess;
}
