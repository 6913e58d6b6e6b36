import type { EdgeGroup } from './edge-group';

/** Changes of who somebody is: Cognito, identity providers of IAM, other directories. */
export const IDENTITY_EDGES: readonly EdgeGroup[] = [
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html: roles, guests, the classic flow and the
  // token check, session tags, tokens for any identity, identities that are merged or cut loose.
  {
    edge: 'identity', gains: 'identity-pool', why: 'changes who gets which role, identity or session tags of the identity pool',
    actions: [
      'cognito-identity:SetIdentityPoolRoles UpdateIdentityPool SetPrincipalTagAttributeMap GetOpenIdTokenForDeveloperIdentity',
      'cognito-identity:MergeDeveloperIdentities UnlinkDeveloperIdentity UnlinkIdentity DeleteIdentities DeleteIdentityPool',
    ],
  },
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html: the id of a guest is all that
  // it takes to be that guest.
  { edge: 'identity', gains: 'identity-pool', why: 'lists the ids of guests, and whoever knows one is that guest', actions: ['cognito-identity:ListIdentities LookupDeveloperIdentity'] },
  { edge: 'identity', why: 'makes an identity pool that roles may trust', actions: ['cognito-identity:CreateIdentityPool'] },
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html: public calls, which need no
  // permission of IAM; what they give follows from the pool.
  {
    edge: 'inert', why: 'is open to everybody without a permission; what it gives follows from the identity pool',
    actions: ['cognito-identity:GetId GetOpenIdToken GetCredentialsForIdentity'],
  },

  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
  { edge: 'identity', gains: 'groups', why: 'changes the groups of users or the role of a group', actions: ['cognito-idp:AdminAddUserToGroup CreateGroup UpdateGroup'] },
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html: it no longer contributes to claims.
  // To be in a group may be less than to be in none, and a user who is deleted leaves a name to whoever signs up next; but
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html: what was deleted is not restored.
  {
    edge: 'identity', gains: 'groups', why: 'changes the groups of users or the role of a group', takesMembership: true,
    actions: ['cognito-idp:AdminRemoveUserFromGroup DeleteGroup'],
  },
  { edge: 'identity', gains: 'attributes', why: 'changes attributes, which become claims', actions: ['cognito-idp:AdminUpdateUserAttributes AdminDeleteUserAttributes AddCustomAttributes'] },
  {
    edge: 'identity', gains: 'user-pool', why: 'makes an account, signs in as somebody, or changes what somebody signs in with',
    actions: [
      'cognito-idp:AdminSetUserPassword AdminResetUserPassword AdminInitiateAuth AdminRespondToAuthChallenge AdminSetUserMFAPreference AdminSetUserSettings',
      'cognito-idp:AdminDeleteSoftwareToken AdminUpdateDeviceStatus AdminUpdateAuthEventFeedback AdminLinkProviderForUser AdminDisableProviderForUser',
      'cognito-idp:CreateUserImportJob StartUserImportJob StopUserImportJob AdminCreateUser AdminConfirmSignUp AdminEnableUser',
    ],
  },
  { edge: 'identity', gains: 'user-pool', why: 'makes an account, signs in as somebody, or changes what somebody signs in with', takesMembership: true, actions: ['cognito-idp:AdminDeleteUser'] },
  // Attribute mapping, write attributes, sign-in flows and callbacks of clients, triggers that write claims, domains and pages on
  // which people type their passwords.
  {
    edge: 'identity', gains: 'user-pool', why: 'changes how people sign in to the user pool, or what their tokens say',
    actions: [
      'cognito-idp:CreateIdentityProvider UpdateIdentityProvider DeleteIdentityProvider CreateResourceServer UpdateResourceServer DeleteResourceServer',
      'cognito-idp:CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient AddUserPoolClientSecret DeleteUserPoolClientSecret UpdateUserPool DeleteUserPool',
      'cognito-idp:SetUserPoolMfaConfig SetRiskConfiguration CreateUserPoolDomain UpdateUserPoolDomain DeleteUserPoolDomain CreateUserPoolReplica',
      'cognito-idp:UpdateUserPoolReplica DeleteUserPoolReplica CreateManagedLoginBranding UpdateManagedLoginBranding DeleteManagedLoginBranding SetUICustomization',
      'cognito-idp:CreateTerms UpdateTerms DeleteTerms',
    ],
  },
  { edge: 'identity', why: 'makes a user pool that others may trust', actions: ['cognito-idp:CreateUserPool'] },
  { edge: 'resource-policy', gains: 'resource', why: 'changes the web ACL that limits requests to the user pool', actions: ['cognito-idp:AssociateWebACL DisassociateWebACL'] },
  {
    edge: 'inert', why: 'takes access away from a user, and gives none',
    actions: ['cognito-idp:AdminDisableUser AdminUserGlobalSignOut AdminForgetDevice'],
  },
  // https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html: Cognito does not look
  // at policies of IAM for these.
  {
    edge: 'inert', why: 'is authorized by the user\'s own token or open to everybody; a permission of IAM adds nothing',
    actions: [
      'cognito-idp:AssociateSoftwareToken ChangePassword ConfirmDevice ConfirmForgotPassword ConfirmSignUp DeleteUser DeleteUserAttributes ForgetDevice ForgotPassword',
      'cognito-idp:GetTokensFromRefreshToken GlobalSignOut InitiateAuth ResendConfirmationCode RespondToAuthChallenge RevokeToken SetUserMFAPreference SetUserSettings',
      'cognito-idp:SignUp UpdateAuthEventFeedback UpdateDeviceStatus UpdateUserAttributes VerifySoftwareToken VerifyUserAttribute',
    ],
  },

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
  {
    edge: 'identity', gains: 'any-role', why: 'changes an identity provider, and so every role that trusts it',
    actions: [
      'iam:CreateOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider',
      'iam:DeleteOpenIDConnectProvider CreateSAMLProvider UpdateSAMLProvider DeleteSAMLProvider',
    ],
  },
  // https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/welcome.html,
  // https://docs.aws.amazon.com/directoryservice/latest/devguide/welcome.html
  {
    edge: 'identity', why: 'changes users, groups or sign-in of a directory',
    actions: [
      'identitystore:CreateUser UpdateUser DeleteUser CreateGroup UpdateGroup DeleteGroup CreateGroupMembership DeleteGroupMembership',
      'sso-directory:CreateUser UpdateUser UpdatePassword AddMemberToGroup CreateGroup UpdateGroup ImportExternalIdPCertificate CreateExternalIdPConfigurationForDirectory',
      'sso-directory:EnableExternalIdPConfigurationForDirectory UpdateExternalIdPConfigurationForDirectory CreateBearerToken',
      'sso:CreateTrustedTokenIssuer UpdateTrustedTokenIssuer CreateTrust UpdateTrust',
      'ds:ResetUserPassword EnableRadius UpdateRadius ConnectDirectory RegisterCertificate UpdateDirectory EnableRoleAccess', 'ds-data:CreateUser UpdateUser CreateGroup AddGroupMember UpdateGroup',
      'workmail:ResetPassword', 'verifiedpermissions:CreateIdentitySource UpdateIdentitySource CreatePolicy UpdatePolicy DeletePolicy CreatePolicyTemplate UpdatePolicyTemplate PutSchema',
      'quicksight:RegisterUser UpdateUser CreateGroupMembership', 'connect:CreateUser UpdateUserSecurityProfiles UpdateUserIdentityInfo', 'elasticache:CreateUser ModifyUser',
      'memorydb:CreateUser UpdateUser CreateAcl UpdateAcl', 'mq:CreateUser UpdateUser',
    ],
  },
];
