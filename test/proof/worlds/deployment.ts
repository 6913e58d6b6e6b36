import type { Generated } from './templates';
import type { Random } from './random';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Document = { readonly Statement: readonly PlainStatement[] };

/** A statement whose texts are those of one deployment. */
export interface PlainStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface ConcreteRole {
  readonly id: string;
  readonly arn: string;
  readonly trust: readonly PlainStatement[];
  readonly identity: readonly PlainStatement[];
  readonly boundary?: readonly PlainStatement[];
  readonly tags: ReadonlyMap<string, string>;
}

/** One deployment of a template: every name, id and value is a text. */
export interface Deployment {
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
  readonly stage: string;
  readonly pool: { readonly id: string; readonly guests: boolean; readonly classic: boolean; readonly authenticated?: string; readonly unauthenticated?: string; readonly tokens: boolean; readonly fallback: boolean; readonly tags: boolean };
  readonly userPool: { readonly id: string; readonly arn: string };
  readonly roles: readonly ConcreteRole[];
  readonly bucket: { readonly arn: string; readonly policy: readonly PlainStatement[] };
  readonly table: { readonly arn: string; readonly policy: readonly PlainStatement[]; readonly indexed: boolean };
  readonly worker?: { readonly arn: string; readonly role: string };
  /** Whether the template asks for a key of requests. */
  readonly asksFor: (key: string) => boolean;
  /** Texts of the template become those of the deployment. */
  readonly valueOf: (value: unknown) => string;
}

/** What CloudFormation ends names with. */
const RANDOM_END = ['1A2B3C4D5E6F', 'ZZZZ0000AAAA9'];

/**
 * Deploys a template: where, under which name and with which values is chosen at random, from what the template itself names.
 *
 * @param generated the template
 * @param random chooses
 * @returns the deployment; undefined where CloudFormation or the service would refuse it
 */
export function deploy({ body }: Generated, random: Random): Deployment | undefined {
  const text = JSON.stringify(body.Resources);
  const region = random.pick(['us-east-1', 'us-east-1', 'eu-west-1']);
  const account = random.pick(['111122223333', '999988887777']);
  const stackName = random.pick(['app', 'photos', 'items', 'Stage']);
  const stage = stageOf(body.Parameters.Stage, random, [...text.matchAll(/[:/]([a-z]{3,10})(?:["/])/g)].map(([, word]) => word));
  const end = random.pick(RANDOM_END);
  const known = new Map<string, string>([['AWS::Region', region], ['AWS::AccountId', account], ['AWS::StackName', stackName], ['AWS::Partition', 'aws'], ['Stage', stage]]);
  const attributes = new Map<string, string>();
  const valueOf = (value: unknown): string => textOf(value, known, attributes);

  const names: Readonly<Record<string, string>> = { 'AWS::S3::Bucket': 'BucketName', 'AWS::DynamoDB::Table': 'TableName', 'AWS::IAM::Role': 'RoleName', 'AWS::Lambda::Function': 'FunctionName' };
  for (const [id, { Type, Properties }] of Object.entries(body.Resources)) {
    const stated = Properties[names[Type]];
    const made = `${stackName}-${id}-${end}`;
    known.set(id, stated === undefined ? Type === 'AWS::S3::Bucket' ? made.toLowerCase() : made : valueOf(stated));
    attributes.set(`${id}.Arn`, arnOf(Type, known.get(id)!, region, account));
  }
  const uuid = '0a0b0c0d-1111-4222-8333-444455556666';
  known.set('Pool', `${region}:${uuid}`);
  known.set('UserPool', `${region}_AbCdEf123`);
  known.set('Client', '1h57kf5cpq17m0eml12example');
  attributes.set('UserPool.Arn', `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_AbCdEf123`);
  attributes.set('UserPool.ProviderName', `cognito-idp.${region}.amazonaws.com/${region}_AbCdEf123`);
  if (body.Resources.Limit) known.set('Limit', `arn:aws:iam::${account}:policy/${stackName}-Limit-${end}`);
  const bucket = known.get('Photos')!;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || !/^[a-zA-Z0-9_.-]{3,255}$/.test(known.get('Items')!)) return undefined;
  // Names of roles are one for each account.
  const roleNames = Object.entries(body.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => known.get(id)!.toLowerCase());
  if (new Set(roleNames).size < roleNames.length) return undefined;

  const concrete = (value: unknown): Json => {
    if (typeof value !== 'object' || value === null) return value as Json;
    if (Array.isArray(value)) return value.map(concrete);
    const keys = Object.keys(value);
    if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) return valueOf(value);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, concrete(part)]));
  };
  const statements = (value: unknown): readonly PlainStatement[] => (value === undefined ? [] : (concrete(value) as unknown as Document).Statement);
  const propertiesOf = (id: string): Record<string, unknown> | undefined => body.Resources[id]?.Properties;
  const policies = Object.values(body.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  const roles = Object.entries(body.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id, { Properties }]): ConcreteRole => ({
    id, arn: attributes.get(`${id}.Arn`)!, trust: statements(Properties.AssumeRolePolicyDocument),
    identity: policies.filter((policy) => (policy.Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref === id)).flatMap((policy) => statements(policy.Properties.PolicyDocument)),
    ...(Properties.PermissionsBoundary !== undefined && { boundary: statements(propertiesOf('Limit')!.PolicyDocument) }),
    tags: new Map((Properties.Tags as { Key: string; Value: string }[] | undefined ?? []).map(({ Key, Value }) => [Key.toLowerCase(), Value])),
  }));
  const pool = propertiesOf('Pool')!;
  const attach = propertiesOf('Attach') as { Roles: Record<string, unknown>; RoleMappings?: { web: { AmbiguousRoleResolution: string } } };
  const roleNamed = (name: string): string | undefined => (attach.Roles[name] === undefined ? undefined : valueOf(attach.Roles[name]));
  return {
    region, account, stackName, stage, valueOf, asksFor: (key) => text.includes(`"${key}"`), roles, userPool: { id: known.get('UserPool')!, arn: attributes.get('UserPool.Arn')! },
    pool: {
      id: known.get('Pool')!, guests: pool.AllowUnauthenticatedIdentities === true, classic: pool.AllowClassicFlow === true, authenticated: roleNamed('authenticated'), unauthenticated: roleNamed('unauthenticated'),
      tokens: attach.RoleMappings !== undefined, fallback: attach.RoleMappings?.web.AmbiguousRoleResolution === 'AuthenticatedRole', tags: body.Resources.Tags !== undefined,
    },
    bucket: { arn: `arn:aws:s3:::${bucket}`, policy: statements(propertiesOf('PhotosPolicy')?.PolicyDocument) },
    table: { arn: attributes.get('Items.Arn')!, indexed: propertiesOf('Items')!.GlobalSecondaryIndexes !== undefined, policy: statements((propertiesOf('Items')!.ResourcePolicy as { PolicyDocument: unknown } | undefined)?.PolicyDocument) },
    ...(body.Resources.Worker && { worker: { arn: attributes.get('Worker.Arn')!, role: attributes.get('Admin.Arn')! } }),
  };
}

function stageOf(parameter: Record<string, unknown>, random: Random, words: readonly string[]): string {
  const allowed = parameter.AllowedValues as readonly string[] | undefined;
  if (allowed) return random.pick(allowed);
  // With a default and nothing said of the values, the default is what is assumed, and printed.
  if (parameter.Type === 'String' && parameter.Default !== undefined) return parameter.Default as string;
  return random.pick(['dev', 'photos', 'items', 'red', 'other', ...words]);
}

function arnOf(type: string, name: string, region: string, account: string): string {
  switch (type) {
    case 'AWS::S3::Bucket': return `arn:aws:s3:::${name}`;
    case 'AWS::DynamoDB::Table': return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    case 'AWS::IAM::Role': return `arn:aws:iam::${account}:role/${name}`;
    case 'AWS::Lambda::Function': return `arn:aws:lambda:${region}:${account}:function:${name}`;
    default: return name;
  }
}

function textOf(value: unknown, known: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return value;
  const [[name, given]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Ref': return known.get(given as string)!;
    case 'Fn::GetAtt': return attributes.get((given as string[]).join('.'))!;
    case 'Fn::Join': return (given as [string, unknown[]])[1].map((part) => textOf(part, known, attributes)).join((given as [string])[0]);
    case 'Fn::Sub': return (given as string).replace(/\$\{([^}]+)\}/g, (_all, id: string) => attributes.get(id) ?? known.get(id)!);
    default: throw new Error(`the plain model has no ${name}`);
  }
}
