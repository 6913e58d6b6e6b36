import { ClaimMatch, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, UserPoolPlusIdentityPool, type IdentityPoolPrincipal } from '../../lib';
import { stackOf, trustOf } from '../support/stacks';

const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');

function pools() {
  const stack = stackOf();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
  auth.addIdentityPoolProvider(google);
  return { stack, auth };
}

test.each<[string, string, string, (made: ReturnType<typeof pools>) => IdentityPoolPrincipal]>([
  ['everybody who has signed in', 'AuthAuthenticatedRole', 'authenticated', ({ auth }) => auth.authenticated],
  ['guests', 'GuestsRole', 'unauthenticated', ({ stack, auth }) => new GuestAccess(stack, 'Guests', { identityPool: auth }).principal],
  ['a group', 'staffMembersRole', 'authenticated', ({ auth }) => auth.group('staff')],
  ['the users of a provider', 'PeopleRole', 'accounts.google.com', ({ auth }) => auth.usersOf(google)],
  ['those whom a rule matches', 'boardRuleRole', 'accounts.google.com', ({ auth }) => auth.addRoleMappingRule('board', google, ClaimMatch.equalTo('hd', 'example.com'))],
])('the role of %s trusts the pool, and of its users those who signed in so', (_who, role, method, principal) => {
  const made = pools();
  principal(made).obtainRole();
  expect(trustOf(made.stack, role)).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Condition: {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': { Ref: expect.stringMatching(/^AuthIdentityPool/) as unknown } },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': method },
      },
    }],
  });
});

test('guest access takes the pool by the construct, the L2 or the L1 alike, and has one guest role for all', () => {
  for (const poolOf of [(auth: IdentityPoolOnly) => auth, (auth: IdentityPoolOnly) => auth.identityPool, (auth: IdentityPoolOnly) => auth.node.defaultChild as never]) {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    new GuestAccess(stack, 'Guests', { identityPool: poolOf(auth) });
    expect(() => new GuestAccess(stack, 'More', { identityPool: auth })).toThrow('duplicate-guest-access: this identity pool has guest access already');
  }
});
