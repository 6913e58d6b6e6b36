import { CfnParameter } from 'aws-cdk-lib';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ClaimMatch, CustomAttribute, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, Owner, OwnObjectGrants, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import { countsOf, onlyResource, resourcesOf, stackOf, statementsOf, trustOf } from '../support/stacks';

// What users of other constructs asked for again and again, each under its number in the issue tracker where they did.

function given() {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['first', 'second'], customAttributes: { tenantId: CustomAttribute.string(), motto: CustomAttribute.string({ userWritable: true }) } });
  auth.addSinglePageAppClient('web');
  return { stack, auth, bucket: Bucket.fromBucketName(stack, 'Photos', 'photos') };
}

const mappings = (stack: ReturnType<typeof stackOf>): object => onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings as object;

test('aws-cdk#33725, #33305: roles are mapped at any time, and roles that name the pool make no circle', () => {
  const { stack, auth, bucket } = given();
  auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'));
  bucket.grantRead(auth.group('second'));
  auth.addSinglePageAppClient('later');
  bucket.grantRead(auth.group('first'));
  expect(Object.keys(mappings(stack))).toEqual(['web', 'later']);
  expect(JSON.stringify(trustOf(stack, 'firstMembers'))).toContain('"Ref":"AuthIdentityPool');
});

test('aws-cdk#22951, #7670: the key of a mapping and the name of its provider are derived, also of pools and clients that are tokens', () => {
  const stack = stackOf('eu-west-1');
  const userPool = UserPool.fromUserPoolId(stack, 'There', new CfnParameter(stack, 'PoolId').valueAsString);
  const provider = IdentityPoolProvider.userPool(userPool, [UserPoolClient.fromUserPoolClientId(stack, 'Web', new CfnParameter(stack, 'ClientId').valueAsString)]);
  new IdentityPoolOnly(stack, 'Auth', { providers: [provider] }).addRoleMappingRule('staff', provider, ClaimMatch.equalTo('sub', '1'));
  const [[key, mapping]] = Object.entries(mappings(stack)) as [string, { IdentityProvider: unknown }][];
  expect(key).toBe('There-Web');
  expect(mapping.IdentityProvider).toEqual({ 'Fn::Join': ['', ['cognito-idp.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: 'PoolId' }, ':', { Ref: 'ClientId' }]] });
});

test('aws-cdk#30919: whoever has session tags can take them into the role', () => {
  const { stack, auth } = given();
  auth.addSessionTag('tenantId', auth.users, TokenClaim.customAttribute('tenantId'));
  expect((trustOf(stack, 'Authenticated') as { Statement: { Action: string }[] }).Statement.map(({ Action }) => Action)).toEqual(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']);
});

test('amplify-js#54: own folders by the identity id, or by the sub that tokens and APIs know', () => {
  const { stack, auth, bucket } = given();
  OwnObjectGrants.fromBucket(bucket, { prefix: 'by-identity' }).delete(auth.authenticated);
  OwnObjectGrants.fromBucket(bucket, { prefix: 'by-sub', owner: Owner.sub() }).delete(auth.authenticated);
  const resources = statementsOf(stack).map(({ Resource }) => JSON.stringify(Resource));
  expect(resources).toEqual([expect.stringContaining('/by-identity/${cognito-identity.amazonaws.com:sub}/*'), expect.stringContaining('/by-sub/${aws:PrincipalTag/sub}/*')]);
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolPrincipalTag').Properties.PrincipalTags).toEqual({ sub: 'sub' });
});

test('amplify-js#10715: members of a group keep what everybody has', () => {
  const { stack, auth, bucket } = given();
  bucket.grantRead(auth.authenticated, 'all/*');
  bucket.grantRead(auth.group('first'), 'first/*');
  const everybody = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([id]) => id.includes('Authenticated'));
  expect(everybody?.[1].Properties.Roles).toEqual([{ Ref: expect.stringContaining('AuthenticatedRole') as string }, { Ref: expect.stringContaining('firstMembersRole') as string }]);
});

test('amplify-backend#2046: one role at a time, to be chosen by its ARN; no two groups count the same', () => {
  const { stack, auth, bucket } = given();
  for (const name of ['first', 'second']) bucket.grantRead(auth.group(name));
  expect(Object.keys(stack.resolve(auth.groupRoleArns) as object)).toEqual(['first', 'second']);
  const precedences = Object.values(resourcesOf(stack, 'AWS::Cognito::UserPoolGroup')).map(({ Properties }) => Properties.Precedence);
  expect(new Set(precedences).size).toBe(2);
});

test('aws-cdk#21835, #30608: what decides access is not the user’s to write', () => {
  const { stack, auth } = given();
  expect(() => auth.addSessionTag('motto', auth.users, TokenClaim.customAttribute('motto'))).toThrow('session-tag-forgeable');
  expect(() => auth.addRoleMappingRule('motto', auth.users, ClaimMatch.equalTo('custom:motto', 'x'))).toThrow('unsafe-rule');
  const { WriteAttributes } = onlyResource(stack, 'AWS::Cognito::UserPoolClient').Properties;
  expect(WriteAttributes).not.toContain('custom:tenantId');
  expect(WriteAttributes).toContain('custom:motto');
});

test('what Cognito takes from guests silently is told when it is granted', () => {
  const guests = new GuestAccess(stackOf('eu-west-1'), 'Guests');
  expect(() => guests.principal.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }))).toThrow('beyond-guest-ceiling');
});

test('guests are off, their role is not made, and nobody has the classic flow', () => {
  const { stack } = given();
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).toMatchObject({ AllowUnauthenticatedIdentities: false });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).not.toHaveProperty('AllowClassicFlow');
  expect(countsOf(stack)['AWS::IAM::Role']).toBe(1);
});
