import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { managedPolicyText } from '../../../lib/proof/iam/data/managed-policies';
import type { Policy, PolicyKind } from '../../../lib/proof/iam/policy';
import { perhapsAllowing, unknownPolicy } from '../../../lib/proof/iam/policy';
import { parsePolicy } from '../../../lib/proof/iam/policy-reader';

/** A policy as scenarios write it. */
export interface ScenarioPolicy {
  readonly kind: PolicyKind;
  readonly name?: string;
  readonly statements?: readonly unknown[];
  readonly unknown?: string;
  readonly attachedTo?: readonly string[];
  readonly mustAllow?: boolean;
  readonly account?: string;
}

/**
 * All scenarios of a folder, by file. In their texts `<Name>` is a name that AWS generates, `<?Name>` a text of which nothing is
 * known.
 *
 * @param folder a folder beside this file
 * @returns what each file holds
 */
export function readScenarios<T>(folder: string): [string, { source: string; scenarios: T[] }][] {
  const path = join(__dirname, folder);
  return readdirSync(path).sort().map((file) => [file, symbolsIn(JSON.parse(readFileSync(join(path, file), 'utf8'))) as { source: string; scenarios: T[] }]);
}

/**
 * @param policy a policy of a scenario
 * @param version its Version; `null` for none
 * @returns the policy, read
 */
export function readPolicy(policy: ScenarioPolicy, version: string | null = '2012-10-17'): Policy {
  const { kind, attachedTo, mustAllow, account } = policy;
  const name = policy.name ?? `${kind[0].toUpperCase()}${kind.slice(1)}`;
  const origin = { resource: name, path: `${name}.Properties.PolicyDocument`, kind, ...(attachedTo && { attachedTo }), ...(mustAllow !== undefined && { mustAllow }), ...(account !== undefined && { account }) };
  if (policy.unknown !== undefined) return unknownPolicy(origin, policy.unknown);
  return parsePolicy({ ...(version !== null && { Version: version }), Statement: policy.statements }, origin);
}

/**
 * @param path the path of an AWS-managed policy
 * @returns the policy, attached to the role
 */
export function readManaged(path: string): Policy {
  const text = managedPolicyText(path)!;
  return perhapsAllowing(parsePolicy(text.document, { resource: path, path: '', kind: 'identity' }), text.perhaps, text.reason);
}

/**
 * @param text a text of a scenario
 * @returns it with symbols for `<Name>` and `<?Name>`
 */
export function withSymbols(text: string): string {
  return text.replace(/<(\??)(\w+)>/g, (_, open: string, name: string) => String.fromCodePoint((open === '' ? 0xe000 : 0x100000) + [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 6000, 0)));
}

function symbolsIn(value: unknown): unknown {
  if (typeof value === 'string') return withSymbols(value);
  if (Array.isArray(value)) return value.map(symbolsIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, symbolsIn(one)]));
}
