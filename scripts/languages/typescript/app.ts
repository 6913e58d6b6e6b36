// Users sign in and keep photos in a folder of their own; curators see all of them; a tenant's users share plans.
import assert from 'node:assert/strict';
import { App, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessModel, AccessVerdict, CustomAttribute, IsolationVerdict, Owner, OwnObjectGrants, SignIn, TokenClaim, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';

const app = new App();
const stack = new Stack(app, 'Photos');
const photos = new Bucket(stack, 'Photos', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });

const auth = new UserPoolPlusIdentityPool(stack, 'Auth', {
  signIn: SignIn.email(),
  groups: ['curators'],
  customAttributes: { tenantId: CustomAttribute.string() },
  sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') },
});
auth.addSinglePageAppClient('web');

const own = OwnObjectGrants.fromBucket(photos, { prefix: 'users' });
own.readWrite(auth.authenticated);
own.readAll(auth.group('curators'));
OwnObjectGrants.fromBucket(photos, { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }).read(auth.authenticated);

// What users may do is read from the synthesized template, before anything is deployed.
const access = AccessModel.fromStack(stack);
const blue = access.user({ claims: { 'custom:tenantId': 'blue' } });
assert.equal(blue.can('s3:GetObject', photos.arnForObjects('users/somebody-else/a.jpg')).verdict, AccessVerdict.DENIED);

const green = access.user({ claims: { 'custom:tenantId': 'green' } });
const curator = access.user({ groups: ['curators'] });

assert.equal(blue.can('s3:GetObject', photos.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/a.jpg')).verdict, AccessVerdict.ALLOWED);
assert.equal(curator.can('s3:GetObject', photos.arnForObjects('users/somebody-else/a.jpg')).verdict, AccessVerdict.ALLOWED);
assert.equal(blue.can('s3:GetObject', photos.arnForObjects('tenants/blue/plan.pdf')).verdict, AccessVerdict.ALLOWED);
assert.equal(blue.can('s3:GetObject', photos.arnForObjects('tenants/green/plan.pdf')).verdict, AccessVerdict.DENIED);
assert.equal(blue.can('s3:ListBucket', photos.bucketArn, { context: { 's3:prefix': 'tenants/' } }).verdict, AccessVerdict.DENIED);
assert.equal(access.guest().can('s3:GetObject', photos.arnForObjects('users/somebody-else/a.jpg')).verdict, AccessVerdict.DENIED);
assert.equal(blue.isolationFrom(green).verdict, IsolationVerdict.PROVED);

// A group that there is not: the app ends with the message of the library.
if (process.env.MISTAKE !== undefined) auth.group('auditors');
