import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import { Annotations, Lazy } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { RolePool } from '../identity-pool/identity-pool';
import { requireProvider, type IdentityPoolProvider, type ProviderDescription } from '../identity-pool/identity-pool-provider';
import type { IIdentityPoolWithId } from '../identity-pool/identity-pool-with-id';
import { ImportedIdentityPoolResource } from '../identity-pool/imported-identity-pool-resource';
import { CognitoPoolsError } from '../private/errors';
import { isKnown, requireLiteral } from '../private/tokens';
import { requireObject, requireOptions } from '../private/types';
import type { UserPoolGroups } from '../user-pool/user-pool-groups';
import type { ClaimMatch, RoleMappingRuleOptions } from './claim-match';
import type { PrincipalDescription } from './identity-pool-principal';
import { IdentityPoolPrincipal } from './identity-pool-principal';
import type { IdentityPoolProviderOptions } from './identity-pool-provider-options';
import { Isolations } from './isolation';
import { mappingKeys, RoleMappings } from './role-mappings';
import { SessionTags } from './session-tags';
import type { TokenClaim } from './token-claim';

const KNOWN = new WeakMap<object, IdentityPoolRoles>();

/** CloudFormation changes a group from its own stack only. */
function warnOfRoleByHand(members: Construct, group: string, userPool: IUserPoolRef): void {
  const id = userPool.userPoolRef.userPoolId;
  Annotations.of(members).addWarningV2('cdk-cognito-pools:group-role', `the group '${group}' is made elsewhere, and does not know its new role: tell it once with 'aws cognito-idp update-group `
    + `--user-pool-id ${isKnown(id) ? id : '…'} --group-name ${group} --role-arn …' (the ARN is in groupRoleArns), or give it a role there and name that in 'groups' of UserPoolOnly.fromUserPool; then acknowledge this warning`);
}

/** The roles that an imported identity pool retains, and that are granted to as they are. */
export interface RetainedRoles {
  /** The role of all signed-in users. */
  readonly authenticated?: IRole;
  /** The role of guests. */
  readonly guest?: IRole;
  /** Session tags that the pool maps already. */
  readonly sessionTags: readonly string[];
}

/** What is settled about the roles of an identity pool from the start. */
export interface IdentityPoolRolesOptions {
  /** With these nothing is attached: the roles are those that the pool has from elsewhere. */
  readonly retained?: RetainedRoles;
  /** Where the policies of grants stand. */
  readonly policyScope?: IConstruct;
}

/** The roles that users of one identity pool get, and the one attachment that hands them out. */
export class IdentityPoolRoles {
  /** The roles of an identity pool; one that was made elsewhere retains its roles. */
  public static of(scope: Construct, identityPool: IIdentityPoolWithId): IdentityPoolRoles {
    const known = KNOWN.get(identityPool);
    if (known) return known;
    const imported = new ImportedIdentityPoolResource(scope, 'IdentityPool', identityPool);
    return new IdentityPoolRoles(scope, imported, { retained: { guest: imported.unauthenticatedRole, sessionTags: [] } });
  }

  private readonly principals = new Map<string, IdentityPoolPrincipal>();
  private readonly isolations = new Isolations();
  private readonly mappings: RoleMappings;
  private readonly tags: SessionTags;
  private attachment?: CfnIdentityPoolRoleAttachment;

  private readonly retained?: RetainedRoles;
  private readonly policyScope?: IConstruct;

  constructor(private readonly scope: Construct, public readonly identityPool: RolePool, { retained, policyScope }: IdentityPoolRolesOptions = {}) {
    this.retained = retained;
    this.policyScope = policyScope;
    for (const alias of [scope, identityPool, identityPool.node.defaultChild]) if (alias) KNOWN.set(alias, this);
    this.mappings = new RoleMappings(scope);
    this.tags = new SessionTags(scope, identityPool, (provider) => {
      [...this.principals.values()].filter((principal) => principal._takes(provider)).forEach((principal) => principal._allowSessionTags());
    }, retained?.sessionTags);
    scope.node.addValidation({ validate: () => [...this.mappings.issues(), ...this.tags.issues()] });
  }

  /** All signed-in users. */
  public get authenticated(): IdentityPoolPrincipal {
    return this.principal('Authenticated', { name: 'authenticated', authenticationMethod: 'authenticated', takes: () => true, ...this.retainedRole('authenticated') });
  }

  /** An identity pool without a role refuses everyone, so this one is there from the start; all others come with a grant. */
  public makeAuthenticatedRole(): void {
    this.authenticated.obtainRole();
  }

  /** The members of a group; the role of one that the user pool had before is granted to as it is, where it is known. */
  public group(name: string, groups: UserPoolGroups, userPool: IUserPoolRef, users: ProviderDescription): IdentityPoolPrincipal {
    groups.require(name);
    this.refuseNamesake(name, users);
    const existing = groups.existingGroup(name);
    const retainedRole = existing?.role;
    if (!retainedRole) this.requireAttached(this.scope, `a role for the group '${name}'`, 'role mappings stand in its role attachment');
    const members = this.principal(`${name}Members`, {
      name: `group:${name}`,
      authenticationMethod: 'authenticated',
      takes: (provider) => provider === users,
      base: this.authenticated,
      record: () => ({ userPool: userPool.userPoolRef.userPoolId }),
      ...(retainedRole && { retainedRole }),
    }, (made) => {
      groups.setRole(name, made.obtainRole().roleArn);
      this.mappings.takeRolesFromToken(users);
      if (existing) warnOfRoleByHand(made, name, userPool);
    });
    if (retainedRole && !this.retained) this.mappings.takeRolesFromToken(users);
    return members;
  }

  /** The ARNs of the roles that members may choose among, by group. */
  public groupRoleArns(): IResolvable {
    return Lazy.uncachedAny({
      produce: () => Object.fromEntries([...this.principals.values()].filter(({ _name, _madeRole }) => _name.startsWith('group:') && _madeRole)
        .map(({ _name, _madeRole }) => [_name.slice('group:'.length), _madeRole?.roleArn])),
    });
  }

  /** The users of one provider. */
  public provider(scope: Construct, wanted: IdentityPoolProvider): IdentityPoolPrincipal {
    requireProvider(wanted, scope);
    this.requireAttached(scope, `a role for the users of ${wanted._description.name}`, 'role mappings stand in its role attachment');
    const provider = this.identityPool.providers.require(scope, wanted);
    if (!provider.everybody) {
      throw new CognitoPoolsError({
        code: 'provider-without-common-claim',
        received: `${provider.name} has no claim that all its users are known to have, so no rule of Cognito gives them all one role`,
        fix: provider.kind === 'saml' ? 'name them by an attribute of the directory with addRoleMappingRule' : "grant to 'authenticated', which reaches them",
      }, scope);
    }
    return this.principal(`${provider.name}People`, {
      ...this.mapped(provider),
      name: `provider:${provider.name}`,
      beforeRole: () => this.mappings.checkRoom(scope, provider),
    }, (users) => this.mappings.setEverybody(provider, users.obtainRole()));
  }

  /** The users whose token a rule matches. Its role is made at once: the rule decides even when nothing is granted yet. */
  public rule(scope: Construct, id: string, wanted: IdentityPoolProvider, match: ClaimMatch, options: RoleMappingRuleOptions): IdentityPoolPrincipal {
    requireLiteral('the id of a rule', id, scope);
    requireOptions(`'options' of rule '${id}'`, options, scope);
    const { acknowledgment } = options;
    this.requireAttached(scope, `rule '${id}'`, 'role mappings stand in its role attachment');
    const provider = this.identityPool.providers.require(scope, wanted);
    if (this.principals.has(`${id}Rule`)) {
      throw new CognitoPoolsError({ code: 'duplicate-rule', received: `rule '${id}' is there already`, fix: 'give each rule an id of its own' }, scope);
    }
    requireObject(`what rule '${id}' matches`, match, '_check', 'ClaimMatch.equalTo(…) or another of its methods', scope);
    match._check(scope, id, provider, acknowledgment);
    this.mappings.checkRoom(scope, provider);
    const principal = this.principal(`${id}Rule`, {
      ...this.mapped(provider),
      name: `rule:${id}`,
      record: () => ({ ...this.mapped(provider).record(), ...(acknowledgment && { acknowledgedBecause: acknowledgment.reason }) }),
    });
    this.mappings.addRoleMappingRule(provider, { match, role: principal.obtainRole() });
    return principal;
  }

  /** Adds an identity provider that users sign in with. */
  public addProvider(scope: Construct, added: IdentityPoolProvider, options: IdentityPoolProviderOptions): void {
    requireProvider(added, scope);
    requireOptions("'options' of the provider", options, scope);
    const { sessionTags = {}, defaultSessionTags = false, resolveAmbiguousRoles } = options;
    requireOptions("'sessionTags'", sessionTags, scope);
    const provider = added._description;
    this.tags.checkAll(provider, sessionTags, defaultSessionTags);
    this.identityPool.providers.add(added);
    if (resolveAmbiguousRoles) this.mappings.resolveAmbiguousRoles(provider);
    if (defaultSessionTags) this.tags.addDefaults(provider);
    Object.entries(sessionTags).forEach(([tag, claim]) => this.addSessionTag(scope, added, tag, claim));
    this.tags.onProvider(provider);
  }

  /** One more claim of a provider that becomes a session tag. */
  public addSessionTag(scope: Construct, wanted: IdentityPoolProvider, tag: string, claim: TokenClaim): void {
    requireLiteral('the name of a session tag', tag, scope);
    this.requireAttached(scope, `session tag '${tag}'`, 'a role that does not trust tags (sts:TagSession) could not be had any more');
    this.tags.add(this.identityPool.providers.require(scope, wanted), tag, claim);
  }

  /** Guests: unauthenticated identities. */
  public guest(scope: Construct, policyScope = this.policyScope): IdentityPoolPrincipal {
    if (this.principals.has('Guests')) {
      throw new CognitoPoolsError({
        code: 'duplicate-guest-access',
        received: 'this identity pool has guest access already',
        fix: 'grant to the principal of the GuestAccess that is there: a pool has one guest role',
      }, scope);
    }
    return this.principal('Guests', { name: 'guest', authenticationMethod: 'unauthenticated', takes: () => false, policyScope, ...this.retainedRole('guest') });
  }

  /** What is granted is recorded by the name of the group, which would be that of both. */
  private refuseNamesake(name: string, users: ProviderDescription): void {
    const known = this.principals.get(`${name}Members`);
    if (!known || known._takes(users)) return;
    throw new CognitoPoolsError({
      code: 'duplicate-group-principal',
      received: `group '${name}' of a second user pool: one of the same name has a principal of this identity pool already`,
      fix: 'give the groups of the user pools of one identity pool different names',
    }, this.scope);
  }

  private retainedRole(whose: 'authenticated' | 'guest'): Pick<PrincipalDescription, 'retainedRole'> {
    if (!this.retained) return {};
    const retainedRole = this.retained[whose];
    if (retainedRole) return { retainedRole };
    throw new CognitoPoolsError({
      code: 'role-unknown',
      received: `the role that the identity pool ${this.identityPool.node.path} gives to ${whose === 'guest' ? 'guests' : 'signed-in users'} is not known`,
      fix: `name it: IdentityPoolOnly.fromIdentityPool(…, ImportedIdentityPoolRoles.retain({ ${whose === 'guest' ? 'unauthenticatedRole' : 'authenticatedRole'} }))`,
    }, this.scope);
  }

  private requireAttached(scope: Construct, what: string, because: string): void {
    if (!this.retained) return;
    throw new CognitoPoolsError({
      code: 'imported-identity-pool',
      received: `${what} for an identity pool that retains its roles: ${because}`,
      fix: 'set it where the pool is made, or attach all its roles here with ImportedIdentityPoolRoles.attach()',
    }, scope);
  }

  /** What the principals of a provider and of its rules have in common. */
  private mapped(provider: ProviderDescription): Pick<PrincipalDescription, 'authenticationMethod' | 'takes' | 'base'> & { record: () => Record<string, unknown> } {
    const { authenticationMethod } = provider;
    return {
      authenticationMethod: authenticationMethod ?? 'authenticated',
      takes: (other) => other === provider,
      base: this.authenticated,
      record: () => ({
        ...(authenticationMethod && { providers: [authenticationMethod] }),
        identityProviders: mappingKeys(provider).map(({ identityProvider }) => identityProvider),
      }),
    };
  }

  private principal(id: string, description: Omit<PrincipalDescription, 'onRole' | 'onOwner'>, onRole?: (principal: IdentityPoolPrincipal) => void): IdentityPoolPrincipal {
    const known = this.principals.get(id);
    if (known) return known;
    const principal: IdentityPoolPrincipal = IdentityPoolPrincipal._create(this.scope, id, this.identityPool, this.isolations, {
      policyScope: this.policyScope,
      ...description,
      onRole: () => {
        onRole?.(principal);
        this.attach();
      },
      onOwner: (owner) => this.tags.require(owner._recorded),
    });
    this.principals.set(id, principal);
    if (this.identityPool.providers.descriptions.some((provider) => this.tags.has(provider) && principal._takes(provider))) principal._allowSessionTags();
    return principal;
  }

  private attach(): void {
    if (this.retained) return;
    this.attachment ??= new CfnIdentityPoolRoleAttachment(this.scope, 'RoleAttachment', {
      identityPoolId: this.identityPool.identityPoolId,
      roles: Lazy.uncachedAny({
        produce: () => ({
          authenticated: this.principals.get('Authenticated')?._madeRole?.roleArn,
          unauthenticated: this.principals.get('Guests')?._madeRole?.roleArn,
        }),
      }),
      roleMappings: Lazy.uncachedAny({ produce: () => this.mappings.render() }),
    });
  }
}
