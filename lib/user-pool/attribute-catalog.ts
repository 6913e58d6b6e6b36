import type { CfnUserPool, StandardAttribute, StandardAttributes, StandardAttributesMask } from 'aws-cdk-lib/aws-cognito';
import { ClientAttributes } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { conformsTo, lengths } from '../private/conforms';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, requireLiteral } from '../private/tokens';
import { requireObject, requireText } from '../private/types';
import type { CustomAttribute } from './custom-attribute';

/** A fixed quota of Cognito. */
const MAX_CUSTOM_ATTRIBUTES = 50;

/** What Cognito refuses in write permissions. */
const VERIFIED = ['email_verified', 'phone_number_verified'];

/** All that an app client may ever write; whether e-mail and phone are verified is Cognito's alone. */
const WRITABLE_STANDARD_ATTRIBUTES: Required<Omit<StandardAttributesMask, 'emailVerified' | 'phoneNumberVerified'>> = {
  address: true, birthdate: true, email: true, familyName: true, fullname: true, gender: true, givenName: true, lastUpdateTime: true,
  locale: true, middleName: true, nickname: true, phoneNumber: true, preferredUsername: true, profilePage: true, profilePicture: true,
  timezone: true, website: true,
};

/** The attributes of a user pool, and which of them its app clients may write. */
export class AttributeCatalog {
  private readonly custom: Record<string, CustomAttribute>;

  constructor(private readonly scope: IConstruct, attributes: Record<string, CustomAttribute> = {}, private readonly standard: StandardAttributes = {}, private readonly complete = true) {
    requireObject("'customAttributes'", attributes, undefined, 'an object with a CustomAttribute under each name', scope);
    validateNames(scope, Object.keys(attributes));
    for (const [name, attribute] of Object.entries(attributes)) requireAttribute(scope, name, attribute);
    this.custom = { ...attributes };
  }

  /** One more, at any time: whatever depends on the attributes is rendered late. */
  public add(name: string, attribute: CustomAttribute): void {
    requireText('the name of a custom attribute', name, this.scope);
    requireAttribute(this.scope, name, attribute);
    if (this.has(name)) {
      throw new CognitoPoolsError({ code: 'duplicate-attribute', received: `custom attribute '${name}' is there already`, fix: 'add each attribute once' }, this.scope);
    }
    validateNames(this.scope, [...Object.keys(this.custom), name]);
    this.custom[name] = attribute;
  }

  public has(name: string): boolean {
    return Object.hasOwn(this.custom, name);
  }

  /** In the words of tokens and templates, all of them. */
  public get names(): string[] {
    return Object.keys(this.custom).map((name) => `custom:${name}`);
  }

  public isUserWritable(name: string): boolean {
    return this.has(name) && this.custom[name].userWritable;
  }

  public isMutable(name: string): boolean {
    return this.has(name) && this.custom[name].mutable;
  }

  /** The custom attributes as the pool takes them. */
  public get schema(): CfnUserPool.SchemaAttributeProperty[] {
    return Object.entries(this.custom).map(([name, attribute]) => {
      const { dataType, mutable, stringConstraints: text, numberConstraints: number } = attribute.bind();
      return {
        name,
        attributeDataType: dataType,
        mutable,
        stringAttributeConstraints: text && { minLength: text.minLen?.toString(), maxLength: text.maxLen?.toString() },
        numberAttributeConstraints: number && { minValue: number.min?.toString(), maxValue: number.max?.toString() },
      };
    });
  }

  /** In the words of tokens and templates: custom:tenantId. */
  public get serverOnly(): string[] {
    return Object.keys(this.custom).filter((name) => !this.custom[name].userWritable).map((name) => `custom:${name}`);
  }

  /**
   * What an app client writes when nothing is said. Undefined leaves it to Cognito, which then lets a client write
   * everything: right only where all attributes are known and nothing is server-only.
   */
  public get clientWritable(): string[] | undefined {
    if (this.complete && this.serverOnly.length === 0) return undefined;
    const writable = Object.keys(this.custom).filter((name) => this.custom[name].userWritable);
    return new ClientAttributes().withStandardAttributes(WRITABLE_STANDARD_ATTRIBUTES).withCustomAttributes(...writable).attributes();
  }

  /** Refuses names of attributes that are items of a list which is known only at deploy time: they have no value of their own. */
  public checkNames(attributes: ClientAttributes): void {
    requireObject('what an app client reads or writes', attributes, 'attributes', 'ClientAttributes', this.scope);
    attributes.attributes().forEach(isKnown);
  }

  /** The custom attributes of these read permissions that the pool does not have, where all of it are known. */
  public unreadable(attributes: ClientAttributes): string[] {
    return this.complete ? attributes.attributes().filter((name) => name.startsWith('custom:') && isKnown(name) && !this.has(name.slice('custom:'.length))) : [];
  }

  /** What is wrong with these write permissions: Cognito would take no sign-up, or a server-only attribute would be open. */
  public writeIssue(clientId: string, attributes: ClientAttributes): ValidationIssue | undefined {
    const writable = new Set(attributes.attributes());
    const opened = [...writable].filter((name) => name.startsWith('custom:') && !this.isUserWritable(name.slice('custom:'.length)));
    if (opened.length > 0) {
      return {
        code: 'server-only-attribute-writable',
        received: `app client '${clientId}' would write ${opened.join(', ')}, which only servers may write`,
        fix: "leave it out of 'writeAttributes', or declare the attribute with { userWritable: true }",
      };
    }
    const verified = VERIFIED.filter((name) => writable.has(name));
    if (verified.length > 0) {
      return {
        code: 'unwritable-attribute',
        received: `app client '${clientId}' would write ${verified.join(', ')}, which no app client can`,
        fix: "leave it out of 'writeAttributes': Cognito sets it when the user confirms the address, and a server with manageAttributes of UserAdministrationGrants",
      };
    }
    const required = new ClientAttributes().withStandardAttributes(this.requiredMask).attributes().filter((name) => !writable.has(name));
    return required.length === 0 ? undefined : {
      code: 'required-attribute-not-writable',
      received: `app client '${clientId}' cannot write ${required.join(', ')}, which every user must have`,
      fix: "add it to 'writeAttributes', or do not require it",
    };
  }

  /** The standard attributes that every user must have, as the CDK names them. */
  public get requiredStandard(): string[] {
    return this.standardWhere(({ required }) => required);
  }

  /** The standard attributes that cannot change, as the CDK names them. */
  public get immutableStandard(): string[] {
    return this.standardWhere(({ mutable }) => mutable === false);
  }

  private get requiredMask(): StandardAttributesMask {
    return Object.fromEntries(this.requiredStandard.map((name) => [name, true]));
  }

  private standardWhere(holds: (attribute: StandardAttribute) => boolean | undefined): string[] {
    return Object.entries(this.standard as Record<string, StandardAttribute | undefined>).filter(([, attribute]) => attribute && holds(attribute)).map(([name]) => name);
  }
}

function validateNames(scope: IConstruct, names: string[]): void {
  if (names.length > MAX_CUSTOM_ATTRIBUTES) {
    throw new CognitoPoolsError({
      code: 'too-many-attributes',
      received: `${names.length} custom attributes`,
      fix: `a user pool holds at most ${MAX_CUSTOM_ATTRIBUTES}: keep the rest in a table of your own`,
    }, scope);
  }
  for (const name of names) {
    requireLiteral('the name of a custom attribute', name, scope);
    if (!conformsTo('cognito-idp:CustomAttributeNameType', name) || (isKnown(name) && name.includes(':'))) {
      throw new CognitoPoolsError({
        code: 'attribute-name',
        received: `custom attribute ${shown(name)}`,
        fix: `name it in 1 to ${lengths('cognito-idp:CustomAttributeNameType').max} characters without spaces and colons; the prefix 'custom:' is added by Cognito`,
      }, scope);
    }
  }
}

function requireAttribute(scope: IConstruct, name: string, attribute: CustomAttribute): void {
  requireObject(`the custom attribute '${name}'`, attribute, 'bind', 'CustomAttribute.string(…) or another of its methods', scope);
}
