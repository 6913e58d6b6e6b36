import { App, Stack, Stage } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType, CognitoUserPoolsAuthorizer, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { UserPoolOnlyProps } from '../../lib';
import { MultiFactorAuthentication, SignInDomain, UserPoolIssuer, UserPoolOnly, UserPoolPlusIdentityPool } from '../../lib';
import { expectAdditionRefused, expectError, expectRefused, UserPoolFixture } from '../support/user-pool-fixture';

const env = { account: '111122223333', region: 'us-east-1' };
const replicated = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';

describe('a key of one\'s own', () => {
  const under = new UserPoolFixture((scope) => ({ encryptionKey: new Key(scope, 'Key') }));

  test('encrypts the pool, on the plan that has it', () => {
    expect(under.pool()).toMatchObject({
      KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: { 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] } },
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('lets Cognito use it for pools of this account and Region, and without a cycle', () => {
    const { KeyPolicy } = under.only('AWS::KMS::Key') as { KeyPolicy: { Statement: { Principal: unknown; Action: unknown; Condition?: unknown }[] } };
    const pools = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:us-east-1:111122223333:userpool/*']] };
    const Service = ['cognito-idp.amazonaws.com', 'identitystore.amazonaws.com'];
    const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKeyWithoutPlaintext'];
    const sources = { ArnLike: { 'aws:SourceArn': pools }, StringEquals: { 'aws:SourceAccount': '111122223333' } };
    const context = { StringLike: { 'kms:EncryptionContext:aws:cognito-idp:userpool-arn': pools } };
    const through = { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['cognito-idp.us-east-1.', { Ref: 'AWS::URLSuffix' }]] }, 'kms:CallerAccount': '111122223333' } };
    expect(KeyPolicy.Statement.slice(1).map(({ Principal, Action, Condition }) => ({ Principal, Action, Condition }))).toEqual([
      { Principal: { Service }, Action: actions, Condition: { ...sources, ...context } },
      { Principal: { Service }, Action: 'kms:DescribeKey', Condition: sources },
      { Principal: { AWS: '*' }, Action: actions, Condition: { ...through, ...context } },
      { Principal: { AWS: '*' }, Action: 'kms:DescribeKey', Condition: through },
    ]);
  });

  test('encrypts exported logs on their way', () => {
    const logs = new UserPoolFixture((scope) => ({ encryptionKey: new Key(scope, 'Key'), logDelivery: { notificationErrors: new LogGroup(scope, 'Errors') } }));
    const { KeyPolicy } = logs.only('AWS::KMS::Key') as { KeyPolicy: { Statement: { Principal: { Service?: string }; Condition: unknown }[] } };
    const Condition = { StringLike: { 'kms:EncryptionContext:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:111122223333:*']] } } };
    expect(KeyPolicy.Statement.slice(-2)).toEqual([
      expect.objectContaining({ Principal: { Service: 'cognito-idp.amazonaws.com' }, Condition }),
      expect.objectContaining({ Principal: { Service: 'delivery.logs.amazonaws.com' }, Condition }),
    ]);
  });

  const fix = 'give a symmetric key of the Region of the pool, itself and no alias of it: Cognito takes no other [at Stack/Auth]';
  test.each<[string, (stack: Stack) => UserPoolOnlyProps['encryptionKey'], string]>([
    ['an alias', (stack) => new Alias(stack, 'Alias', { aliasName: 'alias/pool', targetKey: new Key(stack, 'Key') }), "the 'encryptionKey' Stack/Alias is an alias"],
    ['an asymmetric key', (stack) => new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048, keyUsage: KeyUsage.ENCRYPT_DECRYPT }), "the 'encryptionKey' Stack/Key is of the kind RSA_2048"],
    ['a key of another Region', (stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1'), "the 'encryptionKey' Stack/Key is in eu-west-1, and the pool in us-east-1"],
  ])('%s is refused', (_what, key, received) => {
    expectRefused((scope) => ({ encryptionKey: key(scope as Stack) }), `encryption-key: ${received}; ${fix}`);
  });
});

describe('the updated issuer', () => {
  const issue = 'updated-issuer: the pool has the updated issuer, and';
  const fix = "leave 'issuer' and 'replicaRegion' out, or verify the tokens by 'issuerUrl' with an authorizer of your own";

  test('stands in the pool, and its URL is told', () => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.UPDATED });
    expect(under.pool()).toMatchObject({ IssuerConfiguration: { Type: 'UPDATED' }, UserPoolTier: 'ESSENTIALS' });
    expect(under.stack.resolve(under.auth.issuerUrl)).toEqual({
      'Fn::Join': ['', ['https://issuer-cognito-idp.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: expect.stringMatching('^AuthUserPool') as string }]],
    });
  });

  test('the original one is the default, and leaves nothing in the template', () => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.ORIGINAL });
    expect(under.pool()).not.toHaveProperty('IssuerConfiguration');
    expect(under.stack.resolve(under.auth.issuerUrl)).toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching('^AuthUserPool'), 'ProviderName'] }]] });
  });

  test('an authorizer of one\'s own takes it', () => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.UPDATED });
    const client = under.auth.addSinglePageAppClient('web');
    const authorizer = new HttpJwtAuthorizer('Tokens', under.auth.issuerUrl, { jwtAudience: [client.userPoolClientId] });
    new HttpApi(under.stack, 'Api', { defaultAuthorizer: authorizer }).addRoutes({ path: '/', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Web', 'https://example.com') });
    under.template().resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  });

  test.each([false, true])('is refused with a Cognito authorizer of API Gateway; in another stack: %s', (another) => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.UPDATED });
    const stack = another ? new Stack(under.stack.node.root, 'Other', { env }) : under.stack;
    const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [under.auth.userPool] });
    new RestApi(stack, 'Api').root.addMethod('GET', undefined, { authorizer, authorizationType: AuthorizationType.COGNITO });
    expect(() => Stage.of(under.stack)?.synth())
      .toThrow(`${issue} ${stack.node.path}/Authorizer/Resource is a Cognito authorizer of API Gateway, which AWS says does not take it; ${fix} [at Stack/Auth]`);
  });

  test('is not refused for another pool of the app that has the same logical id in its own stack', () => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.UPDATED });
    const other = new Stack(under.stack.node.root, 'Other', { env });
    const auth = new UserPoolOnly(other, 'Auth');
    const inAThird = new Stack(under.stack.node.root, 'Third', { env });
    for (const stack of [other, inAThird]) {
      const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [auth.userPool] });
      new RestApi(stack, 'Api').root.addMethod('GET', undefined, { authorizer, authorizationType: AuthorizationType.COGNITO });
    }
    expect(() => Stage.of(under.stack)?.synth()).not.toThrow();
  });

  test('is refused with a JWT authorizer of the original issuer', () => {
    const under = new UserPoolFixture({ issuer: UserPoolIssuer.UPDATED });
    const authorizer = new HttpJwtAuthorizer('Tokens', `https://${under.auth.userPool.userPoolProviderName}`, { jwtAudience: ['web'] });
    new HttpApi(under.stack, 'Api', { defaultAuthorizer: authorizer }).addRoutes({ path: '/', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Web', 'https://example.com') });
    expect(() => under.template()).toThrow(`${issue} Stack/Api/Tokens/Resource is an authorizer that names the original issuer; ${fix} [at Stack/Auth]`);
  });

  test('is refused with an identity pool, of which nothing is documented', () => {
    const stack = new Stack(new App(), 'Stack', { env });
    new UserPoolPlusIdentityPool(stack, 'Auth', { issuer: UserPoolIssuer.UPDATED }).addSinglePageAppClient('web');
    expect(() => Template.fromStack(stack)).toThrow(`${issue} Stack/Auth/IdentityPool/Resource is an identity pool, of which AWS does not say whether it takes it; ${fix} [at Stack/Auth]`);
  });
});

describe('a replica in another Region', () => {
  const replica = (props: UserPoolOnlyProps = {}) => (scope: Stack): UserPoolOnlyProps => ({ replicaRegion: 'eu-central-1', encryptionKey: Key.fromKeyArn(scope, 'Key', replicated), ...props });

  test('stands with its key and the updated issuer, and stays when the stack goes', () => {
    const under = new UserPoolFixture((scope) => replica()(scope as Stack));
    expect(under.pool()).toMatchObject({ KeyConfiguration: { KmsKeyArn: replicated }, IssuerConfiguration: { Type: 'UPDATED' }, UserPoolTier: 'ESSENTIALS' });
    under.template().hasResource('AWS::Cognito::UserPoolReplica', {
      Properties: { UserPoolId: { Ref: Match.stringLikeRegexp('^AuthUserPool') }, RegionName: 'eu-central-1' },
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  });

  test('goes with a pool that may go', () => {
    new UserPoolFixture((scope) => replica({ removalPolicy: RemovalPolicy.DESTROY })(scope as Stack)).template().hasResource('AWS::Cognito::UserPoolReplica', { DeletionPolicy: 'Delete' });
  });

  test('takes a multi-Region key of another stack', () => {
    const app = new App();
    const encryptionKey = new Key(new Stack(app, 'Keys', { env }), 'Key', { multiRegion: true });
    const stack = new Stack(app, 'Stack', { env });
    new UserPoolOnly(stack, 'Auth', { encryptionKey, replicaRegion: 'eu-central-1' });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolReplica', 1);
    Template.fromStack(Stack.of(encryptionKey)).hasResourceProperties('AWS::KMS::Key', { MultiRegion: true });
  });

  test('takes over the pages of the domain while a health check fails', () => {
    const under = new UserPoolFixture((scope) => replica()(scope as Stack));
    const certificate = Certificate.fromCertificateArn(under.stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/0000');
    const failoverHealthCheck = new HealthCheck(under.stack, 'Primary', { type: HealthCheckType.HTTPS, fqdn: 'primary.example.com' });
    under.auth.addDomain(SignInDomain.custom('auth.example.com', { certificate, failoverHealthCheck }));
    expect(under.only('AWS::Cognito::UserPoolDomain')).toMatchObject({
      Routing: { Failover: { SecondaryRegion: 'eu-central-1', PrimaryRoute53HealthCheckId: { Ref: expect.stringMatching('^Primary') as string } } },
    });
  });

  test('without it there is nothing to take over', () => {
    const under = new UserPoolFixture();
    const failoverHealthCheck = new HealthCheck(under.stack, 'Primary', { type: HealthCheckType.HTTPS, fqdn: 'primary.example.com' });
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.custom('auth.example.com', { failoverHealthCheck })),
      "failover-without-replica: the domain 'auth.example.com' has a 'failoverHealthCheck', and the pool has no replica that is known here; give the pool a 'replicaRegion', or leave the health check out [at Stack/Auth]");
  });

  const key = "make a multi-Region key in a stack of its own, its replica key in eu-central-1 in a second one, and let the stack of the pool depend on both [at Stack/Auth]";
  const region = 'name a Region other than that of the pool: eu-central-1 [at Stack/Auth]';
  test.each<[(stack: Stack) => UserPoolOnlyProps, string]>([
    [() => ({ replicaRegion: 'eu-central-1' }), `replica-key: the pool has a replica in eu-central-1, and it has no key; ${key}`],
    [(stack) => ({ replicaRegion: 'eu-central-1', encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1') }), `replica-key: the pool has a replica in eu-central-1, and the 'encryptionKey' Stack/Key is of one Region; ${key}`],
    [(stack) => ({ replicaRegion: 'eu-central-1', encryptionKey: new Key(stack, 'Key', { multiRegion: true }) }), `replica-key: the pool has a replica in eu-central-1, and the 'encryptionKey' Stack/Key is made in the same stack; ${key}`],
    [replica({ replicaRegion: 'us-east-1' }), `replica-region: 'replicaRegion' is 'us-east-1'; ${region}`],
    [replica({ replicaRegion: 'Frankfurt' }), `replica-region: 'replicaRegion' is 'Frankfurt'; ${region}`],
    [replica({ issuer: UserPoolIssuer.ORIGINAL }), "replica-issuer: the pool has a replica and the original issuer; leave 'issuer' out: with a replica it is the updated one, whose tokens both Regions verify [at Stack/Auth]"],
  ])('is refused where Cognito would refuse it, or its key could not be there', (props, message) => {
    expectRefused((scope) => props(scope as Stack), message);
  });

  test('a Region that is known only at deploy time is refused', () => {
    const stack = new Stack(new App(), 'Stack');
    expectError(() => new UserPoolOnly(stack, 'Auth', { replicaRegion: stack.region, mfa: MultiFactorAuthentication.off() }),
      'literal-required: the Region of the replica is a token (a value known only at deploy time); write the Region of the replica as a literal string: it becomes part of names and policies that are checked at synth [at Stack/Auth]');
  });
});
