import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RecordResolver } from '../private/intent';
import type { PolicyShare } from './grant-policies';
import type { Isolation } from './isolation';

/** What belongs to a policy besides its statements. */
export type PolicyPromise = { readonly isolation: Isolation } | { readonly administers: PolicyStatement };

/**
 * What a policy is recorded with (docs/adr/0002). Statements are read at synth, as IAM will see them: callers may narrow a grant
 * after it was made.
 */
export function grantRecord(identityPool: string, to: string, resolve: RecordResolver, { statements, about }: PolicyShare<PolicyPromise>): Record<string, unknown> | undefined {
  if (statements.length === 0) return undefined;
  const grant = { identityPool, to };
  const all = about();
  const administration = all.flatMap((said) => ('administers' in said ? [said.administers] : []));
  const isolated = all.flatMap((said) => ('isolation' in said ? [said.isolation.record(identityPool)] : []));
  return {
    granted: [
      { ...grant, statements: described(resolve, statements) },
      ...(administration.length > 0 ? [{ ...grant, statements: described(resolve, administration), administers: true }] : []),
    ],
    ...(isolated.length > 0 && { isolated }),
  };
}

/** What is denied belongs to what was granted: without it the rest would be more. */
function described(resolve: RecordResolver, given: PolicyStatement[]): object[] {
  const document = resolve(new PolicyDocument({ minimize: true, statements: given })) as { Statement?: IamStatement[] } | undefined;
  return (document?.Statement ?? []).filter(({ Action: action, Resource: resource }) => action !== undefined && resource !== undefined).map((statement) => ({
    ...(statement.Effect === 'Deny' && { effect: 'Deny' }),
    actions: statement.Action,
    resources: statement.Resource,
    ...(statement.Condition && { conditions: statement.Condition }),
  }));
}

interface IamStatement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: object;
}
