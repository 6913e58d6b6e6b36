import type { Policy } from '../iam/policy';
import type { Resource, TemplateModel } from '../template/reader';
import { isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';
import type { PolicyIndex } from './policy-index';

/** One resource policy that a resource states. */
interface Stated {
  /** Where the document stands below the resource. */
  readonly path: string;
  readonly document: Value | undefined;
  /** The ARNs that it governs, as patterns. */
  readonly governs: readonly string[];
  /** Whether an identity policy alone is not enough. */
  readonly mustAllow?: boolean;
}

type Reader = (properties: ValueMap, resource: Resource, model: TemplateModel) => Stated[];

const all = (arns: readonly string[], ...suffixes: string[]): string[] => arns.flatMap((arn) => [arn, ...suffixes.map((suffix) => arn + suffix)]);

/** A resource is named by its `Ref`, by its ARN, or by what is in between; a name of which nothing is known may be any. */
function arnsOf(value: Value | undefined, model: TemplateModel, named: Named): string[] {
  return listOf(value).map((item) => {
    const name = textOf(item);
    if (name === undefined) return '*';
    return name.startsWith('arn:') ? name : model.resources.find((r) => r.type === named.type && r.ref === name)?.arn ?? named.arnOf(name);
  });
}

/** How a policy names the resource that it governs, when it does not use the ARN. */
interface Named {
  readonly type: string;
  readonly arnOf: (name: string) => string;
}

const BY_ARN: Named = { type: '', arnOf: (name) => name };
const BUCKET: Named = { type: 'AWS::S3::Bucket', arnOf: (name) => `arn:*:s3:::${name}` };
const QUEUE: Named = { type: 'AWS::SQS::Queue', arnOf: (url) => `arn:*:sqs:*:*:${url.replace(/^.*\//, '')}` };
const FUNCTION: Named = { type: 'AWS::Lambda::Function', arnOf: (name) => `arn:*:lambda:*:*:function:${name}` };
const EVENT_BUS: Named = { type: 'AWS::Events::EventBus', arnOf: (name) => `arn:*:events:*:*:event-bus/${name}` };

const own = (path: string, ...suffixes: string[]): Reader => (properties, resource) => {
  const document = valueAt(properties, path);
  return document === undefined ? [] : [{ path: `Properties.${path}`, document, governs: all([resource.arn], ...suffixes) }];
};

const beside = (names: string, named = BY_ARN, document = 'PolicyDocument', ...suffixes: string[]): Reader => (properties, _resource, model) =>
  [{ path: `Properties.${document}`, document: properties[document], governs: all(arnsOf(properties[names], model, named), ...suffixes) }];

function valueAt(properties: ValueMap, path: string): Value | undefined {
  let value: Value | undefined = properties;
  for (const part of path.split('.')) {
    if (!isMap(value)) return value;
    value = Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value;
}

/** A permission on a function is one statement of its policy. */
const lambdaPermission: Reader = (properties, _resource, model) => {
  const principal = textOf(properties.Principal);
  const conditions = Object.create(null) as ValueMap;
  const add = (operator: string, key: string, value: Value | undefined): void => {
    if (value !== undefined) conditions[operator] = { ...(conditions[operator] as ValueMap | undefined), [key]: value };
  };
  add('ArnLike', 'aws:SourceArn', properties.SourceArn);
  add('StringEquals', 'aws:SourceAccount', properties.SourceAccount);
  add('StringEquals', 'aws:PrincipalOrgID', properties.PrincipalOrgID);
  add('StringEquals', 'lambda:FunctionUrlAuthType', properties.FunctionUrlAuthType);
  const isService = principal?.endsWith('.amazonaws.com') === true || principal?.endsWith('.amazon.com') === true;
  const statement: ValueMap = {
    Effect: 'Allow',
    Action: properties.Action ?? null,
    Resource: '*',
    Principal: principal === '*' ? '*' : isService ? { Service: principal } : { AWS: properties.Principal ?? null },
    Condition: conditions,
  };
  const functions = arnsOf(properties.FunctionName, model, FUNCTION);
  return [{ path: 'Properties', document: { Version: '2012-10-17', Statement: [statement] }, governs: all(functions, ':*') }];
};

const eventBus: Reader = (properties, _resource, model) => {
  const governs = arnsOf(properties.EventBusName ?? 'default', model, EVENT_BUS);
  if (properties.Statement !== undefined) {
    return [{ path: 'Properties', document: { Version: '2012-10-17', Statement: [properties.Statement] }, governs }];
  }
  const principal = textOf(properties.Principal) ?? '*';
  const statement: ValueMap = { Effect: 'Allow', Action: properties.Action ?? null, Resource: '*', Principal: principal === '*' ? '*' : { AWS: principal } };
  return [{ path: 'Properties', document: { Version: '2012-10-17', Statement: [statement] }, governs }];
};

const globalTable: Reader = (properties, resource) => listOf(properties.Replicas).flatMap((replica, i) => {
  const document = isMap(replica) ? valueAt(replica, 'ResourcePolicy.PolicyDocument') : undefined;
  return document === undefined ? [] : [{ path: `Properties.Replicas[${i}].ResourcePolicy.PolicyDocument`, document, governs: all([resource.arn], '/*') }];
});

const key: Reader = (properties, resource) => [{ path: 'Properties.KeyPolicy', document: properties.KeyPolicy, governs: [resource.arn], mustAllow: true }];

const table: Reader = (properties, resource, model) => [
  ...own('ResourcePolicy.PolicyDocument', '/index/*')(properties, resource, model),
  ...own('StreamSpecification.ResourcePolicy.PolicyDocument', '/stream/*')(properties, resource, model),
];

const restApi: Reader = (properties, resource) => (properties.Policy === undefined ? []
  : [{ path: 'Properties.Policy', document: properties.Policy, governs: [`arn:*:execute-api:*:*:${resource.ref}/*`] }]);

/** Which resources state a policy, and what it governs. */
const READERS: { readonly [type: string]: Reader } = {
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::DynamoDB::Table': table,
  'AWS::ECR::Repository': own('RepositoryPolicyText'),
  'AWS::EFS::FileSystem': own('FileSystemPolicy'),
  'AWS::Events::EventBusPolicy': eventBus,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::Kinesis::ResourcePolicy': beside('ResourceArn', BY_ARN, 'ResourcePolicy'),
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::S3::AccessPoint': own('Policy', '/object/*'),
  'AWS::S3::BucketPolicy': beside('Bucket', BUCKET, 'PolicyDocument', '/*'),
  'AWS::SecretsManager::ResourcePolicy': beside('SecretId', BY_ARN, 'ResourcePolicy'),
  'AWS::SNS::TopicInlinePolicy': beside('TopicArn'),
  'AWS::SNS::TopicPolicy': beside('Topics'),
  'AWS::SQS::QueueInlinePolicy': beside('Queue', QUEUE),
  'AWS::SQS::QueuePolicy': beside('Queues', QUEUE),
};

/**
 * @param model what the templates create
 * @param shelf where policies are kept
 * @returns every resource policy that the templates state
 */
export function resourcePolicies(model: TemplateModel, shelf: PolicyIndex): Policy[] {
  const result: Policy[] = [];
  for (const resource of model.resources) {
    if (!Object.hasOwn(READERS, resource.type)) continue;
    for (const { path, document, governs, mustAllow } of READERS[resource.type](resource.properties, resource, model)) {
      result.push(shelf.read(resource, path, document, {
        kind: 'resource', attachedTo: governs, account: resource.account, ...(mustAllow === true && { mustAllow }),
      }));
    }
  }
  return result;
}
