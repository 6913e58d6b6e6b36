/** Properties for which the model of the API states something else than the service takes, each with the reason. */
export const WRONG_MODELS: readonly { readonly property: string; readonly reason: string }[] = [
  {
    property: 'AWS::Cognito::UserPoolDomain.Domain',
    reason: 'the pattern is that of prefixes, without a dot: the page of the operation names auth.example.com as a custom domain '
      + '(https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html)',
  },
];

/** Findings of rules that are wrong, each with the reason. One that is not found any more fails the run too. */
export const WRONG: readonly { readonly rule: string; readonly reason: string }[] = [
  {
    rule: 'pf-cognito-role-mappings-key-format',
    reason: 'the rule looks at the key alone: a key that is no provider name is right beside IdentityProvider, which our mappings always have, as the L2 IdentityPool of the CDK does with mappingKey '
      + '(https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-identitypoolroleattachment-rolemapping.html)',
  },
];
