import { LIST_VALUED_KEYS } from './generated/list-valued-keys';

/**
 * Keys that belong to no service: global ones, and what a token of Cognito says in each partition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const OF_NO_SERVICE = [
  'aws:calledvia', 'aws:principalorgpaths', 'aws:principalservicenameslist', 'aws:resourceorgpaths', 'aws:sourceorgpaths', 'aws:tagkeys', 'aws:vpceorgpaths',
  'cognito-identity.amazonaws.com:amr', 'cognito-identity-us-gov.amazonaws.com:amr', 'cognito-identity.cn-north-1.amazonaws.com.cn:amr',
];

interface Keys {
  readonly whole: ReadonlySet<string>;
  /** What stands before the part that varies, such as `events:metadata/`. */
  readonly beginnings: readonly string[];
}

let keys: Keys | undefined;

/**
 * Whether a condition key holds a list of values. A key that the data do not have may or may not.
 *
 * @param key a condition key, in any letter case, such as `dynamodb:LeadingKeys` or `aws:TagKeys`
 * @returns whether the service authorization reference types it as a list (`ArrayOf…`)
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function isListValuedKey(key: string): boolean {
  keys ??= read();
  const lower = key.toLowerCase();
  return keys.whole.has(lower) || keys.beginnings.some((beginning) => lower.startsWith(beginning));
}

function read(): Keys {
  const all = LIST_VALUED_KEYS.split(' ');
  const variable = all.filter((key) => key.includes('${'));
  return { whole: new Set([...all, ...OF_NO_SERVICE]), beginnings: variable.map((key) => key.slice(0, key.indexOf('${'))) };
}
