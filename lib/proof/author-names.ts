import { nearest } from '../text/nearest';
import type { NestedTemplates } from './template/reader';
import type { RawTemplate } from './template/raw-template';

/** A resource as its author knows it. */
export interface AuthorName {
  /** The logical id. */
  readonly id: string;
  /** The CloudFormation type. */
  readonly type: string;
  /** The file of its template. */
  readonly file: string;
  /** The construct path, such as `Prod/Main/Photos/Resource`; undefined for what no construct made. */
  readonly constructPath: string | undefined;
  /** The construct's path below its stack, such as `Photos`; the logical id of what no construct made. */
  readonly name: string;
}

/** Words that the name of a type does not give. */
const KINDS: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'REST API',
  'AWS::ApiGatewayV2::Api': 'API',
  'AWS::AppSync::GraphQLApi': 'GraphQL API',
  'AWS::CloudFormation::Stack': 'nested stack',
  'AWS::Cognito::UserPoolClient': 'app client',
  'AWS::Cognito::UserPoolGroup': 'group',
  'AWS::Cognito::IdentityPoolRoleAttachment': 'role attachment',
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::IAM::ManagedPolicy': 'managed policy',
  'AWS::IAM::OIDCProvider': 'OpenID Connect provider',
  'AWS::IAM::SAMLProvider': 'SAML provider',
  'AWS::KinesisFirehose::DeliveryStream': 'delivery stream',
};

/** Logical ids that the CDK makes end with a hash of the path, so that in any text they are nothing else. */
const HASHED = /\b[A-Za-z][A-Za-z0-9]*[0-9A-F]{8}\b/g;

/** Nested stacks stand below the stack that has them, and so do the templates that are read for them. */
const DEEPEST = 32;

/**
 * The names that authors gave to resources: construct paths, where the CDK made the templates. Verdicts, counterexamples and JSON are
 * about logical ids; what people read goes through here at last.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
 */
export class AuthorNames {
  /** Names of nothing: texts stay as they are. */
  public static readonly NONE = new AuthorNames([]);

  /**
   * @param templates templates that are deployed together
   * @param nested finds the templates of nested stacks
   * @returns the names of their resources
   */
  public static of(templates: readonly RawTemplate[], nested: NestedTemplates): AuthorNames {
    return new AuthorNames(templates.flatMap((template) => namesIn(template, nested, undefined, 0)));
  }

  private readonly byId = new Map<string, readonly AuthorName[]>();

  private constructor(
    /** The resources. */
    public readonly all: readonly AuthorName[],
  ) {
    for (const one of all) this.byId.set(one.id, [...(this.byId.get(one.id) ?? []), one]);
  }

  /**
   * @param text text for people
   * @returns the text, with the names of constructs in place of the logical ids that the CDK made of them
   */
  public inWords(text: string): string {
    if (this.byId.size === 0) return text;
    return text.replace(HASHED, (id) => {
      const names = new Set(this.byId.get(id)?.map(({ name }) => name));
      return names.size === 1 ? [...names][0] : id;
    });
  }

  /**
   * @param id a logical id
   * @param file the file of its template, where known
   * @returns the kind and the name of the resource, with the logical id behind: `bucket Photos (PhotosB9552D0D)`
   */
  public titleOf(id: string, file?: string): string {
    const one = this.find(id, file);
    if (one === undefined) return id;
    const title = `${kindOf(one.type)} ${one.name}`;
    return one.name === id ? title : `${title} (${id})`;
  }

  /**
   * @param id a logical id
   * @param file the file of its template, where known
   * @returns the construct path; undefined for what no construct made, or where several did
   */
  public constructPathOf(id: string, file?: string): string | undefined {
    return this.find(id, file)?.constructPath;
  }

  /**
   * @param name the path of a construct, below its stack or in full, with or without the resource in it
   * @param among which resources can be meant
   * @returns the logical ids of the resources of that name
   */
  public idsOf(name: string, among: (one: AuthorName) => boolean): readonly string[] {
    const found = this.all.filter((one) => among(one) && [one.name, one.constructPath, withoutResource(one.constructPath)].includes(name));
    return [...new Set(found.map(({ id }) => id))];
  }

  /**
   * @param name the path of a construct
   * @param type the type of the resources that are meant
   * @returns the logical ids of those of that name, and else of those in the construct of that name
   */
  public idsIn(name: string, type: string): readonly string[] {
    const exact = this.idsOf(name, (one) => one.type === type);
    if (exact.length > 0) return exact;
    const within = this.all.filter((one) => one.type === type && (one.name.startsWith(`${name}/`) || one.constructPath?.startsWith(`${name}/`) === true));
    return [...new Set(within.map(({ id }) => id))];
  }

  /**
   * @param name a name that no resource has
   * @returns the name or the logical id that may be meant
   */
  public nearest(name: string): string | undefined {
    return nearest(name, [...new Set(this.all.flatMap((one) => [one.name, one.id]))]);
  }

  private find(id: string, file?: string): AuthorName | undefined {
    const found = (this.byId.get(id) ?? []).filter((one) => file === undefined || one.file === file);
    return found.every(({ constructPath }) => constructPath === found[0].constructPath) ? found[0] : undefined;
  }
}

/**
 * @param type a CloudFormation type
 * @returns what people call a resource of it, such as `bucket`
 */
export function kindOf(type: string): string {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : type.replace(/^.*::/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}

function namesIn(template: RawTemplate, nested: NestedTemplates, above: string | undefined, depth: number): AuthorName[] {
  const constructs = template.constructs?.().get(template.file.replace(/^.*[\\/]/, ''));
  const resources = Object.entries(objectOf(template.body.Resources)).map(([id, value]) => ({ id, resource: objectOf(value) }));
  const pathOf = (id: string, resource: Json): string | undefined => textOf(objectOf(resource.Metadata)['aws:cdk:path']) ?? constructs?.byId.get(id);
  const stack = above ?? constructs?.stack;
  return resources.flatMap(({ id, resource }) => {
    const type = textOf(resource.Type) ?? '';
    const constructPath = pathOf(id, resource);
    const top = stack ?? constructPath?.split('/')[0];
    const name = constructPath === undefined ? id : belowStack(withoutResource(constructPath)!, top);
    const own: AuthorName = { id, type, file: template.file, constructPath, name };
    const child = type === 'AWS::CloudFormation::Stack' && depth < DEEPEST ? nested(template, resource, id) : undefined;
    return [own, ...(child === undefined ? [] : namesIn(child, nested, top, depth + 1))];
  });
}

/** A construct of the CDK calls the resource that it stands for `Resource` or `Default`. */
function withoutResource(path: string | undefined): string | undefined {
  return path?.replace(/([^/]+)\.NestedStack\/\1\.NestedStackResource$/, '$1').replace(/(?<=.)\/(Resource|Default)$/, '');
}

function belowStack(path: string, stack: string | undefined): string {
  return stack !== undefined && path.startsWith(`${stack}/`) ? path.slice(stack.length + 1) : path;
}

type Json = { readonly [name: string]: unknown };

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
