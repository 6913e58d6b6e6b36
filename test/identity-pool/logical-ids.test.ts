import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { GuestAccess, IdentityPoolOnly, IdentityPoolProvider, TokenClaim } from '../../lib';
import { onlyResource, stackOf, Template } from '../support/stacks';

const withoutHashes = (ids: string[]): string[] => ids.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort();

// A changed logical id makes CloudFormation replace an identity pool, with the identities of all users.
test('the logical ids of what an identity pool is made of', () => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth');
  const google = IdentityPoolProvider.google('a');
  auth.addProvider(google, { sessionTags: { domain: TokenClaim.named('hd') } });
  auth.usersOf(google).obtainRole();
  auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::news/*'] }));
  new GuestAccess(stack, 'Guests');
  expect(withoutHashes(Object.keys((Template.fromStack(stack).toJSON() as { Resources: object }).Resources))).toEqual([
    'AuthAuthenticatedPolicy', 'AuthAuthenticatedRole', 'AuthIdentityPool', 'AuthRoleAttachment', 'AuthaccountsgooglecomPeopleRole', 'AuthaccountsgooglecomTags',
    'GuestsIdentityPool', 'GuestsRole', 'GuestsRoleAttachment',
  ]);
});

test('guest access with a pool of its own, which may go', () => {
  const stack = stackOf();
  new GuestAccess(stack, 'Guests', { removalPolicy: RemovalPolicy.DESTROY });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool')).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});
