import { App, Stack } from 'aws-cdk-lib/core';
import { UserPoolOnly } from 'cdk-cognito-pools';
import { Caller } from 'cdk-cognito-pools/claims';
import type { AccessMatchers } from 'cdk-cognito-pools/jest';

/** Compiles without the types of Jest. */
export type Matchers = AccessMatchers<void>;

const app = new App();
new UserPoolOnly(new Stack(app, 'Photos'), 'Auth');
app.synth();

if (Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { iss: 'a', sub: 'ada' } } } } }, { issuer: 'a' }).sub !== 'ada') throw new Error('the claims are lost');
