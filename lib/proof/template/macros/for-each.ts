import { LIMITS } from '../limits';
import { foundInMap, textOf, type ParameterValues } from './parameters';
import { decidedBy, isRawMap, itemsOf, refOf, type RawMap } from './raw';

const LOOP = 'Fn::ForEach::';
const MACRO = 'AWS::LanguageExtensions';

/** The value of each identifier of the loops around a place. */
type Identifiers = ReadonlyMap<string, string>;

/** What the loops of a template come to. */
export interface Unrolled {
  /** The template without loops. */
  readonly body: RawMap;
  /** The loops that could not be unrolled: why there may be more than the template shows. */
  readonly unseen: readonly string[];
}

/**
 * Unrolls `Fn::ForEach`: in `Conditions`, `Resources` and `Outputs`, and in what a resource states.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 *
 * @param body the template
 * @param parameters what is known of its parameters
 * @returns the template without loops
 */
export function unrollLoops(body: RawMap, parameters: ParameterValues): Unrolled {
  const unroller = new Unroller(parameters, body.Mappings);
  const sections = ['Conditions', 'Resources', 'Outputs'].filter((name) => isRawMap(body[name]));
  const unrolled = sections.map((name) => [name, unroller.section(name, body[name] as RawMap)] as const);
  return { body: { ...body, ...Object.fromEntries(unrolled) }, unseen: unroller.unseen };
}

/** Thrown where the items of a loop are not known. */
class UnknownCollection extends Error {}

class Unroller {
  public readonly unseen: string[] = [];
  private steps = 0;

  public constructor(private readonly parameters: ParameterValues, private readonly mappings: unknown) {}

  public section(name: string, section: RawMap): RawMap {
    const entries: [string, unknown][] = [];
    for (const [key, value] of Object.entries(section)) {
      try {
        entries.push(...this.entries(key, value, new Map(), 0));
      } catch (error) {
        if (!(error instanceof UnknownCollection)) throw error;
        // What an output gives is asked for by name, and open when there is none.
        if (name !== 'Outputs') this.unseen.push(`${name.toLowerCase()} are made by the loop '${key.slice(LOOP.length)}': ${error.message}`);
      }
    }
    return Object.fromEntries(entries);
  }

  /** The entries that one entry of an object comes to. */
  private entries(key: string, value: unknown, identifiers: Identifiers, depth: number): [string, unknown][] {
    if (!key.startsWith(LOOP)) return [[substituted(key, identifiers), this.value(value, identifiers, depth + 1)]];
    const [identifier, collection, fragment] = itemsOf(value);
    if (typeof identifier !== 'string' || !isRawMap(fragment)) throw new UnknownCollection('it is not of the form of a loop');
    const result: [string, unknown][] = [];
    for (const item of this.items(collection, identifiers)) {
      const inner = new Map([...identifiers, [identifier, item]]);
      for (const [innerKey, innerValue] of Object.entries(fragment)) result.push(...this.entries(innerKey, innerValue, inner, depth + 1));
    }
    return result;
  }

  private value(value: unknown, identifiers: Identifiers, depth: number): unknown {
    if (++this.steps > LIMITS.unrolled) throw new UnknownCollection(`the loops come to more than ${LIMITS.unrolled} values`);
    if (typeof value === 'string') return substituted(value, identifiers);
    // Whoever resolves what is nested deeper refuses it.
    if (typeof value !== 'object' || value === null || depth > LIMITS.depth) return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item, identifiers, depth + 1));
    const name = refOf(value);
    if (name !== undefined && identifiers.has(name)) return identifiers.get(name);
    try {
      return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => this.entries(key, item, identifiers, depth)));
    } catch (error) {
      if (!(error instanceof UnknownCollection)) throw error;
      return decidedBy(MACRO, error.message);
    }
  }

  private items(collection: unknown, identifiers: Identifiers): readonly string[] {
    const given = this.value(collection, identifiers, 0);
    if (Array.isArray(given)) return given.map((item) => this.text(item, 'an item of its collection'));
    if (isRawMap(given)) {
      const name = refOf(given);
      if (name !== undefined) return this.parameters.itemsOf(name) ?? unknown(`its collection is the parameter '${name}', whose value is not known`);
      if (Object.hasOwn(given, 'Fn::FindInMap')) {
        const found = foundInMap(given, this.parameters, this.mappings);
        return Array.isArray(found) ? found.map((item) => this.text(item, 'an item of its collection')) : unknown("its collection is an 'Fn::FindInMap' that is not decided");
      }
      if (Object.hasOwn(given, 'Fn::Split')) {
        const [delimiter, text] = itemsOf(given['Fn::Split']).map((item) => this.text(item, "an argument of 'Fn::Split'"));
        if (delimiter !== undefined && delimiter !== '' && text !== undefined) return text.split(delimiter);
      }
    }
    return unknown('its collection is not of a form that can be read');
  }

  private text(value: unknown, what: string): string {
    const name = refOf(value);
    return textOf(value, this.parameters, this.mappings)
      ?? unknown(name === undefined ? `${what} is decided only at deployment` : `${what} is the parameter '${name}', whose value is not known`);
  }
}

function unknown(why: string): never {
  throw new UnknownCollection(why);
}

/** `${Name}` gives the item as it is, `&{Name}` only its letters and digits. */
function substituted(text: string, identifiers: Identifiers): string {
  if (identifiers.size === 0 || !text.includes('{')) return text;
  return text.replace(/([$&])\{(\w+)\}/g, (whole, mark: string, name: string) => {
    const item = identifiers.get(name);
    if (item === undefined) return whole;
    return mark === '&' ? item.replace(/[^A-Za-z0-9]/g, '') : item;
  });
}
