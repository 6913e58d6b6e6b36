import { holdsSymbol } from '../symbols/symbol';
import { LazyMap } from './lazy-map';
import type { RawTemplate } from './raw-template';
import { isMap, textOf, Unresolved, type Value } from './value';

/** What a resource passes to the parameters of the nested stack that it makes. */
export type StackArguments = Value | LazyMap;

/**
 * @param passed what is passed
 * @param name the name of a parameter
 * @returns what is passed to it; undefined where that is nothing, or not known
 */
export function argumentIn(passed: StackArguments | undefined, name: string): Value | undefined {
  if (passed instanceof LazyMap) return passed.get(name);
  return isMap(passed) && Object.hasOwn(passed, name) ? passed[name] : undefined;
}

/**
 * @param template a template
 * @param passed what its parent passes; undefined where it has none
 * @returns what is known of the parameters before the template is resolved; undefined for one that the parent gives in a way that is not text
 */
export function givenTo(template: RawTemplate, passed: StackArguments | undefined): { readonly [name: string]: string | undefined } {
  const declared = Object.keys(template.body.Parameters ?? {});
  if (passed instanceof Unresolved) return Object.fromEntries(declared.map((name) => [name, undefined]));
  const fromParent = (passed instanceof LazyMap ? passed.names() : isMap(passed) ? Object.keys(passed) : []).map((name) => {
    const value = argumentIn(passed, name)!;
    const items = (Array.isArray(value) ? value : [value]).map((item: Value) => textOf(item));
    return [name, items.some((item) => item === undefined || holdsSymbol(item)) ? undefined : items.join(',')] as const;
  });
  return { ...template.parameters, ...Object.fromEntries(fromParent) };
}
