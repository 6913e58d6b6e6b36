import { App, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, ProviderAttribute, SigningAlgorithm, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import type { UserPoolOnlyProps } from '../../lib';
import {
  ActivityLog, CodeText, EmailSender, InvitationText, LinkText, MultiFactorAuthentication, PasswordlessSignIn, RiskResponse, SignIn, SignInDomain, ThreatProtection, UserAdministrationGrants,
  UserAttribute, UserPoolOnly, UserPoolProvider, UserPoolTrigger, UserPoolWebAcl, VerificationMessage,
} from '../../lib';

/** A pool as plain data, so that a failure shows what it was about. */
export type PoolSpec = typeof poolSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

const factor = fc.constantFrom('email' as const, 'sms' as const, 'passkey' as const);
const multiFactor = fc.record({ mode: fc.constantFrom('off' as const, 'optional' as const, 'required' as const), sms: fc.boolean(), email: fc.boolean() });

const additions = fc.constantFrom(
  'web client', 'own-look client', 'mobile client', 'server client', 'rotating client', 'machine client', 'server-only attribute', 'writable attribute', 'group', 'google', 'facebook', 'amazon', 'apple',
  'oidc', 'saml', 'prefix', 'own domain', 'preSignUp', 'customMessage', 'challenge', 'migration', 'sender', 'pre token', 'administration', 'import role',
);

export const poolSpec = fc.record({
  signIn: fc.constantFrom('email' as const, 'phone' as const, 'either' as const, 'username' as const, 'aliases' as const),
  passwordless: fc.uniqueArray(factor),
  multiFactor,
  externalOnly: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  selfSignUp: fc.boolean(),
  ses: fc.boolean(),
  link: fc.boolean(),
  texts: fc.option(fc.string({ maxLength: 60, unit: fc.constantFrom(...'abc XYZ 019 .,!') }), { nil: undefined }),
  minLength: fc.integer({ min: 6, max: 99 }),
  history: fc.integer({ min: 0, max: 24 }),
  recovery: fc.option(fc.constantFrom(AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA, AccountRecovery.NONE, AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL), { nil: undefined }),
  required: fc.boolean(),
  destroy: fc.boolean(),
  pinned: fc.boolean(),
  threats: fc.constantFrom(undefined, 'audit' as const, 'enforced' as const),
  risk: fc.constantFrom(...Object.values(RiskResponse)),
  webAcl: fc.boolean(),
  logs: fc.boolean(),
  minutes: fc.integer({ min: 5, max: 1440 }),
  steps: fc.uniqueArray(additions, { maxLength: 12 }),
});

/** The pool of a specification, with all that is added to it, in its order. Combinations that Cognito has not are left out. */
export function buildPool(spec: PoolSpec, app: App = new App(), id = 'Stack'): Stack {
  const stack = new Stack(app, id, { env: { account: '111122223333', region: 'us-east-1' } });
  const auth = new UserPoolOnly(stack, 'Auth', settingsOf(spec, stack));
  for (const step of spec.steps) add(step, spec, stack, auth);
  if (spec.externalOnly && !spec.steps.some((step) => ['google', 'facebook', 'amazon', 'apple', 'oidc', 'saml'].includes(step))) add('google', spec, stack, auth);
  const needsDomain = spec.link || (!spec.externalOnly && spec.passwordless.includes('passkey'));
  if (needsDomain && !spec.steps.includes('prefix')) add('prefix', spec, stack, auth);
  return stack;
}

function settingsOf(spec: PoolSpec, stack: Stack): UserPoolOnlyProps {
  const email = spec.multiFactor.mode !== 'off' && spec.multiFactor.email;
  const signIns = { email: SignIn.email(), phone: SignIn.phone(), either: SignIn.emailOrPhone(), username: SignIn.username(), aliases: SignIn.username({ email: true, phone: true, preferredUsername: true }) };
  const { mode, sms } = spec.multiFactor;
  const multiFactorAuthentication = spec.externalOnly ? undefined : { off: MultiFactorAuthentication.off(), optional: MultiFactorAuthentication.optional({ sms, email }), required: MultiFactorAuthentication.required({ sms, email }) }[mode];
  return {
    signIn: signIns[spec.signIn],
    passwordless: spec.externalOnly ? [] : spec.passwordless.filter((way) => way === 'passkey' || mode !== 'required').map((way) => ({ email: PasswordlessSignIn.emailCode(), sms: PasswordlessSignIn.smsCode(), passkey: PasswordlessSignIn.passkey() }[way])),
    multiFactorAuthentication,
    externalProvidersOnly: spec.externalOnly,
    selfSignUpEnabled: spec.selfSignUp && !spec.externalOnly,
    emailSender: spec.ses || email ? EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'), { from: 'no-reply@example.com' }) : undefined,
    messages: {
      verification: spec.link ? VerificationMessage.link({ emailBody: LinkText.around(spec.texts ?? 'Please ', 'click') }) : VerificationMessage.code({ sms: CodeText.around(spec.texts ?? 'Code ') }),
      invitation: spec.texts === undefined ? undefined : { emailSubject: 'Welcome', emailBody: InvitationText.around(spec.texts, ' ', spec.texts), sms: InvitationText.around('', ' ') },
      signInCode: spec.texts === undefined ? undefined : { sms: CodeText.around(spec.texts) },
    },
    passwordPolicy: { minLength: spec.minLength, passwordHistorySize: spec.history },
    accountRecovery: spec.recovery,
    attributes: { tenantId: UserAttribute.string({ maxLength: 36 }), nick: UserAttribute.string({ userWritable: true }) },
    standardAttributes: spec.required ? { fullname: { required: true }, birthdate: { required: false, mutable: true } } : undefined,
    removalPolicy: spec.destroy ? RemovalPolicy.DESTROY : undefined,
    featurePlan: spec.pinned ? FeaturePlan.PLUS : undefined,
    protection: {
      threats: spec.threats && { audit: ThreatProtection.audit(), enforced: ThreatProtection.enforced({ highRisk: mode === 'off' || spec.externalOnly ? RiskResponse.BLOCK : spec.risk }) }[spec.threats],
      webAcl: spec.webAcl ? UserPoolWebAcl.managed() : undefined,
      logs: spec.logs ? { notificationErrors: new LogGroup(stack, 'Errors'), userActivity: spec.threats && ActivityLog.logGroup(new LogGroup(stack, 'Activity')) } : undefined,
    },
  };
}

function add(step: string, spec: PoolSpec, stack: Stack, auth: UserPoolOnly): void {
  const callbackUrls = ['https://app.example.com/'];
  const secret = SecretValue.secretsManager('provider');
  const fn = () => stack.node.tryFindChild('Handler') as Function | undefined
    ?? new Function(stack, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });
  const steps: Record<string, () => unknown> = {
    'web client': () => auth.addWebClient('web', { callbackUrls, accessTokenValidity: Duration.minutes(spec.minutes) }),
    'own-look client': () => auth.addWebClient('look', { callbackUrls, terms: { termsOfUse: { default: 'https://example.com/t' }, privacyPolicy: { default: 'https://example.com/p' } } }),
    'mobile client': () => auth.addMobileClient('mobile', { callbackUrls: ['myapp://in'] }),
    'server client': () => { auth.addServerClient('server'); auth.clientSecret('server'); },
    'rotating client': () => auth.addWebClient('rotating', { refreshTokenRotationGracePeriod: Duration.seconds(spec.minutes % 61) }),
    'machine client': () => {
      auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
      auth.addMachineClient('machine', { scopes: [auth.scope('orders', 'read')] });
    },
    'server-only attribute': () => auth.addAttribute('role', UserAttribute.number({ min: 0, max: 9 })),
    'writable attribute': () => auth.addAttribute('motto', UserAttribute.string({ userWritable: true })),
    'group': () => auth.addGroup('staff'),
    'google': () => auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: secret, attributeMapping: { custom: { nick: ProviderAttribute.GOOGLE_NAME } } })),
    'facebook': () => auth.addProvider(UserPoolProvider.facebook({ clientId: 'id', clientSecret: secret })),
    'amazon': () => auth.addProvider(UserPoolProvider.amazon({ clientId: 'id', clientSecret: secret })),
    'apple': () => auth.addProvider(UserPoolProvider.apple({ clientId: 'id', teamId: 'team', keyId: 'key', privateKey: secret })),
    'oidc': () => auth.addProvider(UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret: secret, issuerUrl: 'https://login.example.com' })),
    'saml': () => auth.addProvider(UserPoolProvider.saml('Partner', { metadata: UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/m'), requestSigningAlgorithm: SigningAlgorithm.RSA_SHA256, encryptedResponses: true })),
    'prefix': () => auth.addDomain(SignInDomain.prefix('shop')),
    'own domain': () => auth.addDomain(SignInDomain.ownName('auth.example.com', { hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0000000000000', zoneName: 'example.com' }) })),
    'preSignUp': () => auth.addTrigger(UserPoolTrigger.preSignUp(fn())),
    'customMessage': () => auth.addTrigger(UserPoolTrigger.customMessage(fn())),
    'challenge': () => auth.addTrigger(UserPoolTrigger.customChallenge({ define: fn(), create: fn(), verify: fn() })),
    'migration': () => auth.addTrigger(UserPoolTrigger.userMigration(fn())),
    'sender': () => auth.addTrigger(UserPoolTrigger.customEmailSender(fn(), new Key(stack, 'Key'))),
    'pre token': () => auth.addTrigger(UserPoolTrigger.preTokenGeneration(fn(), { accessTokens: spec.minutes % 2 === 0 })),
    'administration': () => {
      const grants = UserAdministrationGrants.fromUserPool(auth.userPool);
      grants.manageUsers(fn());
      grants.readUsers(new Role(stack, 'BackEnd', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }));
    },
    'import role': () => auth.userImportRole,
  };
  steps[step]();
}
