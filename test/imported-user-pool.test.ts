import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import type { ImportedUserPoolOptions } from '../lib';
import { CustomAttribute, SignInDomain, UserPoolOnly, UserPoolProvider } from '../lib';
import { expectError } from './support/user-pool-fixture';

const POOL = 'eu-west-1_AbCdEf';

function imported(options?: ImportedUserPoolOptions) {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  return { stack, auth: UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Imported', POOL), options) };
}

test('clients, groups, providers, domains and APIs are added, and the pool itself is not made', () => {
  const { stack, auth } = imported();
  auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com'] });
  auth.addWebAppClient('shop');
  auth.addGroup('staff');
  auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('google') }));
  auth.addDomain(SignInDomain.prefix('shop'));
  auth.addResourceServer('orders', { scopes: { read: 'read' } });
  auth.addMachineToMachineClient('batch', { scopes: [auth.oAuthScope('orders', 'read')] });
  const template = Template.fromStack(stack);
  for (const type of ['UserPoolGroup', 'UserPoolIdentityProvider', 'UserPoolDomain', 'UserPoolResourceServer', 'ManagedLoginBranding']) {
    template.hasResourceProperties(`AWS::Cognito::${type}`, { UserPoolId: POOL });
  }
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 3);
  template.resourceCountIs('AWS::Cognito::UserPool', 0);
  expect(auth.userPool.userPoolId).toBe(POOL);
  expect(stack.resolve(auth.clientSecret('shop'))).toEqual({ 'Fn::GetAtt': [expect.stringMatching('shopClient'), 'ClientSecret'] });
});

test('its custom attributes are not known, so clients write none but those declared for it', () => {
  const { stack, auth } = imported({ customAttributes: { nick: CustomAttribute.string({ userWritable: true }), tenant: CustomAttribute.string() } });
  auth.addSinglePageAppClient('web');
  const [client] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPoolClient') as Record<string, { Properties: { WriteAttributes: string[] } }>);
  expect(client.Properties.WriteAttributes.filter((name) => name.startsWith('custom:'))).toEqual(['custom:nick']);
  expect(client.Properties.WriteAttributes).toContain('email');
});

test('its clients offer the choice without a password where the pool has it', () => {
  const { stack, auth } = imported({ passwordless: true });
  auth.addSinglePageAppClient('web');
  Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
});

test('what its plan has not is refused', () => {
  const { auth } = imported({ featurePlan: FeaturePlan.LITE });
  expectError(() => auth.addDomain(SignInDomain.prefix('shop')),
    "feature-plan-too-low: the feature plan is pinned to LITE, and managed login version 2 needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without managed login version 2 [at Stack/Auth]");
});
