import type { SymbolTable } from '../symbols/symbol-table';
import { LazyMap } from './lazy-map';
import { Unresolved, booleanOf, isMap, listOf, textOf, type Value } from './value';

/** What is read of a template: a value, or why it is known only at deployment. Whoever reads it has to say what the latter means. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: string };

const known = <T>(value: T): Known<T> => ({ known: true, value });
const hostile = (reason: string): Known<never> => ({ known: false, reason });

/**
 * The properties of a resource. Nothing that is unknown can be taken for absent: of a resource whose properties as a whole are
 * known only at deployment, each property is.
 */
export class Properties {
  private resolved: Value | LazyMap | undefined;

  /**
   * @param id the logical id of the resource, for reasons
   * @param resolve gives the properties, resolved or to be resolved one by one; what is never asked for is never resolved
   * @param symbols what the texts hold that only the deployment knows
   */
  public constructor(private readonly id: string, private readonly resolve: () => Value | LazyMap, private readonly symbols: SymbolTable) {}

  /**
   * @param path the name of a property, or names with dots between them
   * @returns its value; undefined where it surely is left out
   */
  public get(path: string): Value | undefined {
    const { values } = this;
    const names = path.includes('.') ? path.split('.') : [path];
    let value: Value | undefined = values instanceof LazyMap ? values.get(names[0]) : values;
    for (const name of values instanceof LazyMap ? names.slice(1) : names) {
      if (value === undefined || value === null || value instanceof Unresolved) break;
      // A text that only the deployment knows may stand where an object is expected.
      if (!isMap(value)) return new Unresolved(this.why(value) ?? `'${path}' of '${this.id}' is not an object`);
      value = Object.hasOwn(value, name) ? value[name] : undefined;
    }
    return value ?? undefined;
  }

  /** @returns the names of the properties that are given */
  public names(): Known<readonly string[]> {
    const { values } = this;
    if (values instanceof LazyMap) return known(values.names());
    return isMap(values) ? known(Object.keys(values)) : hostile(values instanceof Unresolved ? values.reason : `the properties of '${this.id}' are not an object`);
  }

  /**
   * @param path a property
   * @returns its text; undefined where it is left out
   */
  public text(path: string): Known<string | undefined> {
    const value = this.get(path);
    if (value === undefined) return known(undefined);
    const text = textOf(value);
    return text === undefined ? hostile(this.reasonFor(path, value)) : known(text);
  }

  /**
   * @param path a property that is true or false
   * @param otherwise what it is where it is left out
   * @returns it
   */
  public flag(path: string, otherwise: boolean): Known<boolean> {
    const value = this.get(path);
    if (value === undefined) return known(otherwise);
    const flag = booleanOf(value);
    return flag === undefined ? hostile(this.reasonFor(path, value)) : known(flag);
  }

  /**
   * @param path a property that is a list
   * @returns its items, each perhaps an `Unresolved`
   */
  public items(path: string): Known<readonly Value[]> {
    const value = this.get(path);
    return value instanceof Unresolved ? hostile(value.reason) : known(listOf(value));
  }

  /**
   * @param path a property that is an object
   * @returns its entries
   */
  public entries(path: string): Known<readonly (readonly [string, Value])[]> {
    const value = this.get(path);
    if (value === undefined) return known([]);
    return isMap(value) ? known(Object.entries(value)) : hostile(this.reasonFor(path, value));
  }

  private get values(): Value | LazyMap {
    return (this.resolved ??= this.resolve());
  }

  private reasonFor(path: string, value: Value): string {
    return this.why(value) ?? `'${path}' of '${this.id}' is not of the kind that CloudFormation takes there`;
  }

  /**
   * @param value a value that stands in the properties
   * @returns why it is known only at deployment; undefined where it is not
   */
  public why(value: Value | undefined): string | undefined {
    if (value instanceof Unresolved) return value.reason;
    return typeof value === 'string' ? this.symbols.openReasons(value)[0] : undefined;
  }
}
