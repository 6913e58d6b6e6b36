import { OWN, TENANT, allow } from '../plain-app';
import { add, all, arn, asItIs, at, document, inBucket, instead, managed, opened, properties, ref, set, statement, without, type Change, type RuleCase } from './rule-case';

const tenants = (key: string): Change => add('AuthPolicy', allow('s3:GetObject', inBucket(key)));
const SUB = '${cognito-identity.amazonaws.com:sub}';
const all4 = 'list in AuthPolicy.Statement[3] the actions that all users need, on the ARNs that they need them for';
const own = instead('AuthPolicy', allow('s3:DeleteObject', inBucket(`users/${OWN}/*`)));
const toOwn = (id: string): string => `let ${id} name only what belongs to nobody, or ask for \${Photos.Arn}/users/${SUB}/*`;
const table = (name: string): object => ({ 'Fn::Join': ['', [arn(name), '/index/*']] });

const closed = set('UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
const offers = (names: string[] | undefined): Change => set('Client', { SupportedIdentityProviders: names });

/** What statements allow. */
export const ACCESS_CASES: readonly RuleCase[] = [
  ['privilege-escalation', 'as it is', asItIs, 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'every action on what is their own', add('AuthPolicy', allow('s3:*', inBucket(`own/${OWN}/*`))), 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'everything in IAM', add('AuthPolicy', allow('iam:*', '*')), 'VIOLATED', 'AuthPolicy', { fix: 'list in AuthPolicy.Statement[3] the actions that users need, in place of iam:*', after: instead('AuthPolicy', allow('iam:GetAccountSummary', '*')) }],
  ['privilege-escalation', 'the policies of one role', add('AuthPolicy', allow('iam:PutRolePolicy', arn('AuthRole'))), 'VIOLATED', 'AuthPolicy', { fix: 'take iam:PutRolePolicy out of AuthPolicy.Statement[3]', after: instead('AuthPolicy') }],
  ['privilege-escalation', 'all but', add('AuthPolicy', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), 'VIOLATED', 'AuthPolicy', { fix: 'list in AuthPolicy.Statement[3] the actions that users need (Action), in place of NotAction', after: own }],
  ['privilege-escalation', 'any role', add('AuthPolicy', allow('sts:AssumeRole', '*')), 'VIOLATED', 'AuthPolicy', { fix: 'take sts:AssumeRole out of AuthPolicy.Statement[3]', after: instead('AuthPolicy') }],
  ['privilege-escalation', 'one role', add('AuthPolicy', allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/reports')), 'NOT_PROVED', 'AuthPolicy', { fix: 'take sts:AssumeRole out of AuthPolicy.Statement[3]', after: instead('AuthPolicy') }],
  ['privilege-escalation', 'one role passed to one service', add('AuthPolicy', allow('iam:PassRole', 'arn:aws:iam::111122223333:role/import', { Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } } })), 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'an administrator', managed('CuratorsRole', 'AdministratorAccess'), 'VIOLATED', 'CuratorsRole',
    { fix: 'replace the managed policy in CuratorsRole.ManagedPolicyArns[0] by statements that list what users need', after: set('CuratorsRole', { ManagedPolicyArns: [] }) }],
  ['privilege-escalation', 'the policy of a resource lets them write it', opened('s3:PutBucketPolicy', arn('Photos')), 'VIOLATED', 'Opened', { fix: 'take s3:PutBucketPolicy out of Opened.Statement[0]', after: without('Opened') }],
  ['privilege-escalation', 'a boundary that forbids it', all(add('AuthPolicy', allow('iam:*', '*')), (t) => {
    t.Resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow('s3:*', '*')) } };
    for (const id of ['AuthRole', 'CuratorsRole']) properties(t, id).PermissionsBoundary = ref('Boundary');
  }), 'PROVED', 'IdentityPool'],

  ['identity-not-isolated', 'as it is', asItIs, 'PROVED', 'AuthPolicy'],
  ['identity-not-isolated', 'a second statement', add('AuthPolicy', allow('s3:GetObject', inBucket('users/*'))), 'VIOLATED', 'AuthPolicy', { fix: toOwn('AuthPolicy.Statement[3]'), after: own }],
  ['identity-not-isolated', 'a second statement that then names what belongs to nobody', add('AuthPolicy', allow('s3:GetObject', inBucket('*'))), 'VIOLATED', 'AuthPolicy', { fix: toOwn('AuthPolicy.Statement[3]'), after: instead('AuthPolicy', allow('s3:GetObject', inBucket('shared/*'))) }],
  ['identity-not-isolated', 'a wildcard before the variable', statement('AuthPolicy', 0, { Resource: inBucket(`*/${OWN}/*`) }), 'VIOLATED', 'AuthPolicy',
    { fix: `name the folder before ${SUB} in AuthPolicy.Statement[0], in place of the wildcard`, after: statement('AuthPolicy', 0, { Resource: inBucket(`users/${OWN}/*`) }) }],
  ['identity-not-isolated', 'no slash after the variable', statement('AuthPolicy', 0, { Resource: inBucket(`users/${OWN}*`) }), 'VIOLATED', 'AuthPolicy',
    { fix: `put a slash after ${SUB} in AuthPolicy.Statement[0]: ${SUB}/*`, after: statement('AuthPolicy', 0, { Resource: inBucket(`users/${OWN}/*`) }) }],
  ['identity-not-isolated', 'no slash after the variable of a listing', statement('AuthPolicy', 1, { Condition: { StringLike: { 's3:prefix': [`users/${OWN}*`] } } }), 'VIOLATED', 'AuthPolicy',
    { fix: `put a slash after ${SUB} in AuthPolicy.Statement[1]: ${SUB}/*`, after: statement('AuthPolicy', 1, { Condition: { StringLike: { 's3:prefix': [`users/${OWN}/*`] } } }) }],
  ['identity-not-isolated', 'the keys of a listing may be left out', statement('AuthPolicy', 1, { Condition: { StringLikeIfExists: { 's3:prefix': [`users/${OWN}/*`] } } }), 'VIOLATED', 'AuthPolicy',
    { fix: 'ask in AuthPolicy.Statement[1] by StringLike, in place of StringLikeIfExists', after: statement('AuthPolicy', 1, { Condition: { StringLike: { 's3:prefix': [`users/${OWN}/*`] } } }) }],
  ['identity-not-isolated', 'a scan has no keys', statement('AuthPolicy', 2, { Action: ['dynamodb:GetItem', 'dynamodb:Scan'] }), 'VIOLATED', 'AuthPolicy',
    { fix: 'take dynamodb:Scan out of AuthPolicy.Statement[2]: it reads the table without a key', after: statement('AuthPolicy', 2, { Action: ['dynamodb:GetItem'] }) }],
  ['identity-not-isolated', 'a statement of PartiQL need not name a key', statement('AuthPolicy', 2, { Action: ['dynamodb:PartiQLSelect'] }), 'VIOLATED', 'AuthPolicy',
    {
      fix: 'add the condition Null dynamodb:LeadingKeys = false to AuthPolicy.Statement[2]',
      after: (t) => { Object.assign(at(t, 'AuthPolicy/Properties/PolicyDocument/Statement/2/Condition'), { Null: { 'dynamodb:LeadingKeys': 'false' } }); },
    }],
  ['identity-not-isolated', 'a bucket policy for everybody', opened('s3:GetObject', inBucket('*')), 'VIOLATED', 'Opened', { fix: toOwn('Opened.Statement[0]'), after: opened('s3:GetObject', inBucket('shared/*')) }],

  ['tenant-not-isolated', 'ids between slashes', tenants(`tenants/${TENANT}/*`), 'NOT_PROVED', 'AuthPolicy', {
    fix: 'add to AuthPolicy.Statement[3] the condition StringNotLike aws:PrincipalTag/tenant = "" and "*/*"',
    after: statement('AuthPolicy', 3, { Condition: { StringNotLike: { 'aws:PrincipalTag/tenant': ['', '*/*'] } } }),
  }],
  ['tenant-not-isolated', 'a second folder that refuses no slashes', all(tenants(`tenants/${TENANT}/*`), statement('AuthPolicy', 3, { Condition: { StringNotLike: { 'aws:PrincipalTag/tenant': ['', '*/*'] } } }), tenants(`invoices/${TENANT}/*`)), 'NOT_PROVED', 'AuthPolicy', {
    fix: 'add to AuthPolicy.Statement[3] and AuthPolicy.Statement[4] the condition StringNotLike aws:PrincipalTag/tenant = "" and "*/*"',
    after: statement('AuthPolicy', 4, { Condition: { StringNotLike: { 'aws:PrincipalTag/tenant': ['', '*/*'] } } }),
  }],
  ['tenant-not-isolated', 'no slash after the variable', tenants(`tenants/${TENANT}*`), 'VIOLATED', 'AuthPolicy', {
    fix: `put a slash after ${TENANT} in AuthPolicy.Statement[3]: ${TENANT}/*, and add to AuthPolicy.Statement[3] the condition StringNotLike aws:PrincipalTag/tenant = "" and "*/*"`,
    after: instead('AuthPolicy', allow('s3:GetObject', inBucket(`tenants/${TENANT}/*`), { Condition: { StringNotLike: { 'aws:PrincipalTag/tenant': ['', '*/*'] } } })),
  }],
  ['tenant-not-isolated', 'a tag that no claim is mapped to', tenants('tenants/${aws:PrincipalTag/team}/*'), 'UNKNOWN', 'AuthPolicy',
    { fix: 'map a claim to the tag \'team\' (AWS::Cognito::IdentityPoolPrincipalTag), or take the statement out: without the tag it gives nothing', after: instead('AuthPolicy') }],
  ['tenant-not-isolated', 'one key', tenants(`tenants/${TENANT}.json`), 'PROVED', 'AuthPolicy'],

  ['open-sign-up-wide-access', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'every bucket', add('AuthPolicy', allow('s3:*', '*')), 'VIOLATED', 'AuthPolicy', { fix: all4, after: own }],
  ['open-sign-up-wide-access', 'every action on own objects, which deletes no bucket', add('AuthPolicy', allow('s3:*', inBucket(`${OWN}/*`))), 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'identity pools', add('AuthPolicy', allow('cognito-identity:*', '*')), 'VIOLATED', 'AuthPolicy', { fix: all4, after: own }],
  ['open-sign-up-wide-access', 'every action on a bucket', add('AuthPolicy', allow('s3:*', arn('Photos'))), 'VIOLATED', 'AuthPolicy', { fix: all4, after: own }],
  ['open-sign-up-wide-access', 'a folder of every bucket', add('AuthPolicy', allow('s3:GetObject', 'arn:aws:s3:::*/public/*')), 'VIOLATED', 'AuthPolicy', { fix: all4, after: instead('AuthPolicy', allow('s3:GetObject', inBucket('public/*'))) }],
  ['open-sign-up-wide-access', 'a path of every API', add('AuthPolicy', allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:*:*/prod/POST/chat')), 'VIOLATED', 'AuthPolicy',
    { fix: all4, after: instead('AuthPolicy', allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:111122223333:abc123/prod/POST/chat')) }],
  ['open-sign-up-wide-access', 'every index of a table', add('AuthPolicy', allow(['dynamodb:Query', 'dynamodb:Scan'], table('Items'))), 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'every function of the account', add('AuthPolicy', allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*')), 'VIOLATED', 'AuthPolicy',
    { fix: all4, after: instead('AuthPolicy', allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:chat')) }],
  ['open-sign-up-wide-access', 'a public provider of the user pool, where nobody signs up', all(closed, offers(['COGNITO', 'Google']), add('AuthPolicy', allow('s3:*', '*'))), 'VIOLATED', 'AuthPolicy', { fix: all4, after: own }],
  ['open-sign-up-wide-access', 'a public provider, by an app client that names none', all(closed, offers(undefined), add('AuthPolicy', allow('s3:*', '*'))), 'UNKNOWN', 'AuthPolicy', { fix: all4, after: own }],
  ['open-sign-up-wide-access', 'a trigger decides', all(set('UserPool', { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:f' } }), add('AuthPolicy', allow('s3:*', '*'))), 'UNKNOWN', 'AuthPolicy',
    { fix: 'if the trigger of \'UserPool\' refuses everybody whom nobody invited, acknowledge the finding with that as the reason; if not, narrow what users who signed in may do', after: own }],
];
