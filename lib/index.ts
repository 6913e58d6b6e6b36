export { UserPoolOnly } from './user-pool-only';
export { type UserPoolOnlyProps } from './user-pool-only-props';
export { IdentityPoolOnly, type IdentityPoolOnlyProps } from './identity-pool-only';
export { UserPoolPlusIdentityPool, type UserPoolPlusIdentityPoolProps } from './user-pool-plus-identity-pool';
export { type GroupPrincipalOptions } from './group-principal';
export { type IIdentityPoolWithPrincipals } from './identity-pool-with-principals';
export { ImportedIdentityPool } from './imported-identity-pool';
export { ImportedIdentityPoolRoles, type AttachedRolesOptions, type RetainedRolesOptions } from './mapping/imported-identity-pool-roles';
export { type IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
export { GuestAccess, type GuestAccessProps } from './guest-access';
export { SignIn, type UsernameSignInOptions } from './sign-in/sign-in';
export { type IExtensibleUserPool } from './extensible-user-pool';
export { ImportedUserPool, type ImportedUserPoolOptions } from './imported-user-pool';
export { PasswordlessSignIn, type PasskeyOptions } from './sign-in/passwordless-sign-in';
export { EmailSender, type SesSenderOptions } from './user-pool/email-sender';
export { CodeText, InvitationText, LinkText, MessageText } from './user-pool/message-text';
export {
  type InvitationMessageOptions, type SignInCodeMessageOptions, type UserPoolMessageOptions, type VerificationCodeOptions, type VerificationLinkOptions, VerificationMessage,
} from './user-pool/user-pool-messages';
export { UserPoolProvider } from './federation/user-pool-provider';
export {
  type AppleProviderOptions, type FacebookProviderOptions, type OpenIdConnectProviderOptions, type SamlProviderOptions, type SocialProviderOptions,
  type UserPoolProviderOptions,
} from './federation/user-pool-provider-options';
export { type CustomDomainOptions, SignInDomain, type SignInDomainOptions, SignInDomainSecurityPolicy } from './managed-login/sign-in-domain';
export { type BrandingFilesOptions, ManagedLoginBranding } from './managed-login/managed-login-branding';
export { BrandingAsset, BrandingAssetCategory, BrandingColorMode } from './managed-login/branding-asset';
export { type TermsDocumentOptions } from './managed-login/terms-documents';
export { type CustomChallengeOptions, type PreTokenGenerationOptions, UserPoolTrigger } from './user-pool/user-pool-trigger';
export { type ResourceServerOptions } from './user-pool/resource-servers';
export { AccountTakeoverAction, type RiskEmailOptions, type RiskNotificationOptions, ThreatProtection, type ThreatProtectionOptions } from './user-pool/threat-protection';
export { type ManagedWebAclOptions, UserPoolWebAcl } from './user-pool/user-pool-web-acl';
export { type LogDeliveryOptions, UserActivityLogDestination } from './user-pool/log-delivery';
export { UserAdministrationGrants } from './grants/user-administration-grants';
export { MultiFactorAuthentication, type MfaOptions } from './sign-in/multi-factor-authentication';
export { CustomAttribute, type CustomAttributeOptions, type NumberCustomAttributeOptions, type StringCustomAttributeOptions } from './user-pool/custom-attribute';
export {
  type AppClientBaseOptions, type AppClientOptions, type MachineToMachineClientOptions, type MobileAppClientOptions, type SinglePageAppClientOptions, type WebAppClientOptions,
} from './app-client/app-client';
export { type ExistingGroupOptions, type GroupOptions } from './user-pool/user-pool-groups';
export { UserPoolIssuer } from './user-pool/user-pool-issuer';
export { type UserPoolQuotaOptions } from './user-pool/user-pool-quotas';
export { type UserPoolOptions } from './user-pool/user-pool-options';
export { IdentityPoolProvider } from './identity-pool/identity-pool-provider';
export { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
export { ClaimMatch, type RoleMappingRuleOptions } from './mapping/claim-match';
export { Owner } from './mapping/owner';
export { type IdentityPoolProviderOptions } from './mapping/identity-pool-provider-options';
export { TokenClaim, type TokenClaimOptions } from './mapping/token-claim';
export { OwnObjectGrants, type OwnObjectOptions } from './grants/own-object-grants';
export { SharedObjectGrants, type SharedObjectOptions } from './grants/shared-object-grants';
export { OwnItemGrants, type OwnItemOptions } from './grants/own-item-grants';
export { RecordGrants } from './grants/record-grants';
export { AccessProof, type AccessProofOptions } from './access-proof';
export { AccessProperties } from './access-properties';
export {
  AccessProperty, type AccessPropertyOptions, type IsolatedOptions, type PrincipalPropertyOptions, type UnreachableOptions,
} from './properties/access-property';
export {
  AccessAnswer, type AccessGuestOptions, AccessModel, type AccessRequestOptions, AccessSubject, type AccessUserOptions, AccessVerdict,
  IsolationAnswer, IsolationVerdict,
} from './proof/access-model';
export { type AcknowledgmentOptions } from './private/acknowledgment';
export { AccessBaseline, type AccessBaselineProps } from './access-baseline';
export { BaselineCheck, type BaselineCheckProps } from './baseline/baseline-check';
export { ApiInvokeGrants } from './grants/api-invoke-grants';
export { RestApiAuthorization, type RestApiAuthorizationProps } from './authorizers/rest-api-authorization';
export { HttpApiAuthorization, type HttpApiAuthorizationProps } from './authorizers/http-api-authorization';
export { GraphqlApiAuthorization, type GraphqlApiAuthorizationProps } from './authorizers/graphql-api-authorization';
export { LoadBalancerAuthentication, type LoadBalancerAuthenticationOptions } from './authorizers/load-balancer-authentication';
export { type AccessTokenAuthorizationProps, type IdTokenAuthorizationProps, LambdaAuthorization } from './authorizers/lambda-authorization';
export { ClientSettings, type ClientSettingsOptions } from './client/client-settings';
