import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../../private/errors';
import { requireLiteral } from '../../private/tokens';

/**
 * Validates text that enters the resource of a policy or the value of a condition.
 *
 * In an IAM pattern `*`, `?` and `${` have a meaning, so a prefix with any of them would grant more than it says: they are
 * refused, not escaped, because a key that needs them is a mistake far more often than a wish. A prefix neither begins nor
 * ends with a slash and has none doubled: the slash that separates it from the owner is added here, and it is this slash
 * that keeps `users/a` from reaching `users/ab`.
 */
export function validatePrefix(prefix: string, scope: IConstruct): string {
  const literal = requireLiteral("'prefix'", prefix, scope);
  const wrong = whatIsWrong(literal);
  if (wrong) {
    throw new CognitoPoolsError({
      code: 'prefix',
      received: `prefix ${shown(prefix)} ${wrong}`,
      fix: "write it as path segments in plain characters, such as 'users' or 'app/photos': the slash before the owner is added",
    }, scope);
  }
  return literal;
}

function whatIsWrong(prefix: string): string | undefined {
  if (prefix === '') return 'is empty';
  if (/[*?]|\$\{/.test(prefix)) return 'has a character with a meaning in IAM policies (*, ? or ${)';
  if (prefix.startsWith('/')) return 'begins with a slash';
  if (prefix.endsWith('/')) return 'ends with a slash';
  if (prefix.includes('//')) return 'has a doubled slash';
  if (prefix.split('/').some((segment) => segment === '.' || segment === '..')) return "has '.' or '..' as a segment";
  if (!/^[\p{L}\p{M}\p{N}!_.'()&$@=;:+, /-]+$/u.test(prefix)) return 'has a character that is not safe in an S3 key';
  return undefined;
}

/**
 * The same for text before the owner in a partition key. The comparison is of the whole key, so nothing separates the two;
 * only what IAM would read as a variable or a pattern is refused.
 */
export function validateKeyPrefix(keyPrefix: string, scope: IConstruct): string {
  const literal = requireLiteral("'keyPrefix'", keyPrefix, scope);
  if (/[*?]|\$\{|\$$/.test(literal)) {
    throw new CognitoPoolsError({
      code: 'key-prefix',
      received: `keyPrefix ${shown(keyPrefix)} has a character with a meaning in IAM policies (*, ?, \${, or $ before the variable)`,
      fix: "write it in plain characters, such as 'USER#'",
    }, scope);
  }
  return literal;
}
