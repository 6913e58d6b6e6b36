import { Duration } from 'aws-cdk-lib';
import { FeaturePlan, ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { UserPoolOnlyProps } from '../../lib';
import { EmailSender, MultiFactorAuthentication, PasswordlessSignIn, SignInDomain, ThreatProtection, UserPoolTrigger } from '../../lib';
import { expectRefused, UserPoolFixture } from '../support/user-pool-fixture';

function handler(scope: Construct): Function {
  return new Function(scope, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });
}

function sender(scope: Construct): EmailSender {
  return EmailSender.ses(EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), { from: 'no-reply@example.com' });
}

const features: [string, FeaturePlan, (scope: Construct) => UserPoolOnlyProps][] = [
  ['passwordless sign-in', FeaturePlan.ESSENTIALS, () => ({ passwordless: [PasswordlessSignIn.emailCode()] })],
  ['e-mail as second factor', FeaturePlan.ESSENTIALS, (scope) => ({ mfa: MultiFactorAuthentication.optional({ email: true }), emailSender: sender(scope) })],
  ['a history of passwords', FeaturePlan.ESSENTIALS, () => ({ passwordPolicy: { passwordHistorySize: 5 } })],
  ['managed login version 2', FeaturePlan.ESSENTIALS, () => ({ domain: SignInDomain.prefix('shop') })],
  ['customization of access tokens', FeaturePlan.ESSENTIALS, (scope) => ({ triggers: [UserPoolTrigger.preTokenGeneration(handler(scope), { accessTokens: true })] })],
  ['customization of machine tokens', FeaturePlan.ESSENTIALS, (scope) => ({ triggers: [UserPoolTrigger.preTokenGeneration(handler(scope), { machineTokens: true })] })],
  ['threat protection', FeaturePlan.PLUS, () => ({ threatProtection: ThreatProtection.audit() })],
];

describe.each(features)('%s', (feature, plan, props) => {
  test(`makes the plan ${plan}`, () => {
    expect(new UserPoolFixture(props).pool()).toMatchObject({ UserPoolTier: plan });
  });

  test('is refused on a plan that is pinned too low', () => {
    expectRefused((scope) => ({ ...props(scope), featurePlan: FeaturePlan.LITE }),
      `feature-plan-too-low: the feature plan is pinned to LITE, and ${feature} needs ${plan}; pin FeaturePlan.${plan}, leave 'featurePlan' out to have it derived, or do without ${feature} [at Stack/Auth]`);
  });

  test('is taken on the dearest plan', () => {
    expect(new UserPoolFixture((scope) => ({ ...props(scope), featurePlan: FeaturePlan.PLUS })).pool()).toMatchObject({ UserPoolTier: 'PLUS' });
  });
});

test('the dearest need decides, in whatever order', () => {
  const under = new UserPoolFixture({ threatProtection: ThreatProtection.audit(), passwordPolicy: { passwordHistorySize: 5 } });
  under.auth.addDomain(SignInDomain.prefix('shop'));
  expect(under.pool()).toMatchObject({ UserPoolTier: 'PLUS' });
});

test('what is added later counts', () => {
  const under = new UserPoolFixture();
  under.auth.addSinglePageAppClient('web', { refreshTokenRotationGracePeriod: Duration.seconds(10) });
  expect(under.pool()).toMatchObject({ UserPoolTier: 'ESSENTIALS' });
});

test('the classic pages and a history of no passwords stay on Lite', () => {
  expect(new UserPoolFixture({ domain: SignInDomain.prefix('shop', { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI }), passwordPolicy: { passwordHistorySize: 0 } }).pool())
    .toMatchObject({ UserPoolTier: 'LITE' });
});

test('a plan that is pinned higher than needed is taken', () => {
  expect(new UserPoolFixture({ featurePlan: FeaturePlan.ESSENTIALS }).pool()).toMatchObject({ UserPoolTier: 'ESSENTIALS' });
});
