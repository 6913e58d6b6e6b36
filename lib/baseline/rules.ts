/**
 * What a change of a property does once the resource is deployed.
 *
 * - `free`: it changes in place, and nobody is lost.
 * - `frozen`: Cognito refuses the change, so the deployment fails; CloudFormation calls it an update in place.
 * - `replaces`: CloudFormation makes a new resource and deletes the one that is there.
 * - `entries`: what is in the list or the map may grow, but must not go or change.
 * - `schema`: attributes may be added, but never changed or removed.
 * - a setting: it changes in place, and takes something from people all the same.
 */
export type PropertyRule = 'free' | 'frozen' | 'replaces' | 'entries' | 'schema' | Setting;

/** A property that CloudFormation and Cognito let change, to somebody's loss. */
export interface Setting {
  /** What happens to whom. */
  readonly toWhom: string;
  /** Of a list: what is in it may grow, but must not go. */
  readonly entries?: boolean;
  /** What holds where the template says nothing. */
  readonly otherwise?: unknown;
  /** Whether there is anything to lose; always, where it is left out. */
  readonly matters?: (deployed: { readonly [property: string]: unknown }) => boolean;
}

/** A type of resource that people depend on. */
export interface ResourceRules {
  /** What happens to whom when it goes. */
  readonly loss: string;
  /** Every property that CloudFormation knows; a test holds this against its specification. With dots: a part of one. */
  readonly properties: { readonly [property: string]: PropertyRule };
}

const FIRST_FACTORS = 'Policies.SignInPolicy.AllowedFirstAuthFactors';
const STRANGERS = 'the provider may name the same people differently then, and who comes back is a new user without the old account';

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
    loss: 'all users lose their accounts',
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
      'IssuerConfiguration.Type': { otherwise: 'ORIGINAL', toWhom: 'everybody is signed out, and whatever checks the tokens refuses the new ones until it knows the new issuer' },
      // A passkey is bound to its relying party by the browser.
      'WebAuthnRelyingPartyID': { matters: hasPasskeys, toWhom: 'all passkeys stop working, and people who have nothing else cannot sign in' },
      [FIRST_FACTORS]: { entries: true, toWhom: 'people who sign in by it alone cannot sign in' },
    },
  },
  'AWS::Cognito::UserPoolClient': {
    loss: 'every app that signs in with this client stops working until it gets the new id',
    properties: {
      ...free('AccessTokenValidity AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient AllowedOAuthScopes AnalyticsConfiguration AuthSessionValidity CallbackURLs ClientName'),
      ...free('DefaultRedirectURI EnablePropagateAdditionalUserContextData EnableTokenRevocation ExplicitAuthFlows IdTokenValidity LogoutURLs PreventUserExistenceErrors'),
      ...free('ReadAttributes RefreshTokenRotation RefreshTokenValidity TokenValidityUnits WriteAttributes'),
      GenerateSecret: 'replaces',
      SupportedIdentityProviders: { entries: true, toWhom: 'people who come from it cannot sign in to this app' },
      UserPoolId: 'replaces',
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    loss: 'all members lose their membership',
    properties: { ...free('Description Precedence RoleArn'), GroupName: 'replaces', UserPoolId: 'replaces' },
  },
  'AWS::Cognito::UserPoolDomain': {
    loss: 'the sign-in page moves, and every link and callback to it breaks',
    properties: { ...free('CustomDomainConfig ManagedLoginVersion Routing'), Domain: 'replaces', UserPoolId: 'replaces' },
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    loss: 'people who come from this provider cannot sign in',
    properties: {
      ...free('AttributeMapping IdpIdentifiers ProviderDetails'),
      'AttributeMapping.username': { toWhom: STRANGERS },
      'ProviderDetails.client_id': { toWhom: STRANGERS },
      'ProviderDetails.oidc_issuer': { toWhom: STRANGERS },
      'ProviderName': 'replaces',
      'ProviderType': 'replaces',
      'UserPoolId': 'replaces',
    },
  },
  'AWS::Cognito::IdentityPool': {
    loss: 'everybody gets a new identity, and what belongs to the old one is out of reach',
    properties: {
      ...free('AllowClassicFlow CognitoEvents CognitoStreams IdentityPoolName IdentityPoolTags PushSync'),
      AllowUnauthenticatedIdentities: {
        matters: ({ AllowUnauthenticatedIdentities }) => String(AllowUnauthenticatedIdentities) === 'true',
        toWhom: 'guests get no credentials any more, and what belongs to their identities is out of reach',
      },
      CognitoIdentityProviders: 'entries',
      DeveloperProviderName: 'frozen',
      OpenIdConnectProviderARNs: 'entries',
      SamlProviderARNs: 'entries',
      SupportedLoginProviders: 'entries',
    },
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    loss: 'the identity pool has no roles once the old attachment is deleted, and refuses everybody',
    properties: { ...free('RoleMappings Roles'), IdentityPoolId: 'replaces' },
  },
  'AWS::Cognito::IdentityPoolPrincipalTag': {
    loss: 'people lose the session tags by which they reach what is theirs',
    properties: { UseDefaults: { otherwise: false, toWhom: 'people lose the session tags by which they reach what is theirs' }, IdentityPoolId: 'replaces', IdentityProviderName: 'replaces', PrincipalTags: 'entries' },
  },
};

/** The value at a property or, with dots, a part of one. */
export function valueAt(properties: { readonly [property: string]: unknown }, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), properties);
}
