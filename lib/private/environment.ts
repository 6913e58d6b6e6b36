import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import { isKnown } from './tokens';

/** Where a resource is: what its ARN says, and else what the construct knows, which for imported ones is only where they were imported. */
export function environmentOf(resource: IEnvironmentAware, arn: string): { readonly account: string; readonly region: string } {
  const [, , , region, account] = !isKnown(arn) ? [] : arn.split(':');
  return { account: account || resource.env.account, region: region || resource.env.region };
}
