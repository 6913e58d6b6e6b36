import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { Environment } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction, ListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role, SamlProvider, ServicePrincipal, OpenIdConnectProvider } from 'aws-cdk-lib/aws-iam';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Alias, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { join } from 'node:path';
import type { UserPoolOnlyProps } from '../lib';
import {
  EmailSender, GraphqlApiAuthorization, IdentityPoolOnly, IdentityPoolProvider, LoadBalancerAuthentication, SignInDomain, ThreatProtection, UserActivityLogDestination,
  UserAdministrationGrants, UserPoolOnly, UserPoolProvider, UserPoolTrigger, UserPoolWebAcl,
} from '../lib';
import { expectError } from './support/user-pool-fixture';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const THERE = '999999999999';

let app: App;
beforeEach(() => {
  app = new App();
});

function stackOf(env: Environment | undefined = HERE, id = 'Stack'): Stack {
  return new Stack(app, id, { env, crossRegionReferences: env !== undefined });
}

/** The pool of these settings, in a stack of this account and Region. */
function poolOf(props: (stack: Stack) => UserPoolOnlyProps, env: Environment | undefined = HERE): Record<string, unknown> {
  const stack = env === undefined ? new Stack(app, 'Stack') : stackOf(env);
  new UserPoolOnly(stack, 'Auth', props(stack));
  const [pool] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool')) as { Properties: Record<string, unknown> }[];
  return pool.Properties;
}

function expectRefused(props: (stack: Stack) => UserPoolOnlyProps, message: string): void {
  const stack = stackOf();
  const settings = props(stack);
  expectError(() => new UserPoolOnly(stack, 'Auth', settings), message);
}

const functionOf = (region: string, account: string): string => `arn:aws:lambda:${region}:${account}:function:check`;

describe('log groups and streams', () => {
  const notificationErrors = (arn: string) => (stack: Stack): UserPoolOnlyProps => ({ logDelivery: { notificationErrors: LogGroup.fromLogGroupArn(stack, 'Log', arn) } });
  const LOGS = 'deliver the logs to one of the account and Region of the pool: Cognito takes no other [at Stack/Auth]';

  test.each([
    [`arn:aws:logs:us-east-1:${HERE.account}:log-group:pool`, `another-region: the log group Stack/Log is in us-east-1, and the user pool in eu-west-1; ${LOGS}`],
    [`arn:aws:logs:eu-west-1:${THERE}:log-group:pool:*`, `another-account: the log group Stack/Log is in account 999999999999, and the user pool in account 111122223333; ${LOGS}`],
  ])('%s is refused', (arn, message) => {
    expectRefused(notificationErrors(arn), message);
  });

  test('one of another Region in the same app is refused', () => {
    const logGroup = new LogGroup(stackOf({ ...HERE, region: 'us-east-1' }, 'Other'), 'Log');
    expectRefused(() => ({ logDelivery: { notificationErrors: logGroup } }), `another-region: the log group Other/Log is in us-east-1, and the user pool in eu-west-1; ${LOGS}`);
  });

  test('where the stack does not say where it is, the account and Region of the ARN stand', () => {
    const stack = new Stack(app, 'Stack');
    new UserPoolOnly(stack, 'Auth', notificationErrors(`arn:aws:logs:us-east-1:${THERE}:log-group:pool:*`)(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::LogDeliveryConfiguration', {
      LogConfigurations: [Match.objectLike({ CloudWatchLogsConfiguration: { LogGroupArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:us-east-1:${THERE}:log-group:pool`]] } } })],
    });
  });

  test('a Firehose stream of another Region is refused', () => {
    expectRefused((stack) => ({
      threatProtection: ThreatProtection.audit(),
      logDelivery: { userActivity: UserActivityLogDestination.firehose(DeliveryStream.fromDeliveryStreamArn(stack, 'Stream', `arn:aws:firehose:us-east-1:${HERE.account}:deliverystream/log`)) },
    }), `another-region: the Firehose stream Stack/Stream is in us-east-1, and the user pool in eu-west-1; ${LOGS}`);
  });
});

describe('SES identities', () => {
  const sourceArn = (props: (stack: Stack) => UserPoolOnlyProps): string => JSON.stringify((poolOf(props).EmailConfiguration as { SourceArn: unknown }).SourceArn);
  const from = 'no-reply@example.com';

  test('keep the account and Region of their ARN', () => {
    expect(sourceArn((stack) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityArn(stack, 'Mail', `arn:aws:ses:us-east-1:${THERE}:identity/example.com`), { from }) })))
      .toContain(`:ses:us-east-1:${THERE}:identity/example.com`);
  });

  test('keep them in mails about risks too', () => {
    const stack = stackOf();
    const identity = EmailIdentity.fromEmailIdentityArn(stack, 'Mail', `arn:aws:ses:us-east-1:${THERE}:identity/example.com`);
    new UserPoolOnly(stack, 'Auth', { threatProtection: ThreatProtection.enforced({ notification: { identity, from, blockEmail: { subject: 'Sign-in', textBody: 'Was it you?' } } }) });
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPoolRiskConfigurationAttachment', {
      AccountTakeoverRiskConfiguration: { NotifyConfiguration: { SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ses:us-east-1:${THERE}:identity/example.com`]] } } },
    });
  });

  test.each([
    ['eu-west-1', 'eu-central-1', 'eu-west-1, us-east-1, us-west-2'],
    ['eu-central-1', 'eu-north-1', 'eu-central-1, us-east-1, us-west-2, eu-west-1'],
    ['eu-west-3', 'eu-west-1', 'eu-west-3'],
  ])('of Regions from which Cognito sends nothing are refused: a pool in %s, an identity in %s', (region, there, possible) => {
    const stack = stackOf({ ...HERE, region });
    const identity = EmailIdentity.fromEmailIdentityArn(stack, 'Mail', `arn:aws:ses:${there}:${HERE.account}:identity/example.com`);
    expectError(() => new UserPoolOnly(stack, 'Auth', { emailSender: EmailSender.ses(identity, { from }) }),
      `another-region: the SES identity Stack/Mail is in ${there}, and the user pool in ${region}; use an identity in ${possible}: Cognito sends the e-mails of the pool from no other Region [at Stack/Auth]`);
  });

  test('are taken from anywhere where no page of AWS says which Regions the pool may use', () => {
    const env = { ...HERE, region: 'ap-southeast-7' };
    const stack = stackOf(env);
    new UserPoolOnly(stack, 'Auth', { emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'example.com'), { from, sesRegion: 'ap-southeast-1' }) });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':ses:ap-southeast-1:');
  });

  test('of another stack are where that stack is', () => {
    const identity = new EmailIdentity(stackOf({ ...HERE, region: 'us-west-2' }, 'Mail'), 'Mail', { identity: Identity.domain('example.com') });
    expect(sourceArn(() => ({ emailSender: EmailSender.ses(identity, { from }) }))).toContain(`:ses:us-west-2:${HERE.account}:identity/`);
  });

  test('that are imported by name are where sesRegion says, or with the pool', () => {
    const named = (stack: Stack) => EmailIdentity.fromEmailIdentityName(stack, 'Mail', 'example.com');
    expect(sourceArn((stack) => ({ emailSender: EmailSender.ses(named(stack), { from, sesRegion: 'us-east-1' }) }))).toContain(`:ses:us-east-1:${HERE.account}:`);
    app = new App();
    expect(sourceArn((stack) => ({ emailSender: EmailSender.ses(named(stack), { from }) }))).toContain(`:ses:eu-west-1:${HERE.account}:`);
  });

  test('are refused where sesRegion says another Region than their ARN', () => {
    expectRefused((stack) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityArn(stack, 'Mail', `arn:aws:ses:eu-central-1:${HERE.account}:identity/example.com`), { from, sesRegion: 'us-east-1' }) }),
      "email-sender: 'sesRegion' is 'us-east-1', and the SES identity Stack/Mail is in eu-central-1; leave 'sesRegion' out, or pass the identity of that Region [at Stack/Auth]");
  });
});

describe('trigger functions', () => {
  const trigger = (handler: (stack: Stack) => IFunction) => (stack: Stack): UserPoolOnlyProps => ({ triggers: [UserPoolTrigger.preSignUp(handler(stack))] });

  test.each([
    [functionOf('us-east-1', HERE.account), 'another-region: the trigger for preSignUp, the function Stack/Check, is in us-east-1, and the user pool in eu-west-1; give a function of the Region of the pool: Cognito calls no other [at Stack/Auth]'],
    [functionOf('eu-west-1', THERE), 'another-account: the trigger for preSignUp, the function Stack/Check, is in account 999999999999, and the user pool in account 111122223333; '
      + "let that account permit cognito-idp.amazonaws.com to call it for this pool, and say so with Function.fromFunctionAttributes(…, { functionArn, skipPermissions: true }) [at Stack/Auth]"],
  ])('%s is refused', (arn, message) => {
    expectRefused(trigger((stack) => LambdaFunction.fromFunctionArn(stack, 'Check', arn)), message);
  });

  test('one of another Region in the same app is refused', () => {
    const handler = new LambdaFunction(stackOf({ ...HERE, region: 'us-east-1' }, 'Other'), 'Check', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x') });
    expectRefused(() => ({ triggers: [UserPoolTrigger.preSignUp(handler)] }),
      'another-region: the trigger for preSignUp, the function Other/Check, is in us-east-1, and the user pool in eu-west-1; give a function of the Region of the pool: Cognito calls no other [at Stack/Auth]');
  });

  test('one of another account that permits it is taken as it is', () => {
    const stack = stackOf();
    new UserPoolOnly(stack, 'Auth', trigger(() => LambdaFunction.fromFunctionAttributes(stack, 'Check', { functionArn: functionOf('eu-west-1', THERE), skipPermissions: true }))(stack));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 0);
    Template.fromStack(stack).hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreSignUp: functionOf('eu-west-1', THERE) } });
  });

  test.each([['a stack that does not say where it is', undefined], ['a stack of its account', HERE]])('an imported one gets its permission in %s', (_what, env) => {
    const stack = env === undefined ? new Stack(app, 'Stack') : stackOf(env);
    new UserPoolOnly(stack, 'Auth', trigger(() => LambdaFunction.fromFunctionArn(stack, 'Check', functionOf('eu-west-1', HERE.account)))(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction', FunctionName: functionOf('eu-west-1', HERE.account), Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AuthUserPool'), 'Arn'] },
    });
  });
});

describe('the key of custom senders', () => {
  const sender = (key: (stack: Stack) => Parameters<typeof UserPoolTrigger.customEmailSender>[1]) => (stack: Stack): UserPoolOnlyProps => ({
    triggers: [UserPoolTrigger.customEmailSender(LambdaFunction.fromFunctionArn(stack, 'Send', functionOf('eu-west-1', HERE.account)), key(stack))],
  });
  const fix = 'give a symmetric key of the Region of the pool, itself and no alias of it: codes are encrypted with it, and the function is allowed to decrypt them [at Stack/Auth]';

  test.each<[string, (stack: Stack) => Parameters<typeof UserPoolTrigger.customEmailSender>[1], string]>([
    ['an alias', (stack) => Alias.fromAliasName(stack, 'Key', 'alias/codes'), `custom-sender-key: the key Stack/Key of a custom sender is an alias; ${fix}`],
    ['asymmetric', (stack) => new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048, keyUsage: KeyUsage.ENCRYPT_DECRYPT }), `custom-sender-key: the key Stack/Key of a custom sender is of the kind RSA_2048; ${fix}`],
    ['of another Region', (stack) => Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${HERE.account}:key/1`), `custom-sender-key: the key Stack/Key of a custom sender is in us-east-1, and the pool in eu-west-1; ${fix}`],
  ])('that is %s is refused', (_what, key, message) => {
    expectRefused(sender(key), message);
  });
});

test('a web ACL of another account is refused', () => {
  expectRefused(() => ({ webAcl: UserPoolWebAcl.fromWebAclArn(`arn:aws:wafv2:eu-west-1:${THERE}:regional/webacl/a/b`) }),
    `web-acl-arn: the web ACL is 'arn:aws:wafv2:eu-west-1:${THERE}:regional/webacl/a/b'; pass the ARN of one of scope REGIONAL, of the account and Region of the pool: arn:…:wafv2:eu-west-1:…:regional/webacl/… [at Stack/Auth]`);
});

test('a certificate of another account is refused', () => {
  expectRefused((stack) => ({ domain: SignInDomain.custom('auth.example.com', { certificate: Certificate.fromCertificateArn(stack, 'Cert', `arn:aws:acm:us-east-1:${THERE}:certificate/1`) }) }),
    `another-account: the certificate of the domain is in account ${THERE}, and the user pool in account ${HERE.account}; make it in the account of the pool: custom domains take certificates of their own account only [at Stack/Auth]`);
});

test.each([
  ['OIDC', (stack: Stack) => IdentityPoolProvider.openIdConnect(OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Idp', `arn:aws:iam::${THERE}:oidc-provider/login.example.com`))],
  ['SAML', (stack: Stack) => IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Idp', `arn:aws:iam::${THERE}:saml-provider/corp`))],
])('an IAM %s provider of another account is refused', (_kind, provider) => {
  const stack = stackOf();
  const pool = new IdentityPoolOnly(stack, 'Auth');
  expectError(() => pool.addProvider(provider(stack)),
    `another-account: the IAM provider 'Idp' is in account ${THERE}, and the identity pool in account ${HERE.account}; make the provider in the account of the identity pool: Cognito takes those of IAM in its own account only [at Stack/Auth]`);
});

describe('a user pool whose id says another Region than its stack', () => {
  const ID = 'us-west-2_AbCdEf123';
  const imported = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Pool', ID);

  test('is a provider of an identity pool under its own name', () => {
    const stack = stackOf();
    const pool = imported(stack);
    new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(pool, [UserPoolClient.fromUserPoolClientId(stack, 'Web', 'client')])] });
    const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::IdentityPool')) as { Properties: unknown }[];
    expect(JSON.stringify(resource.Properties)).toContain('cognito-idp.us-west-2.');
  });

  test('is administered under its own ARN', () => {
    const stack = stackOf();
    UserAdministrationGrants.fromUserPool(imported(stack)).readUsers(new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(`:cognito-idp:us-west-2:${HERE.account}:userpool/${ID}`);
  });

  test('is taken up in its own Region, and found by what was imported', () => {
    const stack = stackOf();
    const auth = UserPoolOnly.fromUserPool(stack, 'Auth', imported(stack));
    expect(auth.env.region).toBe('us-west-2');
    expect(stack.resolve(auth.userPoolRef.userPoolArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cognito-idp:us-west-2:${HERE.account}:userpool/${ID}`]] });
  });

  test('is asked there by AppSync', () => {
    const stack = stackOf();
    new GraphqlApi(stack, 'Orders', {
      name: 'orders', definition: Definition.fromFile(join(__dirname, 'grants/orders.graphql')),
      authorizationConfig: { defaultAuthorization: new GraphqlApiAuthorization({ userPool: UserPoolOnly.fromUserPool(stack, 'Auth', imported(stack)) }).allowByDefault() },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::AppSync::GraphQLApi', { UserPoolConfig: { AwsRegion: 'us-west-2', UserPoolId: ID } });
  });

  test.each([
    ['app client', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.addSinglePageAppClient('web'), "the app client 'web'"],
    ['group', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.addGroup('staff'), "the group 'staff'"],
    ['domain', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.addDomain(SignInDomain.prefix('shop')), 'the domain'],
    ['resource server', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.addResourceServer('orders', { scopes: { read: 'read' } }), "the resource server 'orders'"],
    ['provider', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.addProvider(UserPoolProvider.openIdConnect('Corp', { clientId: 'a', issuerUrl: 'https://login.example.com' } as never)), "the provider 'Corp'"],
    ['import role', (auth: ReturnType<typeof UserPoolOnly.fromUserPool>) => auth.obtainUserImportRole(), 'the role'],
  ])('gets no %s from here', (_what, add, added) => {
    const stack = stackOf();
    const auth = UserPoolOnly.fromUserPool(stack, 'Auth', imported(stack));
    const before = stack.node.findAll().length;
    expectError(() => add(auth), `another-region: the user pool Stack/Auth/UserPool is in us-west-2, and ${added} would be made in eu-west-1; add it in a stack of the account and Region of the pool: CloudFormation makes resources where its stack is [at Stack/Auth]`);
    expect(stack.node.findAll()).toHaveLength(before);
  });

  test('of another account neither', () => {
    const stack = stackOf();
    const auth = UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolArn(stack, 'Pool', `arn:aws:cognito-idp:eu-west-1:${THERE}:userpool/eu-west-1_AbCdEf123`));
    expectError(() => auth.addGroup('staff'),
      `another-account: the user pool Stack/Pool is in account ${THERE}, and the group 'staff' would be made in account ${HERE.account}; add it in a stack of the account and Region of the pool: CloudFormation makes resources where its stack is [at Stack/Auth]`);
  });
});

test('a load balancer authenticates with pools of its own Region', () => {
  const users = new UserPoolOnly(stackOf({ ...HERE, region: 'us-east-1' }, 'Users'), 'Auth', { domain: SignInDomain.prefix('shop') });
  const stack = stackOf();
  const loadBalancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: new Vpc(stack, 'Vpc') });
  const listener = loadBalancer.addListener('Listener', {
    port: 443, certificates: [ListenerCertificate.fromArn(`arn:aws:acm:eu-west-1:${HERE.account}:certificate/1`)], defaultAction: ListenerAction.fixedResponse(404),
  });
  expectError(() => LoadBalancerAuthentication.authenticate(listener, 'Door', { userPool: users, hostNames: ['app.example.com'], next: ListenerAction.fixedResponse(200) }),
    'another-region: the user pool Users/Auth/UserPool is in us-east-1, and the load balancer in eu-west-1; use a load balancer of the Region of the pool: Elastic Load Balancing authenticates with user pools of its own Region only [at Stack/Balancer/Listener]');
});
