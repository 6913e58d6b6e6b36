import type { RawMap } from '../raw';
import type { Expansion } from './expansion';

/**
 * Adds the condition under which another does not hold.
 *
 * @param condition the name of the other condition
 * @param expansion what the template comes to
 * @returns the name of the condition
 */
export function conditionNot(condition: string, expansion: Expansion): string {
  const name = `NOT${condition}`;
  expansion.conditions.set(name, { 'Fn::Not': [{ Condition: condition }] });
  return name;
}

/**
 * Adds the condition under which two others hold.
 *
 * @param one the name of the one, where there is one
 * @param other the name of the other
 * @param expansion what the template comes to
 * @returns the name of the condition
 */
export function conditionBoth(one: string | undefined, other: string, expansion: Expansion): string {
  if (one === undefined) return other;
  const name = `${one}AND${other}`;
  expansion.conditions.set(name, { 'Fn::And': [{ Condition: one }, { Condition: other }] });
  return name;
}

/**
 * Adds the condition under which one of several holds.
 *
 * @param name the name of the new condition
 * @param conditions the names of the others
 * @param expansion what the template comes to
 * @returns the name of the condition: that of the only other one, where there is one alone
 */
export function conditionAny(name: string, conditions: readonly string[], expansion: Expansion): string {
  if (conditions.length === 1) return conditions[0];
  expansion.conditions.set(name, anyOf(conditions.map((condition) => ({ Condition: condition }))));
  return name;
}

/**
 * The condition of something that several share, and that is there when one of them is.
 *
 * @param name the name of the condition, where there are several
 * @param condition the condition of one more of those who share it; undefined when it has none
 * @param expansion what the template comes to
 * @returns the condition as it is now; undefined when one of them has none
 */
export function conditionShared(name: string, condition: string | undefined, expansion: Expansion): string | undefined {
  const conditions = [...new Set([...expansion.sharing.get(name) ?? [], condition])];
  expansion.sharing.set(name, conditions);
  if (!conditions.includes(undefined)) return conditionAny(name, conditions as string[], expansion);
  expansion.conditions.delete(name);
  return undefined;
}

/** `Fn::Or` takes ten conditions at most. */
function anyOf(conditions: readonly RawMap[]): RawMap {
  if (conditions.length === 1) return conditions[0];
  if (conditions.length <= 10) return { 'Fn::Or': conditions };
  const groups = Array.from({ length: Math.ceil(conditions.length / 10) }, (_, i) => conditions.slice(10 * i, 10 * i + 10));
  return anyOf(groups.map(anyOf));
}
