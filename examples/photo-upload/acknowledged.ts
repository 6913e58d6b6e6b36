/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'an example: access logs would double its buckets',
  'AwsSolutions-KDS3': 'clicks hold nothing secret: the key that AWS manages for Kinesis is enough',
  'AwsSolutions-COG2': "photos of one's own: each user chooses whether to use an authenticator app",
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  'AwsSolutions-IAM5[Resource::<PhotosB9552D0D.Arn>/users/<cognito-identity.amazonaws.com:sub>/*]': "the user's own folder; proved at every synth",
  'AwsSolutions-IAM5[Resource::<PhotosB9552D0D.Arn>/users/*]': 'curators see all folders, by a grant that says so; that nobody else does is proved at every synth',
};
