import { onceForEach } from '../../text/remembered';
import type { Policy } from '../iam/policy';
import type { Subject } from '../solver';

/**
 * @param policy a policy
 * @returns the condition keys that it looks at, in conditions or as variables, in lower case
 */
export const keysOf: (policy: Policy) => ReadonlySet<string> = onceForEach(search);

function search({ statements }: Policy): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const statement of statements) {
    for (const { key } of statement.conditions) keys.add(key.toLowerCase());
    for (const text of [...statement.resources.map((pattern) => pattern.text), ...statement.conditions.flatMap(({ values }) => values)]) {
      if (text.includes('${')) for (const [, variable] of text.matchAll(/\$\{\s*([^{},]*?)\s*[,}]/g)) keys.add(variable.toLowerCase());
    }
  }
  return keys;
}

/**
 * @param policies policies
 * @returns the condition keys that one of them looks at
 */
export function keysOfAll(policies: readonly Policy[]): ReadonlySet<string> {
  return new Set(policies.flatMap((policy) => [...keysOf(policy)]));
}

/**
 * @param person somebody
 * @param keys condition keys in lower case
 * @returns what requests of theirs have under these keys
 */
export function seenUnder({ ambient, keys: own }: Pick<Subject, 'ambient' | 'keys'>, keys: ReadonlySet<string>): (readonly [string, unknown])[] {
  return Object.entries({ ...ambient, ...own }).filter(([key]) => {
    const name = key.toLowerCase();
    return name.endsWith('*') ? [...keys].some((one) => one.startsWith(name.slice(0, -1))) : keys.has(name);
  });
}
