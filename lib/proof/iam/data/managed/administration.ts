import type { ManagedTexts } from './text';

/** AWS-managed policies for administrators, and the widest for readers. */
export const ADMINISTRATION_POLICIES: ManagedTexts = {
  'AdministratorAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: '*' },
    ],
  },
  'PowerUserAccess': {
    version: 'v12', since: '2026-02-12',
    statements: [
      { NotAction: 'iam: *; organizations: *; account: *' },
      {
        Action: `
          account: GetAccountInformation GetGovCloudAccountInformation GetPrimaryEmail ListRegions; iam: CreateServiceLinkedRole
          DeleteServiceLinkedRole ListRoles; organizations: DescribeEffectivePolicy DescribeOrganization`,
      },
    ],
  },
  'IAMFullAccess': {
    version: 'v2', since: '2019-06-21',
    statements: [
      { Action: `
          iam: *; organizations: DescribeAccount DescribeOrganization DescribeOrganizationalUnit DescribePolicy ListChildren ListParents
          ListPoliciesForTarget ListRoots ListPolicies ListTargetsForPolicy` },
    ],
  },
  'IAMReadOnlyAccess': {
    version: 'v4', since: '2018-01-25',
    statements: [
      { Action: `
          iam: GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List* SimulateCustomPolicy SimulatePrincipalPolicy` },
    ],
  },
  // 2,914 actions long: what it surely allows of the services that people with Cognito credentials use, and the verbs beyond
  // which it allows nothing.
  'ReadOnlyAccess': {
    version: 'v188', since: '2026-07-21',
    statements: [
      {
        Action: `
          cognito-identity: Describe* GetCredentialsForIdentity GetIdentityPoolAnalytics GetIdentityPoolDailyAnalytics GetIdentityPoolRoles
          GetIdentityProviderDailyAnalytics GetOpenIdToken GetOpenIdTokenForDeveloperIdentity List* Lookup*;
          cognito-idp: AdminGet* AdminList* Describe* Get* List*; cognito-sync: Describe* Get* List* QueryRecords;
          dynamodb: BatchGet* Describe* Get* List* PartiQLSelect Query Scan; firehose: Describe* List*; iam: Generate* Get* List* Simulate*;
          kinesis: Describe* Get* List*; kms: Describe* Get* List*; lambda: Get* List*; s3: DescribeJob Get* List*;
          secretsmanager: Describe* GetResourcePolicy List*; sns: Check* Get* List*; sqs: Get* List* Receive*; ssm: Describe* Get* List*;
          sts: GetAccessKeyInfo GetCallerIdentity GetSessionToken`,
      },
    ],
    perhaps: `
      *: Admin* Batch* Cancel* Check* Classify* Compare* Contains* Count* Deliver* Describe* Detect* Discover* Download* ES* Estimate* Evaluate*
      Export* Filter* GET Generate* Get* Git* Is* List* Lookup* PartiQL* Preview* Probe* Query* Read* Receive* Recognize* Request* Resolve* Retrieve*
      Sample* Scan* Search* Select* Simulate* Start* Stop* Synthesize* Test* Validate* Verify* View*; eks: AccessKubernetesApi; s3express: CreateSession`,
  },
};
