import { arnFormats } from './action-table';
import type { GrantKind, GrantRow } from './cloudformation/granting-property';
import { grantRows } from './cloudformation/rows';
import { arnOf, hasProperty, readTypes, type TableType } from './type-table';

export type { GrantKind } from './cloudformation/granting-property';

/** A property of a CloudFormation type that can grant something to somebody, or limit what others grant. */
export interface GrantingProperty {
  /** `Replicas[].ResourcePolicy.PolicyDocument`, with `[]` where it goes on into the items of a list; empty: the whole resource. */
  readonly path: string;
  readonly kind: GrantKind;
  /** Prefixes of the services whose actions it can concern; none: all. */
  readonly services: readonly string[];
  /** ARN patterns of what it can govern, with `*` for each variable part, and everything of the services where it is not known closer; none: all. */
  readonly arns: readonly string[];
  /** Whether an identity policy has to allow the request as well. */
  readonly needsIdentityPolicyToo?: boolean;
  /** The property that names whom it lets in, as the Principal of a policy does. */
  readonly names?: string;
}

/**
 * What a CloudFormation type can do to access.
 *
 * - `inert`: nothing
 * - `has-role`: it acts with a role, and nothing else
 * - `grants`: its granting properties decide; all its other properties are inert
 */
export type TypeClass =
  | { readonly kind: 'inert' }
  | { readonly kind: 'has-role' }
  | { readonly kind: 'grants'; readonly properties: readonly GrantingProperty[]; readonly hasRole: boolean };

/**
 * @param type a CloudFormation type, such as `AWS::S3::Bucket`
 * @returns its class; `undefined` for one that the data do not have (a custom resource, another publisher's, a newer one), of
 * which nothing is known
 */
export function classOf(type: string): TypeClass | undefined {
  const known = readTypes().get(type);
  if (known === undefined) return undefined;
  let found = classes.get(type);
  if (found === undefined) classes.set(type, found = classIn(type, known));
  return found;
}

const classes = new Map<string, TypeClass>();

function classIn(type: string, known: TableType): TypeClass {
  const rows = grantRows().get(type);
  if (rows) return { kind: 'grants', properties: rows.map(property), hasRole: known.hasRole };
  return { kind: known.hasRole ? 'has-role' : 'inert' };
}

/**
 * Whether the data have a property. One that they do not have is newer, and nothing is known of it, whatever the class of its type.
 *
 * @param type a CloudFormation type
 * @param property the name of a property, not of what is inside of it
 * @returns whether the type is known and has it
 */
export function isKnownProperty(type: string, property: string): boolean {
  const known = readTypes().get(type);
  return known !== undefined && hasProperty(known, property);
}

/**
 * @param type a CloudFormation type
 * @returns what ARN a resource of the type has, with `*` for each variable part, where the specification says it
 */
export function arnTemplateOf(type: string): string | undefined {
  const known = readTypes().get(type);
  return known && arnOf(known);
}

/**
 * @param type a CloudFormation type
 * @returns whether `Ref` gives the ARN of a resource of the type; `undefined` for a type that the data do not have
 */
export function refIsArn(type: string): boolean | undefined {
  return readTypes().get(type)?.refIsArn;
}

function property({ path, kind, services, arns, needsIdentityPolicyToo, names }: GrantRow): GrantingProperty {
  const prefixes = services === '' ? [] : services.split(' ');
  return { path, kind, services: prefixes, arns: arns ?? everythingOf(prefixes), ...(needsIdentityPolicyToo && { needsIdentityPolicyToo }), ...(names !== undefined && { names }) };
}

/** The formats of the reference are not complete, so their namespaces alone count: the actions of vpc-lattice-svcs are on ARNs of vpc-lattice. */
function everythingOf(prefixes: readonly string[]): string[] {
  return [...new Set(prefixes.flatMap((prefix) => [prefix, ...arnFormats(prefix).map((arn) => arn.split(':')[2])]))].map((namespace) => `arn:*:${namespace}:*`);
}
