/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-S1': 'an example: access logs would double its buckets',
  'AwsSolutions-COG2': 'its client signs in without a second factor; a back office of your own takes MultiFactorAuthentication.required()',
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  ...Object.fromEntries(['administrators', 'accounting', 'finance', 'it'].map((department) => [
    `AwsSolutions-IAM5[Resource::<PapersFCDB0EBE.Arn>/${department}/*]`, 'all papers of the department; that only its users get the role is proved at every synth',
  ])),
  'AwsSolutions-IAM5[Resource::<PapersFCDB0EBE.Arn>/reports/*]': "the tag of each report decides, compared with the user's cost center",
};
