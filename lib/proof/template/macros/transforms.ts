import { HOSTED_ROTATION } from '../applications-of-aws';
import { decidedBy, entry, isRawMap, itemsOf, mapAt, rewritten, scalar, type RawMap } from './raw';

/** A stack as far as its macros are understood. */
export interface Understood {
  /** The template; what a macro decides in it is a call that no reader resolves. */
  readonly body: RawMap;
  /** Why there may be more in the stack than the template shows. */
  readonly unseen: readonly string[];
}

/** The transform of the AWS Serverless Application Model. */
export const SERVERLESS = 'AWS::Serverless-2016-10-31';

/** What the types of its resources begin with. */
export const SERVERLESS_TYPE = 'AWS::Serverless::';

/**
 * @param body a template
 * @returns whether it has something that the transform makes something else of
 */
export function usesTransform(body: RawMap): boolean {
  return Object.values(mapAt(body, 'Resources')).some((resource) => isRawMap(resource) && (scalar(resource.Type)?.startsWith(SERVERLESS_TYPE) === true || resource.Connectors !== undefined));
}

const SERVICE_CATALOG = 'AWS::ServiceCatalog';

/**
 * Transforms that leave what decides access as the template states it.
 *
 * - `AWS::Serverless-2016-10-31` and `AWS::LanguageExtensions` are expanded here.
 * - `AWS::CodeDeployBlueGreen` adds copies of the task definitions, task sets and listener rules that the template names, with the
 *   roles that they have there (transform-aws-codedeploybluegreen.html).
 * - `AWS::SecretsManager-…` adds a nested stack where a rotation schedule asks for a hosted function, and nothing else
 *   (transform-aws-secretsmanager.html): `hostedRotations`.
 * - `AWS::ServiceCatalog` replaces texts of its own form (transform-aws-servicecatalog.html): `SERVICE_CATALOG_OUTPUT`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
const KNOWN = new Set([
  SERVERLESS, 'AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', SERVICE_CATALOG,
]);

/** `[[servicecatalog:provisionedproduct:name:output]]`: an output of a provisioned product. */
const SERVICE_CATALOG_OUTPUT = /\[\[servicecatalog:provisionedproduct:/i;

/**
 * Finds what macros decide at deployment.
 *
 * @param body the template
 * @returns the template, and why there may be more in the stack than it shows
 */
export function withoutMacros(body: RawMap): Understood {
  const declared = itemsOf(body.Transform).map((item) => (isRawMap(item) ? scalar(item.Name) : scalar(item)) ?? 'of unknown name');
  const unseen = declared.filter((name) => !KNOWN.has(name)).map((name) => `the transform '${name}' may change anything at deployment`);
  if (body['Fn::Transform'] !== undefined) unseen.push(`the transform '${nameOf(body['Fn::Transform'])}' may change anything at deployment`);
  for (const section of ['Parameters', 'Mappings', 'Conditions']) {
    const macro = entry(body[section], 'Fn::Transform');
    if (macro !== undefined) unseen.push(`the ${section.toLowerCase()} of 'Fn::Transform' are made at deployment, by '${nameOf(macro)}'`);
  }
  if (body.Modules !== undefined) unseen.push("the resources of 'Modules' are made when the template is packaged");
  const resources = mapAt(body, 'Resources');
  const read = Object.entries(resources).map(([id, resource]) => [id, isRawMap(resource) ? understood(id, resource, unseen) : resource] as const);
  const rotations = hostedRotations(resources);
  const result = rotations.length > 0 || read.some(([id, resource]) => resource !== resources[id]) ? { ...body, Resources: Object.fromEntries([...read, ...rotations]) } : body;
  return { body: declared.includes(SERVICE_CATALOG) ? withoutOutputs(result) : result, unseen };
}

function understood(id: string, resource: RawMap, unseen: string[]): RawMap {
  if (id.startsWith('Fn::')) {
    unseen.push(`the resources of '${id}' are made at deployment`);
    return resource;
  }
  const type = scalar(resource.Type) ?? '';
  if (type.endsWith('::MODULE')) unseen.push(`the resources of '${id}', a module of the type '${type}', are not at hand`);
  const macro = resource['Fn::Transform'];
  if (macro === undefined) return resource;
  // A macro sees what stands beside it: AWS::Include adds to that, another one may turn it into anything.
  const name = nameOf(macro);
  if (name !== 'AWS::Include') unseen.push(`the transform '${name}' may change '${id}' at deployment`);
  return { ...resource, Properties: { 'Fn::Transform': macro } };
}

/** The nested stacks with the functions that rotate secrets. */
function hostedRotations(resources: RawMap): [string, RawMap][] {
  return Object.entries(resources).filter(([, resource]) => isRawMap(resource) && scalar(resource.Type) === 'AWS::SecretsManager::RotationSchedule' && entry(resource.Properties, 'HostedRotationLambda') !== undefined)
    // No logical id of a template has a hyphen.
    .map(([id, resource]) => [`${id}-Rotation`, { ...(resource as RawMap), Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: HOSTED_ROTATION } }]);
}

const nameOf = (macro: unknown): string => scalar(entry(macro, 'Name')) ?? 'of unknown name';

function withoutOutputs(body: RawMap): RawMap {
  return rewritten(body, (part) => (typeof part === 'string' && SERVICE_CATALOG_OUTPUT.test(part)
    ? decidedBy(SERVICE_CATALOG, 'the outputs of a provisioned product are not at hand') : undefined)) as RawMap;
}
