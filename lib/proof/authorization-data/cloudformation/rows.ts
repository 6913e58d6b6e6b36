import { DOORS_AND_LIMITS } from './doors-and-limits';
import type { GrantRow } from './granting-property';
import { IDENTITIES } from './identities';
import { IDENTITY_POLICIES } from './identity-policies';
import { POLICY_DOCUMENTS } from './policy-documents';
import { PRINCIPALS } from './principals';

let rows: ReadonlyMap<string, readonly GrantRow[]> | undefined;

/**
 * @returns the granting properties of each CloudFormation type that has any, by the name of the type
 */
export function grantRows(): ReadonlyMap<string, readonly GrantRow[]> {
  if (rows === undefined) {
    const all = new Map<string, readonly GrantRow[]>();
    for (const table of [POLICY_DOCUMENTS, IDENTITY_POLICIES, PRINCIPALS, DOORS_AND_LIMITS, IDENTITIES]) {
      for (const [type, more] of Object.entries(table)) all.set(`AWS::${type}`, [...all.get(`AWS::${type}`) ?? [], ...more]);
    }
    rows = all;
  }
  return rows;
}
