import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aws, CfnParameter, Duration, Fn, Lazy, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { ClientAttributes, FeaturePlan, ManagedLoginVersion, OAuthScope, UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role } from 'aws-cdk-lib/aws-iam';
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import * as fc from 'fast-check';
import type { ImportedUserPool } from '../../lib';
import {
  AccessProperty, BrandingAsset, BrandingAssetCategory, ClaimMatch, CodeText, CustomAttribute, EmailSender, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, InvitationText, ManagedLoginBranding,
  Owner, OwnItemGrants, OwnObjectGrants, PasswordlessSignIn, RecordGrants, SignInDomain, ThreatProtection, TokenClaim, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider, UserPoolWebAcl, VerificationMessage,
} from '../../lib';

/** Texts that stand for what is known later, so that a failure shows which it was. */
export const LATER = ['<parameter>', '<parameter in a text>', '<lazy>', '<pseudo>', '<item of a list>', '<item of a parameter>', '<import>', '<being looked up>'];

export const text = fc.oneof(
  fc.string({ maxLength: 70, unit: 'binary' }), fc.string({ maxLength: 20 }), fc.webUrl(), fc.domain(), fc.constantFrom(...LATER),
  fc.constantFrom('', '*', '${x}', '{####}', 'https://x', 'http://localhost', 'aws', 'COGNITO', '__proto__', 'constructor', 'eu-west-1:00000000-0000-0000-0000-000000000000', 'eu-west-1_AbCdEf123'),
);

export const number = fc.oneof(fc.integer({ min: -5, max: 5000 }), fc.double({ noNaN: false }), fc.constant('<token>' as const));

/** Where inputs are tried: pools that are there already, in the stack and in another one of the app. */
export interface Place {
  readonly stack: Stack;
  readonly other: Stack;
  readonly auth: UserPoolOnly;
  readonly both: UserPoolPlusIdentityPool;
  readonly imported: ImportedUserPool;
}

/** Makes what is there already. */
export function placeOf(stack: Stack): Place {
  const classic = (prefix: string): SignInDomain => SignInDomain.prefix(prefix, { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI });
  const other = new Stack(stack.node.root, 'Other', { env: { account: '111122223333', region: 'us-east-1' } });
  const both = new UserPoolPlusIdentityPool(other, 'Both', { domain: classic('both') });
  return { stack, other, both, auth: new UserPoolOnly(stack, 'Auth', { domain: classic('shop') }), imported: UserPoolOnly.fromUserPool(stack, 'There', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123')) };
}

/** The text, or the token that it stands for. */
export function inTemplate({ stack }: Place, word: string): string {
  return laterText(stack, word);
}

/** The same with parameters of a stack, one of each type. */
export function laterText(stack: Stack, word: string): string {
  if (!LATER.includes(word)) return word;
  const given = (type: string): CfnParameter => stack.node.tryFindChild(`Given${type}`) as CfnParameter | undefined ?? new CfnParameter(stack, `Given${type}`, { type });
  const later: Record<string, () => string> = {
    '<parameter>': () => given('String').valueAsString,
    '<parameter in a text>': () => `https://${given('String').valueAsString}.example.com`,
    '<lazy>': () => Lazy.string({ produce: () => 'late' }),
    '<pseudo>': () => Aws.REGION,
    '<item of a list>': () => Token.asList({ resolve: () => ['a', 'b'] })[0],
    '<item of a parameter>': () => given('CommaDelimitedList').valueAsList[0],
    '<import>': () => Fn.importValue('Exported'),
    '<being looked up>': () => 'dummy-value-for-/shop/value',
  };
  return later[word]();
}

/** The number, or a token. */
export function numberIn(_place: Place, amount: number | '<token>'): number {
  return amount === '<token>' ? Token.asNumber({ resolve: () => 5 }) : amount;
}

const clientSecret = SecretValue.secretsManager('s');
const callbackUrls = ['https://app.example.com/'];
const ses = (stack: Stack, identity = 'example.com') => EmailIdentity.fromEmailIdentityName(stack, 'GivenIdentity', identity);

/** A file that is gone afterwards. */
function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    writeFileSync(join(folder, 'file.svg'), content);
    return use(join(folder, 'file.svg'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every input that takes text and numbers, with whatever comes. What is made of the CDK's own is called Wild and made at the end. */
export const inputs: Record<string, (place: Place, word: string, amount: number) => unknown> = {
  'group': ({ auth }, word, precedence) => auth.addGroup(word, { precedence, description: word }),
  'groups': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { groups: [word] }),
  'attribute': ({ auth }, word) => auth.addCustomAttribute(word, CustomAttribute.string()),
  'bounds': (_place, _word, maxLength) => CustomAttribute.string({ maxLength }),
  'callback': ({ auth }, word) => auth.addSinglePageAppClient('web', { callbackUrls: [word], logoutUrls: [word] }),
  'app link': ({ auth }, word) => auth.addMobileAppClient('mobile', { callbackUrls: [word] }),
  'client': ({ auth }, word) => auth.addSinglePageAppClient(word),
  'client name': ({ auth }, userPoolClientName) => auth.addSinglePageAppClient('web', { userPoolClientName }),
  'client of an imported pool': ({ imported }, word) => imported.addSinglePageAppClient(word, { callbackUrls: [word], scopes: [OAuthScope.custom(word)] }),
  'scopes of a client': ({ auth }, word) => auth.addSinglePageAppClient('web', { callbackUrls, scopes: [OAuthScope.OPENID, OAuthScope.custom(word)] }),
  'scopes of a machine': ({ auth }, word) => auth.addMachineToMachineClient('batch', { scopes: [OAuthScope.custom(word)] }),
  'read attributes': ({ auth }, word) => auth.addSinglePageAppClient('web', { readAttributes: new ClientAttributes().withCustomAttributes(word) }),
  'write attributes': ({ auth }, word) => auth.addSinglePageAppClient('web', { writeAttributes: new ClientAttributes().withCustomAttributes(word) }),
  'lifetime': ({ auth }, _word, amount) => auth.addSinglePageAppClient('web', { accessTokenValidity: Duration.minutes(Math.abs(Math.trunc(amount)) || 0) }),
  'terms': ({ auth }, word) => auth.addSinglePageAppClient('web', { callbackUrls, terms: { termsOfUse: { default: word, [word]: word }, privacyPolicy: { default: word } } }),
  'prefix': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { domain: SignInDomain.prefix(word) }),
  'prefix of an imported pool': ({ imported }, word) => imported.addDomain(SignInDomain.prefix(word)),
  'domain': ({ auth }, word) => auth.addDomain(SignInDomain.custom(word, {})),
  'domain in a zone': ({ auth, stack }, word) => auth.addDomain(SignInDomain.custom(word, { hostedZone: stack.node.tryFindChild('GivenZone') as HostedZone | undefined ?? new HostedZone(stack, 'GivenZone', { zoneName: 'example.com' }) })),
  'settings of a style': (_place, word) => withFile(word, (settingsFile) => ManagedLoginBranding.fromFiles({ settingsFile })),
  'image of a style': (_place, word) => withFile(word, (path) => ManagedLoginBranding.fromFiles({ assets: [BrandingAsset.fromFile(path, BrandingAssetCategory.FAVICON_SVG)] })),
  'provider': ({ auth }, word) => auth.addProvider(UserPoolProvider.openIdConnect(word, { clientId: word, clientSecret, issuerUrl: 'https://login.example.com' })),
  'issuer': ({ auth }, word) => auth.addProvider(UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret, issuerUrl: word, identifiers: [word] })),
  'scopes of a provider': ({ auth }, word) => auth.addProvider(UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret, issuerUrl: 'https://login.example.com', scopes: ['openid', word] })),
  'scopes of Google': ({ imported }, word) => imported.addProvider(UserPoolProvider.google({ clientId: word, clientSecret, scopes: [word] })),
  'metadata': ({ auth }, word) => auth.addProvider(UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.url(word) })),
  'metadata file': ({ auth }, word) => auth.addProvider(UserPoolProvider.saml(word, { metadata: UserPoolIdentityProviderSamlMetadata.file(word) })),
  'secret': ({ auth }, word) => auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.unsafePlainText(word) })),
  'scope': ({ auth }, word) => auth.addResourceServer('orders', { identifier: word, scopes: { [word]: word } }),
  'resource server': ({ imported }, word) => imported.addResourceServer(word, { scopes: { read: word } }),
  'relying party': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { domain: SignInDomain.prefix('wild'), passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: word })] }),
  'password': ({ stack }, _word, amount) => new UserPoolOnly(stack, 'Wild', { passwordPolicy: { minLength: amount, passwordHistorySize: amount } }),
  'invitation': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { messages: { invitation: { emailSubject: word, sms: InvitationText.withCredentials(word, word) } } }),
  'verification': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { messages: { verification: VerificationMessage.code({ emailSubject: word, emailBody: CodeText.withCode(word), sms: CodeText.withCode(word) }) } }),
  'ranges': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { threatProtection: ThreatProtection.enforced({ blockedIpRanges: [word] }) }),
  'web ACL': ({ stack }, word, requestsPerFiveMinutes) => new UserPoolOnly(stack, 'Wild', { webAcl: Number.isNaN(requestsPerFiveMinutes) ? UserPoolWebAcl.fromWebAclArn(word) : UserPoolWebAcl.managed({ requestsPerFiveMinutes }) }),
  'plan': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { featurePlan: FeaturePlan.LITE, passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: word })] }),
  'pool name': ({ stack }, word) => new UserPoolOnly(stack, 'Wild', { userPoolProps: { userPoolName: word } }),
  'sender': ({ auth, stack }, word) => EmailSender.ses(ses(stack), { from: 'a@example.com', fromName: word, configurationSetName: word, sesRegion: word })._configuration(auth),
  'address': ({ auth, stack }, word) => EmailSender.ses(ses(stack, word || 'example.com'), { from: word, replyTo: word })._configuration(auth),
  'identity pool name': ({ stack }, identityPoolName) => new IdentityPoolOnly(stack, 'Wild', { identityPoolName }),
  'app id': ({ both }, word) => both.addIdentityPoolProvider(IdentityPoolProvider.google(word)),
  'developer provider': ({ both }, word) => both.addIdentityPoolProvider(IdentityPoolProvider.developer(word)),
  'session tag': ({ both }, word) => both.addSessionTag(word, both.users, TokenClaim.named(word)),
  'rule': ({ both }, word) => both.addRoleMappingRule(word, both.users, ClaimMatch.equalTo(word, word), { acknowledgment: { reason: word } }),
  'exclusion': ({ both }, word) => both.addRoleMappingRule(word, both.users, ClaimMatch.notEqualTo(word, word), { acknowledgment: { reason: word } }),
  'version of an API': ({ auth }, apiVersion) => auth.addProvider(UserPoolProvider.facebook({ clientId: apiVersion, clientSecret, apiVersion, scopes: [apiVersion] })),
  'quotas': ({ stack }, _word, amount) => new UserPoolOnly(stack, 'Wild', { quotas: { appClients: amount, identityProviders: amount, resourceServers: amount } }),
  'Regions of messages': ({ stack }, snsRegion) => new UserPoolOnly(stack, 'Wild', { userPoolProps: { snsRegion } }),
  'external id': ({ stack }, smsRoleExternalId) => new UserPoolOnly(stack, 'Wild', { userPoolProps: { smsRoleExternalId, smsRole: Role.fromRoleArn(stack, 'GivenRole', 'arn:aws:iam::111122223333:role/sms') } }),
  'property': (_place, word) => AccessProperty.unreachable({ title: word, actions: [word], resources: [word] }),
  'identity pool id': ({ stack }, word) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Wild', word, ImportedIdentityPoolRoles.attach()),
  'prefix of objects': ({ both, stack }, prefix) => OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'GivenBucket', 'bucket'), { prefix }).readWrite(both.authenticated),
  'prefix of keys': ({ both, stack }, keyPrefix) => OwnItemGrants.fromTable(Table.fromTableName(stack, 'GivenTable', 'orders'), { keyPrefix }).readWrite(both.authenticated),
  'index': ({ both, stack }, word) => OwnItemGrants.fromTable(Table.fromTableName(stack, 'GivenTable', 'orders'), { indexes: [word] }).read(both.authenticated),
  'owner': ({ both, stack }, word) => OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'GivenBucket', 'bucket'), { prefix: 'users', owner: Owner.sessionTag(word) }).read(both.authenticated),
  'key of a stream': ({ both, stack }, keyId) => RecordGrants.fromStream(new CfnStream(stack, 'GivenStream', { streamEncryption: { encryptionType: 'KMS', keyId } })).put(both.authenticated),
};
