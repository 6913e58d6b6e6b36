import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { RiskEmailOptions, UserPoolMessageOptions, UserPoolOnlyProps } from '../../../lib';
import {
  CodeText, CustomAttribute, EmailSender, InvitationText, LinkText, PasswordlessSignIn, ThreatProtection, UserPoolOnly, UserPoolWebAcl, VerificationMessage,
} from '../../../lib';
import type { SesSenderOptions } from '../../../lib';
import type { Given } from '../later';
import { classic, identity, onUserPools } from '../site';
import type { Site, Tries, Try } from '../site';

const pool = (props: (given: Given, site: Site) => UserPoolOnlyProps): Try => (site, given) => new UserPoolOnly(site.stack, 'Wild', props(given, site));
const messages = (of: (given: Given) => UserPoolMessageOptions): Try => pool((given, site) => ({ messages: of(given), emailSender: EmailSender.ses(identity(site), { from: 'a@example.com' }) }));
const sender = (of: (given: Given) => Partial<SesSenderOptions>): Try => pool((given, site) => ({ emailSender: EmailSender.ses(identity(site), { from: 'a@example.com', ...of(given) }) }));
const alert = (of: (given: Given) => Partial<RiskEmailOptions & { from: string }>): Try => pool((given, site) => {
  const { from = 'a@example.com', ...email } = of(given);
  return { threatProtection: ThreatProtection.enforced({ notification: { identity: identity(site), from, blockEmail: { subject: 'New sign-in', textBody: 'Was it you?', ...email } } }) };
});
const sent = { emailSubject: 'Welcome', emailBody: 'Hello {username} {####}', smsMessage: 'Hello {username} {####}' };

/** What user pools take. */
export const USER_POOL_VALUES: Tries = {
  'UserPoolOptions.groups': pool(({ list }) => ({ groups: list })),
  'UserPoolOptions.customAttributes': pool(({ text }) => ({ customAttributes: { [text]: CustomAttribute.string() } })),
  'UserPoolOptions.replicaRegion': pool(({ text }, { stack }) => ({ replicaRegion: text, encryptionKey: Key.fromKeyArn(stack, 'GivenKey', 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab') })),
  'IExtensibleUserPool.addGroup(name)': onUserPools((users, { text }) => users.addGroup(text)),
  'GroupOptions.precedence': onUserPools((users, { number }) => users.addGroup('staff', { precedence: number })),
  'GroupOptions.description': onUserPools((users, { text }) => users.addGroup('staff', { description: text })),
  'UserPoolOnly.addCustomAttribute(name)': ({ auth }, { text }) => auth.addCustomAttribute(text, CustomAttribute.string()),
  'UserPoolPlusIdentityPool.addCustomAttribute(name)': ({ both }, { text }) => both.addCustomAttribute(text, CustomAttribute.string()),
  'NumberCustomAttributeOptions.min': pool(({ number: min }) => ({ customAttributes: { size: CustomAttribute.number({ min }) } })),
  'NumberCustomAttributeOptions.max': pool(({ number: max }) => ({ customAttributes: { size: CustomAttribute.number({ max }) } })),
  'StringCustomAttributeOptions.minLength': pool(({ number: minLength }) => ({ customAttributes: { nick: CustomAttribute.string({ minLength }) } })),
  'StringCustomAttributeOptions.maxLength': pool(({ number: maxLength }) => ({ customAttributes: { nick: CustomAttribute.string({ maxLength }) } })),
  'PasswordPolicy.minLength': pool(({ number: minLength }) => ({ passwordPolicy: { minLength } })),
  'PasswordPolicy.passwordHistorySize': pool(({ number: passwordHistorySize }) => ({ passwordPolicy: { passwordHistorySize } })),
  'PasswordPolicy.tempPasswordValidity': pool(({ duration: tempPasswordValidity }) => ({ passwordPolicy: { tempPasswordValidity } })),
  'UserPoolQuotaOptions.appClients': pool(({ number: appClients }) => ({ quotas: { appClients } })),
  'UserPoolQuotaOptions.identityProviders': pool(({ number: identityProviders }) => ({ quotas: { identityProviders } })),
  'UserPoolQuotaOptions.resourceServers': pool(({ number: resourceServers }) => ({ quotas: { resourceServers } })),
  'PasskeyOptions.relyingPartyId': pool(({ text: relyingPartyId }) => ({ domain: classic('wild'), passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] })),

  'SesSenderOptions.from': sender(({ text: from }) => ({ from })),
  'SesSenderOptions.fromName': sender(({ text: fromName }) => ({ fromName })),
  'SesSenderOptions.replyTo': sender(({ text: replyTo }) => ({ replyTo })),
  'SesSenderOptions.configurationSetName': sender(({ text: configurationSetName }) => ({ configurationSetName })),
  'SesSenderOptions.sesRegion': sender(({ text: sesRegion }) => ({ sesRegion })),
  'VerificationCodeOptions.emailSubject': messages(({ text: emailSubject }) => ({ verification: VerificationMessage.code({ emailSubject }) })),
  'VerificationLinkOptions.emailSubject': pool(({ text: emailSubject }, site) => ({ domain: classic('wild'), emailSender: EmailSender.ses(identity(site), { from: 'a@example.com' }), messages: { verification: VerificationMessage.link({ emailSubject }) } })),
  'InvitationMessageOptions.emailSubject': messages(({ text: emailSubject }) => ({ invitation: { emailSubject } })),
  'SignInCodeMessageOptions.emailSubject': messages(({ text: emailSubject }) => ({ signInCode: { emailSubject } })),
  'CodeText.withCode(before)': messages(({ text }) => ({ verification: VerificationMessage.code({ emailBody: CodeText.withCode(text), sms: CodeText.withCode(text) }) })),
  'CodeText.withCode(after)': messages(({ text }) => ({ signInCode: { emailBody: CodeText.withCode('Code ', text), sms: CodeText.withCode('Code ', text) } })),
  'LinkText.withLink(before)': pool(({ text }) => ({ domain: classic('wild'), messages: { verification: VerificationMessage.link({ emailBody: LinkText.withLink(text, 'click') }) } })),
  'LinkText.withLink(linkText)': pool(({ text }) => ({ domain: classic('wild'), messages: { verification: VerificationMessage.link({ emailBody: LinkText.withLink('Please ', text) }) } })),
  'LinkText.withLink(after)': pool(({ text }) => ({ domain: classic('wild'), messages: { verification: VerificationMessage.link({ emailBody: LinkText.withLink('Please ', 'click', text) }) } })),
  'InvitationText.withCredentials(before)': messages(({ text }) => ({ invitation: { emailBody: InvitationText.withCredentials(text, ' '), sms: InvitationText.withCredentials(text, ' ') } })),
  'InvitationText.withCredentials(between)': messages(({ text }) => ({ invitation: { emailBody: InvitationText.withCredentials('', text) } })),
  'InvitationText.withCredentials(after)': messages(({ text }) => ({ invitation: { emailBody: InvitationText.withCredentials('', ' ', text) } })),

  'RiskNotificationOptions.from': alert(({ text: from }) => ({ from })),
  'RiskEmailOptions.subject': alert(({ text: subject }) => ({ subject })),
  'RiskEmailOptions.textBody': alert(({ text: textBody }) => ({ textBody })),
  'RiskEmailOptions.htmlBody': alert(({ text: htmlBody }) => ({ htmlBody })),
  'ThreatProtectionOptions.allowedIpRanges': pool(({ list: allowedIpRanges }) => ({ threatProtection: ThreatProtection.enforced({ allowedIpRanges }) })),
  'ThreatProtectionOptions.blockedIpRanges': pool(({ list: blockedIpRanges }) => ({ threatProtection: ThreatProtection.enforced({ blockedIpRanges }) })),
  'ManagedWebAclOptions.requestsPerFiveMinutes': pool(({ number: requestsPerFiveMinutes }) => ({ webAcl: UserPoolWebAcl.managed({ requestsPerFiveMinutes }) })),
  'UserPoolWebAcl.fromWebAclArn(webAclArn)': pool(({ text }) => ({ webAcl: UserPoolWebAcl.fromWebAclArn(text) })),

  'UserPoolProps.userPoolName': pool(({ text: userPoolName }) => ({ userPoolProps: { userPoolName } })),
  'UserPoolProps.mfaMessage': pool(({ text: mfaMessage }) => ({ userPoolProps: { mfaMessage } })),
  'UserPoolProps.passkeyRelyingPartyId': pool(({ text: passkeyRelyingPartyId }) => ({ userPoolProps: { passkeyRelyingPartyId } })),
  'UserPoolProps.snsRegion': pool(({ text: snsRegion }) => ({ userPoolProps: { snsRegion } })),
  'UserPoolProps.smsRoleExternalId': pool(({ text: smsRoleExternalId }, { stack }) => ({ userPoolProps: { smsRoleExternalId, smsRole: Role.fromRoleArn(stack, 'GivenRole', 'arn:aws:iam::111122223333:role/sms') } })),
  'UserPoolProps.customAttributes': pool(({ text }) => ({ userPoolProps: { customAttributes: { [text]: new StringAttribute() } } })),
  'UserPoolProps.lambdaTriggers': pool(({ text }) => ({ userPoolProps: { lambdaTriggers: { [text]: undefined } } })),
  'UserInvitationConfig.emailSubject': pool(({ text }) => ({ userPoolProps: { userInvitation: { ...sent, emailSubject: text } } })),
  'UserInvitationConfig.emailBody': pool(({ text }) => ({ userPoolProps: { userInvitation: { ...sent, emailBody: text } } })),
  'UserInvitationConfig.smsMessage': pool(({ text }) => ({ userPoolProps: { userInvitation: { ...sent, smsMessage: text } } })),
  'UserVerificationConfig.emailSubject': pool(({ text }) => ({ userPoolProps: { userVerification: { emailSubject: text } } })),
  'UserVerificationConfig.emailBody': pool(({ text }) => ({ userPoolProps: { userVerification: { emailBody: text } } })),
  'UserVerificationConfig.smsMessage': pool(({ text }) => ({ userPoolProps: { userVerification: { smsMessage: text } } })),
};
