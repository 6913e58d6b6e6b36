import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, IdentityPoolOnly, IdentityPoolProvider, Owner, OwnObjectGrants, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import { expectError } from '../support/user-pool-fixture';

function given() {
  const stack = new Stack(new App(), 'Stack');
  const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => `${id} ${entry.data as string}`);
  return { stack, warnings };
}

describe('an identity pool that lets nobody in', () => {
  const nobody = '/Stack/Auth/IdentityPool/Resource the identity pool lets nobody in: it has no app client of a user pool, no other provider and no guests; add one, such as addSinglePageAppClient or addProvider, or acknowledge this warning if they are still to come [ack: cdk-cognito-pools:nobody-admitted]';

  test('says so', () => {
    const { stack, warnings } = given();
    new UserPoolPlusIdentityPool(stack, 'Auth').addGroup('staff');
    expect(warnings()).toEqual([nobody]);
  });

  test.each([
    ['an app client', (stack: Stack) => new UserPoolPlusIdentityPool(stack, 'Auth').addSinglePageAppClient('web')],
    ['another provider', (stack: Stack) => new IdentityPoolOnly(stack, 'Auth').addProvider(IdentityPoolProvider.google('id'))],
    ['guests', (stack: Stack) => new GuestAccess(stack, 'Guests', { identityPool: new IdentityPoolOnly(stack, 'Auth') })],
  ])('says nothing once it has %s', (_what, make) => {
    const { stack, warnings } = given();
    make(stack);
    expect(warnings()).toEqual([]);
  });
});

test('more user-pool providers than the default quota are warned of: what it counts is not documented', () => {
  const { stack, warnings } = given();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
  for (let i = 0; i < 50; i++) auth.addSinglePageAppClient(`app${i}`);
  expect(warnings()).toEqual([]);
  const more = given();
  const crowded = new UserPoolPlusIdentityPool(more.stack, 'Auth');
  for (let i = 0; i < 51; i++) crowded.addSinglePageAppClient(`app${i}`);
  expect(more.warnings()).toEqual(['/Stack/Auth/IdentityPool/Resource the identity pool takes the tokens of 51 app clients, and an account has a quota of 50 user-pool providers of an identity pool unless AWS raised it (whether it counts app clients is not documented); let apps share a client, or acknowledge this warning once it deploys [ack: cdk-cognito-pools:user-pool-providers]']);
});

describe('role attachments', () => {
  const exists = (first: string, second: string) => `role-attachment-exists: the identity pool has a role attachment already, ${first}; leave one of the two: they stand for one setting of the pool, and each deployment of one overwrites the other [at ${second}]`;

  test('a second one of a pool of ours is refused at synth, wherever it stands', () => {
    const { stack } = given();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    new CfnIdentityPoolRoleAttachment(new Stack(stack.node.root, 'There'), 'More', { identityPoolId: auth.identityPoolId, roles: {} });
    expect(() => Template.fromStack(stack)).toThrow(exists('Stack/Auth/RoleAttachment', 'There/More'));
  });

  test('those of two pools are not in each other\'s way', () => {
    const { stack } = given();
    new IdentityPoolOnly(stack, 'Auth');
    new IdentityPoolOnly(stack, 'Other');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

test('guests own nothing by a session tag, which none of them has', () => {
  const { stack } = given();
  const guests = new GuestAccess(stack, 'Guests').principal;
  for (const [owner, tag] of [[Owner.sub(), 'sub'], [Owner.sessionTag('tenant'), 'tenant']] as const) {
    const grants = OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, `Bucket-${tag}`, tag), { prefix: 'users', owner });
    expectError(() => grants.read(guests), `guest-without-tags: guests would own what belongs to the session tag '${tag}', and no guest has one; leave the owner out: guests own by their identity id [at ${guests.node.path}]`);
  }
});

test.each(['', 'x'.repeat(257)])('a session tag is taken from no claim with a name like %j', (name) => {
  expect(() => TokenClaim.named(name)).toThrow(`session-tag-claim: a session tag is taken from the claim '${name}', ${name.length} characters long; name a claim of 1 to 256 characters`);
});
