import { Known, resolve, type Lookup } from './intrinsics';
import { LIMITS } from './limits';
import { TemplateError, Unresolved, type Value, type ValueMap } from './value';

/** Where a function of a record is resolved: in the template that holds the record, or in another. */
export interface RecordLookup extends Lookup {
  /** The template at an address; undefined when it is not at hand. */
  at(address: string): RecordLookup | undefined;
  /** Whether the template has a parameter, a resource or a pseudo parameter of that name. */
  has(name: string): boolean;
}

/** The entry in the metadata that holds a record. */
export const METADATA_KEY = 'cdk-cognito-pools';

/**
 * Reads the record of intent in metadata (docs/adr/0002). Its functions are spelled so that CloudFormation takes them for data. What
 * stands in a template that is not at hand may be anything; a function that names nothing makes the record unreadable there. In
 * version 1 they are functions of CloudFormation, which refuses those that name nothing.
 *
 * @param metadata the metadata of a resource or of a template, as the template spells it
 * @param lookup the template that holds it
 * @param where its place
 * @returns the record; null when there is none
 */
export function recordIn(metadata: unknown, lookup: RecordLookup, where: string): Value {
  if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, METADATA_KEY)) return null;
  const raw = (metadata as Record<string, unknown>)[METADATA_KEY];
  const place = `${where}.${METADATA_KEY}`;
  if (raw === null) return new Unresolved('expected an object');
  if ((raw as { version?: unknown } | null)?.version !== 1) return resolve(evaluated(raw, lookup, place, 0), lookup, place);
  try {
    return resolve(raw, lookup, place);
  } catch (error) {
    if (!(error instanceof TemplateError) || error.code !== 'no-such-reference') throw error;
    return Object.assign(Object.create(null) as ValueMap, { version: 1, unreadable: `${error.why}, at ${error.where}` });
  }
}

function evaluated(raw: unknown, lookup: RecordLookup, where: string, depth: number): unknown {
  lookup.step(where);
  if (depth > LIMITS.depth) throw lookup.error('nested-too-deep', where, `values are nested more than ${LIMITS.depth} deep`);
  if (Array.isArray(raw)) return raw.map((item, i) => evaluated(item, lookup, `${where}[${i}]`, depth + 1));
  if (typeof raw !== 'object' || raw === null) return raw;
  const { $in: address, ...rest } = raw as Record<string, unknown>;
  const name = functionIn(rest);
  if (name === undefined) return Object.fromEntries(Object.entries(raw).map(([key, item]) => [key, evaluated(item, lookup, `${where}.${key}`, depth + 1)]));
  const argument = rest[`$${name}`];
  const [id] = [argument].flat();
  if (name !== 'Ref' && name !== 'Fn::GetAtt') return { [name]: evaluated(argument, lookup, `${where}.$${name}`, depth + 1) };
  if (typeof id !== 'string' || (address !== undefined && typeof address !== 'string')) return new Known(new Unresolved(`$${name} at ${where} names nothing`));
  const home = address === undefined ? lookup : lookup.at(address);
  if (home === undefined) {
    const path = `${address}/${[argument].flat().join('.')}`;
    return new Known(lookup.unknownText(`address:${path}`, path, `the template of '${address}' is not at hand`));
  }
  if (!home.has(id)) return new Known(new Unresolved(`the template${address === undefined ? '' : ` of '${address}'`} has no '${id}'`));
  return new Known(resolve({ [name]: argument }, home, where));
}

/** The function that stands alone in a map, beside its address at most. */
function functionIn(map: Record<string, unknown>): string | undefined {
  const [key, ...more] = Object.keys(map);
  return more.length === 0 && /^\$(Ref$|Fn::)/.test(key ?? '') ? key.slice(1) : undefined;
}
