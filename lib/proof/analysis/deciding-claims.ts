import type { CheckContext } from './check-context';
import { userPoolOf } from './attribute-writers';
import type { IdentityPool, Provider } from '../access-graph/identity-pools';
import type { Resource } from '../template/reader';
import { Unresolved, isMap, listOf, textOf } from '../template/value';

/** A claim of a token that decides a role or becomes a session tag. */
export interface DecidingClaim {
  /** The identity pool. */
  readonly pool: IdentityPool;
  /** The claim. */
  readonly claim: string;
  /** Who makes the token; undefined when it is none that the identity pool knows. */
  readonly provider: Provider | undefined;
  /** The user pool that makes the token, when it is in the templates. */
  readonly userPool: Resource | undefined;
  /** The resource that looks at the claim. */
  readonly by: Resource;
  /** Where in it. */
  readonly location: string;
  /** What it decides, for people. */
  readonly decides: string;
  /** How a rule compares it; undefined for tags. */
  readonly match: { readonly type: string; readonly value: string; readonly role: string } | undefined;
}

/**
 * @param context what is reachable
 * @returns every claim that decides something
 */
export function decidingClaims(context: CheckContext): DecidingClaim[] {
  return context.graph.pools.flatMap((pool) => [...ofRules(context, pool), ...ofTags(context, pool)]);
}

function ofRules(context: CheckContext, pool: IdentityPool): DecidingClaim[] {
  return pool.attachments.flatMap(({ resource: by }) => {
    const mappings = by.properties.RoleMappings;
    if (!isMap(mappings)) return [];
    return Object.entries(mappings).flatMap(([key, mapping]): DecidingClaim[] => {
      const configuration = isMap(mapping) && textOf(mapping.Type) === 'Rules' ? mapping.RulesConfiguration : undefined;
      if (!isMap(mapping) || !isMap(configuration) || configuration.Rules instanceof Unresolved) return [];
      return listOf(configuration.Rules).flatMap((rule, i): DecidingClaim[] => {
        const claim = isMap(rule) ? textOf(rule.Claim) : undefined;
        if (!isMap(rule) || claim === undefined) return [];
        const role = textOf(rule.RoleARN) ?? '';
        return [{
          ...sourceOf(context, pool, textOf(mapping.IdentityProvider) ?? key), pool, claim, by, decides: `the role ${context.render(role)}`,
          location: `Properties.RoleMappings.${key}.RulesConfiguration.Rules[${i}]`,
          match: { type: textOf(rule.MatchType) ?? '', value: textOf(rule.Value) ?? '', role },
        }];
      });
    });
  });
}

function ofTags(context: CheckContext, pool: IdentityPool): DecidingClaim[] {
  return pool.tagMaps.flatMap(({ resource: by, provider, claims }) => [...claims].map(([tag, claim]): DecidingClaim => ({
    ...sourceOf(context, pool, provider), pool, claim, by, location: `Properties.PrincipalTags.${tag}`, decides: `the session tag '${tag}'`, match: undefined,
  })));
}

function sourceOf(context: CheckContext, pool: IdentityPool, provider: string): Pick<DecidingClaim, 'provider' | 'userPool'> {
  return { provider: pool.providers.find(({ names }) => names.includes(provider)), userPool: userPoolOf(context.model, provider) };
}

/**
 * Whether people must show that an address is theirs before it counts: at sign-up, and whenever they change it.
 *
 * @param userPool a user pool
 * @param attribute `email` or `phone_number`
 * @returns whether they must; undefined when that is known only at deployment
 */
export function isVerified(userPool: Resource, attribute: string): boolean | undefined {
  const { AutoVerifiedAttributes: atSignUp, UserAttributeUpdateSettings: settings } = userPool.properties;
  const atUpdate = isMap(settings) ? settings.AttributesRequireVerificationBeforeUpdate : settings;
  if (userPool.unknownProperties !== undefined || atSignUp instanceof Unresolved || atUpdate instanceof Unresolved) return undefined;
  return [atSignUp, atUpdate].every((list) => listOf(list).map(textOf).includes(attribute));
}

/** Attributes that a user pool can verify. */
export const VERIFIABLE = new Set(['email', 'phone_number']);
