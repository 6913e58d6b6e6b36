import { Validations } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';

/** Accepts findings of cdk-nag for a whole stack, each by its exact id and with the reason why it stands. */
export function acknowledge(stack: Stack, findings: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(findings)) Validations.of(stack).acknowledge({ id, reason });
}
