import { Unresolved, textOf, type Value, type ValueMap } from '../template/value';

/**
 * @param entries the elements of a statement; one without a value is left out
 * @returns the statement, as a template would spell it
 */
export function statement(...entries: (readonly [string, Value | undefined])[]): ValueMap {
  return Object.assign(Object.create(null) as ValueMap, Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

/**
 * @param one a statement
 * @returns a policy of it alone
 */
export const document = (one: Value): ValueMap => statement(['Version', '2012-10-17'], ['Statement', [one]]);

/**
 * @param value what a property names whom it lets in by: an account, an ARN, a service, everybody, or a list of these
 * @returns the Principal of a statement for them
 */
export function principalOf(value: Value | undefined): Value {
  if (Array.isArray(value) && value.length === 1) return principalOf(value[0]);
  const text = textOf(value);
  if (text === '*') return '*';
  const isService = text?.endsWith('.amazonaws.com') === true || text?.endsWith('.amazonaws.com.cn') === true || text?.endsWith('.amazon.com') === true;
  return statement([isService ? 'Service' : 'AWS', value ?? new Unresolved('the principal is left out')]);
}
