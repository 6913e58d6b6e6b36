import { ITEM_ACTIONS, OBJECT_ACTIONS, RECORD_ACTIONS } from '../../../lib/grants/private/actions';
import { actionFacts, type ActionFacts, actionsMatching, type EdgeKind, type Gain } from '../../../lib/proof/authorization-data/actions';
import { classOf } from '../../../lib/proof/authorization-data/cloudformation-types';
import { EDGE_GROUPS, spellOut } from '../../../lib/proof/authorization-data/edges';
import { NAMES_A_ROLE } from '../../../lib/proof/authorization-data/edges/roles';

function facts(action: string): ActionFacts {
  const found = actionFacts(action);
  if (found === undefined) throw new Error(`the data have no ${action}`);
  return found;
}

const byHand = EDGE_GROUPS.flatMap(({ actions }) => spellOut(actions));

describe('what was decided by reading', () => {
  test('every action exists, spelled as AWS spells it', () => {
    expect([...byHand, ...spellOut(NAMES_A_ROLE)].filter((action) => actionFacts(action)?.name !== action)).toEqual([]);
  });

  test('no action was decided twice', () => {
    expect(byHand.filter((action, index) => byHand.indexOf(action) !== index)).toEqual([]);
  });

  test('every group says why', () => {
    expect(EDGE_GROUPS.filter(({ why }) => why.length < 15)).toEqual([]);
  });

  test('what gives nothing without a resource of some type names a type that grants, or one that has the role that is lent', () => {
    const types = EDGE_GROUPS.flatMap(({ onlyWith }) => onlyWith ?? []);
    expect(types.filter((type) => classOf(type)?.kind !== 'grants')).toEqual(['AWS::LakeFormation::Resource']);
    expect(classOf('AWS::LakeFormation::Resource')?.kind).toBe('has-role');
  });

  test('nothing that AWS calls permissions management is harmless, but for a public call', () => {
    expect(actionsMatching('*').filter(({ level, edge }) => level === 'permissions' && edge === 'inert').map(({ name }) => name)).toEqual(['cognito-identity:GetId']);
  });

  test('a writing action is harmless only where somebody decided so', () => {
    const decided = new Set(byHand);
    expect(actionsMatching('*').filter(({ level, edge, name }) => level === 'write' && ['inert', 'mediated', 'secret'].includes(edge) && !decided.has(name))).toEqual([]);
  });
});

describe('edges, with what is gained', () => {
  const known: readonly (readonly [action: string, edge: EdgeKind, gains?: Gain])[] = [
    // changes of policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-edit.html
    ['iam:CreatePolicyVersion', 'iam-policy', 'any-role'], ['iam:AttachRolePolicy', 'iam-policy', 'any-role'], ['iam:CreateAccessKey', 'iam-policy', 'any-role'], ['iam:UpdateAssumeRolePolicy', 'iam-policy', 'named-role'],
    ['iam:DeleteRolePermissionsBoundary', 'iam-policy', 'resource'], ['iam:AcceptDelegationRequest', 'iam-policy', 'any-role'], ['iam:CreateServiceSpecificCredential', 'iam-policy', 'any-role'],
    // changes of a resource's policy
    ['s3:PutBucketPolicy', 'resource-policy', 'resource'], ['kms:CreateGrant', 'resource-policy', 'resource'], ['lambda:AddPermission', 'resource-policy', 'resource'], ['s3:CreateAccessGrant', 'resource-policy', 'resource'],
    // the same, though AWS calls it writing
    ['kinesis:PutResourcePolicy', 'resource-policy', 'resource'], ['aoss:CreateAccessPolicy', 'resource-policy', 'resource'], ['logs:PutDestinationPolicy', 'resource-policy', 'resource'],
    // data that leaves by configuration
    ['s3:PutReplicationConfiguration', 'data-export', 'resource'], ['s3:CreateAccessPoint', 'data-export', 'resource'], ['s3:PutBucketNotification', 'data-export', 'resource'],
    ['dynamodb:ExportTableToPointInTime', 'data-export', 'resource'], ['kinesis:RegisterStreamConsumer', 'data-export', 'resource'], ['firehose:UpdateDestination', 'code', 'role-of-resource'],
    ['logs:PutSubscriptionFilter', 'data-export', 'resource'], ['sns:Subscribe', 'data-export', 'resource'],
    // roles that are assumed
    ['sts:AssumeRole', 'assume-role', 'named-role'], ['sts:AssumeRoleWithWebIdentity', 'assume-role', 'named-role'], ['sts:TagSession', 'assume-role', 'attributes'],
    ['eks-auth:AssumeRoleForPodIdentity', 'assume-role', 'role-of-resource'], ['rolesanywhere:CreateTrustAnchor', 'assume-role', 'any-role'],
    // roles that are passed
    ['iam:PassRole', 'pass-role', 'named-role'], ['lambda:CreateFunction', 'pass-role'], ['ec2:RunInstances', 'pass-role'],
    // code in something that has a role
    ['lambda:UpdateFunctionCode', 'code', 'role-of-resource'], ['cloudformation:UpdateStack', 'code', 'role-of-resource'], ['ssm:SendCommand', 'code', 'role-of-resource'], ['appsync:UpdateResolver', 'code', 'role-of-resource'],
    ['states:UpdateStateMachine', 'code', 'role-of-resource'], ['codecommit:GitPush', 'code', 'role-of-resource'], ['bedrock-agentcore:InvokeCodeInterpreter', 'code', 'role-of-resource'],
    // the role of what is changed need not be passed again
    ['proton:UpdateAccountSettings', 'code', 'role-of-resource'],
    // who somebody is
    ['cognito-identity:SetIdentityPoolRoles', 'identity', 'identity-pool'], ['cognito-identity:UpdateIdentityPool', 'identity', 'identity-pool'], ['cognito-identity:SetPrincipalTagAttributeMap', 'identity', 'identity-pool'],
    ['cognito-identity:GetOpenIdTokenForDeveloperIdentity', 'identity', 'identity-pool'], ['cognito-identity:LookupDeveloperIdentity', 'identity', 'identity-pool'],
    // whoever knows the id of a guest is that guest
    ['cognito-identity:ListIdentities', 'identity', 'identity-pool'],
    ['cognito-idp:AdminAddUserToGroup', 'identity', 'groups'], ['cognito-idp:UpdateGroup', 'identity', 'groups'], ['cognito-idp:AdminUpdateUserAttributes', 'identity', 'attributes'],
    ['cognito-idp:AdminSetUserPassword', 'identity', 'user-pool'], ['cognito-idp:AdminLinkProviderForUser', 'identity', 'user-pool'], ['cognito-idp:UpdateUserPoolClient', 'identity', 'user-pool'],
    ['cognito-idp:UpdateUserPool', 'identity', 'user-pool'], ['iam:CreateSAMLProvider', 'identity', 'any-role'],
    // tags
    ['iam:TagRole', 'tag'], ['s3:PutObjectTagging', 'tag'], ['dynamodb:TagResource', 'tag'], ['aoss:TagResource', 'tag'],
    // credentials and secrets
    ['s3:GetDataAccess', 'credentials', 'resource'], ['ecr:GetAuthorizationToken', 'credentials'], ['redshift:GetClusterCredentials', 'credentials', 'role-of-resource'], ['sso-oauth:CreateTokenWithIAM', 'credentials'],
    ['secretsmanager:GetSecretValue', 'secret'], ['ssm:GetParametersByPath', 'secret'], ['lambda:GetFunctionConfiguration', 'secret'], ['cognito-idp:DescribeUserPoolClient', 'secret'], ['appsync:ListApiKeys', 'secret'],
    ['apigateway:GET', 'secret'], ['cloudformation:GetTemplate', 'secret'],
    // what code does with what is sent
    ['lambda:InvokeFunction', 'mediated'], ['execute-api:Invoke', 'mediated'], ['events:PutEvents', 'mediated'], ['dynamodb:PutItem', 'mediated'], ['s3:PutObject', 'mediated'], ['s3:ReplicateDelete', 'mediated'],
    // what keeps objects
    ['s3:PutObjectRetention', 'inert'], ['s3:PutObjectLegalHold', 'inert'],
    // reading, and what nobody has looked at
    ['s3:GetObject', 'inert'], ['cognito-idp:ListUsers', 'inert'], ['sts:GetCallerIdentity', 'inert'], ['dynamodb:DeleteTable', 'unclassified'], ['secretsmanager:DeleteSecret', 'unclassified'], ['lambda:DeleteFunction', 'unclassified'],
    // administration that gives no more than policies say
    ['s3:CreateBucket', 'inert'], ['dynamodb:CreateTable', 'inert'], ['logs:PutRetentionPolicy', 'inert'], ['events:RemoveTargets', 'inert'], ['ec2:CreateNetworkInterface', 'inert'], ['ecr:UploadLayerPart', 'inert'],
    ['ssm:PutParameter', 'mediated'], ['secretsmanager:PutSecretValue', 'mediated'], ['cloudwatch:PutMetricAlarm', 'mediated'], ['ec2:StartInstances', 'mediated'],
  ];

  test.each(known.map(([action, edge, gains]) => ({ action, edge, gains })))('$action: $edge $gains', ({ action, edge, gains }) => {
    expect([facts(action).edge, facts(action).gains]).toEqual([edge, gains]);
  });

  test.each(['GetId', 'GetOpenIdToken', 'GetCredentialsForIdentity'])('cognito-identity:%s needs no permission, so a permission gives nothing', (name) => {
    expect(facts(`cognito-identity:${name}`).edge).toBe('inert');
  });

  test('every other writing action of identity pools is an edge', () => {
    const harmless = actionsMatching('cognito-identity:*').filter(({ level, edge }) => (level === 'write' || level === 'permissions') && edge !== 'identity').map(({ name }) => name);
    expect(harmless).toEqual(['cognito-identity:GetId']);
  });

  test('no administration of users is harmless, unless it only takes access away', () => {
    const harmless = actionsMatching('cognito-idp:Admin*').filter(({ level, edge }) => level === 'write' && edge === 'inert').map(({ name }) => name);
    expect(harmless.sort()).toEqual(['cognito-idp:AdminDisableUser', 'cognito-idp:AdminForgetDevice', 'cognito-idp:AdminUserGlobalSignOut']);
  });

  test('no writing action of IAM is harmless', () => {
    expect(actionsMatching('iam:*').filter(({ level, edge }) => level !== 'read' && level !== 'list' && !['iam-policy', 'identity', 'pass-role', 'tag'].includes(edge))).toEqual([]);
  });

  test('data access of S3 gives nothing where no grant was made', () => {
    expect(facts('s3:GetDataAccess').onlyWith).toEqual(['AWS::S3::AccessGrant', 'AWS::S3::AccessGrantsInstance', 'AWS::S3::AccessGrantsLocation']);
  });
});

describe('data', () => {
  test('what the facades grant on objects, items, records and keys is no edge', () => {
    const granted = [...Object.values(OBJECT_ACTIONS), ...Object.values(ITEM_ACTIONS), ...Object.values(RECORD_ACTIONS)].flat();
    expect([...granted, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'].filter((action) => !['inert', 'mediated'].includes(facts(action).edge))).toEqual([]);
  });

  // https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
  test.each([
    'cloudwatch:PutMetricData', 'logs:PutLogEvents', 'dynamodb:UpdateItem', 'kinesis:PutRecords', 'mobileanalytics:PutEvents', 's3:DeleteObject', 'ses:SendEmail', 'sns:Publish', 'sqs:SendMessage', 'lambda:InvokeFunction',
    'machinelearning:Predict', 'execute-api:ManageConnections', 'iot:Publish', 'gamelift:StartMatchmaking', 'cognito-idp:InitiateAuth', 'cognito-identity:GetId', 'cognito-sync:UpdateRecords', 'lex:RecognizeText',
    'polly:StartSpeechSynthesisTask', 'comprehend:DetectSentiment', 'translate:TranslateText', 'transcribe:StartStreamTranscriptionWebSocket', 'rekognition:StartFaceLivenessSession', 'mobiletargeting:UpdateEndpoint',
    'firehose:PutRecordBatch', 'appsync:EventPublish', 'personalize:PutEvents', 'sagemaker:InvokeEndpoint', 'textract:AnalyzeDocument', 'sdb:PutAttributes', 'rum:PutRumEvents', 'geo:BatchUpdateDevicePosition',
    'codewhisperer:GenerateRecommendations', 'kms:ReEncryptFrom', 'kms:GenerateDataKeyPairWithoutPlaintext',
  ])('what Cognito leaves to guests is no edge where it is data: %s', (action) => {
    expect(['inert', 'mediated']).toContain(facts(action).edge);
  });

  test.each([
    'cloudwatch:PutMetricStream', 'logs:PutSubscriptionFilter', 'dynamodb:DeleteTable', 'kinesis:MergeShards', 's3:PutBucketWebsite', 'ses:CreateReceiptRule', 'sns:CreateTopic', 'sqs:SetQueueAttributes',
    'lambda:PutFunctionConcurrency', 'iot:CreateTopicRule', 'gamelift:CreateBuild', 'cognito-sync:SetIdentityPoolConfiguration', 'lex:UpdateBot', 'comprehend:CreateEndpoint', 'rekognition:CreateStreamProcessor',
    'mobiletargeting:PutEventStream', 'firehose:CreateDeliveryStream', 'appsync:CreateApiKey', 'personalize:CreateDatasetExportJob', 'sdb:CreateDomain', 'geo:CreateKey', 'kms:ScheduleKeyDeletion',
  ])('the administration of the same services is not harmless: %s', (action) => {
    expect(['inert', 'mediated', 'secret']).not.toContain(facts(action).edge);
  });
});
