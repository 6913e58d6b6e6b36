import { OWN, allow } from '../plain-app';
import { add, all, arn, asItIs, classic, inBucket, instead, managed, ref, set, unmapped, type RuleCase } from './rule-case';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s';
const need = 'list in GuestPolicy.Statement[2] the actions that guests need, on the ARNs that they need them for';
const photos = instead('GuestPolicy', allow('s3:GetObject', inBucket('public/*')));

/** What guests are allowed. */
export const GUEST_CASES: readonly RuleCase[] = [
  ['guest-ceiling', 'as it is', asItIs, 'PROVED', 'GuestRole'],
  ['guest-ceiling', 'an action that guests never get', add('GuestPolicy', allow('secretsmanager:GetSecretValue', '*')), 'VIOLATED', 'GuestPolicy',
    { fix: 'take secretsmanager:GetSecretValue out of GuestPolicy.Statement[2]: they cannot use it', after: instead('GuestPolicy') }],
  ['guest-ceiling', 'one of several', add('GuestPolicy', allow(['s3:GetObject', 'bedrock:InvokeModel'], '*')), 'VIOLATED', 'GuestPolicy',
    { fix: 'take bedrock:InvokeModel out of GuestPolicy.Statement[2]: they cannot use it', after: instead('GuestPolicy', allow(['s3:GetObject'], '*')) }],
  ['guest-ceiling', 'a policy of users who signed in too', all(add('AuthPolicy', allow('bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/m')), set('AuthPolicy', { Roles: ['AuthRole', 'CuratorsRole', 'GuestRole'].map(ref) })), 'VIOLATED', 'AuthPolicy',
    { fix: 'give guests a policy of their own: the one of AuthPolicy.Statement[3] is that of CuratorsRole too', after: set('AuthPolicy', { Roles: ['AuthRole', 'CuratorsRole'].map(ref) }) }],
  ['guest-ceiling', 'a pattern of which something is left', add('GuestPolicy', allow('kms:*', arn('Photos'))), 'PROVED', 'GuestRole'],
  ['guest-ceiling', 'a policy whose text is not known', managed('GuestRole', 'SomethingElse'), 'UNKNOWN', 'GuestRole',
    { fix: 'put statements that list what users need in the place of arn:aws:iam::aws:policy/SomethingElse, whose text is AWS\'s and not known here', after: set('GuestRole', { ManagedPolicyArns: [] }) }],

  ['guest-classic-flow', 'within what the enhanced flow leaves', all(classic, unmapped), 'PROVED', 'IdentityPool'],
  ['guest-classic-flow', 'a secret', all(classic, unmapped, add('GuestPolicy', allow('secretsmanager:GetSecretValue', SECRET))), 'VIOLATED', 'GuestPolicy', { fix: 'take secretsmanager:GetSecretValue out of GuestPolicy.Statement[2]', after: instead('GuestPolicy') }],
  ['guest-classic-flow', 'a model', all(classic, unmapped, add('GuestPolicy', allow('bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/m'))), 'VIOLATED', 'GuestPolicy', { fix: 'take bedrock:InvokeModel out of GuestPolicy.Statement[2]', after: instead('GuestPolicy') }],
  ['guest-classic-flow', 'a pattern of which a part is beyond', all(classic, unmapped, add('GuestPolicy', allow(['geo:Get*'], 'arn:aws:geo:us-east-1:111122223333:map/m'))), 'VIOLATED', 'GuestPolicy',
    { fix: 'list in GuestPolicy.Statement[2] the actions that guests need, in place of geo:Get*', after: instead('GuestPolicy', allow('geo:GetMapTile', 'arn:aws:geo:us-east-1:111122223333:map/m')) }],
  ['guest-classic-flow', 'a secret that a Deny keeps from them', all(classic, unmapped, add('GuestPolicy', allow('secretsmanager:GetSecretValue', SECRET), { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' })), 'PROVED', 'IdentityPool'],
  ['guest-classic-flow', 'a secret for users who signed in', all(classic, unmapped, add('AuthPolicy', allow('secretsmanager:GetSecretValue', SECRET))), 'PROVED', 'IdentityPool'],

  ['guest-wide-access', 'as it is', asItIs, 'PROVED', 'GuestRole'],
  ['guest-wide-access', 'every bucket', add('GuestPolicy', allow('s3:GetObject', '*')), 'VIOLATED', 'GuestPolicy', { fix: need, after: photos }],
  ['guest-wide-access', 'every action on a table', add('GuestPolicy', allow('dynamodb:*', arn('Items'))), 'VIOLATED', 'GuestPolicy', { fix: need, after: instead('GuestPolicy', allow('dynamodb:DescribeTable', arn('Items'))) }],
  ['guest-wide-access', 'all but', add('GuestPolicy', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'VIOLATED', 'GuestPolicy', { fix: `${need}, in place of NotAction`, after: photos }],
  ['guest-wide-access', 'all but one bucket', add('GuestPolicy', { Effect: 'Allow', Action: 's3:GetObject', NotResource: inBucket('*') }), 'VIOLATED', 'GuestPolicy', { fix: `${need}, in place of NotResource`, after: photos }],
  ['guest-wide-access', 'an AWS-managed policy', managed('GuestRole', 'AmazonS3FullAccess'), 'VIOLATED', 'GuestRole',
    { fix: 'replace the managed policy in GuestRole.ManagedPolicyArns[0] by statements that list what guests need', after: set('GuestRole', { ManagedPolicyArns: [] }) }],
  ['guest-wide-access', 'a managed policy whose text is not known', managed('GuestRole', 'SomethingElse'), 'UNKNOWN', 'GuestRole',
    { fix: 'put statements that list what users need in the place of arn:aws:iam::aws:policy/SomethingElse, whose text is AWS\'s and not known here', after: set('GuestRole', { ManagedPolicyArns: [] }) }],
  ['guest-wide-access', 'wide, and denied', add('GuestPolicy', allow('s3:*', '*'), { Effect: 'Deny', Action: 's3:*', Resource: '*' }), 'PROVED', 'GuestRole'],
  ['guest-wide-access', 'what Cognito Sync does with the data of others', add('GuestPolicy', allow('cognito-sync:*', '*')), 'NOT_PROVED', 'GuestPolicy',
    { fix: need, after: instead('GuestPolicy', allow('cognito-sync:ListRecords', { 'Fn::Join': ['', ['arn:aws:cognito-sync:us-east-1:111122223333:identitypool/', ref('IdentityPool'), `/identity/${OWN}/*`]] })) }],
  ['guest-wide-access', 'what the ceiling takes away', add('GuestPolicy', allow('secretsmanager:*', '*')), 'PROVED', 'GuestRole'],
];
