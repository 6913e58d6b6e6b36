import { App, Stack } from 'aws-cdk-lib/core';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';
import { IdentityPoolOnly, IdentityPoolProvider, OwnObjectGrants } from 'cdk-cognito-pools';
import { Caller, NoCallerError } from 'cdk-cognito-pools/claims';
import manifest from 'cdk-cognito-pools/package.json' with { type: 'json' };

export function photos(): App {
  const app = new App();
  const stack = new Stack(app, 'Photos');
  const company = new OidcProviderNative(stack, 'Company', { url: 'https://login.example.com', clientIds: ['photos'] });
  const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.openIdConnect(company)] });
  OwnObjectGrants.fromBucket(new Bucket(stack, 'Bucket'), { prefix: 'users' }).readWrite(auth.authenticated);
  return app;
}

export function refusalOf(event: object): string {
  try {
    return Caller.fromRestApi(event, { issuer: 'https://issuer.example.com' }).sub;
  } catch (error) {
    return error instanceof NoCallerError ? `${manifest.name} ${error.message}` : 'another error';
  }
}

if (process.argv[1]?.endsWith('app.js')) {
  if (!refusalOf({}).startsWith('cdk-cognito-pools no-caller: ')) throw new Error('no refusal');
  photos().synth();
}
