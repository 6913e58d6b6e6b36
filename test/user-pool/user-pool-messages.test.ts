import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { SesSenderOptions } from '../../lib';
import { CodeText, EmailSender, InvitationText, LinkText, SignInDomain, VerificationMessage } from '../../lib';
import { expectRefused, expectSynthRefused, poolOf, UserPoolFixture } from '../support/user-pool-fixture';

const ses = (scope: Construct, options: Partial<SesSenderOptions> = {}) => EmailSender.ses(EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), { from: 'no-reply@example.com', ...options });

describe('texts', () => {
  test('confirm with a code', () => {
    expect(poolOf({ messages: { verification: VerificationMessage.code({ emailSubject: 'Welcome', emailBody: CodeText.withCode('Your code: ', '.'), sms: CodeText.withCode('Code ') }) } })).toMatchObject({
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailSubject: 'Welcome', EmailMessage: 'Your code: {####}.', SmsMessage: 'Code {####}' },
    });
  });

  test('confirm with a link', () => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop'), messages: { verification: VerificationMessage.link({ emailBody: LinkText.withLink('Please ', 'click here', '!') }) } });
    expect(under.pool()).toMatchObject({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailMessageByLink: 'Please {##click here##}!' } });
  });

  test('a link without a domain to lead to is refused at synth', () => {
    expectSynthRefused(new UserPoolFixture({ messages: { verification: VerificationMessage.link() } }),
      "domain-required: users confirm their address with a link, and the pool has no domain for it to lead to; add one with 'domain' or addDomain, or use VerificationMessage.code() [at Stack/Auth]");
  });

  test('invite, with name and temporary password', () => {
    expect(poolOf({ messages: { invitation: { emailSubject: 'Come in', emailBody: InvitationText.withCredentials('Hello ', ', use ', ' once'), sms: InvitationText.withCredentials('', ' ') } } })).toMatchObject({
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailSubject: 'Come in', EmailMessage: 'Hello {username}, use {####} once', SMSMessage: '{username} {####}' } },
    });
  });

  test('bring the code of a sign-in', () => {
    const signInCode = { emailSubject: 'Code', emailBody: CodeText.withCode('<b>', '</b>'), sms: CodeText.withCode('Code ') };
    expect(new UserPoolFixture((scope) => ({ emailSender: ses(scope), messages: { signInCode } })).pool()).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      EmailAuthenticationSubject: 'Code', EmailAuthenticationMessage: '<b>{####}</b>', SmsAuthenticationMessage: 'Code {####}',
    });
  });

  test('bring the code of a sign-in by SMS on every plan', () => {
    expect(poolOf({ messages: { signInCode: { sms: CodeText.withCode('Code ') } } })).toMatchObject({ UserPoolTier: 'LITE', SmsAuthenticationMessage: 'Code {####}' });
  });

  test('of e-mails with sign-in codes need SES, and Essentials', () => {
    expectRefused({ messages: { signInCode: { emailSubject: 'Code' } } },
      "email-sender-required: the signInCode message has a text for e-mails, and there is no 'emailSender'; add emailSender: EmailSender.ses(…), or leave the text out: Cognito's own address sends no sign-in codes [at Stack/Auth]");
    expectRefused((scope) => ({ featurePlan: FeaturePlan.LITE, emailSender: ses(scope), messages: { signInCode: { emailBody: CodeText.withCode('Code ') } } }),
      "feature-plan-too-low: the feature plan is pinned to LITE, and the text of e-mails with sign-in codes needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without the text of e-mails with sign-in codes [at Stack/Auth]");
  });

  test.each([
    [{ verification: VerificationMessage.code({ emailSubject: 'Hello\u200b' }) }, "message-characters: 'emailSubject' of the verification message has the character U+200B; leave it out: Cognito sends letters, digits, signs and white space, and no control or format characters"],
    [{ verification: VerificationMessage.code({ sms: CodeText.withCode('Hello\n') }) }, "message-characters: 'sms' of the verification message has a line break, or no placeholder; leave it out: Cognito sends letters, digits, signs and white space, and no control or format characters"],
    [{ signInCode: { sms: CodeText.withCode('x'.repeat(135)) } }, "message-length: 'sms' of the signInCode message has 141 characters; write 6 to 140 characters, placeholders included"],
    [{ verification: VerificationMessage.code({ emailSubject: '' }) }, "message-length: 'emailSubject' of the verification message has 0 characters; write 1 to 140 characters, placeholders included"],
    [{ invitation: { emailBody: InvitationText.withCredentials('Hello {username} ', '') } }, "message-placeholder: 'emailBody' of the invitation message has a placeholder in 'Hello {username} '; leave it out: the placeholder is put between the parts of the text"],
    [{ signInCode: { emailBody: CodeText.withCode('{####}') } }, "message-placeholder: 'emailBody' of the signInCode message has a placeholder in '{####}'; leave it out: the placeholder is put between the parts of the text"],
  ])('%j is refused', (messages, message) => {
    expectRefused({ messages }, `${message} [at Stack/Auth]`);
  });
});

describe('the sender', () => {
  const sender = (options: Partial<SesSenderOptions>) => (scope: Construct) => ({ emailSender: ses(scope, options) });

  test('is an address of the verified domain', () => {
    expect(new UserPoolFixture(sender({ from: 'no-reply@mail.example.com', fromName: 'The Shop', replyTo: 'help@example.com', configurationSetName: 'bounces', sesRegion: 'eu-west-1' })).pool()).toMatchObject({
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER', From: 'The Shop <no-reply@mail.example.com>', ReplyToEmailAddress: 'help@example.com', ConfigurationSet: 'bounces',
        SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:identity/example.com']] },
      },
    });
  });

  test.each([
    ['The Shop', 'The Shop'],
    ["Tom's shop!", "Tom's shop!"],
    ['Shop, Inc.', '"Shop, Inc."'],
    ['shop@example.com', '"shop@example.com"'],
    ['The "best" \\ shop', '"The \\"best\\" \\\\ shop"'],
    ['"Shop, Inc."', '"Shop, Inc."'],
    ['Café & Co., Inc.', '=?UTF-8?B?Q2Fmw6kgJiBDby4sIEluYy4=?='],
    ['=?UTF-8?B?U2hvcA==?=', '"=?UTF-8?B?U2hvcA==?="'],
  ])('the name %j is written as e-mails have it', (fromName, written) => {
    expect(new UserPoolFixture(sender({ fromName })).pool()).toMatchObject({ EmailConfiguration: { From: `${written} <no-reply@example.com>` } });
  });

  test('a long name is several encoded words of whole characters, each within the limit of a header', () => {
    const fromName = 'Überaus größzügige Käse- und Weinhandlung der Gebrüder Müller 🧀';
    const { EmailConfiguration } = new UserPoolFixture(sender({ fromName })).pool() as { EmailConfiguration: { From: string } };
    const words = EmailConfiguration.From.replace(' <no-reply@example.com>', '').split(' ');
    expect(words.every((word) => word.length <= 75)).toBe(true);
    expect(words.map((word) => Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString('utf8')).join('')).toBe(fromName);
  });

  test('may be the address alone', () => {
    expect(new UserPoolFixture(sender({ from: 'no-reply@example.com' })).pool()).toMatchObject({ EmailConfiguration: { From: 'no-reply@example.com' } });
  });

  test.each([
    [{ from: 'no-reply@other.com' }, "the address 'no-reply@other.com' is not of the SES identity 'example.com'; send from an address of the verified domain, or verify the domain of this address"],
    [{ from: 'no-reply@notexample.com' }, "the address 'no-reply@notexample.com' is not of the SES identity 'example.com'; send from an address of the verified domain, or verify the domain of this address"],
    [{ fromName: 'Shop\r\nBcc: all@example.com' }, "'fromName' is 'Shop\\r\\nBcc: all@example.com'; write a name in one line, without control characters: it is quoted and encoded where it needs to be"],
    [{ fromName: '' }, "'fromName' is ''; write a name in one line, without control characters: it is quoted and encoded where it needs to be"],
    [{ configurationSetName: 'my set' }, "'configurationSetName' is 'my set'; name it in 1 to 64 letters, digits, '-' and '_'"],
    [{ sesRegion: 'Ireland' }, "'sesRegion' is 'Ireland'; name the Region of the SES identity, such as eu-west-1"],
    [{ from: 'The Shop <no-reply@example.com>' }, "'from' is 'The Shop <no-reply@example.com>', which is no e-mail address that SES takes; write a plain address such as no-reply@example.com (international domains in their xn-- form); the name goes into 'fromName'"],
  ])('%j is refused', (options, message) => {
    expectRefused(sender(options), `email-sender: ${message} [at Stack/Auth]`);
  });
});
