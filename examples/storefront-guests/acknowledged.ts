const DELIVERY = 'what Firehose needs to deliver into the archive, as the CDK grants it; users never get its role';

/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'an example: access logs would double its buckets',
  'AwsSolutions-KDS3': 'clicks hold nothing secret: the key that AWS manages for Kinesis is enough',
  'AwsSolutions-COG2': 'a shop: each member chooses whether to use an authenticator app',
  'AwsSolutions-COG7': 'guests are the point; what they reach is limited and proved at every synth',
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  ...Object.fromEntries(['Action::s3:Abort*', 'Action::s3:DeleteObject*', 'Action::s3:GetBucket*', 'Action::s3:GetObject*', 'Action::s3:List*', 'Resource::<ArchiveDA4CB258.Arn>/*']
    .map((finding) => [`AwsSolutions-IAM5[${finding}]`, DELIVERY])),
  'AwsSolutions-IAM5[Resource::<Catalog742F25FD.Arn>/public/*]': 'the public part of the catalog',
  'AwsSolutions-IAM5[Resource::<Catalog742F25FD.Arn>/members/*]': "the members' part of the catalog",
  'AwsSolutions-IAM5[Resource::<Catalog742F25FD.Arn>/wish-lists/<cognito-identity.amazonaws.com:sub>/*]': "the member's own folder; proved at every synth",
};
