import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireLiteral } from '../private/tokens';

/** A key of a session tag, such as can stand in a policy variable too. */
export function checkTagKey(key: string, scope?: IConstruct): string {
  const literal = requireLiteral('the name of a session tag', key, scope);
  if (!/^(?!aws:)[A-Za-z0-9_.:/=+@-]{1,128}$/i.test(literal)) {
    throw new CognitoPoolsError({
      code: 'session-tag-name',
      received: `session tag ${shown(key)}`,
      fix: "name it in 1 to 128 letters, digits and _.:/=+-@, not beginning with 'aws:'",
    }, scope);
  }
  return literal;
}
