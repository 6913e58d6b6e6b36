import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { App, Stack } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as pools from 'cdk-cognito-pools';
import { GuestAccess, OwnObjectGrants, RecordGrants, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import { Caller } from 'cdk-cognito-pools/claims';
import * as claims from 'cdk-cognito-pools/claims';
import manifest from 'cdk-cognito-pools/package.json' with { type: 'json' };

const require = createRequire(import.meta.url);
for (const [imported, entry] of [[pools, 'cdk-cognito-pools'], [claims, 'cdk-cognito-pools/claims']]) {
  const names = Object.keys(require(entry));
  assert.ok(names.length > 3);
  assert.deepEqual(names.filter((name) => imported[name] === undefined), [], `names of ${entry} that an import does not find`);
  for (const name of names) assert.equal(imported[name], require(entry)[name]);
}

const app = new App();
const stack = new Stack(app, 'Photos');
const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
const guests = new GuestAccess(stack, 'Guests', { identityPool: auth });
OwnObjectGrants.fromBucket(new Bucket(stack, 'Bucket'), { prefix: 'users' }).readWrite(auth.authenticated);
RecordGrants.fromStream(new Stream(stack, 'Clicks')).put(guests.principal);
app.synth();

assert.equal(Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { iss: 'a', sub: 'ada' } } } } }, { issuer: 'a' }).sub, 'ada');
await assert.rejects(import('cdk-cognito-pools/jest'), /no-expect: /);
assert.equal(manifest.name, 'cdk-cognito-pools');
