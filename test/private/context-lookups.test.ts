import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { OAuthScope, UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { UserPoolOnlyProps } from '../../lib';
import {
  CodeText, CustomAttribute, EmailSender, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, OwnItemGrants, OwnObjectGrants, PasswordlessSignIn, SignInDomain, ThreatProtection, UserPoolOnly,
  UserPoolPlusIdentityPool, UserPoolProvider, UserPoolWebAcl, VerificationMessage,
} from '../../lib';

const clientSecret = SecretValue.secretsManager('provider');

const pool = (settings: (value: string, stack: Stack) => UserPoolOnlyProps) => (value: string, stack: Stack) => new UserPoolOnly(stack, 'Other', settings(value, stack));
const added = (add: (auth: UserPoolPlusIdentityPool, value: string, stack: Stack) => unknown) => (value: string, stack: Stack) => add(new UserPoolPlusIdentityPool(stack, 'Other', { domain: SignInDomain.prefix('shop') }), value, stack);

/** Inputs whose form is checked at once, each given a value that is looked up. */
const INPUTS: Record<string, (value: string, stack: Stack) => unknown> = {
  'pool name': pool((userPoolName) => ({ userPoolProps: { userPoolName } })),
  'prefix': pool((value) => ({ domain: SignInDomain.prefix(value) })),
  'custom domain': pool((value, stack) => ({ domain: SignInDomain.custom(value, { hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }) }) })),
  'hosted zone': pool((zoneName, stack) => ({ domain: SignInDomain.custom('auth.example.com', { hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName }) }) })),
  'group': pool((value) => ({ groups: [value] })),
  'attribute': pool((value) => ({ customAttributes: { [value]: CustomAttribute.string() } })),
  'web ACL': pool((value) => ({ webAcl: UserPoolWebAcl.fromWebAclArn(value) })),
  'sender': pool((from, stack) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'), { from }) })),
  'name of the sender': pool((fromName, stack) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com'), { from: 'a@example.com', fromName }) })),
  'SES identity': pool((value, stack) => ({ emailSender: EmailSender.ses(EmailIdentity.fromEmailIdentityName(stack, 'Identity', value), { from: 'a@example.com' }) })),
  'message': pool((value) => ({ messages: { verification: VerificationMessage.code({ sms: CodeText.withCode(value.repeat(9)) }) } })),
  'relying party': pool((relyingPartyId) => ({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId })] })),
  'address range': pool((value) => ({ threatProtection: ThreatProtection.enforced({ blockedIpRanges: [value] }) })),
  'callback': added((auth, value) => auth.addSinglePageAppClient('web', { callbackUrls: [value], logoutUrls: [value] })),
  'terms': added((auth, value) => auth.addSinglePageAppClient('web', { callbackUrls: ['https://example.com'], terms: { termsOfUse: { default: value }, privacyPolicy: { default: value } } })),
  'client name': added((auth, userPoolClientName) => auth.addSinglePageAppClient('web', { userPoolClientName })),
  'scope': added((auth, value) => auth.addSinglePageAppClient('web', { callbackUrls: ['https://example.com'], scopes: [OAuthScope.OPENID, OAuthScope.custom(value)] })),
  'resource server': added((auth, value) => auth.addResourceServer('orders', { identifier: value, scopes: { read: value } })),
  'provider': added((auth, value) => auth.addProvider(UserPoolProvider.openIdConnect(value, { clientId: value, clientSecret, issuerUrl: value, identifiers: [value] }))),
  'directory by name': added((auth, value) => auth.addProvider(UserPoolProvider.saml(value, { metadata: UserPoolIdentityProviderSamlMetadata.url('https://example.com/m') }))),
  'directory': added((auth, value) => auth.addProvider(UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.url(value) }))),
  'metadata': added((auth, value) => auth.addProvider(UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.file(value) }))),
  'app id': added((auth, value) => auth.addIdentityPoolProvider(IdentityPoolProvider.google(value))),
  'your own provider': added((auth, value) => auth.addIdentityPoolProvider(IdentityPoolProvider.developer(value))),
  'prefix of objects': added((auth, prefix, stack) => OwnObjectGrants.fromBucket(new Bucket(stack, 'Bucket'), { prefix }).read(auth.authenticated)),
  'prefix of keys': added((auth, keyPrefix, stack) => OwnItemGrants.fromTable(new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } }), { keyPrefix }).read(auth.authenticated)),
  'index': added((auth, value, stack) => OwnItemGrants.fromTable(Table.fromTableName(stack, 'Table', 'orders'), { indexes: [value] }).read(auth.authenticated)),
  'identity pool': (value, stack) => IdentityPoolOnly.fromIdentityPoolId(stack, 'There', value, ImportedIdentityPoolRoles.attach()),
  'user pool': (value, stack) => UserPoolOnly.fromUserPool(stack, 'There', UserPool.fromUserPoolId(stack, 'Pool', value)).addGroup('staff'),
};

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(); // where the CDK prints what the proof cannot know yet
});

test.each(Object.entries(INPUTS))('%s: the first synth passes, so that the value is looked up', (_name, use) => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  use(StringParameter.valueFromLookup(stack, '/Shop/of.a_certain-length/value-1'), stack);
  expect(app.synth().manifest.missing).toHaveLength(1);
});
