import { because } from '../../text/because';
import { compareTexts } from '../iam/match';
import { ofType } from '../template/of-type';
import type { Known } from '../template/properties';
import type { Resource, TemplateModel } from '../template/reader';
import { partitionOf } from '../template/partition';
import { Unresolved, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';

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
  /** Its key in the template. */
  readonly key: string;
  /** The provider it is for, a user pool with `:` and the app client. */
  readonly provider: string;
  /** How the role is chosen; undefined when that is known only at deployment. */
  readonly type: 'Token' | 'Rules' | undefined;
  /** Why it is known only at deployment how the role is chosen; undefined where it is known. */
  readonly open: string | undefined;
  /** What happens when nothing matches; undefined when that is known only at deployment. */
  readonly otherwise: 'AuthenticatedRole' | 'Deny' | undefined;
  /** The roles of the rules, in order, with the claim and a description of each rule. */
  readonly rules: readonly MappingRule[];
  /** Why its rules, or all of it, are known only at deployment; left out where they are known. */
  readonly hidden?: string;
}

/** Stands for a claim, and for what a rule compares it with, where that is no text here. */
export const NO_TEXT = '?';

/** One rule of a role mapping. */
export interface MappingRule {
  /** The role that it gives. */
  readonly role: Value | undefined;
  /** The claim that it looks at. */
  readonly claim: string;
  /** How it compares: Equals, Contains, StartsWith, NotEqual. */
  readonly match: string;
  /** What it compares with. */
  readonly value: string;
  /** A description. */
  readonly text: string;
}

/** Session tags from claims, for one provider. */
export interface TagMap {
  /** The resource. */
  readonly resource: Resource;
  /** The provider. */
  readonly provider: string;
  /** Claims by tag key. */
  readonly claims: ReadonlyMap<string, string>;
  /** Whether there are tags besides, of which it is not documented how they are called. */
  readonly others?: true;
  /** Why it is known only at deployment which tags it sets; left out where it is known. */
  readonly hidden?: string;
  /** Why it is not certain that it is for the pool, and for which provider; left out where it is. */
  readonly uncertain?: string;
}

/** An attachment of roles to a pool. */
export interface Attachment {
  /** The resource. */
  readonly resource: Resource;
  /** Why it is not certain that it belongs to the pool; undefined where it is. */
  readonly uncertain: string | undefined;
  /** The default roles by kind. */
  readonly roles: ValueMap;
  /** The mappings. */
  readonly mappings: readonly Mapping[];
  /** Why the mappings are known only at deployment; left out where they are known. */
  readonly hidden?: string;
}

/** An identity pool and what is attached to it. */
export interface IdentityPool {
  /** The resource. */
  readonly resource: Resource;
  /** The pool's id, as text. */
  readonly id: string;
  /** The name of the identity service in this partition: federated principal and prefix of condition keys. */
  readonly service: string;
  /** Whether guests get an identity. */
  readonly guests: Known<boolean>;
  /** Whether the client may choose its role by itself. */
  readonly classicFlow: Known<boolean>;
  /** The providers. */
  readonly providers: readonly Provider[];
  /** The attachments of roles. */
  readonly attachments: readonly Attachment[];
  /** The tag maps. */
  readonly tagMaps: readonly TagMap[];
  /** Why there may be more to the pool than is listed: providers, roles, mappings or tags. */
  readonly unknown: readonly string[];
  /** Why there may be more user pools, social, OpenID Connect and SAML providers than are listed; undefined where there are none. */
  readonly otherProviders?: string;
  /** Why other claims than those of the tag maps may become tags; undefined where they do not. */
  readonly otherTags?: string;
}

/**
 * @param model what the templates create
 * @returns the identity pools
 */
export function identityPools(model: TemplateModel): IdentityPool[] {
  return ofType(model, 'AWS::Cognito::IdentityPool').map((resource) => new PoolReader(model, resource).read());
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

const SEARCH_DOMAINS = ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'];

class PoolReader {
  private readonly unknown: string[] = [];

  public constructor(private readonly model: TemplateModel, private readonly resource: Resource) {}

  public read(): IdentityPool {
    const { properties, ref: id } = this.resource;
    const issuers = this.providers();
    const [otherProviders] = this.unknown;
    return {
      resource: this.resource,
      id,
      service: identityService(this.resource.region),
      guests: properties.flag('AllowUnauthenticatedIdentities', false),
      classicFlow: properties.flag('AllowClassicFlow', false),
      providers: [...issuers, ...this.developers()],
      ...(otherProviders !== undefined && { otherProviders }),
      attachments: this.ofThisPool('AWS::Cognito::IdentityPoolRoleAttachment').map(({ resource, uncertain }) => this.attachment(resource, uncertain)),
      tagMaps: this.ofThisPool('AWS::Cognito::IdentityPoolPrincipalTag').map(({ resource, uncertain }) => this.tagMap(resource, uncertain)),
      unknown: this.unknown,
    };
  }

  private ofThisPool(type: string): { resource: Resource; uncertain: string | undefined }[] {
    return ofType(this.model, type).flatMap((resource) => {
      const pool = resource.properties.text('IdentityPoolId');
      const same = pool.known ? compareTexts(this.resource.ref, pool.value ?? '') : 'maybe';
      if (same === 'no') return [];
      const uncertain = same === 'yes' ? undefined : `it is not known to which identity pool '${resource.id}' belongs${because(pool.known ? resource.properties.why(pool.value) : pool.reason)}`;
      if (uncertain !== undefined) this.unknown.push(uncertain);
      return [{ resource, uncertain }];
    });
  }

  private items(property: string): readonly Value[] {
    const items = this.resource.properties.items(property);
    if (!items.known) this.unknown.push(`${property}: ${items.reason}`);
    return items.known ? items.value : [];
  }

  private providers(): Provider[] {
    const { properties } = this.resource;
    const result: Provider[] = [];
    for (const [index, item] of this.items('CognitoIdentityProviders').entries()) {
      const name = isMap(item) ? textOf(item.ProviderName) : undefined;
      const clientId = (isMap(item) ? textOf(item.ClientId) : undefined) ?? this.openClient(index, item);
      if (name === undefined) this.unknown.push(`a user pool of the identity pool is known only at deployment${because(properties.why(item) ?? properties.why(isMap(item) ? item.ProviderName : undefined))}`);
      else result.push({ name, names: [name, `${name}:${clientId}`], kind: 'user-pool' });
    }
    const social = properties.entries('SupportedLoginProviders');
    if (!social.known) this.unknown.push(`SupportedLoginProviders: ${social.reason}`);
    else result.push(...social.value.map(([name]): Provider => ({ name, names: [name], kind: 'social' })));
    for (const [property, kind] of [['OpenIdConnectProviderARNs', 'openid'], ['SamlProviderARNs', 'saml']] as const) {
      for (const item of this.items(property)) {
        const arn = textOf(item);
        if (arn === undefined) this.unknown.push(`an entry of ${property} is known only at deployment${because(properties.why(item))}`);
        else {
          const name = kind === 'openid' ? arn.replace(/^.*:oidc-provider\//, '') : arn;
          result.push({ name, names: [...new Set([name, arn])], kind });
        }
      }
    }
    result.push(...this.addedAtDeployment());
    return result;
  }

  private developers(): Provider[] {
    const developer = this.resource.properties.text('DeveloperProviderName');
    if (!developer.known) this.unknown.push(`DeveloperProviderName: ${developer.reason}`);
    return !developer.known || developer.value === undefined ? [] : [{ name: developer.value, names: [developer.value], kind: 'developer' }];
  }

  /** An app client that is known only at deployment may be any. */
  private openClient(index: number, item: Value): string {
    const reason = this.resource.properties.why(isMap(item) ? item.ClientId : item) ?? 'which app client it is does not stand in the template';
    return this.model.symbols.symbolFor(`client of ${this.resource.arn} ${index}`, 'app client', 'open', reason);
  }

  /**
   * A search domain with a dashboard makes an app client of the user pool, and a provider of the identity pool.
   *
   * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html
   */
  private addedAtDeployment(): Provider[] {
    return SEARCH_DOMAINS.flatMap((type) => ofType(this.model, type)).flatMap((domain): Provider[] => {
      const options = domain.properties.get('CognitoOptions');
      if (options === undefined) return [];
      const [enabled, pool, userPool] = [domain.properties.flag('CognitoOptions.Enabled', false), domain.properties.text('CognitoOptions.IdentityPoolId'), domain.properties.text('CognitoOptions.UserPoolId')];
      if (enabled.known && !enabled.value) return [];
      const same = pool.known ? compareTexts(this.resource.ref, pool.value ?? '') : 'maybe';
      if (same === 'no') return [];
      if (same === 'maybe' || !enabled.known || !userPool.known || userPool.value === undefined) {
        this.unknown.push(`whether '${domain.id}' adds a provider to the identity pool is known only at deployment`);
        return [];
      }
      const name = `cognito-idp.${domain.regionText}.amazonaws.com/${userPool.value}`;
      return [{ name, names: [name], kind: 'user-pool' }];
    });
  }

  private attachment(resource: Resource, uncertain: string | undefined): Attachment {
    const [roles, mappings] = [resource.properties.entries('Roles'), resource.properties.entries('RoleMappings')];
    for (const read of [roles, mappings]) if (!read.known) this.unknown.push(read.reason);
    return {
      resource,
      uncertain,
      roles: Object.assign(Object.create(null) as ValueMap, roles.known ? Object.fromEntries(roles.value) : {}),
      mappings: mappings.known ? mappings.value.map(([key, value]) => this.mapping(key, value)) : [],
      ...(!mappings.known && { hidden: mappings.reason }),
    };
  }

  private mapping(key: string, value: Value): Mapping {
    if (!isMap(value)) {
      const hidden = `the role mapping '${key}' is known only at deployment${because(this.resource.properties.why(value))}`;
      this.unknown.push(hidden);
      return { key, provider: key, type: undefined, open: this.resource.properties.why(value), otherwise: undefined, rules: [], hidden };
    }
    const type = textOf(value.Type);
    const otherwise = textOf(value.AmbiguousRoleResolution);
    const configuration = value.RulesConfiguration;
    const isHidden = configuration instanceof Unresolved || (isMap(configuration) && configuration.Rules instanceof Unresolved);
    const hidden = isHidden ? `the rules of the role mapping '${key}' are known only at deployment${because(this.resource.properties.why(configuration) ?? this.resource.properties.why(isMap(configuration) ? configuration.Rules : undefined))}` : undefined;
    if (hidden !== undefined) this.unknown.push(hidden);
    const provider = value.IdentityProvider instanceof Unresolved ? this.model.symbols.symbolFor(`provider of mapping:${value.IdentityProvider.reason}`, 'a provider', 'open', value.IdentityProvider.reason) : textOf(value.IdentityProvider);
    return {
      key,
      provider: provider ?? key,
      type: type === 'Token' || type === 'Rules' ? type : undefined,
      open: this.resource.properties.why(value.Type),
      otherwise: otherwise === 'AuthenticatedRole' || otherwise === 'Deny' ? otherwise : undefined,
      rules: (isMap(configuration) ? listOf(configuration.Rules) : []).map((rule) => ruleOf(rule)),
      ...(hidden !== undefined && { hidden }),
    };
  }

  private tagMap(resource: Resource, uncertain: string | undefined): TagMap {
    const { properties } = resource;
    const claims = new Map<string, string>();
    const defaults = properties.flag('UseDefaults', false);
    if (!defaults.known) this.unknown.push(defaults.reason);
    if (!defaults.known || defaults.value) {
      claims.set('client', 'aud');
      claims.set('username', 'sub');
    }
    const tags = properties.entries('PrincipalTags');
    if (tags.known) for (const [tag, claim] of tags.value) claims.set(tag, textOf(claim) ?? NO_TEXT);
    else this.unknown.push(tags.reason);
    const name = properties.text('IdentityProviderName');
    const open = name.known ? undefined : `the provider of '${resource.id}' is known only at deployment${because(name.reason)}`;
    if (open !== undefined) this.unknown.push(open);
    const provider = (name.known ? name.value : undefined) ?? '*';
    // The defaults differ with the provider: https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html
    const others = (!defaults.known || defaults.value) && provider.includes(':saml-provider/');
    const doubt = uncertain ?? open;
    return { resource, provider, claims, ...(others && { others }), ...(!tags.known && { hidden: tags.reason }), ...(doubt !== undefined && { uncertain: doubt }) };
  }
}

function ruleOf(rule: Value): MappingRule {
  if (!isMap(rule)) return { role: undefined, claim: NO_TEXT, match: NO_TEXT, value: NO_TEXT, text: 'a rule that is known only at deployment' };
  const [claim, match, value] = [rule.Claim, rule.MatchType, rule.Value].map((one) => textOf(one) ?? NO_TEXT);
  return { role: rule.RoleARN, claim, match, value, text: `${claim} ${match} '${value}'` };
}

/**
 * @param flag a boolean that may be known only at deployment
 * @param wanted a value
 * @returns whether it may have the value
 */
export function mayBe(flag: Known<boolean>, wanted: boolean): boolean {
  return !flag.known || flag.value === wanted;
}
