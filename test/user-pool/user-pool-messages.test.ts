import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { SesSenderOptions } from '../../lib';
import { CodeText, EmailSender, InvitationText, LinkText, SignInDomain, VerificationMessage } from '../../lib';
import { expectRefused, expectSynthRefused, poolOf, UserPoolFixture } from '../support/user-pool-fixture';

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
    expect(poolOf({ messages: { signInCode: { emailSubject: 'Code', emailBody: CodeText.withCode('<b>', '</b>'), sms: CodeText.withCode('Code ') } } })).toMatchObject({
      EmailAuthenticationSubject: 'Code', EmailAuthenticationMessage: '<b>{####}</b>', SmsAuthenticationMessage: 'Code {####}',
    });
  });

  test.each([
    [{ signInCode: { sms: CodeText.withCode('x'.repeat(135)) } }, "message-length: 'sms' of the signInCode message has 141 characters; write 1 to 140 characters, placeholders included"],
    [{ verification: VerificationMessage.code({ emailSubject: '' }) }, "message-length: 'emailSubject' of the verification message has 0 characters; write 1 to 140 characters, placeholders included"],
    [{ invitation: { emailBody: InvitationText.withCredentials('Hello {username} ', '') } }, "message-placeholder: 'emailBody' of the invitation message has a placeholder in 'Hello {username} '; leave it out: the placeholder is put between the parts of the text"],
    [{ signInCode: { emailBody: CodeText.withCode('{####}') } }, "message-placeholder: 'emailBody' of the signInCode message has a placeholder in '{####}'; leave it out: the placeholder is put between the parts of the text"],
  ])('%j is refused', (messages, message) => {
    expectRefused({ messages }, `${message} [at Stack/Auth]`);
  });
});

describe('the sender', () => {
  const sender = (options: SesSenderOptions) => (scope: Construct) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), options) });

  test('is an address of the verified domain', () => {
    expect(new UserPoolFixture(sender({ from: 'no-reply@mail.example.com', fromName: 'The Shop', replyTo: 'help@example.com', configurationSetName: 'bounces', sesRegion: 'eu-west-1' })).pool()).toMatchObject({
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER', From: 'The Shop <no-reply@mail.example.com>', ReplyToEmailAddress: 'help@example.com', ConfigurationSet: 'bounces',
        SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:identity/example.com']] },
      },
    });
  });

  test('may be the address alone', () => {
    expect(new UserPoolFixture(sender({ from: 'no-reply@example.com' })).pool()).toMatchObject({ EmailConfiguration: { From: 'no-reply@example.com' } });
  });

  test.each([
    [{ from: 'no-reply@other.com' }, "the address 'no-reply@other.com' is not of the SES identity 'example.com'; send from an address of the verified domain, or verify the domain of this address"],
    [{ from: 'no-reply@notexample.com' }, "the address 'no-reply@notexample.com' is not of the SES identity 'example.com'; send from an address of the verified domain, or verify the domain of this address"],
    [{ from: 'The Shop <no-reply@example.com>' }, "'from' is 'The Shop <no-reply@example.com>', which is no e-mail address that SES takes; write a plain address such as no-reply@example.com (international domains in their xn-- form); the name goes into 'fromName'"],
  ])('%j is refused', (options, message) => {
    expectRefused(sender(options), `email-sender: ${message} [at Stack/Auth]`);
  });
});
