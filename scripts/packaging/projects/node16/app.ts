import { App, Stack } from 'aws-cdk-lib/core';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { RecordGrants, UserPoolPlusIdentityPool, type UserPoolPlusIdentityPoolProps } from 'cdk-cognito-pools';
import { Caller, type Claims, type KeyCache } from 'cdk-cognito-pools/claims';
import manifest = require('cdk-cognito-pools/package.json');

export function photos(props: UserPoolPlusIdentityPoolProps): App {
  const app = new App();
  const stack = new Stack(app, 'Photos');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', props);
  RecordGrants.fromStream(new Stream(stack, 'Clicks')).put(auth.authenticated);
  return app;
}

export function claimsOf(event: Parameters<typeof Caller.fromHttpApi>[0], _keys?: KeyCache): Claims {
  return Caller.fromHttpApi(event, { issuer: 'https://issuer.example.com' }).claims;
}

if (require.main === module) {
  if (claimsOf({ requestContext: { authorizer: { jwt: { claims: { iss: 'https://issuer.example.com', sub: manifest.name } } } } }).sub !== 'cdk-cognito-pools') throw new Error('the claims are lost');
  photos({}).synth();
}
