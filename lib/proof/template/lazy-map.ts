import { NO_VALUE, isPlainMap } from './intrinsics';
import type { Value } from './value';

/**
 * An object of a template whose entries are resolved when they are asked for: what nobody asks for decides nothing, so that its
 * conditions need not be told apart.
 */
export class LazyMap {
  /**
   * @param raw the object as the template spells it
   * @param resolved resolves the entry of a name, the same each time
   */
  public constructor(private readonly raw: Readonly<Record<string, unknown>>, private readonly resolved: (name: string) => Value) {}

  /**
   * @param name the name of an entry
   * @returns its value; undefined where it is left out
   */
  public get(name: string): Value | undefined {
    if (!Object.hasOwn(this.raw, name)) return undefined;
    const value = this.resolved(name);
    return value === NO_VALUE ? undefined : value;
  }

  /** @returns the names of the entries that are not left out */
  public names(): string[] {
    return Object.keys(this.raw).filter((name) => isPlain(this.raw[name]) || this.get(name) !== undefined);
  }
}

/** What is no call of a function is surely there. */
const isPlain = (raw: unknown): boolean => typeof raw !== 'object' || raw === null || Array.isArray(raw) || isPlainMap(raw);
