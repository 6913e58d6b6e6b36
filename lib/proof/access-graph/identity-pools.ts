import type { Resource, TemplateModel } from '../template/reader';
import { partitionOf } from '../template/partition';
import { holdsOpenSymbol } from '../symbols/symbol';
import { Unresolved, booleanOf, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';

/** A way to sign in to an identity pool. */
export interface Provider {
  /** As tokens name it. */
  readonly name: string;
  /** As trust policies and role mappings may name it. */
  readonly names: readonly string[];
  /** What kind of provider it is. */
  readonly kind: 'user-pool' | 'social' | 'openid' | 'saml' | 'developer';
}

/** A role mapping of one provider. */
export interface Mapping {
  /** The provider it is for, a user pool with `:` and the app client. */
  readonly provider: string;
  /** How the role is chosen; undefined when that is known only at deployment. */
  readonly type: 'Token' | 'Rules' | undefined;
  /** What happens when nothing matches; undefined when that is known only at deployment. */
  readonly otherwise: 'AuthenticatedRole' | 'Deny' | undefined;
  /** The roles of the rules, in order, with the claim and a description of each rule. */
  readonly rules: readonly { readonly role: Value | undefined; readonly claim: string; readonly text: string }[];
}

/** Session tags from claims, for one provider. */
export interface TagMap {
  /** The resource. */
  readonly resource: Resource;
  /** The provider. */
  readonly provider: string;
  /** Claims by tag key. */
  readonly claims: ReadonlyMap<string, string>;
}

/** An identity pool and what is attached to it. */
export interface IdentityPool {
  /** The resource. */
  readonly resource: Resource;
  /** The pool's id, as text. */
  readonly id: string;
  /** The name of the identity service in this partition: federated principal and prefix of condition keys. */
  readonly service: string;
  /** Whether guests get an identity; undefined when it is not known. */
  readonly guests: boolean | undefined;
  /** Whether the client may choose its role by itself; undefined when it is not known. */
  readonly classicFlow: boolean | undefined;
  /** The providers. */
  readonly providers: readonly Provider[];
  /** The attachments of roles. */
  readonly attachments: readonly Attachment[];
  /** The tag maps. */
  readonly tagMaps: readonly TagMap[];
  /** What of the pool is known only at deployment. */
  readonly unknown: readonly string[];
}

/** An attachment of roles to a pool. */
export interface Attachment {
  /** The resource. */
  readonly resource: Resource;
  /** The default roles by kind. */
  readonly roles: ValueMap;
  /** The mappings. */
  readonly mappings: readonly Mapping[];
}

/**
 * @param model what the templates create
 * @returns the identity pools
 */
export function identityPools(model: TemplateModel): IdentityPool[] {
  return model.resources.filter((resource) => resource.type === 'AWS::Cognito::IdentityPool').map((resource) => new PoolReader(model, resource).read());
}

/**
 * @param region the Region, where known
 * @returns the federated principal of identity pools, which is the prefix of their condition keys
 */
export function identityService(region: string | undefined): string {
  switch (partitionOf(region)) {
    case 'aws-cn': return `cognito-identity.${region}.amazonaws.com.cn`;
    case 'aws-us-gov': return 'cognito-identity-us-gov.amazonaws.com';
    default: return 'cognito-identity.amazonaws.com';
  }
}

class PoolReader {
  private readonly unknown: string[] = [];

  public constructor(private readonly model: TemplateModel, private readonly resource: Resource) {}

  public read(): IdentityPool {
    const { properties, ref: id } = this.resource;
    if (this.resource.unknownProperties !== undefined) this.unknown.push(this.resource.unknownProperties);
    return {
      resource: this.resource,
      id,
      service: identityService(this.resource.region),
      guests: this.flag(properties.AllowUnauthenticatedIdentities),
      classicFlow: this.flag(properties.AllowClassicFlow),
      providers: this.providers(properties),
      attachments: this.ofThisPool('AWS::Cognito::IdentityPoolRoleAttachment').map((resource) => this.attachment(resource)),
      tagMaps: this.ofThisPool('AWS::Cognito::IdentityPoolPrincipalTag').map((resource) => this.tagMap(resource)),
      unknown: this.unknown,
    };
  }

  private flag(value: Value | undefined): boolean | undefined {
    return value === undefined && this.resource.unknownProperties === undefined ? false : booleanOf(value);
  }

  private ofThisPool(type: string): Resource[] {
    return this.model.resources.filter((resource) => {
      if (resource.type !== type) return false;
      const pool = textOf(resource.properties.IdentityPoolId);
      if (pool === this.resource.ref) return true;
      if (pool === undefined || holdsOpenSymbol(pool)) this.unknown.push(`it is not known to which identity pool '${resource.id}' belongs`);
      return false;
    });
  }

  private providers(properties: ValueMap): Provider[] {
    const result: Provider[] = [];
    for (const item of this.items(properties.CognitoIdentityProviders, 'CognitoIdentityProviders')) {
      const name = isMap(item) ? textOf(item.ProviderName) : undefined;
      const clientId = isMap(item) ? textOf(item.ClientId) : undefined;
      if (name === undefined) this.unknown.push('a user pool of the identity pool is known only at deployment');
      else result.push({ name, names: clientId === undefined ? [name] : [name, `${name}:${clientId}`], kind: 'user-pool' });
    }
    const social = properties.SupportedLoginProviders;
    if (social instanceof Unresolved) this.unknown.push(social.reason);
    if (isMap(social)) result.push(...Object.keys(social).map((name): Provider => ({ name, names: [name], kind: 'social' })));
    for (const [property, kind] of [['OpenIdConnectProviderARNs', 'openid'], ['SamlProviderARNs', 'saml']] as const) {
      for (const item of this.items(properties[property], property)) {
        const arn = textOf(item);
        if (arn === undefined) this.unknown.push(`an entry of ${property} is known only at deployment`);
        else {
          const name = kind === 'openid' ? arn.replace(/^.*:oidc-provider\//, '') : arn;
          result.push({ name, names: [...new Set([name, arn])], kind });
        }
      }
    }
    const developer = textOf(properties.DeveloperProviderName);
    if (developer !== undefined) result.push({ name: developer, names: [developer], kind: 'developer' });
    return result;
  }

  private items(value: Value | undefined, property: string): Value[] {
    if (value instanceof Unresolved) this.unknown.push(`${property}: ${value.reason}`);
    return value instanceof Unresolved ? [] : listOf(value);
  }

  private attachment(resource: Resource): Attachment {
    const { Roles: roles, RoleMappings: mappings } = resource.properties;
    for (const value of [roles, mappings]) if (value instanceof Unresolved) this.unknown.push(value.reason);
    if (resource.unknownProperties !== undefined) this.unknown.push(resource.unknownProperties);
    return {
      resource,
      roles: isMap(roles) ? roles : (Object.create(null) as ValueMap),
      mappings: isMap(mappings) ? Object.entries(mappings).map(([key, value]) => this.mapping(key, value)) : [],
    };
  }

  private mapping(key: string, value: Value): Mapping {
    if (!isMap(value)) {
      this.unknown.push(`the role mapping '${key}' is known only at deployment`);
      return { provider: key, type: undefined, otherwise: undefined, rules: [] };
    }
    const type = textOf(value.Type);
    const otherwise = textOf(value.AmbiguousRoleResolution);
    const configuration = value.RulesConfiguration;
    if (configuration instanceof Unresolved || (isMap(configuration) && configuration.Rules instanceof Unresolved)) {
      this.unknown.push(`the rules of the role mapping '${key}' are known only at deployment`);
    }
    return {
      provider: textOf(value.IdentityProvider) ?? key,
      type: type === 'Token' || type === 'Rules' ? type : undefined,
      otherwise: otherwise === 'AuthenticatedRole' || otherwise === 'Deny' ? otherwise : undefined,
      rules: (isMap(configuration) ? listOf(configuration.Rules) : []).map((rule) => (isMap(rule)
        ? { role: rule.RoleARN, claim: textOf(rule.Claim) ?? '?', text: `${textOf(rule.Claim) ?? '?'} ${textOf(rule.MatchType) ?? '?'} '${textOf(rule.Value) ?? '?'}'` }
        : { role: undefined, claim: '?', text: 'a rule that is known only at deployment' })),
    };
  }

  private tagMap(resource: Resource): TagMap {
    const { IdentityProviderName: provider, PrincipalTags: tags, UseDefaults: defaults } = resource.properties;
    const claims = new Map<string, string>();
    if (booleanOf(defaults) === true) {
      claims.set('client', 'aud');
      claims.set('username', 'sub');
    }
    if (isMap(tags)) for (const [tag, claim] of Object.entries(tags)) claims.set(tag, textOf(claim) ?? '?');
    if (tags instanceof Unresolved) this.unknown.push(tags.reason);
    const name = textOf(provider);
    if (name === undefined) this.unknown.push(`the provider of '${resource.id}' is known only at deployment`);
    return { resource, provider: name ?? '*', claims };
  }
}
