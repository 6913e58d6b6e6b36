import { Token } from 'aws-cdk-lib/core';

/** Where Amazon SES sent from for all pools when Cognito was new; pools in the Regions of then may still use them. */
const FIRST_SES_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

const REGIONS_OF_THEN = [
  ...FIRST_SES_REGIONS, 'us-east-2', 'ca-central-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-2',
];

/** Regions whose pools use Amazon SES beside them and nowhere else. */
const OWN_SES_ONLY = ['us-west-1', 'eu-west-3', 'eu-north-1', 'me-south-1', 'sa-east-1'];

/** Regions from whose pools SMS messages may go, or must go, by way of another Region. */
const SNS_ELSEWHERE: Readonly<Record<string, string>> = {
  'us-east-2': 'us-east-1', 'ca-central-1': 'us-east-1', 'eu-central-1': 'eu-west-1', 'eu-west-2': 'eu-west-1', 'ap-south-1': 'ap-southeast-1',
  'ap-northeast-2': 'ap-northeast-1', 'ap-east-1': 'ap-southeast-1', 'ap-southeast-5': 'ap-southeast-1', 'ap-southeast-7': 'ap-south-1',
};

/** Seoul has no SMS messages of its own. */
const NEVER_AT_HOME = ['ap-northeast-2'];

/**
 * @param region the Region of a user pool
 * @returns the Regions whose Amazon SES identities its e-mails may come from; undefined where no page says
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html#user-pool-email-developer-region-mapping
 */
export function sesRegionsOf(region: string): string[] | undefined {
  if (REGIONS_OF_THEN.includes(region)) return [...new Set([region, ...FIRST_SES_REGIONS])];
  return OWN_SES_ONLY.includes(region) ? [region] : undefined;
}

/**
 * @param region the Region of a user pool
 * @returns the Regions by way of which its SMS messages may go; undefined where the Region is not known at synth
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html#sms-choose-a-region
 */
export function snsRegionsOf(region: string): string[] | undefined {
  if (Token.isUnresolved(region)) return undefined;
  const own = NEVER_AT_HOME.includes(region) ? [] : [region];
  return region in SNS_ELSEWHERE ? [...own, SNS_ELSEWHERE[region]] : own;
}
