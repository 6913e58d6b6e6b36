import { perhaps, type Policy } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import type { Session } from './sessions';

/**
 * What Cognito limits guests to, as of 2026-05-01: in the enhanced flow it passes two session policies, and a guest can do
 * what the role and either of the two allow.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
 */
const INLINE = [
  'cloudwatch:*', 'logs:*', 'dynamodb:*', 'kinesis:*', 'mobileanalytics:*', 's3:*', 'ses:*', 'sns:*', 'sqs:*', 'lambda:*', 'machinelearning:*',
  'execute-api:*', 'iot:*', 'gamelift:*', 'cognito-identity:*', 'cognito-idp:*', 'lex:*', 'polly:*', 'comprehend:*', 'translate:*', 'transcribe:*',
  'rekognition:*', 'mobiletargeting:*', 'firehose:*', 'appsync:*', 'personalize:*', 'sagemaker:InvokeEndpoint',
];

/** Not in the inline policy where a Region has to be enabled first. */
const INLINE_BY_DEFAULT = ['cognito-sync:*', 'codewhisperer:*', 'textract:DetectDocumentText', 'textract:AnalyzeDocument', 'sdb:*'];

/** AmazonCognitoUnAuthedIdentitiesSessionPolicy, version 4. */
const MANAGED = [
  'rum:PutRumEvents', 'sagemaker:InvokeEndpoint', 'polly:*', 'comprehend:*', 'translate:*', 'transcribe:*', 'rekognition:*', 'mobiletargeting:*',
  'firehose:*', 'personalize:*', 'geo:GetMap*', 'geo:ListMaps', 'geo:SearchPlaceIndex*', 'geo:GetPlace', 'geo:CalculateRoute*', 'geo:*Geofence',
  'geo:*Geofences', 'geo:*DevicePosition*', 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptTo', 'kms:ReEncryptFrom', 'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext', 'kms:GenerateDataKeyWithoutPlaintext',
];

const OPT_IN_REGIONS = new Set([
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1',
  'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'me-west-1', 'mx-central-1',
]);

/**
 * @param region the Region of the identity pool; of one that is not known, the wider ceiling is assumed
 * @returns the actions that guests keep in the enhanced flow
 */
export function guestCeiling(region?: string): string[] {
  return [...new Set([...inline(region), ...MANAGED])].sort();
}

/**
 * @param session a session
 * @returns what Cognito itself limits the session to: guests in the enhanced flow only
 */
export function sessionPolicies(session: Session): readonly Policy[] {
  if (session.provider !== undefined || session.flow !== 'enhanced') return [];
  const { region } = session.pool.resource;
  const key = String(region !== undefined && OPT_IN_REGIONS.has(region));
  let policies = READ.get(key);
  if (policies === undefined) READ.set(key, policies = [read(INLINE_NAME, inline(region)), read('guest ceiling, AmazonCognitoUnAuthedIdentitiesSessionPolicy', MANAGED)]);
  return policies;
}

/**
 * Where the Region of the pool is not known, whether Cognito leaves guests the services that Regions to be enabled first drop is not either.
 *
 * @param session a session
 * @returns what surely limits the session, with what perhaps does not
 */
export function sessionPoliciesAnywhere(session: Session): readonly Policy[] {
  const [inlined, ...rest] = sessionPolicies(session);
  if (inlined === undefined || session.pool.resource.region !== undefined) return sessionPolicies(session);
  return [{ ...inlined, statements: [...read(INLINE_NAME, INLINE).statements, ...read(INLINE_NAME, INLINE_BY_DEFAULT).statements.map((statement) => perhaps(statement, BY_REGION))] }, ...rest];
}

/** The policies are the same for all sessions of a kind: what was found of them is remembered. */
const READ = new Map<string, readonly Policy[]>();

const inline = (region: string | undefined): string[] => (region !== undefined && OPT_IN_REGIONS.has(region) ? INLINE : [...INLINE, ...INLINE_BY_DEFAULT]);

const INLINE_NAME = 'guest ceiling, inline';
const BY_REGION = 'Amazon Cognito leaves it to guests in Regions that are enabled by default only, and the Region is not known';

function read(name: string, actions: readonly string[]): Policy {
  return parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }, { resource: name, path: '', kind: 'session' });
}
