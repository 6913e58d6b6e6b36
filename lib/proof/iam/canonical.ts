import type { Statement } from './policy';

/**
 * A text that two statements share exactly if they say the same in the same words, in whatever order.
 *
 * @param statement a statement
 * @returns the text
 */
export function canonical(statement: Statement): string {
  const sorted = (patterns: Statement['actions']): string[] => patterns.map((pattern) => pattern.text).sort();
  const conditions = statement.conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, [...values].sort()])).sort();
  return JSON.stringify([
    statement.effect, statement.unknown ?? '', statement.notAction, sorted(statement.actions), statement.notResource, sorted(statement.resources), conditions, statement.variables,
  ]);
}
