import { edgeOf } from '../../lib/proof/authorization-data/edges';
import type { TypeProperty } from './nets';
import { type Reference, tableAction } from './reference';
import { jsonFiles, readJson, type SourceFolders } from './sources';

/** What the registry schema of a type says about the calls that creating and updating it makes. */
export interface Handlers {
  /** Whether the schema has any; of a type without them only the properties speak. */
  readonly known: boolean;
  /** Calls that change who may do what. */
  readonly changes: readonly string[];
  readonly passesRole: boolean;
  /** The properties of the schema, for types that the specification lacks. */
  readonly properties: readonly TypeProperty[];
}

interface Schema {
  readonly typeName: string;
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
  readonly properties?: Readonly<Record<string, SchemaProperty>>;
  readonly definitions?: Readonly<Record<string, SchemaProperty>>;
}

interface SchemaProperty {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: SchemaProperty;
  readonly properties?: Readonly<Record<string, SchemaProperty>>;
  readonly patternProperties?: Readonly<Record<string, SchemaProperty>>;
  readonly oneOf?: readonly SchemaProperty[];
  readonly anyOf?: readonly SchemaProperty[];
  readonly allOf?: readonly SchemaProperty[];
}

/** Calls with which a handler prepares the work of the resource itself. None of them gives anything to people. */
const OWN_WORK = new Set([
  // service-linked roles, the role that the resource has, the role with which the handler runs
  'iam:createservicelinkedrole', 'iam:deleteservicelinkedrole', 'iam:passrole', 'sts:assumerole',
  // keys and logs that the resource uses
  'kms:creategrant', 'kms:retiregrant', 'kms:revokegrant', 'logs:putresourcepolicy', 'logs:deleteresourcepolicy', 's3:putbucketversioning', 's3:putencryptionconfiguration',
  // networks: they decide from where somebody may connect, not what they may do
  'ec2:createnetworkinterfacepermission', 'ec2:deletenetworkinterfacepermission', 'ec2:createvpcendpoint', 'ec2:modifyvpcendpoint', 'ec2:deletevpcendpoints', 'ec2:authorizesecuritygroupingress',
  'ec2:authorizesecuritygroupegress', 'ec2:revokesecuritygroupegress', 'ec2:createnetworkacl', 'ec2:attachappliancetonatgateway', 'lambda:passnetworkconnector', 'lambda:passcapacityprovider',
  'vpc-lattice:associateviaawsservice', 'vpc-lattice:associateviaawsservice-eventsandstates',
  // the application of the resource in IAM Identity Center
  'sso:putapplicationgrant', 'sso:deleteapplicationgrant', 'sso:updateapplicationinstancedisplaydata',
]);

const CHANGING = new Set(['iam-policy', 'resource-policy', 'identity', 'assume-role']);

/** Reads the schemas of the CloudFormation registry, as cfn-lint ships them: the third net. */
export function readHandlers(folders: SourceFolders, { services }: Reference): ReadonlyMap<string, Handlers> {
  const changing = new Set(services.flatMap((service) => service.actions.map((action) => tableAction(service, action))).filter((action) => CHANGING.has(edgeOf(action).edge)).map(({ name }) => name.toLowerCase()));
  const folder = [folders.python, 'cfnlint/data/schemas/resources'];
  const schemas = jsonFiles(...folder).map((name) => readJson<Schema>(...folder, `${name}.json`));
  return new Map(schemas.map((schema) => {
    const calls = [...new Set(['create', 'update'].flatMap((step) => schema.handlers?.[step]?.permissions ?? []).map((call) => call.toLowerCase()))];
    const changes = calls.filter((call) => !OWN_WORK.has(call) && changing.has(call));
    return [schema.typeName, { known: schema.handlers !== undefined, changes, passesRole: calls.includes('iam:passrole'), properties: schemaProperties(schema) }];
  }));
}

function schemaProperties(schema: Schema): TypeProperty[] {
  const found: TypeProperty[] = [];
  const visit = (properties: Readonly<Record<string, SchemaProperty>>, before: string, within: readonly string[]): void => {
    for (const [name, property] of Object.entries(properties)) {
      const path = before === '' ? name : `${before}.${name}`;
      found.push({ path, name, kinds: kindsOf(schema, property, []) });
      descend(property, path, within);
    }
  };
  const descend = (property: SchemaProperty, path: string, within: readonly string[]): void => {
    if (property.$ref !== undefined) {
      if (within.includes(property.$ref)) return;
      const target = definition(schema, property.$ref);
      if (target) descend(target, path, [...within, property.$ref]);
    }
    if (property.items) descend(property.items, `${path}[]`, within);
    for (const one of [...property.oneOf ?? [], ...property.anyOf ?? [], ...property.allOf ?? []]) descend(one, path, within);
    for (const one of Object.values(property.patternProperties ?? {})) descend(one, `${path}{}`, within);
    if (property.properties) visit(property.properties, path, within);
  };
  visit(schema.properties ?? {}, '', []);
  return found;
}

function definition(schema: Schema, reference: string): SchemaProperty | undefined {
  return schema.definitions?.[reference.replace('#/definitions/', '')];
}

function kindsOf(schema: Schema, property: SchemaProperty, within: readonly string[]): string[] {
  if (property.$ref !== undefined) {
    const target = definition(schema, property.$ref);
    return target === undefined || within.includes(property.$ref) ? [] : kindsOf(schema, target, [...within, property.$ref]);
  }
  const types = [property.type ?? []].flat().flatMap((type) => (type === 'object' && property.properties === undefined ? ['json'] : type === 'array' && property.items ? kindsOf(schema, property.items, within) : [type]));
  return [...new Set([...types, ...[...property.oneOf ?? [], ...property.anyOf ?? []].flatMap((one) => kindsOf(schema, one, within))])];
}
