import type { Stack } from 'aws-cdk-lib';
import { Duration, SecretValue } from 'aws-cdk-lib';
import { ClientAttributes, ProviderAttribute, SigningAlgorithm, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { UserPoolOnly } from '../../lib';
import { CustomAttribute, ManagedLoginBranding, SignInDomain, UserAdministrationGrants, UserPoolProvider, UserPoolTrigger } from '../../lib';
import type { PoolSpec } from './user-pool-arbitrary';

const callbackUrls = ['https://app.example.com/'];
const secret = SecretValue.secretsManager('provider');
const samlMetadata = UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/m');
const terms = { termsOfUse: { default: 'https://example.com/t' }, privacyPolicy: { default: 'https://example.com/p' } };

/** Where a step is taken. */
interface Site {
  readonly auth: UserPoolOnly;
  readonly stack: Stack;
  readonly spec: PoolSpec;
}

function fn({ stack }: Site): Function {
  return stack.node.tryFindChild('Handler') as Function | undefined
    ?? new Function(stack, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });
}

function senderKey({ stack }: Site): Key {
  return stack.node.tryFindChild('SenderKey') as Key | undefined ?? new Key(stack, 'SenderKey');
}

/** What every provider maps, so that nothing that is required is missing. */
function mapping({ spec }: Site) {
  return spec.required ? { fullname: ProviderAttribute.other('name') } : undefined;
}

const providers: Record<string, (site: Site) => UserPoolProvider> = {
  'google': (site) => UserPoolProvider.google({ clientId: 'id', clientSecret: secret, attributeMapping: { ...mapping(site), custom: { nick: ProviderAttribute.GOOGLE_NAME } } }),
  'facebook': (site) => UserPoolProvider.facebook({ clientId: 'id', clientSecret: secret, attributeMapping: mapping(site) }),
  'amazon': (site) => UserPoolProvider.amazon({ clientId: 'id', clientSecret: secret, attributeMapping: mapping(site) }),
  'apple': (site) => UserPoolProvider.apple({ clientId: 'id', teamId: 'team', keyId: 'key', privateKey: secret, attributeMapping: mapping(site) }),
  'oidc': (site) => UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret: secret, issuerUrl: 'https://login.example.com', identifiers: ['example.org'], attributeMapping: mapping(site) }),
  'saml': (site) => UserPoolProvider.saml('Staff', { metadata: samlMetadata, requestSigningAlgorithm: SigningAlgorithm.RSA_SHA256, encryptedResponses: true, identifiers: ['example.com'], attributeMapping: mapping(site) }),
};

/** The names of the steps that add a provider which every client offers. */
export const PROVIDERS = Object.keys(providers);

/** The names of the steps that add what is of no use without a domain. */
export const LEADING_TO_DOMAIN = ['single-page app client', 'own-look client', 'mobile app client', 'machine-to-machine client', 'portal client', ...PROVIDERS];

const steps: Record<string, (site: Site) => unknown> = {
  'single-page app client': ({ auth, spec }) => auth.addSinglePageAppClient('web', { callbackUrls, accessTokenValidity: Duration.minutes(spec.minutes) }),
  'own-look client': ({ auth }) => auth.addSinglePageAppClient('look', { callbackUrls, terms, branding: ManagedLoginBranding.cognitoDefault() }),
  'mobile app client': ({ auth }) => auth.addMobileAppClient('mobile', { callbackUrls: ['myapp://in'], authSessionValidity: Duration.minutes(5) }),
  'web app client': ({ auth }) => auth.addWebAppClient('server').userPoolClientSecret,
  'explicit client': ({ auth }) => auth.addSinglePageAppClient('explicit', {
    userPoolClientName: 'explicit', identityProviders: [], refreshTokenValidity: Duration.days(1), readAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }).withCustomAttributes('nick'),
  }),
  'rotating client': ({ auth, spec }) => auth.addSinglePageAppClient('rotating', { refreshTokenRotationGracePeriod: Duration.seconds(spec.minutes % 61) }),
  'machine-to-machine client': ({ auth }) => {
    auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
    auth.addMachineToMachineClient('machine', { scopes: [auth.oAuthScope('orders', 'read')] });
  },
  'portal client': (site) => {
    const portal = UserPoolProvider.saml('Portal', { metadata: samlMetadata, idpInitiated: true, attributeMapping: mapping(site) });
    site.auth.addProvider(portal);
    site.auth.addSinglePageAppClient('portal', { callbackUrls, identityProviders: [portal] });
  },
  'server-only attribute': ({ auth }) => auth.addCustomAttribute('role', CustomAttribute.number({ min: 0, max: 9 })),
  'writable attribute': ({ auth }) => auth.addCustomAttribute('motto', CustomAttribute.string({ userWritable: true })),
  'group': ({ auth }) => auth.addGroup('staff', { description: 'who works here' }),
  ...Object.fromEntries(Object.entries(providers).map(([name, provider]) => [name, (site: Site) => site.auth.addProvider(provider(site))])),
  'prefix': ({ auth, stack }) => auth.addDomain(SignInDomain.prefix(`shop-${stack.node.id.toLowerCase()}`)),
  'custom domain': ({ auth, stack }) => auth.addDomain(SignInDomain.custom(`${stack.node.id.toLowerCase()}.example.com`, { hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0000000000000', zoneName: 'example.com' }) })),
  'preSignUp': (site) => site.auth.addTrigger(UserPoolTrigger.preSignUp(fn(site))),
  'postConfirmation': (site) => site.auth.addTrigger(UserPoolTrigger.postConfirmation(fn(site))),
  'authentication': (site) => {
    site.auth.addTrigger(UserPoolTrigger.preAuthentication(fn(site)));
    site.auth.addTrigger(UserPoolTrigger.postAuthentication(fn(site)));
  },
  'customMessage': (site) => site.auth.addTrigger(UserPoolTrigger.customMessage(fn(site))),
  'challenge': (site) => site.auth.addTrigger(UserPoolTrigger.customChallenge({ define: fn(site), create: fn(site), verify: fn(site) })),
  'migration': (site) => site.auth.addTrigger(UserPoolTrigger.userMigration(fn(site))),
  'inbound federation': (site) => site.auth.addTrigger(UserPoolTrigger.inboundFederation(fn(site))),
  'e-mail sender': (site) => site.auth.addTrigger(UserPoolTrigger.customEmailSender(fn(site), senderKey(site))),
  'SMS sender': (site) => site.auth.addTrigger(UserPoolTrigger.customSmsSender(fn(site), senderKey(site))),
  'pre token': (site) => site.auth.addTrigger(UserPoolTrigger.preTokenGeneration(fn(site), { accessTokens: site.spec.minutes % 2 === 0, machineTokens: site.spec.minutes % 3 === 0 })),
  'administration': (site) => {
    const grants = UserAdministrationGrants.fromUserPool(site.auth.userPool);
    const backEnd = new Role(site.stack, 'BackEnd', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grants.manageUsers(fn(site));
    grants.manageGroups(fn(site));
    grants.readUsers(backEnd);
    grants.manageAttributes(backEnd);
    grants.managePasswords(backEnd);
    grants.deleteUsers(backEnd);
    grants.importUsers(backEnd, site.auth.obtainUserImportRole());
  },
  'import role': ({ auth }) => auth.obtainUserImportRole(),
};

/** What can be added to a pool, in any order. */
export const additions = Object.keys(steps);

/** Takes a step. */
export function add(step: string, spec: PoolSpec, stack: Stack, auth: UserPoolOnly): void {
  steps[step]({ auth, spec, stack });
}
