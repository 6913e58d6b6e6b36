import { PART_OF_NAME } from '../symbols/shape';
import { itemsOf, readParameter, type Parameter } from './declared-parameters';
import { LazyMap } from './lazy-map';
import type { RawTemplate } from './raw-template';
import type { ReadingContext } from './reading-context';
import { argumentIn, type StackArguments } from './stack-arguments';
import { TemplateError, isMap, type Value } from './value';

/** Where the parameters of a stack get their values. */
export interface ParametersOf {
  readonly template: RawTemplate;
  /** The path of the stack. */
  readonly path: string;
  /** Whether it is a nested stack. */
  readonly isNested: boolean;
  /** What the parent of a nested stack passes. */
  readonly passed: StackArguments | undefined;
  /** The parameters that the template declares. */
  readonly declared: () => Record<string, unknown>;
  /** Those of them that are parts of names. */
  readonly inNames: () => ReadonlySet<string>;
  /** A value as text. */
  readonly asText: (value: Value, where: string) => string;
  /** What to call a parameter among all stacks. */
  readonly labelFor: (name: string) => string;
}

/** The parameters of one stack: the values given to them, or symbols. */
export class StackParameters {
  private readonly allowed = new Map<string, readonly string[]>();

  public constructor(private readonly of: ParametersOf, private readonly reading: ReadingContext<unknown>) {}

  /**
   * @param symbol a symbol
   * @returns the only values that the parameter may have for which it stands; undefined where nothing limits them, or it is no parameter
   */
  public allowedFor(symbol: string): readonly string[] | undefined {
    return this.allowed.get(symbol);
  }

  /**
   * @param name the name of a parameter
   * @returns its value
   */
  public value(name: string): Value {
    const where = `Parameters.${name}`;
    const raw = this.of.declared()[name];
    if (typeof raw !== 'object' || raw === null) throw new TemplateError('bad-parameter', this.of.template.file, where, 'a parameter must be an object');
    const parameter = readParameter(raw as Record<string, unknown>);
    const value = this.text(name, where, parameter);
    return parameter.isList ? itemsOf(value) : value;
  }

  private text(name: string, where: string, { looksUp, shape, fallback, allowed, isList, isListOfSome }: Parameter): Value {
    const { template, path, isNested, passed: all, inNames, asText, labelFor } = this.of;
    const passed = argumentIn(all, name);
    if (passed !== undefined) return Array.isArray(passed) ? passed.map((item) => asText(item, where)).join(',') : passed;
    const given = template.parameters !== undefined && Object.hasOwn(template.parameters, name) ? template.parameters[name] : undefined;
    if (given !== undefined && !looksUp) return given;
    if (allowed?.length === 1) return allowed[0];
    // A nested stack gets what its parent passes: where that is known, its defaults are its values.
    const isPassedNothing = isNested && (all instanceof LazyMap || isMap(all));
    if (fallback !== undefined && (isPassedNothing || (this.reading.parameters === 'default' && allowed === undefined && !isListOfSome && !isNested))) {
      if (!isPassedNothing) this.reading.defaults.add(`parameter ${name} keeps its default '${fallback}'`);
      return fallback;
    }
    const reason = looksUp ? `parameter '${name}' is looked up in AWS Systems Manager at deployment` : `parameter '${name}' has no value here; give it with --parameter ${name}=…`;
    const symbol = this.reading.symbols.symbolFor(`${path}#parameter:${name}`, labelFor(name), shape === 'open' && !isList && inNames().has(name) ? PART_OF_NAME : shape, reason);
    if (allowed !== undefined) this.allowed.set(symbol, [...allowed]);
    if (!isNested) this.reading.openParameters.set(symbol, { name, allowed, fallback: isListOfSome ? undefined : fallback });
    return this.reading.choices.valueOf(symbol) ?? symbol;
  }
}
