import { onceForEach } from '../../text/remembered';
import type { Statement } from './policy';

/**
 * A text that two statements share exactly if they say the same in the same words, in whatever order.
 *
 * @param statement a statement
 * @returns the text
 */
export const canonical: (statement: Statement) => string = onceForEach(spell);

function spell(statement: Statement): string {
  const sorted = (patterns: Statement['actions']): string[] => patterns.map((pattern) => pattern.text).sort();
  const conditions = statement.conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, [...values].sort()])).sort();
  const { principals } = statement;
  return JSON.stringify([
    statement.effect, statement.unknown ?? '', statement.uncertain ?? '', statement.neverDenies ?? false, statement.notAction, sorted(statement.actions), statement.notResource, sorted(statement.resources), conditions, statement.variables,
    principals && [principals.negated, [...principals.byKind]],
  ]);
}
