import type { ManagedTexts } from './text';

/** AWS-managed policies for Amazon Cognito. */
export const COGNITO_POLICIES: ManagedTexts = {
  'AmazonCognitoPowerUser': {
    version: 'v9', since: '2026-02-12',
    statements: [
      { Action: `
          cognito-identity: *; cognito-idp: *; cognito-sync: *; iam: ListRoles ListOpenIdConnectProviders GetRole ListSAMLProviders GetSAMLProvider;
          kinesis: ListStreams; lambda: GetPolicy ListFunctions; sns: GetSMSSandboxAccountStatus ListPlatformApplications; ses: ListIdentities
          GetIdentityVerificationAttributes; mobiletargeting: GetApps; acm: ListCertificates; sms-voice: DescribeAccountAttributes` },
      { Action: 'iam: CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': ['cognito-idp.amazonaws.com', 'email.cognito-idp.amazonaws.com'] } } },
      { Action: 'iam: DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus', Resource: ['arn:aws:iam::*:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp*', 'arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmail*'] },
    ],
  },
  'AmazonCognitoReadOnly': {
    version: 'v4', since: '2019-08-01',
    statements: [
      { Action: `
          cognito-identity: Describe* Get* List*; cognito-idp: Describe* AdminGet* AdminList* List* Get*; cognito-sync: Describe* Get* List*; iam:
          ListOpenIdConnectProviders ListRoles; sns: ListPlatformApplications` },
    ],
  },
  'AmazonCognitoDeveloperAuthenticatedIdentities': {
    version: 'v1', since: '2015-03-24',
    statements: [
      { Action: `
          cognito-identity: GetOpenIdTokenForDeveloperIdentity LookupDeveloperIdentity MergeDeveloperIdentities UnlinkDeveloperIdentity` },
    ],
  },
  'AmazonCognitoUnauthenticatedIdentities': {
    version: 'v1', since: '2023-02-01',
    statements: [
      { Action: 'rum: PutRumEvents' },
    ],
  },
  'AmazonCognitoUnAuthedIdentitiesSessionPolicy': {
    version: 'v4', since: '2026-05-01',
    statements: [
      { Action: `
          rum: PutRumEvents; sagemaker: InvokeEndpoint; polly: *; comprehend: *; translate: *; transcribe: *; rekognition: *; mobiletargeting: *;
          firehose: *; personalize: *; geo: GetMap* ListMaps SearchPlaceIndex* GetPlace CalculateRoute* *Geofence *Geofences *DevicePosition*; kms:
          Encrypt Decrypt ReEncryptTo ReEncryptFrom GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext
          GenerateDataKeyWithoutPlaintext` },
    ],
  },
  'AmazonESCognitoAccess': {
    version: 'v2', since: '2021-12-20',
    statements: [
      { Action: `
          cognito-idp: DescribeUserPool CreateUserPoolClient DeleteUserPoolClient UpdateUserPoolClient DescribeUserPoolClient AdminInitiateAuth
          AdminUserGlobalSignOut ListUserPoolClients; cognito-identity: DescribeIdentityPool UpdateIdentityPool SetIdentityPoolRoles
          GetIdentityPoolRoles` },
      { Action: 'iam: PassRole', Condition: { StringLike: { 'iam:PassedToService': ['cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'] } } },
    ],
  },
  'AmazonOpenSearchServiceCognitoAccess': {
    version: 'v2', since: '2021-12-20',
    statements: [
      { Action: `
          cognito-idp: DescribeUserPool CreateUserPoolClient DeleteUserPoolClient UpdateUserPoolClient DescribeUserPoolClient AdminInitiateAuth
          AdminUserGlobalSignOut ListUserPoolClients; cognito-identity: DescribeIdentityPool UpdateIdentityPool GetIdentityPoolRoles`, Resource: ['arn:aws:cognito-identity:*:*:identitypool/*', 'arn:aws:cognito-idp:*:*:userpool/*'] },
      { Action: 'iam: PassRole', Resource: 'arn:aws:iam::*:role/*', Condition: { StringLike: { 'iam:PassedToService': ['cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'] } } },
      { Action: 'cognito-identity: SetIdentityPoolRoles' },
    ],
  },
};
