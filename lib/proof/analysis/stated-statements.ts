import type { Statement } from '../iam/policy';
import { holdsOpenSymbol } from '../symbols/symbol';

/**
 * @param statement a statement
 * @returns it with the actions of which it states for certain that it is about them; nothing where only the deployment decides that. On what it is, a request
 *   can spell as the statement does
 */
export function statedIn(statement: Statement): Statement[] {
  const { notAction, actions, conditions, unknown, uncertain } = statement;
  const isStated = ({ text }: { readonly text: string }): boolean => !holdsOpenSymbol(text);
  const isOpen = unknown !== undefined || uncertain !== undefined || conditions.some(({ values }) => values.some(holdsOpenSymbol)) || (notAction && !actions.every(isStated));
  if (isOpen) return [];
  return notAction ? [statement] : [{ ...statement, actions: actions.filter(isStated) }];
}

/**
 * @param statement a statement
 * @returns it with the actions of which only the deployment decides whether it is about them
 */
export function openIn(statement: Statement): Statement[] {
  const [stated] = statedIn(statement);
  if (stated === undefined) return [statement];
  return statement.notAction || stated.actions.length === statement.actions.length ? [] : [{ ...statement, actions: statement.actions.filter((one) => !stated.actions.includes(one)) }];
}
