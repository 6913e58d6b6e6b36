import type { CfnResource } from 'aws-cdk-lib/core';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { rememberRecord } from './recorded-promises';

/** The contract between constructs and prover: docs/adr/0002. */
const METADATA_KEY = 'cdk-cognito-pools';

/**
 * Writes a record of intent on the resource; left out of the template where there turns out to be none. Produced anew at each
 * look: what is read before the CDK has wired the stacks of an app together names resources of other stacks.
 */
export function recordIntent(resource: CfnResource, produce: () => Record<string, unknown> | undefined): void {
  rememberRecord(resource, produce);
  resource.addMetadata(METADATA_KEY, Lazy.uncachedAny({
    produce: () => {
      const record = produce();
      return record && Stack.of(resource).resolve({ version: 1, ...record }) as unknown;
    },
  }));
}
