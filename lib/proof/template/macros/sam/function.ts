import { choice, entry, getAtt, isCall, ref, refOf, scalar, stated, without, type RawMap } from '../raw';
import { conditionNot } from './conditions';
import { deploymentGroup } from './deployment';
import { functionEvents } from './events/function-events';
import { s3Location, tagList, type Expansion, type Source } from './expansion';
import { eventInvokeConfig, functionUrl } from './function-extras';
import { allow, inlinePolicy, managedPolicyArn, rolePolicies, serviceTrust } from './policies/role';

/** A function whose events are expanded. */
export interface ExpandedFunction {
  /** The resource of the template. */
  readonly source: Source;
  /** What runs: the function, or the alias that is published. */
  readonly runs: Target;
  /** The name of the alias that is published; undefined when none is. */
  readonly alias: unknown;
}

/** What an event source calls. */
export interface Target {
  /** The logical id of the function or alias. */
  readonly id: string;
  /** Its ARN. */
  readonly arn: RawMap;
  /** The ARN within a text of `Fn::Sub`. */
  readonly inSub: string;
}

/** What the events of a function give its role. */
export interface RoleAdditions {
  /** Paths of managed policies of AWS. */
  readonly managed: string[];
  /** Inline policies. */
  readonly inline: RawMap[];
}

/** Properties that the transform reads; the others are those of the function. */
const OWN = new Set([
  'AssumeRolePolicyDocument', 'AutoPublishAlias', 'AutoPublishAliasAllProperties', 'AutoPublishCodeSha256', 'CapacityProviderConfig', 'CodeUri', 'DeadLetterQueue',
  'DeploymentPreference', 'EventInvokeConfig', 'Events', 'FunctionUrlConfig', 'ImageUri', 'InlineCode', 'PermissionsBoundary', 'Policies', 'PropagateTags',
  'ProvisionedConcurrencyConfig', 'Role', 'RolePath', 'Tags', 'Tracing', 'VersionDeletionPolicy', 'VersionDescription',
]);

/**
 * Expands `AWS::Serverless::Function`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 *
 * @param source the function
 * @param expansion what the template comes to
 */
export function expandFunction(source: Source, expansion: Expansion): void {
  const { properties } = source;
  const additions: RoleAdditions = { managed: [], inline: [] };
  const role = roleOf(source, expansion);
  expansion.replace(source, 'AWS::Lambda::Function', {
    ...without(properties, OWN),
    Code: codeOf(properties),
    DeadLetterConfig: letters(properties),
    Role: role.arn,
    TracingConfig: properties.Tracing === undefined ? undefined : { Mode: properties.Tracing },
    Tags: tagList(properties.Tags, { 'lambda:createdBy': 'SAM' }),
  });
  const expanded = published(source, expansion);
  functionUrl(expanded, expansion);
  eventInvokeConfig(expanded, expansion, additions);
  functionEvents(expanded, expansion, additions);
  deploymentGroup(expanded, expansion);
  if (role.generated !== undefined) generateRole(source, role.generated, additions, expansion);
}

/** What the role of a function is, and the condition under which it is generated. */
interface FunctionRole {
  readonly arn: unknown;
  readonly generated?: { readonly condition?: string };
}

function roleOf({ id, properties }: Source, expansion: Expansion): FunctionRole {
  const generated = getAtt(`${id}Role`, 'Arn');
  const given = properties.Role;
  if (given === undefined || given === null || given === '' || refOf(given) === 'AWS::NoValue') return { arn: generated, generated: {} };
  const alternatives = entry(given, 'Fn::If');
  if (!Array.isArray(alternatives) || typeof alternatives[0] !== 'string') return { arn: given };
  // Where one alternative is no value, the role is generated in that case alone.
  const [condition, then, otherwise] = alternatives as [string, unknown, unknown];
  if (refOf(otherwise) === 'AWS::NoValue') return { arn: choice(condition, then, generated), generated: { condition: conditionNot(condition, expansion) } };
  if (refOf(then) === 'AWS::NoValue') return { arn: choice(condition, generated, otherwise), generated: { condition } };
  return { arn: given };
}

function generateRole(source: Source, { condition }: { readonly condition?: string }, additions: RoleAdditions, expansion: Expansion): void {
  const { id, properties } = source;
  const { managed, inline } = rolePolicies(`${id}Role`, properties.Policies);
  const surroundings = [
    properties.DurableConfig === undefined ? 'service-role/AWSLambdaBasicExecutionRole' : 'service-role/AWSLambdaBasicDurableExecutionRolePolicy',
    ...(isTraced(properties.Tracing, expansion) ? ['AWSXrayWriteOnlyAccess'] : []),
    ...(properties.VpcConfig === undefined ? [] : ['service-role/AWSLambdaVPCAccessExecutionRole']),
    ...additions.managed,
  ];
  const queue = entry(properties, 'DeadLetterQueue');
  expansion.add(`${id}Role`, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: properties.AssumeRolePolicyDocument ?? serviceTrust('lambda.amazonaws.com'),
    ManagedPolicyArns: eachOnce([...surroundings.map(managedPolicyArn), ...managed]),
    Policies: noneIfEmpty([...inline, ...eachOnce(additions.inline), ...(queue === undefined ? [] : [lettersPolicy(queue)])]),
    PermissionsBoundary: properties.PermissionsBoundary,
    Path: properties.RolePath,
    Tags: tagList(properties.Tags, { 'lambda:createdBy': 'SAM' }),
  }, source, condition === undefined ? {} : { Condition: condition });
}

/** A mode that is not known may be one that traces. */
function isTraced(mode: unknown, expansion: Expansion): boolean {
  return mode !== undefined && mode !== null && !['', 'Disabled'].includes(expansion.text(mode) ?? 'Active');
}

/** A policy is attached once, however often it is asked for. */
function eachOnce(arns: readonly unknown[]): readonly unknown[] {
  return [...new Map(arns.map((arn) => [JSON.stringify(arn), arn])).values()];
}

const noneIfEmpty = (items: readonly unknown[]): readonly unknown[] | undefined => (items.length === 0 ? undefined : items);

function lettersPolicy(queue: unknown): RawMap {
  return inlinePolicy('DeadLetterQueuePolicy', allow(scalar(entry(queue, 'Type')) === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage', entry(queue, 'TargetArn')));
}

function letters(properties: RawMap): RawMap | undefined {
  const queue = entry(properties, 'DeadLetterQueue');
  return queue === undefined ? undefined : { TargetArn: entry(queue, 'TargetArn') };
}

function codeOf(properties: RawMap): unknown {
  if (properties.InlineCode !== undefined) return { ZipFile: properties.InlineCode };
  if (properties.ImageUri !== undefined) return { ImageUri: properties.ImageUri };
  return isCall(properties.CodeUri) ? undefined : codeLocation(properties.CodeUri);
}

/** The code in S3; undefined for a local path. */
function codeLocation(uri: unknown): RawMap | undefined {
  const { Bucket, Key, Version } = s3Location(uri);
  return Bucket === undefined ? undefined : stated({ S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: Version });
}

/** A logical id has letters and digits alone. */
const aliasSuffix = (name: string): string => name.replace(/-/g, 'D').replace(/_/g, 'U').replace(/[^A-Za-z0-9]/g, '');

/** The version and the alias of `AutoPublishAlias`, which every event then calls. */
function published(source: Source, expansion: Expansion): ExpandedFunction {
  const { id, properties } = source;
  const given = properties.AutoPublishAlias;
  if (given === undefined || given === null || given === '' || refOf(given) === 'AWS::NoValue') {
    return { source, alias: undefined, runs: { id, arn: getAtt(id, 'Arn'), inSub: `${id}.Arn` } };
  }
  const name = expansion.text(given);
  const version = expansion.add(expansion.free(`${id}Version`), 'AWS::Lambda::Version', { FunctionName: ref(id) }, source, { DeletionPolicy: 'Retain' });
  const alias = expansion.add(`${id}Alias${aliasSuffix(name ?? '')}`, 'AWS::Lambda::Alias', {
    Name: given, FunctionName: ref(id), FunctionVersion: getAtt(version, 'Version'), ProvisionedConcurrencyConfig: properties.ProvisionedConcurrencyConfig,
  }, source);
  expansion.references.set(`${id}.Version`, version).set(`${id}.Alias`, alias);
  return { source, alias: given, runs: { id: alias, arn: ref(alias), inSub: alias } };
}
