import { onceForEach } from '../../text/remembered';
import { arnFormats } from './action-table';
import { actionsMatching, type ActionFacts } from './actions';

/**
 * Services whose actions decide about resources of others, or carry data of others away: who is somebody and what they may do; what is
 * shared with other accounts; code and grants that come with roles; copies of what other services hold.
 */
const BEYOND: ReadonlySet<string> = new Set([
  'iam', 'sts', 'sso', 'organizations', 'ram', 'cognito-idp', 'cognito-identity', 'cognito-sync', 'cloudformation', 'cloudcontrol',
  // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html (any action of Lambda, changes of code too), https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html
  'lambda', 'iot', 'rolesanywhere',
  // https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html
  'lakeformation', 'glue',
  'backup', 'datasync', 'transfer', 'storagegateway', 'fsx', 'dms', 'cloudfront', 'apigateway', 'appsync', 'vpc-lattice',
]);

/**
 * Services of whose resources none has a policy, but for the trust policies of roles, as far as AWS's table of its services says it: of what
 * people may do with them, their own policies alone decide.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const WITHOUT_POLICIES: ReadonlySet<string> = new Set([
  'iam', 'sts', 'cognito-identity', 'cognito-idp', 'cognito-sync',
  'acm', 'autoscaling', 'cloudwatch', 'ec2', 'ecs', 'eks', 'elasticache', 'elasticloadbalancing', 'rds', 'route53', 'servicediscovery',
]);

/** Actions that take away what the policy of a resource says, and so give what it denies alone. */
const TAKES_AWAY: ReadonlySet<string> = new Set([
  's3:DeleteBucketPolicy', 's3:DeleteAccessPointPolicy', 'sqs:RemovePermission', 'sns:RemovePermission', 'lambda:RemovePermission', 'lambda:RemoveLayerVersionPermission', 'lambda:DeleteResourcePolicy',
  'dynamodb:DeleteResourcePolicy', 'kinesis:DeleteResourcePolicy', 'secretsmanager:DeleteResourcePolicy', 'ecr:DeleteRepositoryPolicy', 'glacier:DeleteVaultAccessPolicy',
  'backup:DeleteBackupVaultAccessPolicy', 'elasticfilesystem:DeleteFileSystemPolicy', 'events:RemovePermission', 'logs:DeleteResourcePolicy', 'ses:DeleteIdentityPolicy',
]);

/** Actions that have Amazon S3 tell of objects, or of requests for them: their keys and sizes, not what is in them. */
const TELLS_OF: ReadonlySet<string> = new Set([
  's3:PutInventoryConfiguration', 's3:PutAnalyticsConfiguration', 's3:PutBucketLogging', 's3:PutBucketNotification', 's3:PutStorageLensConfiguration', 's3:CreateBucketMetadataTableConfiguration',
  's3:UpdateBucketMetadataAnnotationTableConfiguration', 's3:UpdateBucketMetadataInventoryTableConfiguration', 's3:UpdateBucketMetadataJournalTableConfiguration',
]);

/** Actions of which each gives the credentials of the user of IAM that it names. */
const OF_USERS: ReadonlySet<string> = new Set([
  'iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential',
  'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate',
]);

/**
 * @param action an action
 * @returns its service, as actions begin with it
 */
export const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));

/** The service that a pattern of ARNs names; undefined where it may be any. */
function serviceOfArn(resource: string): string | undefined {
  const field = /^arn:[^:]*:([^:]*):/.exec(resource)?.[1];
  return field === undefined || !/^[a-z0-9-]+$/.test(field) ? undefined : field;
}

/**
 * @param action what is known of the action
 * @param resource a pattern of ARNs
 * @returns whether the resource may be one of the service that the action is of
 */
export function isOfItsOwn({ name }: ActionFacts, resource: string): boolean {
  return [serviceOf(name), undefined].includes(serviceOfArn(resource));
}

/**
 * Whether a request for the action names a resource only besides others, without which it is not allowed: the bucket for the output of a command.
 *
 * @param action what is known of the action
 * @param resource a pattern of ARNs
 * @returns whether it does
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command-setting-up.html
 */
export function isNamedBesides({ name }: ActionFacts, resource: string): boolean {
  return name === 'ssm:SendCommand' && serviceOfArn(resource) === 's3';
}

/**
 * @param service a service, as actions begin with it
 * @param resource a pattern of ARNs, of another service
 * @returns whether each of its actions that names such a resource names it only besides others
 */
export function isNamedBesidesAlone(service: string, resource: string): boolean {
  const field = serviceOfArn(resource);
  const naming = actionsMatching(`${service}:*`).filter(({ resources }) => resources.some((format) => format.split(':')[2] === field));
  return naming.length > 0 && naming.every((action) => isNamedBesides(action, resource));
}

/**
 * Whether an action is one on a resource, as far as the service of its ARN tells.
 *
 * @param action what is known of the action
 * @param resource a pattern of ARNs
 * @returns whether a request for the action may name one of them
 */
export function isOfService({ name, resources }: ActionFacts, resource: string): boolean {
  const field = serviceOfArn(resource);
  if (field === undefined || field === serviceOf(name)) return true;
  const named = servicesNamedBy(resources.length > 0 ? resources : arnFormats(serviceOf(name)));
  return named.has(field) || named.has('*');
}

const servicesNamedBy = onceForEach((formats: readonly string[]): ReadonlySet<string> => new Set(formats.map((format) => format.split(':')[2])));

/**
 * @param action what is known of the action
 * @returns whether it may decide about resources of other services, or carry what they hold away
 */
export function reachesBeyond({ name }: ActionFacts): boolean {
  return BEYOND.has(serviceOf(name));
}

/**
 * @param action what is known of the action
 * @returns formats of the ARNs of what works with a role in its service, where it decides who may use such a thing, and so who decides what that does
 */
export function codeOpenedBy({ name, edge, resources }: ActionFacts): readonly string[] {
  if (edge !== 'resource-policy') return [];
  const working = new Set(actionsMatching(`${serviceOf(name)}:*`).filter(({ gains }) => gains === 'role-of-resource').flatMap(({ resources: of }) => of));
  return resources.some((format) => working.has(format)) ? [...working] : [];
}

/**
 * @param action what is known of the action
 * @returns whether it only takes away what the policy of a resource says
 */
export function onlyTakesAway({ name }: ActionFacts): boolean {
  return TAKES_AWAY.has(name);
}

/**
 * @param action what is known of the action
 * @returns whether it tells of data, and does not copy them
 */
export function onlyTellsOf({ name }: ActionFacts): boolean {
  return TELLS_OF.has(name);
}

/**
 * @param action what is known of the action
 * @returns whether it gives the credentials of the user that it names, and nothing else
 */
export function isOfOneUser({ name }: ActionFacts): boolean {
  return OF_USERS.has(name);
}

/**
 * @param service a service, as actions begin with it
 * @returns whether a resource of it may have a policy that lets people in
 */
export function mayHavePolicies(service: string): boolean {
  return !WITHOUT_POLICIES.has(service);
}
