import { holdsOpenSymbol } from '../symbols/symbol';
import { textOf, type Value } from './value';

/** How parameters without a given value count: as any value that they may have, or as their default. */
export type ParameterValues = 'any' | 'default';

/** A parameter as the template declares it. */
export interface Parameter {
  /** A list is given as one text with commas. */
  readonly isList: boolean;
  /** The value is looked up in AWS Systems Manager at deployment; the default is the name to look up. */
  readonly looksUp: boolean;
  /** The key of the shape of its values; `open` for any text. */
  readonly shape: string;
  /** The default, as the template spells it. */
  readonly fallback: string | undefined;
  /** The only values that it may have. */
  readonly allowed: readonly string[] | undefined;
  /** Whether it is a list of any of several values, of which the default is one as good as others. */
  readonly isListOfSome: boolean;
}

/**
 * @param raw the declaration
 * @returns it, read
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function readParameter(raw: Record<string, unknown>): Parameter {
  const { Type: type, Default: fallback, AllowedValues: allowed } = raw;
  const name = typeof type === 'string' ? type : '';
  const looksUp = name.startsWith('AWS::SSM::Parameter::Value');
  const values = Array.isArray(allowed) ? allowed.map((value) => textOf(value as Value) ?? '?') : undefined;
  const isList = name === 'CommaDelimitedList' || name.startsWith('List<') || name === 'AWS::SSM::Parameter::Value<CommaDelimitedList>' || name.startsWith('AWS::SSM::Parameter::Value<List<');
  const isListOfSome = isList && !looksUp && values !== undefined && values.length > 1;
  return {
    isList,
    looksUp,
    shape: name === 'Number' ? 'number' : 'open',
    fallback: looksUp ? undefined : textOf(fallback as Value),
    // Allowed values of a name that is looked up say nothing of what is found there.
    allowed: looksUp || values === undefined || values.length === 0 || isListOfSome ? undefined : values,
    isListOfSome,
  };
}

/**
 * @param value the value of a parameter
 * @returns its items, where they are known
 */
export function itemsOf(value: Value): Value {
  return typeof value === 'string' && !holdsOpenSymbol(value) ? value.split(',').map((item) => item.trim()) : value;
}
