import { Key } from 'aws-cdk-lib/aws-kms';
import { type CfnFunction, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NestedStack, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { UserPoolTrigger } from '../../lib';
import { expectAdditionRefused, expectRefused, UserPoolFixture } from '../support/user-pool-fixture';

function handler(scope: Construct, id = 'Handler'): Function {
  return new Function(scope, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });
}

const ARN = { 'Fn::GetAtt': [expect.stringMatching('^Handler'), 'Arn'] };

test.each(['preSignUp', 'postConfirmation', 'preAuthentication', 'postAuthentication', 'userMigration', 'customMessage'] as const)('%s', (name) => {
  const under = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger[name](handler(scope))] }));
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  expect(under.pool()).toMatchObject({ LambdaConfig: { [operation]: ARN } });
  expect(under.only('AWS::Lambda::Permission')).toMatchObject({
    Action: 'lambda:InvokeFunction', Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': [expect.stringMatching('UserPool'), 'Arn'] },
  });
});

test.each<[string, (own: Stack) => Stack]>([['another stack', (own) => new Stack(own.node.root, 'Functions', { env: own })], ['a nested stack', (own) => new NestedStack(own, 'Functions')]])("a function of %s that is added by the L2's own method is referred to where it is", (_where, other) => {
  const under = new UserPoolFixture();
  const functions = other(under.stack);
  const fn = handler(functions);
  under.auth.userPool.addTrigger({ operationName: 'postConfirmation' }, fn);
  under.auth.addTrigger(UserPoolTrigger.preSignUp(handler(under.stack, 'HandlerOfOurs')));
  expect(under.pool()).toMatchObject({ LambdaConfig: { PostConfirmation: expect.not.objectContaining({ 'Fn::GetAtt': [functions.getLogicalId(fn.node.defaultChild as CfnFunction), 'Arn'] }) as object, PreSignUp: ARN } });
});

test('an inbound federation trigger', () => {
  const under = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger.inboundFederation(handler(scope))] }));
  expect(under.pool()).toMatchObject({ LambdaConfig: { InboundFederation: { LambdaArn: ARN, LambdaVersion: 'V1_0' } } });
});

test('custom senders share a key, which each may decrypt with', () => {
  const under = new UserPoolFixture();
  const key = new Key(under.stack, 'Key');
  under.auth.addTrigger(UserPoolTrigger.customEmailSender(handler(under.stack), key));
  under.auth.addTrigger(UserPoolTrigger.customSmsSender(handler(under.stack, 'HandlerOfSms'), key));
  expect(under.pool()).toMatchObject({
    LambdaConfig: { KMSKeyID: { 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] }, CustomEmailSender: { LambdaArn: ARN, LambdaVersion: 'V1_0' }, CustomSMSSender: { LambdaVersion: 'V1_0' } },
  });
  expect(under.all('AWS::IAM::Policy')).toHaveLength(2);
  expect(JSON.stringify(under.all('AWS::IAM::Policy'))).toContain('kms:Decrypt');
});

test('two keys for the custom senders are refused', () => {
  const under = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger.customEmailSender(handler(scope), new Key(scope, 'One'))] }));
  const second = UserPoolTrigger.customSmsSender(handler(under.stack, 'Sms'), new Key(under.stack, 'Two'));
  expectAdditionRefused(under, () => under.auth.addTrigger(second),
    'custom-sender-key: the custom senders have two keys, Stack/One and Stack/Two; give both the same key: a user pool has one for its custom senders [at Stack/Auth]');
});

test('a custom challenge is three functions, and app clients made before offer it', () => {
  const under = new UserPoolFixture();
  under.auth.addSinglePageAppClient('web');
  const fn = handler(under.stack);
  under.auth.addTrigger(UserPoolTrigger.customChallenge({ define: fn, create: fn, verify: fn }));
  expect(under.pool()).toMatchObject({ LambdaConfig: { DefineAuthChallenge: ARN, CreateAuthChallenge: ARN, VerifyAuthChallengeResponse: ARN } });
  expect(under.client()).toMatchObject({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  under.template().resourceCountIs('AWS::Lambda::Permission', 1);
});

test('user migration makes app clients take the password itself, and only then', () => {
  const under = new UserPoolFixture();
  under.auth.addSinglePageAppClient('web');
  expect(under.client().ExplicitAuthFlows).not.toContain('ALLOW_USER_PASSWORD_AUTH');
  const migrating = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger.userMigration(handler(scope))] }));
  migrating.auth.addSinglePageAppClient('web');
  expect(migrating.client().ExplicitAuthFlows).toContain('ALLOW_USER_PASSWORD_AUTH');
});

test('triggers that were added to the L2 pool stay', () => {
  const under = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger.preSignUp(handler(scope))] }));
  under.auth.userPool.addTrigger({ operationName: 'postConfirmation' }, handler(under.stack, 'HandlerOfL2'));
  expect(under.pool()).toMatchObject({ LambdaConfig: { PreSignUp: ARN, PostConfirmation: { 'Fn::GetAtt': [expect.stringMatching('^HandlerOfL2'), 'Arn'] } } });
});

test('two functions for one step are refused', () => {
  expectRefused((scope) => ({ triggers: [UserPoolTrigger.preSignUp(handler(scope)), UserPoolTrigger.preSignUp(handler(scope, 'Other'))] }),
    'duplicate-trigger: the pool has a trigger for preSignUp already; do both in one function: Cognito calls one for each step [at Stack/Auth]');
});
