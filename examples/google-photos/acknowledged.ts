/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'an example: access logs would double its buckets',
  'AwsSolutions-IAM5[Resource::<PhotosB9552D0D.Arn>/users/<cognito-identity.amazonaws.com:sub>/*]': "the user's own folder; proved at every synth",
  'AwsSolutions-IAM5[Resource::<PhotosB9552D0D.Arn>/company/*]': "all of the company's photos; that only its users get the role is proved at every synth",
};
