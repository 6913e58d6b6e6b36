import type { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The specification of CloudFormation. */
export type SpecDatabase = ReturnType<typeof loadAwsServiceSpecSync>;

const resourcesOf = (database: SpecDatabase) => database.all('resource');
type Resource = ReturnType<typeof resourcesOf>[number];
type Property = Resource['properties'][string];
type PropertyType = Property['type'];

/** A property of a CloudFormation type, at any depth: `Replicas[].ResourcePolicy.PolicyDocument`. */
export interface TypeProperty {
  readonly path: string;
  readonly name: string;
  /** `string`, `json`, `boolean` …: what it or the items of its list can be. */
  readonly kinds: readonly string[];
  /** The mark of the specification that says that it is to be scrutinized. */
  readonly mark?: string;
}

/** A property, or a whole type where the path is empty, that may state who may do what. */
export interface Suspicion {
  readonly type: string;
  readonly path: string;
  /** What raised it. */
  readonly net: string;
}

/** Nesting beyond which types refer to themselves: filters, forms, statements. */
const DEEPEST = 7;

/** Names of properties that may hold a policy, principals, a door or a template. */
const SUSPICIOUS = new RegExp([
  'Polic(y|ies)$', 'Policy(Document|Text|Template|Statements?|Content)$', 'Permissions?$', 'Principal(s|Arn|ARN|Arns|Id|Ids)?$', 'Grants?$', 'Grantee', 'AccessControl',
  'Authoriz(ed|ation)(Type|Mode|Strategy|Behavior|Principals|AccountId)?$', '^AuthType$', 'AuthenticationType$', '(Shared|Target|Allowed|Authorized|Trusted|ReadOnlyAccess)Account(s|Ids|Id)?$', '^UserIds$',
  'Anonymous', 'Unauthenticated', 'Publicly', 'PublicAccess', 'ClassicFlow', 'TrustedKeyGroups', 'TrustedSigners', '^Body$', 'BodyS3Location$', '^DefinitionBody$', '^DefinitionUri$', '^Template(Body|URL|Url)$',
  '^ServiceToken$', '^Content$', 'Audience$', 'AuthorizerType$', '^AuthorizeAllGroups$', 'IdentityProvider(Type|Details)$', 'PolicyArns?$', 'Designation$', '^Member$', 'AccessRights$',
].join('|'));

/** Names of properties that hold a role with which the resource acts. */
const ROLE = /Role(Arn|ARN|Arns|Name)?$|^Roles$|InstanceProfile(Arn|Name)?$|^ServiceRole|ExecutionRole/;

/** A CloudFormation type of the specification. */
export interface SpecType {
  readonly name: string;
  /** All of its properties, at any depth. */
  readonly properties: readonly TypeProperty[];
  readonly mark?: string;
  /** The properties or attributes of which `Ref` consists. */
  readonly reference: readonly string[];
  /** Its ARN, with a star for each variable part. */
  readonly arn?: string;
}

/**
 * @param database the specification
 * @returns all of its types
 */
export function typesOf(database: SpecDatabase): SpecType[] {
  return resourcesOf(database).map((resource) => {
    const mark = markOf(resource.scrutinizable);
    return {
      name: resource.cloudFormationType, properties: propertiesOf(database, resource), reference: resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [],
      ...(mark !== undefined && { mark }), ...(resource.arnTemplate !== undefined && { arn: resource.arnTemplate.replace(/\$\{[^}]*\}/g, '*') }),
    };
  });
}

function markOf(scrutinizable: string | undefined): string | undefined {
  return scrutinizable === 'None' ? undefined : scrutinizable;
}

function propertiesOf(database: SpecDatabase, resource: Resource): TypeProperty[] {
  const found = new Map<string, TypeProperty>();
  const visit = (properties: Readonly<Record<string, Property>>, before: string, within: readonly string[]): void => {
    for (const [name, property] of Object.entries(properties)) {
      const path = before === '' ? name : `${before}.${name}`;
      const types = [property.type, ...property.previousTypes ?? []];
      const mark = markOf(property.scrutinizable);
      found.set(path, { path, name, kinds: [...new Set([...found.get(path)?.kinds ?? [], ...types.flatMap(kindsOf)])], ...(mark !== undefined && { mark }) });
      for (const type of types) descend(type, path, within);
    }
  };
  const descend = (type: PropertyType, path: string, within: readonly string[]): void => {
    if (type.type === 'array') descend(type.element, `${path}[]`, within);
    if (type.type === 'map') descend(type.element, `${path}{}`, within);
    if (type.type === 'union') type.types.forEach((one) => descend(one, path, within));
    if (type.type !== 'ref' || within.length >= DEEPEST || within.includes(type.reference.$ref)) return;
    visit(database.get('typeDefinition', type.reference.$ref).properties, path, [...within, type.reference.$ref]);
  };
  visit(resource.properties, '', []);
  return [...found.values()];
}

function kindsOf(type: PropertyType): string[] {
  if (type.type === 'union') return type.types.flatMap(kindsOf);
  return type.type === 'array' || type.type === 'map' ? kindsOf(type.element) : [type.type];
}

/**
 * The first two nets: what the specification marks, and what is named suspiciously.
 *
 * @param type a type; where only its registry schema is known, nothing is marked
 * @returns what is suspicious
 */
export function suspicionsOf({ name: type, properties, mark }: Pick<SpecType, 'name' | 'properties' | 'mark'>): Suspicion[] {
  const marked = properties.filter((property) => property.mark !== undefined);
  const named = properties.filter(({ name, kinds, mark: own }) => own === undefined && SUSPICIOUS.test(name) && kinds.some((kind) => kind === 'string' || kind === 'json' || kind === 'boolean'));
  return [
    ...(mark === undefined ? [] : [{ type, path: '', net: `the specification marks the type as ${mark}` }]),
    ...marked.map((property) => ({ type, path: property.path, net: `the specification marks it as ${property.mark}` })),
    ...named.map(({ path }) => ({ type, path, net: 'its name' })),
  ];
}

/**
 * @param properties the properties of a type
 * @returns whether one of them names a role with which the resource acts
 */
export function namesRole(properties: readonly TypeProperty[]): boolean {
  return properties.some(({ name, kinds }) => ROLE.test(name) && kinds.some((kind) => kind === 'string' || kind === 'json'));
}
