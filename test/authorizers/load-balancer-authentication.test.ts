import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ApplicationLoadBalancer, ApplicationProtocol, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LoadBalancerAuthentication, SignInDomain, UserPoolPlusIdentityPool } from '../../lib';
import { onlyResource, stackOf } from '../support/stacks';

const next = ListenerAction.fixedResponse(200);

function listenerOf(stack: Stack, https: boolean): ApplicationListener {
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }) });
  return https
    ? balancer.addListener('Listener', { port: 443, protocol: ApplicationProtocol.HTTPS, certificates: [Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a')] })
    : balancer.addListener('Listener', { port: 80, open: false });
}

function setUp(options: { https?: boolean; domain?: boolean } = {}) {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: options.domain === false ? undefined : SignInDomain.prefix('shop-sign-in') });
  return { stack, auth, listener: listenerOf(stack, options.https ?? true) };
}

test('it authenticates at the pool, then does what comes next', () => {
  const { stack, auth, listener } = setUp();
  listener.addAction('App', { action: LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com'], next, sessionTimeout: Duration.hours(8) }) });
  expect(onlyResource(stack, 'AWS::ElasticLoadBalancingV2::Listener').Properties).toMatchObject({
    Protocol: 'HTTPS',
    DefaultActions: [{
      Order: 1,
      Type: 'authenticate-cognito',
      AuthenticateCognitoConfig: {
        SessionTimeout: '28800',
        UserPoolArn: { 'Fn::GetAtt': [expect.stringMatching(/^AuthUserPool/) as unknown, 'Arn'] },
        UserPoolClientId: { Ref: expect.stringMatching(/^AuthbalancerClient/) as unknown },
        UserPoolDomain: { Ref: expect.stringMatching(/^AuthPrefixDomain/) as unknown },
      },
    }, { Order: 2, Type: 'fixed-response' }],
  });
});

test('its client has a secret, the code grant and the callback of the load balancer alone', () => {
  const { stack, auth, listener } = setUp();
  listener.addAction('App', { action: LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com', 'www.example.com'], next }) });
  expect(onlyResource(stack, 'AWS::Cognito::UserPoolClient').Properties).toMatchObject({
    GenerateSecret: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: ['https://app.example.com/oauth2/idpresponse', 'https://www.example.com/oauth2/idpresponse'],
  });
});

test('a listener without https is refused, and no client is left behind', () => {
  const { auth, listener } = setUp({ https: false });
  const before = auth.node.children.length;
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com'], next })).toThrow(
    "https-required: the listener uses 'HTTP'; give it a certificate and the protocol HTTPS: tokens and session cookies must not travel in the clear, and AWS refuses the rule [at Stack/Balancer/Listener]");
  expect(auth.node.children).toHaveLength(before);
});

test('a pool without sign-in pages is refused', () => {
  const { auth, listener } = setUp({ domain: false });
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com'], next })).toThrow(
    "domain-required: users sign in at a load balancer, and the user pool has no domain for the sign-in pages; add one with 'domain' or addDomain first [at Stack/Balancer/Listener]");
});

test.each(['https://app.example.com', 'App.example.com', 'app.example.com:8443', 'app.example.com/', '*.example.com', ''])("host name '%s' is refused", (hostName) => {
  const { auth, listener } = setUp();
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: [hostName], next })).toThrow(
    `host-name: host name '${hostName}'; write it in lower case, without scheme, port or path: app.example.com [at Stack/Balancer/Listener]`);
});

test('no host names, no callback: refused', () => {
  const { auth, listener } = setUp();
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: [], next })).toThrow(
    'host-names-required: an empty list of host names; name those under which users reach the load balancer, at least one: app.example.com [at Stack/Balancer/Listener]');
});

test.each([[Duration.seconds(0), '0'], [Duration.days(8), '691200'], [Duration.millis(1500), '1.5']])('a session of %s is refused', (sessionTimeout, seconds) => {
  const { auth, listener } = setUp();
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com'], next, sessionTimeout })).toThrow(
    `session-timeout: users would stay signed in for ${seconds} seconds; give 'sessionTimeout' whole seconds, from 1 second to 7 days [at Stack/Balancer/Listener]`);
});

test('the action of one listener does not go on another, which may lack https', () => {
  const { stack, auth, listener } = setUp();
  const action = LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: auth, hostNames: ['app.example.com'], next });
  const plain = new ApplicationLoadBalancer(stack, 'Second', { vpc: new Vpc(stack, 'Vpc2', { natGateways: 0 }) }).addListener('Plain', { port: 80, open: false });
  expect(() => plain.addAction('App', { action })).toThrow(
    'authentication-of-another-listener: the authentication was made for Stack/Balancer/Listener; make another for this listener [at Stack/Second/Plain]');
});

test('a pool of another app, and one that is not ours', () => {
  const { stack, listener } = setUp();
  const elsewhere = new UserPoolPlusIdentityPool(stackOf('eu-west-1'), 'Auth', { domain: SignInDomain.prefix('shop-sign-in') });
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: elsewhere, hostNames: ['app.example.com'], next })).toThrow(
    'user-pool-of-another-app: the user pool Stack/Auth is of another app than Stack/Balancer/Listener; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Stack/Balancer/Listener]');
  expect(() => LoadBalancerAuthentication.authenticate(listener, 'balancer', { userPool: new UserPool(stack, 'Plain'), hostNames: ['app.example.com'], next })).toThrow('user-pool-not-ours: the user pool Stack/Plain was not made by');
});
