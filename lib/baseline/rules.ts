/**
 * What a change of a property does once the resource is deployed.
 *
 * - `free`: it changes in place, and users lose nothing.
 * - `frozen`: Cognito refuses the change, so the deployment fails; CloudFormation calls it an update in place.
 * - `replaces`: CloudFormation makes a new resource and deletes the one that is there.
 * - `entries`: what is in the list or the map may grow, but must not go or change.
 * - `schema`: attributes may be added, but never changed or removed.
 * - a setting: it changes in place, and takes something from users all the same.
 */
export type PropertyRule = 'free' | 'frozen' | 'replaces' | 'entries' | 'schema' | Setting;

/** A property that CloudFormation and Cognito let change in place, although users lose something by it. */
export interface Setting {
  /** What the change does to users. */
  readonly impact: string;
  /** Of a list: what is in it may grow, but must not go. */
  readonly entries?: boolean;
  /** The value where the template has none. */
  readonly defaultValue?: unknown;
  /** Whether there is anything to lose; always where it is left out. */
  readonly appliesWhen?: (deployed: { readonly [property: string]: unknown }) => boolean;
}

/** A type of resource that users depend on. */
export interface ResourceRules {
  /** What the removal of the resource does to users. */
  readonly impact: string;
  /** Every property that CloudFormation knows; a test holds this against its specification. With dots: a part of one. */
  readonly properties: { readonly [property: string]: PropertyRule };
}

const FIRST_FACTORS = 'Policies.SignInPolicy.AllowedFirstAuthFactors';
const NEW_USERS = 'the provider may name the same users differently then, and a user who comes back is a new user without the old account';

function free(names: string): { readonly [property: string]: PropertyRule } {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'free']));
}

/** A pool that was never told its relying party has one all the same, its domain; only without passkeys there is nothing to lose. */
function hasPasskeys(deployed: { readonly [property: string]: unknown }): boolean {
  return deployed.WebAuthnRelyingPartyID !== undefined || JSON.stringify(deployed[FIRST_FACTORS] ?? '').includes('WEB_AUTHN');
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html and the API pages of each resource. */
export const RULES: { readonly [type: string]: ResourceRules } = {
  'AWS::Cognito::UserPool': {
    impact: 'all users lose their accounts',
    properties: {
      ...free('AccountRecoverySetting AdminCreateUserConfig AutoVerifiedAttributes DeletionProtection DeviceConfiguration EmailAuthenticationMessage EmailAuthenticationSubject'),
      ...free('EmailConfiguration EmailVerificationMessage EmailVerificationSubject EnabledMfas KeyConfiguration LambdaConfig MfaConfiguration Policies'),
      ...free('SmsAuthenticationMessage SmsConfiguration SmsVerificationMessage UserAttributeUpdateSettings UserPoolAddOns UserPoolName UserPoolTags UserPoolTier'),
      ...free('VerificationMessageTemplate WebAuthnFactorConfiguration WebAuthnUserVerification'),
      'AliasAttributes': 'frozen',
      'UsernameAttributes': 'frozen',
      'UsernameConfiguration': 'frozen',
      'Schema': 'schema',
      // Tokens, role mappings, IAM OIDC providers and authorizers all name the issuer.
      'IssuerConfiguration.Type': { defaultValue: 'ORIGINAL', impact: 'all users are signed out, and whatever checks the tokens refuses the new ones until it knows the new issuer' },
      // A passkey is bound to its relying party by the browser.
      'WebAuthnRelyingPartyID': { appliesWhen: hasPasskeys, impact: 'all passkeys stop working, and users who have nothing else cannot sign in' },
      [FIRST_FACTORS]: { entries: true, impact: 'users who sign in by it alone cannot sign in' },
    },
  },
  'AWS::Cognito::UserPoolClient': {
    impact: 'every app that signs in with this client stops working until it gets the new id',
    properties: {
      ...free('AccessTokenValidity AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient AllowedOAuthScopes AnalyticsConfiguration AuthSessionValidity CallbackURLs ClientName'),
      ...free('DefaultRedirectURI EnablePropagateAdditionalUserContextData EnableTokenRevocation ExplicitAuthFlows IdTokenValidity LogoutURLs PreventUserExistenceErrors'),
      ...free('ReadAttributes RefreshTokenRotation RefreshTokenValidity TokenValidityUnits WriteAttributes'),
      GenerateSecret: 'replaces',
      SupportedIdentityProviders: { entries: true, impact: 'users who come from it cannot sign in to this app' },
      UserPoolId: 'replaces',
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    impact: 'all members lose their membership',
    properties: { ...free('Description Precedence RoleArn'), GroupName: 'replaces', UserPoolId: 'replaces' },
  },
  'AWS::Cognito::UserPoolDomain': {
    impact: 'the sign-in page moves, and every link and callback to it breaks',
    properties: { ...free('CustomDomainConfig ManagedLoginVersion Routing'), Domain: 'replaces', UserPoolId: 'replaces' },
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    impact: 'users who come from this provider cannot sign in',
    properties: {
      ...free('AttributeMapping IdpIdentifiers ProviderDetails'),
      'AttributeMapping.username': { impact: NEW_USERS },
      'ProviderDetails.client_id': { impact: NEW_USERS },
      'ProviderDetails.oidc_issuer': { impact: NEW_USERS },
      'ProviderName': 'replaces',
      'ProviderType': 'replaces',
      'UserPoolId': 'replaces',
    },
  },
  'AWS::Cognito::IdentityPool': {
    impact: 'every user gets a new identity, and what belongs to the old one is out of reach',
    properties: {
      ...free('AllowClassicFlow CognitoEvents CognitoStreams IdentityPoolName IdentityPoolTags PushSync'),
      AllowUnauthenticatedIdentities: {
        appliesWhen: ({ AllowUnauthenticatedIdentities }) => String(AllowUnauthenticatedIdentities) === 'true',
        impact: 'guests get no credentials any more, and what belongs to their identities is out of reach',
      },
      CognitoIdentityProviders: 'entries',
      DeveloperProviderName: 'frozen',
      OpenIdConnectProviderARNs: 'entries',
      SamlProviderARNs: 'entries',
      SupportedLoginProviders: 'entries',
    },
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    impact: 'the identity pool has no roles once the old attachment is deleted, and refuses everyone',
    properties: { ...free('RoleMappings Roles'), IdentityPoolId: 'replaces' },
  },
  'AWS::Cognito::IdentityPoolPrincipalTag': {
    impact: 'users lose the session tags by which they reach what is theirs',
    properties: { UseDefaults: { defaultValue: false, impact: 'users lose the session tags by which they reach what is theirs' }, IdentityPoolId: 'replaces', IdentityProviderName: 'replaces', PrincipalTags: 'entries' },
  },
};

/** The value at a property or, with dots, a part of one. */
export function valueAt(properties: { readonly [property: string]: unknown }, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), properties);
}
