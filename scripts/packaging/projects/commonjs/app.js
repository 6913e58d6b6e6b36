const assert = require('node:assert/strict');
const { sep } = require('node:path');
const pools = require('cdk-cognito-pools');

const loaded = () => Object.keys(require.cache).filter((file) => file.includes(`${sep}cdk-cognito-pools${sep}build${sep}lib${sep}`)).map((file) => file.split(sep).at(-1));
assert.equal(loaded().join(), 'index.js', 'the index loads nothing');
const { UserPoolOnly } = pools;
assert.ok(loaded().includes('user-pool-only.js') && !loaded().includes('identity-pool-only.js'), 'a construct does not load the others');

const { App, Stack } = require('aws-cdk-lib');
const app = new App();
new UserPoolOnly(new Stack(app, 'Photos'), 'Auth');
app.synth();

const { Caller } = require('cdk-cognito-pools/claims');
assert.equal(Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { iss: 'a', sub: 'ada' } } } } }, { issuer: 'a' }).sub, 'ada');
assert.throws(() => require('cdk-cognito-pools/jest'), /^TypeError: no-expect: /);
assert.equal(require('cdk-cognito-pools/package.json').name, 'cdk-cognito-pools');
