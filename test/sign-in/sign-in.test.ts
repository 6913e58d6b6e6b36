import { Duration } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { AccountRecovery, Mfa, PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { EmailSender, MultiFactorAuthentication, PasswordlessSignIn, SignIn, SignInDomain } from '../../lib';
import { expectNone, expectRefused, expectSynthRefused, Match, poolOf, UserPoolFixture } from '../support/user-pool-fixture';

const RECOVERY = { email: { Name: 'verified_email' }, phone: { Name: 'verified_phone_number' } };

function sender(scope: Construct): EmailSender {
  return EmailSender.ses(EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), { from: 'no-reply@example.com' });
}

describe('what users sign in with', () => {
  test.each([
    ['e-mail', SignIn.email(), { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] }, [RECOVERY.email], ['email']],
    ['phone', SignIn.phone(), { UsernameAttributes: ['phone_number'], AutoVerifiedAttributes: ['phone_number'] }, [RECOVERY.phone], ['phone_number']],
    ['either', SignIn.emailOrPhone(), { UsernameAttributes: ['email', 'phone_number'] }, [RECOVERY.phone, RECOVERY.email], ['email', 'phone_number']],
    ['user name and e-mail', SignIn.username({ email: true }), { AliasAttributes: ['email'] }, [RECOVERY.email], ['email']],
    ['user name and phone', SignIn.username({ phone: true }), { AliasAttributes: ['phone_number'] }, [RECOVERY.phone], ['phone_number']],
    ['a second user name', SignIn.username({ preferredUsername: true }), { AliasAttributes: ['preferred_username'] }, [RECOVERY.email], undefined],
  ])('%s', (_name, signIn, properties, recovery, kept) => {
    const pool = poolOf({ signIn });
    expect(pool).toMatchObject({ ...properties, AccountRecoverySetting: { RecoveryMechanisms: recovery } });
    expect((pool.UserAttributeUpdateSettings as Record<string, unknown> | undefined)?.AttributesRequireVerificationBeforeUpdate).toEqual(kept);
  });

  test('an address that is not verified is not kept either, since Cognito refuses that', () => {
    const pool = poolOf({ signIn: SignIn.emailOrPhone(), userPoolProps: { autoVerify: { email: true } } });
    expect(pool).toMatchObject({ AutoVerifiedAttributes: ['email'], UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } });
  });

  test('users sign up on their own where that is said', () => {
    expect(poolOf({ selfSignUpEnabled: true })).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } });
  });
});

describe('without a password', () => {
  test('codes by e-mail and SMS, passkeys: a choice beside the password', () => {
    const under = new UserPoolFixture({ passwordless: [PasswordlessSignIn.emailCode(), PasswordlessSignIn.smsCode(), PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })] });
    under.auth.addSinglePageAppClient('web');
    expect(under.pool()).toMatchObject({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } },
      WebAuthnRelyingPartyID: 'example.com',
      WebAuthnUserVerification: 'required',
    });
    expect(under.client()).toMatchObject({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  });

  test('codes by SMS make the role that sends them, codes by e-mail none', () => {
    new UserPoolFixture({ passwordless: [PasswordlessSignIn.smsCode()] }).template().resourceCountIs('AWS::IAM::Role', 1);
    expectNone(new UserPoolFixture({ passwordless: [PasswordlessSignIn.emailCode()] }), 'AWS::IAM::Role');
  });

  test('a device need not verify the user where that is said', () => {
    const passkey = PasswordlessSignIn.passkey({ relyingPartyId: 'example.com', userVerification: PasskeyUserVerification.PREFERRED });
    const pool = poolOf({ passwordless: [passkey] });
    expect(pool).toMatchObject({ WebAuthnUserVerification: 'preferred' });
    expect(pool).not.toHaveProperty('WebAuthnFactorConfiguration');
  });

  test.each(['co.uk', 'com.au', 'github.io', 'auth.eu-west-1.amazoncognito.com'])('passkeys for everybody below %s are refused', (relyingPartyId) => {
    expectRefused({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] },
      `relying-party: below the relying party '${relyingPartyId}' anybody may have a domain; write the domain that is yours alone: shop.co.uk, not co.uk; browsers bind no passkeys to public suffixes [at Stack/Auth]`);
  });

  test.each(['shop.co.uk', 'shop.github.io', 'shop.auth.eu-west-1.amazoncognito.com', 'co.example', 'localhost'])('passkeys for %s are taken', (relyingPartyId) => {
    expect(poolOf({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] })).toMatchObject({ WebAuthnRelyingPartyID: relyingPartyId });
  });

  test.each([['com.ag', true], ['gov.zm', true], ['shop.com.ag', false], ['shop.ag', false], ['example.com', false]])('%s may be a public suffix that is not known here: %s', (relyingPartyId, isWarned) => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop'), passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] });
    const found = Annotations.fromStack(under.stack).findWarning('/Stack/Auth', Match.stringLikeRegexp('public suffix')).map(({ entry }) => entry.data);
    expect(found).toEqual(isWarned ? [`the relying party '${relyingPartyId}' looks like a public suffix, below which anybody may have a domain: of the Public Suffix List the commonest names alone are known here; `
      + 'look it up at https://publicsuffix.org/, where browsers do, and acknowledge this warning if it is yours alone [ack: cdk-cognito-pools:relying-party]'] : []);
  });

  test.each([PasswordlessSignIn.emailCode(), PasswordlessSignIn.smsCode()])('codes are refused beside a required second factor', (code) => {
    expectRefused({ passwordless: [code], mfa: MultiFactorAuthentication.required() },
      `code-with-required-mfa: 'passwordless' has ${code.factor}, and multi-factor authentication is required; use PasswordlessSignIn.passkey(), which counts as both factors, or make multi-factor authentication optional: Cognito refuses one-time codes beside it [at Stack/Auth]`);
  });

  test('a passkey that does not verify the user is refused beside a required second factor', () => {
    expectRefused({
      passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com', userVerification: PasskeyUserVerification.PREFERRED })],
      mfa: MultiFactorAuthentication.required(),
    }, "passkey-user-verification: multi-factor authentication is required, and the user verification of passkeys is 'preferred'; leave it at PasskeyUserVerification.REQUIRED: only then a passkey counts as both factors [at Stack/Auth]");
  });

  test.each(['https://example.com', 'Example.com', 'example.com/app', '', '203.0.113.7', 'com', `${'a'.repeat(124)}.com`])('the relying party %j is refused', (relyingPartyId) => {
    expectRefused({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] },
      `relying-party: the relying party '${relyingPartyId}' is no domain; write the domain alone, in lower case and without scheme, port or path: example.com [at Stack/Auth]`);
  });

  test("the user's own machine is a relying party", () => {
    expect(poolOf({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'localhost' })] })).toMatchObject({ WebAuthnRelyingPartyID: 'localhost' });
  });

  test('a second name to sign in with cannot be required', () => {
    const standardAttributes = { preferredUsername: { required: true } };
    expectRefused({ signIn: SignIn.username({ preferredUsername: true }), standardAttributes },
      "required-alias: 'signIn' has 'preferredUsername', and 'standardAttributes' requires it; do without one of the two: Cognito takes preferred_username as required or as a name to sign in with, not as both [at Stack/Auth]");
    expect(poolOf({ signIn: SignIn.username(), standardAttributes })).toMatchObject({ Schema: [{ Name: 'preferred_username', Required: true }] });
    expect(poolOf({ signIn: SignIn.username({ preferredUsername: true }), standardAttributes: { preferredUsername: { mutable: true } } })).toMatchObject({ AliasAttributes: ['preferred_username'] });
  });

  test('the same way twice is refused', () => {
    expectRefused({ passwordless: [PasswordlessSignIn.emailCode(), PasswordlessSignIn.emailCode()] },
      "duplicate-first-factor: 'passwordless' has EMAIL_OTP twice; name each way to sign in once [at Stack/Auth]");
  });

  test('passkeys without any domain to be bound to are refused at synth', () => {
    expectSynthRefused(new UserPoolFixture({ passwordless: [PasswordlessSignIn.passkey()] }),
      "relying-party-required: passkeys have no domain to be bound to; give the domain of your app as 'relyingPartyId', or add a domain for managed login [at Stack/Auth]");
  });

  test('passkeys are bound to the domain of managed login when nothing is said', () => {
    const under = new UserPoolFixture({ passwordless: [PasswordlessSignIn.passkey()] });
    under.auth.addDomain(SignInDomain.prefix('shop'));
    expect(under.pool()).not.toHaveProperty('WebAuthnRelyingPartyID');
  });
});

describe('second factors', () => {
  test.each([
    [MultiFactorAuthentication.optional({ sms: true }), 'OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 1],
    [MultiFactorAuthentication.required(), 'ON', ['SOFTWARE_TOKEN_MFA'], 0],
    [MultiFactorAuthentication.off(), 'OFF', undefined, 0],
  ])('%j', (mfa, mode, factors, roles) => {
    const under = new UserPoolFixture({ mfa });
    const pool = under.pool();
    expect(pool.MfaConfiguration).toBe(mode);
    expect(pool.EnabledMfas).toEqual(factors);
    under.template().resourceCountIs('AWS::IAM::Role', roles);
  });

  test('e-mail, through SES, with a way to a forgotten password that is not the same mailbox alone', () => {
    const under = new UserPoolFixture((scope) => ({ mfa: MultiFactorAuthentication.required({ email: true }), emailSender: sender(scope) }));
    expect(under.pool()).toMatchObject({
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
      AccountRecoverySetting: { RecoveryMechanisms: [RECOVERY.email, RECOVERY.phone] },
    });
  });

  test('e-mail without SES is refused', () => {
    expectRefused({ mfa: MultiFactorAuthentication.optional({ email: true }) },
      "email-sender-required: e-mail is a second factor, and there is no 'emailSender'; add emailSender: EmailSender.ses(…): Cognito's own address sends no sign-in codes [at Stack/Auth]");
  });

  test('e-mail as second factor and only way to a forgotten password is refused', () => {
    expectRefused((scope) => ({ mfa: MultiFactorAuthentication.optional({ email: true }), emailSender: sender(scope), accountRecovery: AccountRecovery.EMAIL_ONLY }),
      'account-recovery: e-mail is a second factor and the only way to a forgotten password; use AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA or NONE: one mailbox must not be enough to take an account over [at Stack/Auth]');
  });

  test('the choices say what they are', () => {
    expect(MultiFactorAuthentication.off().mfa).toBe(Mfa.OFF);
    expect(MultiFactorAuthentication.required({ sms: true }).secondFactor).toEqual({ otp: true, sms: true, email: false });
  });
});

describe('passwords', () => {
  test('what is set replaces the defaults one by one', () => {
    expect(poolOf({ passwordPolicy: { minLength: 16, requireSymbols: false, passwordHistorySize: 24, tempPasswordValidity: Duration.days(1) } })).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 16, RequireSymbols: false, RequireNumbers: true, PasswordHistorySize: 24, TemporaryPasswordValidityDays: 1 } },
    });
  });

  test('a way to a forgotten password of one\'s own choice', () => {
    expect(poolOf({ accountRecovery: AccountRecovery.NONE })).toMatchObject({ AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only' }] } });
  });

  test.each([AccountRecovery.PHONE_AND_EMAIL, AccountRecovery.PHONE_ONLY_WITHOUT_MFA, AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA, AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL])('a way by phone (%s) has the role that sends the code', (accountRecovery) => {
    const under = new UserPoolFixture({ accountRecovery });
    under.template().resourceCountIs('AWS::IAM::Role', 1);
    expect(under.pool()).toHaveProperty('SmsConfiguration');
  });

  test('an address is held back until it is verified only where it is verified', () => {
    expectRefused({ userPoolProps: { keepOriginal: { email: true, phone: true } } },
      "keep-original: userPoolProps has 'keepOriginal' for 'phone', which Cognito does not verify in this pool; add it to 'autoVerify', or leave it out: a new address is held back until it is verified [at Stack/Auth]");
    expect(poolOf({ userPoolProps: { autoVerify: { email: true, phone: true }, keepOriginal: { phone: true } } })).toMatchObject({ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['phone_number'] } });
  });

  test.each([
    [{ minLength: 5 }, "'minLength' of the password policy is 5; use a whole number from 6 to 99"],
    [{ passwordHistorySize: 25 }, "'passwordHistorySize' of the password policy is 25; use a whole number from 0 to 24"],
    [{ tempPasswordValidity: Duration.hours(36) }, "'tempPasswordValidity (days)' of the password policy is 1.5; use a whole number from 1 to 365"],
  ])('%j is refused', (passwordPolicy, message) => {
    expectRefused({ passwordPolicy }, `password-policy: ${message} [at Stack/Auth]`);
  });
});
