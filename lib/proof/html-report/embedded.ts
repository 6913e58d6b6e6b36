import { deflateRawSync } from 'node:zlib';
import type { ConstructPaths } from '../template/construct-paths';
import type { NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';

/** A template as a page holds it: what answers questions, and nothing else of it. */
export interface EmbeddedTemplate extends Omit<RawTemplate, 'constructs'> {
  /** The construct paths of its resources, and the path of its stack. */
  readonly paths: { readonly stack?: string; readonly byId: readonly (readonly [string, string])[] };
  /** The templates of its nested stacks, by the logical id of the stack. */
  readonly nested: { readonly [id: string]: EmbeddedTemplate };
}

/** Templates that are deployed together, as a page holds them. */
export type EmbeddedAssembly = readonly EmbeddedTemplate[];

/** Code and what is handed to it, which may be long or secret, and decides no access. */
const LEFT_OUT = new Set(['Code', 'Environment', 'InlineCode', 'UserData', 'Content', 'DefinitionString', 'DefinitionSubstitutions', 'ZipFile']);
const OF_TYPES = /^AWS::(Lambda::|Serverless::Function$|EC2::|ECS::TaskDefinition$|StepFunctions::|CodeBuild::Project$)/;
const SECRETS = ['client_secret', 'private_key'];

/** Nested stacks stand in their parents, and so on. */
const DEEPEST = 32;

/**
 * @param templates templates that are deployed together
 * @param nested finds the templates of nested stacks
 * @returns what a page needs of them
 */
export function embedded(templates: readonly RawTemplate[], nested: NestedTemplates): EmbeddedAssembly {
  return templates.map((template) => embeddedTemplate(template, nested, 0));
}

/**
 * @param assemblies what a page holds
 * @returns the same in few characters: JSON, deflated, in base 64
 */
export function packed(assemblies: readonly EmbeddedAssembly[]): string {
  return deflateRawSync(JSON.stringify(assemblies), { level: 9 }).toString('base64');
}

type Json = Readonly<Record<string, unknown>>;

function embeddedTemplate(template: RawTemplate, nested: NestedTemplates, depth: number): EmbeddedTemplate {
  const { file, body, stackName, region, account, parameters = {}, constructs } = template;
  const name = file.replace(/^.*[\\/]/, '');
  const found: ConstructPaths | undefined = constructs?.().get(name);
  const resources = Object.entries(objectOf(body.Resources));
  const below = depth < DEEPEST ? resources.filter(([, resource]) => objectOf(resource).Type === 'AWS::CloudFormation::Stack').flatMap(([id, resource]) => {
    const child = nested(template, resource as Record<string, unknown>, id);
    return child === undefined ? [] : [[id, embeddedTemplate(child, nested, depth + 1)] as const];
  }) : [];
  const secret = new Set(Object.entries(objectOf(body.Parameters)).filter(([, parameter]) => [true, 'true'].includes(objectOf(parameter).NoEcho as boolean | string)).map(([id]) => id));
  const ofTemplate = resources.flatMap(([id, resource]) => {
    const path = objectOf(objectOf(resource).Metadata)['aws:cdk:path'];
    return typeof path === 'string' ? [[id, path] as const] : [];
  });
  return {
    file: name, body: withoutRest(body, secret), ...(stackName !== undefined && { stackName }), ...(region !== undefined && { region }), ...(account !== undefined && { account }),
    parameters: Object.fromEntries(Object.entries(parameters).filter(([id]) => !secret.has(id))),
    paths: { ...(found?.stack !== undefined && { stack: found.stack }), byId: [...new Map([...found?.byId ?? [], ...ofTemplate])] }, nested: Object.fromEntries(below),
  };
}

function withoutRest(body: Json, secret: ReadonlySet<string>): Record<string, unknown> {
  const { Transform, Parameters, Mappings, Conditions, Resources, Outputs, Globals } = body;
  const parameters = Object.entries(objectOf(Parameters)).map(([id, parameter]) => [id, secret.has(id) ? { ...objectOf(parameter), Default: undefined } : parameter]);
  return {
    ...(Transform !== undefined && { Transform }), ...(Mappings !== undefined && { Mappings }), ...(Conditions !== undefined && { Conditions }), ...(Globals !== undefined && { Globals }),
    ...(Parameters !== undefined && { Parameters: Object.fromEntries(parameters) as object }), ...(Outputs !== undefined && { Outputs }),
    Resources: Object.fromEntries(Object.entries(objectOf(Resources)).map(([id, resource]) => [id, withoutCode(objectOf(resource))])),
  };
}

function withoutCode(whole: Json): Json {
  const resource = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'Metadata'));
  const type = typeof resource.Type === 'string' ? resource.Type : '';
  const properties = resource.Properties;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return resource;
  if (OF_TYPES.test(type)) return { ...resource, Properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !LEFT_OUT.has(name))) };
  const details = (properties as Json).ProviderDetails;
  if (type !== 'AWS::Cognito::UserPoolIdentityProvider' || typeof details !== 'object' || details === null) return resource;
  return { ...resource, Properties: { ...properties, ProviderDetails: Object.fromEntries(Object.entries(details).filter(([name]) => !SECRETS.includes(name))) } };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {};
}
