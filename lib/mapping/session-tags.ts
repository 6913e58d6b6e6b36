import { CfnIdentityPoolPrincipalTag, type CfnIdentityPoolPrincipalTagProps } from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { RolePool } from '../identity-pool/identity-pool';
import type { ProviderDescription } from '../identity-pool/identity-pool-provider';
import { CognitoPoolsError, reported } from '../private/errors';
import { recordIntent } from '../private/intent';
import { requireObject } from '../private/types';
import type { RecordedOwner } from './isolation';
import { SUB_TAG } from './owner';
import { checkTagKey } from './tag-key';
import { TokenClaim } from './token-claim';

/** A quota of AWS STS. */
const MAX_TAGS = 50;

/** What `UseDefaults` maps; from which claims depends on the kind of provider. */
const DEFAULT_TAGS = ['username', 'client'];

/** The claims of each provider that become session tags. */
export class SessionTags {
  private readonly tags = new Map<ProviderDescription, Map<string, TokenClaim>>();
  private readonly defaults = new Set<ProviderDescription>();
  private readonly tellApart = new Set<string>();

  /** `onTagged` hears of each provider whose users bring tags from now on; `mappedElsewhere` are tags that the pool has already. */
  constructor(
    private readonly scope: Construct, private readonly pool: RolePool, private readonly onTagged: (provider: ProviderDescription) => void,
    private readonly mappedElsewhere: readonly string[] = [],
  ) {}

  public has(provider: ProviderDescription): boolean {
    return this.tags.has(provider) || this.defaults.has(provider);
  }

  /** Refuses all that `add` would refuse, of a provider that is not there yet. */
  public checkAll(provider: ProviderDescription, tags: { readonly [tag: string]: TokenClaim }, defaults: boolean): void {
    if (defaults) this.refuseWithoutClaims(provider, 'the default session tags');
    if (defaults && Object.keys(tags).length > 0) throw this.besideDefaults(provider, Object.keys(tags)[0]);
    const names = Object.keys(tags);
    names.forEach((tag, index) => this.check(provider, tag, tags[tag], names.slice(0, index)));
    if (!this.tellApart.has(SUB_TAG) || names.includes(SUB_TAG)) return;
    if (defaults) throw this.besideDefaults(provider, SUB_TAG);
    this.check(provider, SUB_TAG, TokenClaim.sub(), names);
  }

  /** Cognito's own mapping, in place of any other. */
  public addDefaults(provider: ProviderDescription): void {
    this.defaults.add(provider);
    this.map(provider, { useDefaults: true }, () => DEFAULT_TAGS);
    this.onTagged(provider);
  }

  public add(provider: ProviderDescription, tag: string, claim: TokenClaim): void {
    this.check(provider, tag, claim, [...this.tags.get(provider)?.keys() ?? []]);
    const known = this.tags.get(provider);
    if (known) {
      known.set(tag, claim);
      return;
    }
    const tags = new Map([[tag, claim]]);
    this.tags.set(provider, tags);
    const principalTags = Lazy.uncachedAny({ produce: () => Object.fromEntries([...tags].map(([name, { _name }]) => [name, _name])) });
    this.map(provider, { useDefaults: false, principalTags }, () => [...tags.keys()]);
    this.onTagged(provider);
  }

  /** From now on users are told apart by this owner: what it rests on must be mapped, and the `sub` is mapped here. */
  public require(owner: RecordedOwner): void {
    if (owner.kind !== 'session-tag') return;
    if (owner.tag === SUB_TAG) this.pool.providers.descriptions.forEach((provider) => this.mapSub(provider));
    this.tellApart.add(owner.tag);
  }

  /** A provider that came later. */
  public onProvider(provider: ProviderDescription): void {
    if (this.tellApart.has(SUB_TAG)) this.mapSub(provider);
  }

  /** What can be told only when all is there. */
  public issues(): string[] {
    const providers = this.pool.providers.descriptions;
    const mapped = new Set([...this.mappedElsewhere, ...(this.defaults.size > 0 ? DEFAULT_TAGS : []), ...[...this.tags.values()].flatMap((tags) => [...tags.keys()])]);
    return [
      ...[...this.tellApart].filter((tag) => !mapped.has(tag)).map((tag) => reported({
        code: 'session-tag-not-mapped',
        received: `users are told apart by the session tag '${tag}', which no provider of this identity pool maps`,
        fix: `add it with 'sessionTags' or addSessionTag: without it nobody reaches anything`,
      }, this.scope)),
      ...(this.tellApart.has(SUB_TAG) && providers.length > 1 ? [reported({
        code: 'sub-not-unique',
        received: `users are told apart by their sub, but come from ${providers.map(({ name }) => name).join(', ')}`,
        fix: 'use Owner.identityId(): two providers may give the same sub to two users',
      }, this.scope)] : []),
    ];
  }

  private mapSub(provider: ProviderDescription): void {
    if (!this.tags.get(provider)?.has(SUB_TAG)) this.add(provider, SUB_TAG, TokenClaim.sub());
  }

  private check(provider: ProviderDescription, tag: string, claim: TokenClaim, others: string[]): void {
    checkTagKey(tag, this.scope);
    this.refuseWithoutClaims(provider, `session tag '${tag}'`);
    if (this.defaults.has(provider)) throw this.besideDefaults(provider, tag);
    const clash = others.find((other) => other.toLowerCase() === tag.toLowerCase());
    if (clash !== undefined) {
      throw new CognitoPoolsError({
        code: 'duplicate-session-tag',
        received: `session tag '${tag}' beside '${clash}' for ${provider.name}`,
        fix: 'map each tag once: IAM takes no notice of capitals in the names of tags',
      }, this.scope);
    }
    if (others.length >= MAX_TAGS) {
      throw new CognitoPoolsError({ code: 'too-many-session-tags', received: `${MAX_TAGS} session tags and '${tag}' for ${provider.name}`, fix: `keep to ${MAX_TAGS}` }, this.scope);
    }
    requireObject(`the claim of session tag '${tag}'`, claim, '_check', 'TokenClaim.customAttribute(…) or another of its methods', this.scope);
    claim._check(this.scope, tag, provider);
  }

  private besideDefaults(provider: ProviderDescription, tag: string): CognitoPoolsError {
    return new CognitoPoolsError({
      code: 'default-session-tags',
      received: `session tag '${tag}' for ${provider.name} beside Cognito's default mapping`,
      fix: "leave 'defaultSessionTags' out and map all: { username: TokenClaim.sub(), client: TokenClaim.clientId() } is what the default maps",
    }, this.scope);
  }

  private refuseWithoutClaims(provider: ProviderDescription, what: string): void {
    if (provider.kind !== 'developer') return;
    throw new CognitoPoolsError({
      code: 'provider-without-claims',
      received: `${what} for ${provider.name}, a developer provider`,
      fix: "pass 'PrincipalTags' in your server's GetOpenIdTokenForDeveloperIdentity: such tokens have no claims to map",
    }, this.scope);
  }

  private map(provider: ProviderDescription, mapping: Pick<CfnIdentityPoolPrincipalTagProps, 'useDefaults' | 'principalTags'>, tags: () => string[]): void {
    const resource = new CfnIdentityPoolPrincipalTag(this.scope, `${provider.name}Tags`, {
      identityPoolId: this.pool.identityPoolId, identityProviderName: provider.identityProvider, ...mapping,
    });
    recordIntent(resource, () => ({ sessionTags: { identityPool: this.pool.identityPoolId, unforgeable: tags() } }));
  }
}
