import { perhapsLettingIn, uncertainPolicy, type Policy, type PolicyOrigin } from '../iam/policy';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';
import { otherGrants } from './granting-properties';
import type { PolicyIndex } from './policy-index';
import { withFullArns } from './rest-api-policy';
import { document, principalOf, statement } from './written-statement';

/** One resource policy that a resource states. */
interface Stated {
  /** Where the document stands below the resource. */
  readonly path: string;
  readonly document: Value | undefined;
  /** The ARNs that it governs, as patterns. */
  readonly governs: readonly string[];
  /** What it may govern besides, and why that is not known; undefined where it surely governs nothing else. */
  readonly perhapsGoverns?: { readonly arns: readonly string[]; readonly reason: string };
  /** Whether an identity policy alone is not enough. */
  readonly mustAllow?: boolean;
  /** Whether it lets in by itself only perhaps; what it denies is denied in any case. */
  readonly perhapsEnough?: boolean;
}

type Reader = (resource: Resource) => Stated[];

const all = (arns: readonly string[], ...suffixes: string[]): string[] => arns.flatMap((arn) => [arn, ...suffixes.map((suffix) => arn + suffix)]);

/** The ARN of a resource that a policy names in another way. */
type ArnOf = (name: string, holder: Resource) => string;

const ANY = ['*'];

/** A resource is named by its ARN, by its name, or by what is in between; one of which nothing is known may be any, or another one. */
function named(holder: Resource, property: string, arnOf: ArnOf, suffixes: readonly string[], otherwise?: Value): Pick<Stated, 'governs' | 'perhapsGoverns'> {
  const items = listOf(holder.properties.get(property) ?? otherwise ?? new Unresolved(`'${property}' is left out`));
  const names = items.map(textOf).filter((name) => name !== undefined);
  return {
    governs: all(names.map((name) => (name.startsWith('arn:') ? name : arnOf(name, holder))), ...suffixes),
    ...(names.length < items.length && { perhapsGoverns: { arns: ANY, reason: `which resource the policy of the ${holder.type} '${holder.id}' is for is known only at deployment` } }),
  };
}

const byArn: ArnOf = (name) => name;
const bucketArn: ArnOf = (name) => `arn:*:s3:::${name}`;
const eventBusArn: ArnOf = (name, { regionText, account }) => `arn:*:events:${regionText}:${account}:event-bus/${name}`;
// Secrets Manager ends the ARN of a secret with a hyphen and six characters of its own.
const SECRET_SUFFIX = '-??????';
const secretArn: ArnOf = (name, { regionText, account }) => `arn:*:secretsmanager:${regionText}:${account}:secret:${name}${SECRET_SUFFIX}`;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queueArn(url: string): string {
  const [, region = '*', account = '*', name = url.replace(/^.*\//, '')] = /^https:\/\/sqs\.([^./]+)\.[^/]*\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
  return `arn:*:sqs:${region}:${account}:${name}`;
}

/**
 * A function is named by its name, by its ARN or by a part of it, each with a version or an alias.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function functionArn(name: string, { regionText, account }: Resource): string {
  const partial = /^(\d{12}):function:(.+)$/s.exec(name) ?? /^([^:]+):function:(.+)$/s.exec(name);
  return partial === null ? `arn:*:lambda:${regionText}:${account}:function:${name}` : `arn:*:lambda:${regionText}:${partial[1]}:function:${partial[2]}`;
}

const own = (path: string, ...suffixes: string[]): Reader => (resource) => {
  const document = resource.properties.get(path);
  return document === undefined ? [] : [{ path: `Properties.${path}`, document, governs: all([resource.arn], ...suffixes) }];
};

const beside = (names: string, arnOf = byArn, document = 'PolicyDocument', ...suffixes: string[]): Reader => (resource) =>
  [{ path: `Properties.${document}`, document: resource.properties.get(document), ...named(resource, names, arnOf, suffixes) }];

/**
 * A secret may be named by its ARN without these six characters, too.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html, https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
const secret: Reader = (resource) => beside('SecretId', secretArn, 'ResourcePolicy')(resource)
  .map((stated) => ({ ...stated, governs: stated.governs.flatMap((arn) => (/(-[A-Za-z0-9]{6}|[?*\p{Co}])$/u.test(arn) ? [arn] : [arn, arn + SECRET_SUFFIX])) }));

const many = (...readers: Reader[]): Reader => (resource) => readers.flatMap((reader) => reader(resource));

/** Of a service of which no more is known here than that the resource, with what is below it, has the policy. */
const perhapsEnough = (reader: Reader): Reader => (resource) => reader(resource).map((stated) => ({ ...stated, perhapsEnough: true }));

/**
 * In the policy of a domain, even `es:*` is about what lies below the domain alone.
 *
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html#ac-types-resource
 */
const searchDomain: Reader = (resource) => own('AccessPolicies')(resource).map((stated) => ({
  ...stated, governs: stated.governs.map((arn) => `${arn}/*`), perhapsGoverns: { arns: stated.governs, reason: `the policy of the domain '${resource.id}' is about what lies below the domain` },
}));

/**
 * The policy of a group of work items lets accounts see the items.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-resourcepolicy.html
 */
const systemsManager: Reader = (resource) => beside('ResourceArn', byArn, 'Policy')(resource).map((stated) => {
  const isOfParameters = stated.governs.length > 0 && stated.governs.every((arn) => /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter\//.test(arn));
  if (isOfParameters || stated.perhapsGoverns !== undefined) return stated;
  return { ...stated, perhapsGoverns: { arns: [`arn:*:ssm:${resource.regionText}:${resource.account}:opsitem/*`], reason: `which work items the policy of '${resource.id}' is about is not known here` } };
});

const ofName = (path: string, service: string, kind: string, ...suffixes: string[]): Reader => (resource) => {
  const { properties, regionText, account, ref } = resource;
  const document = properties.get(path);
  return document === undefined ? [] : [{ path: `Properties.${path}`, document, governs: all([`arn:*:${service}:${regionText}:${account}:${kind}${ref}`], ...suffixes) }];
};

/** A permission on a function is one statement of its policy. What it limits in a way that is not understood here, it limits perhaps. */
const lambdaPermission: Reader = (resource) => {
  const { properties } = resource;
  const KNOWN = new Set(['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount', 'PrincipalOrgID', 'FunctionUrlAuthType', 'EventSourceToken', 'InvokedViaFunctionUrl']);
  const conditions = Object.create(null) as ValueMap;
  const add = (operator: string, key: string, value: Value | undefined): void => {
    if (value !== undefined) conditions[operator] = Object.assign(Object.create(null) as ValueMap, conditions[operator], { [key]: value });
  };
  add('ArnLike', 'aws:SourceArn', properties.get('SourceArn'));
  add('StringEquals', 'aws:SourceAccount', properties.get('SourceAccount'));
  add('StringEquals', 'aws:PrincipalOrgID', properties.get('PrincipalOrgID'));
  add('StringEquals', 'lambda:FunctionUrlAuthType', properties.get('FunctionUrlAuthType'));
  add('StringEquals', 'lambda:EventSourceToken', properties.get('EventSourceToken'));
  add('Bool', 'lambda:InvokedViaFunctionUrl', properties.get('InvokedViaFunctionUrl'));
  const names = properties.names();
  const odd = names.known ? names.value.find((name) => !KNOWN.has(name)) : undefined;
  const one = statement(
    ['Effect', 'Allow'], ['Action', properties.get('Action') ?? new Unresolved('the action is left out')], ['Resource', '*'],
    ['Principal', principalOf(properties.get('Principal'))],
    ['Condition', odd === undefined ? conditions : new Unresolved(`what '${odd}' limits is not known here`)],
  );
  return [{ path: 'Properties', document: document(one), ...named(resource, 'FunctionName', functionArn, [':*']) }];
};

const eventBus: Reader = (resource) => {
  const { properties } = resource;
  const buses = named(resource, 'EventBusName', eventBusArn, [], 'default');
  const stated = properties.get('Statement');
  if (stated !== undefined) return [{ path: 'Properties', document: document(stated), ...buses }];
  const condition = properties.get('Condition');
  // One condition in a form of its own: Key, Type and Value.
  const [type, key, value] = isMap(condition) ? [textOf(condition.Type), textOf(condition.Key), condition.Value] : [];
  const limits = condition === undefined ? undefined : type === undefined || key === undefined || value === undefined
    ? new Unresolved('the condition is known only at deployment') : statement([type, statement([key, value])]);
  const one = statement(['Effect', 'Allow'], ['Action', properties.get('Action') ?? new Unresolved('the action is left out')], ['Resource', '*'], ['Principal', principalOf(properties.get('Principal') ?? '*')], ['Condition', limits]);
  return [{ path: 'Properties', document: document(one), ...buses }];
};

const globalTable: Reader = ({ properties, arn }) => {
  const replicas = properties.items('Replicas');
  if (!replicas.known) return [{ path: 'Properties.Replicas', document: new Unresolved(replicas.reason), governs: all([arn], '/*') }];
  return replicas.value.flatMap((replica, i) => [['ResourcePolicy', ''], ['ReplicaStreamSpecification', '.ResourcePolicy']].flatMap(([first, rest]): Stated[] => {
    const value = replica instanceof Unresolved ? replica : isMap(replica) ? replica[first] : undefined;
    const policy = rest === '' || !isMap(value) ? value : value.ResourcePolicy;
    if (policy === undefined) return [];
    const text = isMap(policy) ? policy.PolicyDocument : policy;
    return [{ path: `Properties.Replicas[${i}].${first}${rest}.PolicyDocument`, document: text, governs: all([arn], '/*') }];
  }));
};

const key: Reader = ({ properties, arn }) => {
  const policy = properties.get('KeyPolicy');
  // Left out, it is AWS's default: the account decides by its identity policies.
  const [, partition, , , account] = arn.split(':');
  const one = statement(['Effect', 'Allow'], ['Action', 'kms:*'], ['Resource', '*'], ['Principal', statement(['AWS', `arn:${partition}:iam::${account}:root`])]);
  return [{ path: 'Properties.KeyPolicy', document: policy ?? document(one), governs: [arn], mustAllow: true }];
};

/** The policy of an API stands beside its definition or in it. */
const restApi: Reader = ({ properties, ref, regionText, account }) => {
  const governs = [`arn:*:execute-api:${regionText}:${account}:${ref}/*`];
  const body = properties.get('Body');
  const inBody = body instanceof Unresolved ? body : isMap(body) ? body['x-amazon-apigateway-policy'] : body === undefined ? undefined : new Unresolved('the definition of the API is not an object');
  const elsewhere = properties.get('BodyS3Location') === undefined ? undefined : new Unresolved('the definition of the API is not in the template');
  const stated = [['Policy', properties.get('Policy')], ['Body', inBody], ['BodyS3Location', elsewhere]] as const;
  return stated.flatMap(([name, policy]): Stated[] => (policy === undefined ? [] : [{ path: `Properties.${name}`, document: withFullArns(policy, ref), governs }]));
};

/** What the canned ACLs of a bucket let anybody do with it. */
const CANNED_ACLS: { readonly [acl: string]: readonly string[] } = {
  Private: [], AwsExecRead: [], LogDeliveryWrite: [], BucketOwnerRead: [], BucketOwnerFullControl: [],
  PublicRead: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], AuthenticatedRead: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  PublicReadWrite: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads', 's3:PutObject'],
};

/**
 * An ACL counts only where the bucket allows any, which new ones do not by default: so it lets people in perhaps.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
const bucketAcl: Reader = ({ properties, arn }) => {
  const acl = properties.text('AccessControl');
  if (acl.known && acl.value === undefined) return [];
  const ownership = properties.items('OwnershipControls.Rules');
  if (ownership.known && ownership.value.length > 0 && ownership.value.every((rule) => isMap(rule) && rule.ObjectOwnership === 'BucketOwnerEnforced')) return [];
  const name = acl.known ? acl.value ?? '' : '';
  const actions = Object.hasOwn(CANNED_ACLS, name) ? [...CANNED_ACLS[name]] : ['s3:*'];
  if (actions.length === 0) return [];
  const one = statement(['Effect', 'Allow'], ['Action', actions], ['Resource', '*'], ['Principal', '*'], ['Condition', new Unresolved('whether the ACL of the bucket counts depends on who owns its objects and on what blocks public access')]);
  return [{ path: 'Properties.AccessControl', document: document(one), governs: [arn, `${arn}/*`] }];
};

/**
 * Which resources state a policy, and what it governs: for services other than those whose evaluation is known here, see the resource types
 * of each at https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const READERS: { readonly [type: string]: Reader } = {
  'AWS::BedrockAgentCore::ResourcePolicy': perhapsEnough(beside('ResourceArn', byArn, 'Policy', '/*')),
  'AWS::Elasticsearch::Domain': perhapsEnough(searchDomain),
  'AWS::Lambda::ResourcePolicy': perhapsEnough(beside('ResourceArn', functionArn, 'PolicyDocument', ':*')),
  'AWS::Logs::LogGroup': perhapsEnough(ofName('ResourcePolicyDocument', 'logs', 'log-group:', ':*')),
  'AWS::OpenSearchService::Domain': perhapsEnough(searchDomain),
  'AWS::RUM::AppMonitor': perhapsEnough(ofName('ResourcePolicy.PolicyDocument', 'rum', 'appmonitor/')),
  'AWS::S3Tables::TableBucketPolicy': perhapsEnough(beside('TableBucketARN', byArn, 'ResourcePolicy', '/*')),
  'AWS::S3Tables::TablePolicy': perhapsEnough(beside('TableARN', byArn, 'ResourcePolicy')),
  'AWS::SSM::ResourcePolicy': perhapsEnough(systemsManager),
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::DynamoDB::Table': many(own('ResourcePolicy.PolicyDocument', '/index/*'), own('StreamSpecification.ResourcePolicy.PolicyDocument', '/stream/*')),
  'AWS::ECR::Repository': own('RepositoryPolicyText'),
  'AWS::EFS::FileSystem': own('FileSystemPolicy'),
  'AWS::Events::EventBus': own('Policy'),
  'AWS::Events::EventBusPolicy': eventBus,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::Kinesis::ResourcePolicy': beside('ResourceArn', byArn, 'ResourcePolicy'),
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::S3::AccessPoint': own('Policy', '/object/*'),
  'AWS::S3::Bucket': bucketAcl,
  'AWS::S3::BucketPolicy': beside('Bucket', bucketArn, 'PolicyDocument', '/*'),
  'AWS::SecretsManager::ResourcePolicy': secret,
  'AWS::SNS::TopicInlinePolicy': beside('TopicArn'),
  'AWS::SNS::TopicPolicy': beside('Topics'),
  'AWS::SQS::QueueInlinePolicy': beside('Queue', queueArn),
  'AWS::SQS::QueuePolicy': beside('Queues', queueArn),
};

/**
 * @param model what the templates create
 * @param index where policies are kept
 * @returns every resource policy that the templates state
 */
export function resourcePolicies(model: TemplateModel, index: PolicyIndex): Policy[] {
  const result: Policy[] = [];
  for (const resource of model.resources) {
    if (!Object.hasOwn(READERS, resource.type)) continue;
    for (const { path, document: text, governs, perhapsGoverns, mustAllow, perhapsEnough: doubtful } of READERS[resource.type](resource)) {
      const origin: Omit<PolicyOrigin, 'resource' | 'path'> = { kind: 'resource', attachedTo: governs, account: resource.account, ...(mustAllow === true && { mustAllow }) };
      const policy = index.read(resource, path, text, origin);
      if (governs.length > 0) result.push(doubtful === true ? perhapsLettingIn(policy, `whether the policy of the ${resource.type} '${resource.id}' is enough is not known here`) : policy);
      if (perhapsGoverns === undefined) continue;
      const { arns, reason } = perhapsGoverns;
      result.push(uncertainPolicy({ ...policy, origin: { ...policy.origin, attachedTo: arns, account: arns === ANY ? undefined : resource.account } }, reason));
    }
  }
  // Trust policies are read with their roles.
  return [...result, ...ownersOfResources(model), ...otherGrants(model, index, (type, property) => Object.hasOwn(READERS, type) || (type === 'AWS::IAM::Role' && property === 'AssumeRolePolicyDocument'))];
}

/** Resources whose policies have readers here, or which have none, with what lies below them. */
const CLOSED_TO_OTHERS: { readonly [type: string]: readonly string[] } = {
  'AWS::DynamoDB::Table': ['/*'], 'AWS::ECR::Repository': [], 'AWS::Events::EventBus': [], 'AWS::Kinesis::Stream': [], 'AWS::Lambda::Function': [':*'], 'AWS::S3::Bucket': ['/*'],
  'AWS::SecretsManager::Secret': [], 'AWS::SNS::Topic': [], 'AWS::SQS::Queue': [], 'AWS::StepFunctions::StateMachine': [],
};

/** Where there are several accounts, a resource without a policy lets in nobody of another. The ARN of a bucket does not say whose it is. */
function ownersOfResources({ resources }: TemplateModel): Policy[] {
  if (new Set(resources.map(({ account }) => account)).size < 2) return [];
  return resources.filter(({ type, isCertain }) => isCertain && Object.hasOwn(CLOSED_TO_OTHERS, type))
    .map(({ id, type, arn, account }): Policy => ({ origin: { kind: 'resource', resource: id, path: id, attachedTo: all([arn], ...CLOSED_TO_OTHERS[type]), account }, statements: [], problems: [] }));
}
