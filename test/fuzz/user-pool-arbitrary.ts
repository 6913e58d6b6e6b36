import { App, Duration, Stack } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import type { UserPoolOnlyProps } from '../../lib';
import {
  AccountTakeoverAction, CodeText, CustomAttribute, EmailSender, InvitationText, LinkText, MultiFactorAuthentication, PasswordlessSignIn, SignIn, ThreatProtection, UserActivityLogDestination, UserPoolIssuer,
  UserPoolOnly, UserPoolWebAcl, VerificationMessage,
} from '../../lib';
import { add, additions, LEADING_TO_DOMAIN, PROVIDERS } from './additions';

/** A pool as plain data, so that a failure shows what it was about. */
export type PoolSpec = typeof poolSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

const factor = fc.constantFrom('email' as const, 'sms' as const, 'passkey' as const);
const multiFactor = fc.record({ mode: fc.constantFrom('off' as const, 'optional' as const, 'required' as const), sms: fc.boolean(), email: fc.boolean() });

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
  threatProtection: fc.constantFrom(undefined, 'audit' as const, 'enforced' as const),
  risk: fc.constantFrom(...Object.values(AccountTakeoverAction)),
  webAcl: fc.constantFrom(undefined, 'managed' as const, 'imported' as const),
  logs: fc.constantFrom(undefined, 'log group' as const, 'stream' as const, 'bucket' as const),
  notifies: fc.boolean(),
  place: fc.constantFrom(undefined, undefined, 'key' as const, 'updated issuer' as const, 'replica' as const),
  device: fc.boolean(),
  minutes: fc.integer({ min: 5, max: 1440 }),
  steps: fc.uniqueArray(fc.constantFrom(...additions), { maxLength: 14 }),
});

/** The pool of a specification, with all that is added to it, in its order. Combinations that Cognito has not are left out. */
export function buildPool(spec: PoolSpec, app: App = new App(), id = 'Stack'): Stack {
  const stack = new Stack(app, id, { env: { account: '111122223333', region: 'us-east-1' } });
  const auth = new UserPoolOnly(stack, 'Auth', settingsOf(spec, stack));
  for (const step of spec.steps) add(step, spec, stack, auth);
  if (spec.externalOnly && !spec.steps.some((step) => PROVIDERS.includes(step))) add('google', spec, stack, auth);
  const needsDomain = spec.link || spec.externalOnly || spec.passwordless.includes('passkey') || spec.steps.some((step) => LEADING_TO_DOMAIN.includes(step));
  if (needsDomain && !spec.steps.includes('prefix')) add('prefix', spec, stack, auth);
  return stack;
}

function settingsOf(spec: PoolSpec, stack: Stack): UserPoolOnlyProps {
  const email = spec.multiFactor.mode !== 'off' && spec.multiFactor.email;
  const signIns = { email: SignIn.email(), phone: SignIn.phone(), either: SignIn.emailOrPhone(), username: SignIn.username(), aliases: SignIn.username({ email: true, phone: true, preferredUsername: true }) };
  const { mode, sms } = spec.multiFactor;
  const mfa = spec.externalOnly ? undefined : { off: MultiFactorAuthentication.off(), optional: MultiFactorAuthentication.optional({ sms, email }), required: MultiFactorAuthentication.required({ sms, email }) }[mode];
  return {
    signIn: signIns[spec.signIn],
    passwordless: spec.externalOnly ? [] : spec.passwordless.filter((way) => way === 'passkey' || mode !== 'required').map((way) => ({ email: PasswordlessSignIn.emailCode(), sms: PasswordlessSignIn.smsCode(), passkey: PasswordlessSignIn.passkey() }[way])),
    mfa,
    externalProvidersOnly: spec.externalOnly,
    selfSignUpEnabled: spec.selfSignUp && !spec.externalOnly,
    emailSender: spec.ses || email ? EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'), { from: 'no-reply@example.com' }) : undefined,
    messages: {
      verification: spec.link ? VerificationMessage.link({ emailBody: LinkText.withLink(spec.texts ?? 'Please ', 'click') }) : VerificationMessage.code({ sms: CodeText.withCode(spec.texts ?? 'Code ') }),
      invitation: spec.texts === undefined ? undefined : { emailSubject: 'Welcome', emailBody: InvitationText.withCredentials(spec.texts, ' ', spec.texts), sms: InvitationText.withCredentials('', ' ') },
      signInCode: spec.texts === undefined ? undefined : { sms: CodeText.withCode(spec.texts) },
    },
    passwordPolicy: { minLength: spec.minLength, passwordHistorySize: spec.history, tempPasswordValidity: Duration.days(spec.minLength) },
    accountRecovery: spec.recovery,
    customAttributes: { tenantId: CustomAttribute.string({ maxLength: 36 }), nick: CustomAttribute.string({ userWritable: true }), since: CustomAttribute.dateTime(), vip: CustomAttribute.boolean({ mutable: false }) },
    standardAttributes: spec.required ? { fullname: { required: true }, birthdate: { required: false, mutable: true } } : undefined,
    removalPolicy: spec.destroy ? RemovalPolicy.DESTROY : undefined,
    featurePlan: spec.pinned ? FeaturePlan.PLUS : undefined,
    threatProtection: spec.threatProtection && { audit: ThreatProtection.audit(), enforced: enforced(spec, stack) }[spec.threatProtection],
    webAcl: spec.webAcl && { managed: UserPoolWebAcl.managed(), imported: UserPoolWebAcl.fromWebAclArn('arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1234') }[spec.webAcl],
    logDelivery: spec.logs && { notificationErrors: new LogGroup(stack, 'Errors'), userActivity: spec.threatProtection && activityLog(spec, stack) },
    ...place(spec, stack),
    quotas: { resourceServers: 25 + spec.history },
    userPoolProps: { userPoolName: spec.device ? 'shop' : undefined, deviceTracking: spec.device ? { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true } : undefined },
  };
}

function enforced({ externalOnly, multiFactor: { mode }, notifies, risk }: PoolSpec, stack: Stack): ThreatProtection {
  const email = { subject: 'New sign-in', textBody: 'Was it you?', htmlBody: '<p>Was it you?</p>' };
  const identity = EmailIdentity.fromEmailIdentityName(stack, 'Alerts', 'example.com');
  return ThreatProtection.enforced({
    highRisk: mode === 'off' || externalOnly ? AccountTakeoverAction.BLOCK : risk,
    notification: notifies ? { identity, from: 'alerts@example.com', blockEmail: email, mfaEmail: email, noActionEmail: email } : undefined,
    allowedIpRanges: notifies ? ['203.0.113.0/24'] : undefined,
    blockedIpRanges: notifies ? ['2001:db8::/32'] : undefined,
  });
}

function activityLog({ logs }: PoolSpec, stack: Stack): UserActivityLogDestination {
  if (logs === 'bucket') return UserActivityLogDestination.bucket(new Bucket(stack, 'ActivityBucket'));
  if (logs === 'log group') return UserActivityLogDestination.logGroup(new LogGroup(stack, 'Activity'));
  const { bucketArn } = new Bucket(stack, 'ActivityBucket');
  return UserActivityLogDestination.firehose(new CfnDeliveryStream(stack, 'ActivityStream', { s3DestinationConfiguration: { bucketArn, roleArn: 'arn:aws:iam::111122223333:role/firehose' } }));
}

function place({ place: wanted }: PoolSpec, stack: Stack): UserPoolOnlyProps {
  if (wanted === 'key') return { encryptionKey: new Key(stack, 'DataKey') };
  if (wanted === 'updated issuer') return { issuer: UserPoolIssuer.UPDATED };
  if (wanted === 'replica') return { replicaRegion: 'eu-central-1', encryptionKey: Key.fromKeyArn(stack, 'DataKey', 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab') };
  return {};
}
