const assert = require('node:assert/strict');
const { sep } = require('node:path');
const pools = require('cdk-cognito-pools');

const files = () => Object.keys(require.cache).map((file) => file.split(sep).join('/'));
const loaded = (part) => files().some((file) => file.includes(part));
assert.deepEqual(files().filter((file) => file.includes('/cdk-cognito-pools/build/lib/')).map((file) => file.split('/').at(-1)), ['index.js'], 'the index loads nothing');
assert.ok(!loaded('/aws-cdk-lib/'), 'the index does not load the CDK');
const { UserPoolOnly } = pools;
assert.ok(loaded('/aws-cdk-lib/aws-cognito/') && !loaded('/aws-cdk-lib/aws-kinesis/'), 'a construct does not load what others need');

const { App, Stack } = require('aws-cdk-lib');
const app = new App();
new UserPoolOnly(new Stack(app, 'Photos'), 'Auth');
app.synth();

const { Caller } = require('cdk-cognito-pools/claims');
assert.equal(Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { iss: 'a', sub: 'ada' } } } } }, { issuer: 'a' }).sub, 'ada');
assert.throws(() => require('cdk-cognito-pools/jest'), /^TypeError: no-expect: /);
assert.equal(require('cdk-cognito-pools/package.json').name, 'cdk-cognito-pools');
