import { grantRows } from '../../lib/proof/authorization-data/cloudformation/rows';
import type { Handlers } from './handlers';
import { namesRole, type SpecDatabase, type SpecType, type Suspicion, suspicionsOf, typesOf } from './nets';
import { reasonAgainst } from './not-a-grant';
import { compareText } from './sources';

/** A CloudFormation type as the sources describe it. */
export interface SourceType {
  readonly name: string;
  /** Names of its properties, without what is inside of them. */
  readonly properties: readonly string[];
  readonly hasRole: boolean;
  /** Whether `Ref` gives its ARN. */
  readonly refIsArn: boolean;
  /** Its ARN, with a star for each variable part. */
  readonly arn?: string;
}

/**
 * Whether a decision covers a suspicion: a granting property at its path or above, or a reason against it.
 *
 * @param suspicion what a net found
 */
export function isDecided({ type, path }: Suspicion): boolean {
  const above = (row: string): boolean => row === '' || path === row || (path.startsWith(row) && '.[{'.includes(path[row.length]));
  const rows = grantRows().get(type) ?? [];
  return (path === '' && rows.length > 0) || rows.some((row) => above(row.path)) || reasonAgainst(type, path) !== undefined;
}

/** What a suspicion that nobody decided on asks for. */
export function describe({ type, path, net }: Suspicion): string {
  return `${type}${path === '' ? '' : `, property ${path}`}, is in no class (found by: ${net}). Read its page, then add it to a table in lib/proof/authorization-data/cloudformation/ if it can grant something `
    + 'to somebody, or with the reason to scripts/authorization-data/not-a-grant.ts if it cannot.';
}

/**
 * Puts every type of the specification, and those that only the registry schemas have, into a class.
 *
 * @throws Error where a net found something that nobody has decided on
 */
export function classify(database: SpecDatabase, handlers: ReadonlyMap<string, Handlers>): SourceType[] {
  const known = typesOf(database);
  const names = new Set(known.map(({ name }) => name));
  const newer = [...handlers].filter(([name]) => !names.has(name)).map(([name, { properties }]): SpecType => ({ name, properties, reference: [] }));
  const all = [...known, ...newer];
  const open = all.flatMap((type) => [...suspicionsOf(type), ...callsOf(type.name, handlers.get(type.name))]);
  const undecided = open.filter((suspicion) => !isDecided(suspicion));
  if (undecided.length > 0) throw new Error(undecided.map(describe).join('\n'));
  return all.map((type): SourceType => ({
    name: type.name,
    properties: [...new Set(type.properties.map(({ path }) => path).filter((path) => !path.includes('.')))].sort(compareText),
    hasRole: handlers.get(type.name)?.passesRole === true || namesRole(type.properties),
    refIsArn: type.reference.length === 1 && /(^|[a-z])A(rn|RN)$/.test(type.reference[0]),
    ...(type.arn !== undefined && { arn: type.arn }),
  })).sort((a, b) => compareText(a.name, b.name));
}

/** The third net. */
function callsOf(type: string, handlers: Handlers | undefined): Suspicion[] {
  return handlers === undefined || handlers.changes.length === 0 ? [] : [{ type, path: '', net: `its handlers call ${handlers.changes.join(', ')}` }];
}
