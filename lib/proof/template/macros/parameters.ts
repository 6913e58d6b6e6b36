import { entry, isRawMap, itemsOf, scalar, type RawMap } from './raw';

/** What is known of the values of a template's parameters before anything in the template is resolved. */
export class ParameterValues {
  /** What was taken for granted, in words. */
  public readonly assumptions = new Set<string>();

  /**
   * @param declared the section `Parameters`
   * @param given the values given to parameters, also to the pseudo parameters; undefined for one that is given, but not known
   */
  public constructor(
    private readonly declared: unknown,
    private readonly given: { readonly [name: string]: string | undefined } = {},
  ) {}

  /**
   * @param name the name of a parameter
   * @returns its value, that of a list joined by commas; undefined when it is not known
   */
  public valueOf(name: string): string | undefined {
    if (Object.hasOwn(this.given, name)) return this.given[name];
    const parameter = entry(this.declared, name);
    const type = scalar(entry(parameter, 'Type'));
    // The default of these is the name of a parameter of Systems Manager, not the value.
    if (!isRawMap(parameter) || type === undefined || type.startsWith('AWS::SSM::Parameter::Value')) return undefined;
    const value = scalar(parameter.Default);
    // A default is taken for granted only where the template states no other value that is as good.
    if (itemsOf(parameter.AllowedValues).some((one) => scalar(one) !== value)) return undefined;
    if (value !== undefined) this.assumptions.add(`parameter ${name} keeps its default '${value}'`);
    return value;
  }

  /**
   * @param name the name of a parameter
   * @returns the items of its value where it is a list; undefined when it is none, or not known
   */
  public itemsOf(name: string): string[] | undefined {
    const type = scalar(entry(entry(this.declared, name), 'Type'));
    const value = type === 'CommaDelimitedList' || type?.startsWith('List<') === true ? this.valueOf(name) : undefined;
    return value?.split(',').map((item) => item.trim());
  }

  /**
   * @param name a name
   * @returns whether the template declares a parameter of that name
   */
  public declares(name: string): boolean {
    return entry(this.declared, name) !== undefined;
  }
}

/**
 * Reads the text of a value that needs nothing but parameters and mappings.
 *
 * @param value a value of the template
 * @param parameters the parameters
 * @param mappings the section `Mappings`
 * @returns the text; undefined when it is not known
 */
export function textOf(value: unknown, parameters: ParameterValues, mappings: unknown): string | undefined {
  if (!isRawMap(value)) return scalar(value);
  if (typeof value.Ref === 'string') return parameters.itemsOf(value.Ref) === undefined ? parameters.valueOf(value.Ref) : undefined;
  return scalar(foundInMap(value, parameters, mappings));
}

/**
 * Looks up an `Fn::FindInMap`.
 *
 * @param value a value of the template
 * @param parameters the parameters
 * @param mappings the section `Mappings`
 * @returns what the mapping holds, or the default of the call; undefined when that is not known
 */
export function foundInMap(value: RawMap, parameters: ParameterValues, mappings: unknown): unknown {
  const [map, first, second, options] = itemsOf(value['Fn::FindInMap']);
  const keys = [map, first, second].map((key) => textOf(key, parameters, mappings));
  if (keys.some((key) => key === undefined)) return undefined;
  const found = keys.reduce<unknown>((level, key) => entry(level, key!), mappings);
  return found ?? entry(options, 'DefaultValue');
}
