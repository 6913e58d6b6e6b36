import type { Properties, TemplateResource } from './baseline';
import type { Change, PropertyCheck, Sides } from './changes';
import { changed, changedOnceSet, dropped, isMap, loses, losesKeys, same, shown } from './changes';
import { SPECIFICATION } from './generated/specification';
import { CUSTOM_OIDC_PROVIDER, IMPACTS } from './kept-types';
import { ROLE_MAPPINGS } from './role-mappings';
import { REFUSED, schemaChanges } from './schema';

/** What is known of a type of resource that users depend on. */
export interface TypeRules {
  /** What the removal or the replacement of the resource does to users. */
  readonly impact: string;
  /** Properties whose change makes a new resource and deletes the one that is there. */
  readonly replaces: readonly string[];
  /** What else must not change, by property; with dots: a part of one. */
  readonly checks: { readonly [path: string]: PropertyCheck };
}

const FIRST_FACTORS = 'Policies.SignInPolicy.AllowedFirstAuthFactors';
const NEW_USERS = 'the provider may name the same users differently then, and a user who comes back is a new user without the old account';
const ANOTHER_DIRECTORY = 'another directory signs people in then: those of the old one are refused, and whom the new one calls by their names gets what is theirs';
const READ_LESS = 'ID tokens of this app have fewer claims, and rules, session tags and back ends that ask for these find nothing';
const FROZEN = changed(REFUSED);

/** Without it these users cannot sign in, or are not who they were. */
const TRIGGERS = {
  UserMigration: 'users who have not come over yet cannot sign in',
  DefineAuthChallenge: 'users who sign in by a challenge of yours cannot sign in',
  CreateAuthChallenge: 'users who sign in by a challenge of yours cannot sign in',
  VerifyAuthChallengeResponse: 'users who sign in by a challenge of yours cannot sign in',
  PreTokenGeneration: 'tokens lose the claims and groups that it sets',
  CustomEmailSender: 'messages with codes are sent by Cognito itself, or not at all',
  CustomSMSSender: 'messages with codes are sent by Cognito itself, or not at all',
  InboundFederation: 'attributes of users who come from outside providers are no longer what it makes of them',
};

/** Properties whose values are secret, or of no use once the resource is made. */
const NOT_KEPT = new Set(['AddPrivateKey', 'RemovePrivateKey', 'ValidationData', 'ClientMetadata']);

/**
 * What Cognito and IAM refuse although CloudFormation calls it an update, and what changes in place and takes something from users
 * all the same. What replaces a resource is in the specification.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
 */
const CHECKS: { readonly [type: string]: { readonly [path: string]: PropertyCheck } } = {
  'AWS::Cognito::UserPool': {
    'AccountRecoverySetting.RecoveryMechanisms': loses('users who forgot their password cannot get back in by it', (way) => (isMap(way) ? way.Name : way)),
    'AliasAttributes': FROZEN,
    'UsernameAttributes': FROZEN,
    'UsernameConfiguration': FROZEN,
    'Schema': { changes: schemaChanges },
    'DeletionProtection': { changes: (name, was, is) => (was === 'ACTIVE' && is !== 'ACTIVE' ? [{ what: `${name} is switched off`, impact: 'whoever deletes the pool by mistake deletes all users' }] : []) },
    'EnabledMfas': loses(({ deployed }) => (deployed.properties.MfaConfiguration === 'ON'
      ? 'users must prove a second thing, and those who have this one alone cannot sign in' : 'users who chose it have no second factor any more')),
    'MfaConfiguration': { changes: () => [] },
    'KeyConfiguration.KmsKeyArn': changedOnceSet('what was encrypted with the key until now needs it still, and AWS documents no re-encryption: without the old key nobody may be able to sign in'),
    'LambdaConfig': losesKeys(TRIGGERS, (trigger) => trigger.replace(/Config$/, '')),
    'SmsConfiguration.SnsCallerArn': dropped('no code is sent by SMS any more: users who sign in, confirm or recover by it cannot'),
    // Tokens, role mappings, IAM OIDC providers and authorizers all name the issuer.
    'IssuerConfiguration.Type': changed('all users are signed out, and whatever checks the tokens refuses the new ones until it knows the new issuer', { defaultValue: 'ORIGINAL' }),
    // A passkey is bound to its relying party by the browser.
    'WebAuthnRelyingPartyID': changed('all passkeys stop working, and users who have nothing else cannot sign in', { when: ({ properties }) => hasPasskeys(properties) }),
    [FIRST_FACTORS]: loses('users who sign in by it alone cannot sign in'),
  },
  'AWS::Cognito::UserPoolClient': {
    // Without a list it reads all standard attributes; more than those are not documented.
    ReadAttributes: { changes: readsLess },
    SupportedIdentityProviders: loses('users who come from it cannot sign in to this app'),
  },
  'AWS::Cognito::UserPoolGroup': {
    // compared with those of the other groups
    Precedence: { changes: () => [] },
    RoleArn: { read: (value) => (value === undefined ? undefined : true), changes: () => [] },
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    'AttributeMapping.username': changed(NEW_USERS),
    'AttributeMapping.email': changed('each user who signs in gets this address instead, and codes and recovery messages go there'),
    'ProviderDetails.client_id': changed(NEW_USERS),
    'ProviderDetails.oidc_issuer': changed(NEW_USERS),
    'ProviderDetails.team_id': changed(NEW_USERS),
    'ProviderDetails.MetadataURL': changedOnceSet(ANOTHER_DIRECTORY),
    'ProviderDetails.MetadataFile': changedOnceSet(ANOTHER_DIRECTORY, { read: entityId }),
  },
  'AWS::Cognito::UserPoolResourceServer': {
    Scopes: loses('clients that ask for it are refused, and machines get no tokens for it', (scope) => (isMap(scope) ? scope.ScopeName : scope)),
  },
  'AWS::Cognito::IdentityPool': {
    AllowUnauthenticatedIdentities: changed('guests get no credentials any more, and what belongs to their identities is out of reach', {
      when: ({ properties }) => String(properties.AllowUnauthenticatedIdentities) === 'true',
    }),
    CognitoIdentityProviders: loses('users who rely on it lose access', loginOf),
    DeveloperProviderName: changedOnceSet(REFUSED),
    OpenIdConnectProviderARNs: loses('users who rely on it lose access'),
    SamlProviderARNs: loses('users who rely on it lose access'),
    SupportedLoginProviders: loses('users who rely on it lose access'),
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    RoleMappings: ROLE_MAPPINGS,
    Roles: losesKeys({ authenticated: 'the identity pool refuses all signed-in users', unauthenticated: 'the identity pool refuses all guests' }),
  },
  'AWS::Cognito::IdentityPoolPrincipalTag': {
    UseDefaults: changed('users lose the session tags by which they reach what is theirs', { defaultValue: false }),
    PrincipalTags: loses('users who rely on it lose access'),
  },
  'AWS::DynamoDB::Table': { AttributeDefinitions: { changes: retyped } },
  'AWS::DynamoDB::GlobalTable': { AttributeDefinitions: { changes: retyped } },
  'AWS::IAM::OIDCProvider': { ClientIdList: loses('users of the app with this client id are refused') },
  'AWS::IAM::SAMLProvider': { SamlMetadataDocument: changedOnceSet(ANOTHER_DIRECTORY, { read: entityId }) },
  [CUSTOM_OIDC_PROVIDER]: { ClientIDList: loses('users of the app with this client id are refused') },
};

/** What is known of each type that users depend on. */
export const RULES: { readonly [type: string]: TypeRules } = {
  ...Object.fromEntries(Object.entries(SPECIFICATION).map(([type, { replaces }]) => [type, {
    impact: IMPACTS[type], replaces: replaces.filter((name) => !NOT_KEPT.has(name)), checks: CHECKS[type] ?? {},
  }])),
  [CUSTOM_OIDC_PROVIDER]: { impact: IMPACTS['AWS::IAM::OIDCProvider'], replaces: ['Url'], checks: CHECKS[CUSTOM_OIDC_PROVIDER] },
};

/** What a baseline keeps of a resource, by path. */
export function keptProperties({ Type, Properties = {} }: TemplateResource): Properties {
  const { replaces, checks } = RULES[Type];
  const kept = [
    ...replaces.map((name) => [name, Properties[name]] as const),
    ...Object.entries(checks).map(([path, { read }]) => [path, (read ?? ((value) => value))(valueAt(Properties, path))] as const),
  ];
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The value at a property or, with dots, a part of one. */
function valueAt(properties: Properties, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), properties);
}

/** A pool that was never told its relying party has one all the same, its domain; only without passkeys there is nothing to lose. */
function hasPasskeys(deployed: Properties): boolean {
  return deployed.WebAuthnRelyingPartyID !== undefined || JSON.stringify(deployed[FIRST_FACTORS] ?? '').includes('WEB_AUTHN');
}

/** How a token is checked is no part of which app client it is. */
function loginOf(entry: unknown): unknown {
  return isMap(entry) && 'ClientId' in entry ? { ClientId: entry.ClientId, ProviderName: entry.ProviderName } : entry;
}

/** Attributes come and go with indices; one that is there and gets another type makes a new table, which the specification does not say. */
function retyped(name: string, was: unknown, is: unknown): Change[] {
  const [before, after] = [was, is].map((list) => new Map((Array.isArray(list) ? list.filter(isMap) : []).map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType])));
  return [...before].filter(([attribute, type]) => after.has(attribute) && !same(after.get(attribute), type)).map(([attribute, type]) => ({
    what: `${name} changes the type of ${shown(attribute)} from ${shown(type)} to ${shown(after.get(attribute))}, which replaces the table`, impact: IMPACTS['AWS::DynamoDB::Table'],
  }));
}

/** Who the directory is: its metadata change with each certificate. Text that is known at deploy time only is kept as it stands. */
function entityId(metadata: unknown): unknown {
  if (typeof metadata !== 'string') return metadata;
  return /\bentityID\s*=\s*["']([^"']*)["']/.exec(metadata)?.[1];
}

function readsLess(name: string, was: unknown, is: unknown, sides: Sides): Change[] {
  if (was === undefined && Array.isArray(is)) return [{ what: `${name} is limited to ${shown(is)}`, impact: READ_LESS }];
  const before = is === undefined && Array.isArray(was) ? was.filter((attribute) => String(attribute).startsWith('custom:')) as unknown[] : was;
  return loses(READ_LESS).changes(name, before, is, sides);
}
