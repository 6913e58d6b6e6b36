/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'an example: access logs would double its buckets',
  'AwsSolutions-COG2': 'each user chooses whether to use an authenticator app; where tenants demand it, MultiFactorAuthentication.required() asks for it',
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  'AwsSolutions-IAM5[Resource::<Documents7E5B2978.Arn>/tenants/<aws:PrincipalTag/tenantId>/*]': "the tenant's own folder; proved at every synth",
};
