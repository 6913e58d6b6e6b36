import type { Deployment } from '../../../examples/support';

/** For how long AWS may take to know a new role everywhere. */
const PATIENCE = 90;

/**
 * Where the examples are deployed: the Region of the environment. With `AWS_ENDPOINT_URL` it is something that stands in for AWS.
 *
 * @param environment the variables that the AWS SDK reads
 * @returns the place, without what a stack puts out
 */
export function placeOf({ AWS_DEFAULT_REGION, AWS_ENDPOINT_URL, AWS_REGION }: NodeJS.ProcessEnv): Omit<Deployment, 'outputs'> {
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region === undefined) throw new Error("no Region is set: nothing was done; set AWS_REGION to one that is bootstrapped ('npx cdk bootstrap')");
  return { region, realAccount: true, patience: PATIENCE, ...(AWS_ENDPOINT_URL !== undefined && { endpoint: AWS_ENDPOINT_URL }) };
}
