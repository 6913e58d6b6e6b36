/**
 * What a change of a property does once the resource is deployed.
 *
 * - `free`: it changes in place, and nobody is lost.
 * - `frozen`: Cognito refuses the change, so the deployment fails; CloudFormation calls it an update in place.
 * - `replaces`: CloudFormation makes a new resource and deletes the one that is there.
 * - `entries`: what is in the list or the map may grow, but must not go or change.
 * - `schema`: attributes may be added, but never changed or removed.
 */
export type PropertyRule = 'free' | 'frozen' | 'replaces' | 'entries' | 'schema';

/** A type of resource that people depend on. */
export interface ResourceRules {
  /** What happens to whom when it goes. */
  readonly loss: string;
  /** Every property that CloudFormation knows; a test holds this against its specification. */
  readonly properties: { readonly [property: string]: PropertyRule };
}

function free(names: string): { readonly [property: string]: PropertyRule } {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'free']));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html and the API pages of each resource. */
export const RULES: { readonly [type: string]: ResourceRules } = {
  'AWS::Cognito::UserPool': {
    loss: 'all users lose their accounts',
    properties: {
      ...free('AccountRecoverySetting AdminCreateUserConfig AutoVerifiedAttributes DeletionProtection DeviceConfiguration EmailAuthenticationMessage EmailAuthenticationSubject'),
      ...free('EmailConfiguration EmailVerificationMessage EmailVerificationSubject EnabledMfas IssuerConfiguration KeyConfiguration LambdaConfig MfaConfiguration Policies'),
      ...free('SmsAuthenticationMessage SmsConfiguration SmsVerificationMessage UserAttributeUpdateSettings UserPoolAddOns UserPoolName UserPoolTags UserPoolTier'),
      ...free('VerificationMessageTemplate WebAuthnFactorConfiguration WebAuthnRelyingPartyID WebAuthnUserVerification'),
      AliasAttributes: 'frozen',
      UsernameAttributes: 'frozen',
      UsernameConfiguration: 'frozen',
      Schema: 'schema',
    },
  },
  'AWS::Cognito::UserPoolClient': {
    loss: 'every app that signs in with this client stops working until it gets the new id',
    properties: {
      ...free('AccessTokenValidity AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient AllowedOAuthScopes AnalyticsConfiguration AuthSessionValidity CallbackURLs ClientName'),
      ...free('DefaultRedirectURI EnablePropagateAdditionalUserContextData EnableTokenRevocation ExplicitAuthFlows IdTokenValidity LogoutURLs PreventUserExistenceErrors'),
      ...free('ReadAttributes RefreshTokenRotation RefreshTokenValidity SupportedIdentityProviders TokenValidityUnits WriteAttributes'),
      GenerateSecret: 'replaces',
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
    properties: { ...free('AttributeMapping IdpIdentifiers ProviderDetails'), ProviderName: 'replaces', ProviderType: 'replaces', UserPoolId: 'replaces' },
  },
  'AWS::Cognito::IdentityPool': {
    loss: 'everybody gets a new identity, and what belongs to the old one is out of reach',
    properties: {
      ...free('AllowClassicFlow AllowUnauthenticatedIdentities CognitoEvents CognitoStreams IdentityPoolName IdentityPoolTags PushSync'),
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
    properties: { ...free('UseDefaults'), IdentityPoolId: 'replaces', IdentityProviderName: 'replaces', PrincipalTags: 'entries' },
  },
};
