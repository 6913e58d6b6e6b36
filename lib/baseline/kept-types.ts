/** What the removal or the replacement of a resource does to users, by its type. */
export const IMPACTS: { readonly [type: string]: string } = {
  'AWS::Cognito::UserPool': 'all users lose their accounts',
  'AWS::Cognito::UserPoolUser': 'this user loses the account',
  'AWS::Cognito::UserPoolUserToGroupAttachment': 'this user loses the membership',
  'AWS::Cognito::UserPoolClient': 'every app that signs in with this client stops working until it gets the new id',
  'AWS::Cognito::UserPoolGroup': 'all members lose their membership',
  'AWS::Cognito::UserPoolDomain': 'every link and callback to the sign-in page breaks, and passkeys that are bound to it stop working',
  'AWS::Cognito::UserPoolIdentityProvider': 'users who come from this provider cannot sign in',
  'AWS::Cognito::UserPoolResourceServer': 'its scopes are gone: clients that ask for them are refused, and machines get no tokens',
  'AWS::Cognito::UserPoolReplica': 'users cannot sign in there while the Region of the pool is away',
  'AWS::Cognito::IdentityPool': 'every user gets a new identity, and what belongs to the old one is out of reach',
  'AWS::Cognito::IdentityPoolRoleAttachment': 'the identity pool has no roles once the old attachment is deleted, and refuses everyone',
  'AWS::Cognito::IdentityPoolPrincipalTag': 'users lose the session tags by which they reach what is theirs',
  'AWS::IAM::OIDCProvider': 'everybody who signs in with it gets no credentials, or a new identity, and what belongs to the old one is out of reach',
  'AWS::IAM::SAMLProvider': 'everybody who signs in with it gets no credentials, or a new identity, and what belongs to the old one is out of reach',
  'AWS::DynamoDB::Table': 'what users keep in it is lost to them: the new table is empty',
  'AWS::DynamoDB::GlobalTable': 'what users keep in it is lost to them: the new table is empty',
  'AWS::S3::Bucket': 'what users keep in it is lost to them: the new bucket is empty',
};

/** The IAM OIDC provider of the CDK's older construct: a custom resource, of which the specification knows nothing. */
export const CUSTOM_OIDC_PROVIDER = 'Custom::AWSCDKOpenIdConnectProvider';

/** The types that people depend on and that CloudFormation specifies. */
export const KEPT_TYPES = Object.keys(IMPACTS);

/** What holds people's own things. It matters where a grant of own things names it. */
export const STORES: readonly string[] = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket'];

/** Providers of IAM. They matter where an identity pool takes them. */
export const IAM_PROVIDERS: readonly string[] = ['AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider', CUSTOM_OIDC_PROVIDER];
