import type { CfnResource } from 'aws-cdk-lib/core';
import { Lazy, type Stack } from 'aws-cdk-lib/core';
import { inert } from './inert';
import { rememberRecord } from './recorded-promises';

/** The contract between constructs and prover: docs/adr/0002. */
export const METADATA_KEY = 'cdk-cognito-pools';
const VERSION = 2;

/** Resolves what a record says, as it is spelled in records. */
export type RecordResolver = (value: unknown) => unknown;

/**
 * Writes a record of intent on a resource, or in the template of a stack; left out where there turns out to be none. It is
 * produced when the template is written, and not when the CDK looks for references: it holds none.
 *
 * @param holder what is to hold the record
 * @param produce what it says
 */
export function recordIntent(holder: CfnResource | Stack, produce: (resolve: RecordResolver) => Record<string, unknown> | undefined): void {
  const resolve: RecordResolver = (value) => inert(holder, value);
  rememberRecord(holder, () => produce(resolve));
  holder.addMetadata(METADATA_KEY, Lazy.uncachedAny({
    produce: ({ preparing }) => {
      const said = preparing ? undefined : produce(resolve);
      return said && resolve({ version: VERSION, ...said });
    },
  }));
}
