import type { AttributeMapping, IUserPool, IUserPoolIdentityProvider, ProviderAttribute, StandardAttributesMask } from 'aws-cdk-lib/aws-cognito';
import { ClientAttributes, UserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { CfnResource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { createOrRollBack } from '../private/create-or-roll-back';
import { CognitoPoolsError, reported } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { requireLiteral } from '../private/tokens';
import { requirePoolNearby } from '../private/user-pool-environment';
import { correction } from '../text/nearest';
import type { AttributeCatalog } from '../user-pool/attribute-catalog';
import type { QuotaCheck } from '../user-pool/user-pool-quotas';
import type { UserPoolProvider } from './user-pool-provider';
import { requireList, requireObject } from '../private/types';

/** A provider, the L2 construct of it, and the attributes that it writes. */
interface Added {
  readonly construct: IUserPoolIdentityProvider;
  readonly mapped: string[];
}

/** The outside providers of one user pool. */
export class UserPoolProviders {
  private readonly added = new Map<UserPoolProvider, Added>();

  constructor(
    private readonly scope: Construct, private readonly userPool: IUserPool, private readonly attributes: AttributeCatalog,
    private readonly ownUsers: boolean, private readonly quotas: QuotaCheck,
  ) {
    scope.node.addValidation({ validate: () => this.validate() });
  }

  public add(provider: UserPoolProvider): IUserPoolIdentityProvider {
    this.requireProvider(provider);
    requireLiteral('the name of a provider', provider.name, this.scope);
    if ([...this.added.keys()].some(({ name }) => name === provider.name)) {
      throw new CognitoPoolsError({ code: 'duplicate-provider', received: `provider '${provider.name}' is there already`, fix: 'add each provider once, and give several of a kind names of their own' }, this.scope);
    }
    this.refuseTakenIdentifier(provider);
    requirePoolNearby(this.scope, this.userPool, `the provider '${provider.name}'`);
    this.quotas.require('identityProviders', this.added.size + 1);
    const id = `${provider.name}Provider`;
    const mapping = this.checkedMapping(provider);
    const construct = createOrRollBack(this.scope, id, () => provider._addTo(this.scope, id, this.userPool, mapping));
    const resource = construct.node.defaultChild;
    if (CfnResource.isCfnResource(resource)) retainWithPool(resource, this.userPool);
    this.added.set(provider, { construct, mapped: attributeNames(mapping) });
    return construct;
  }

  /** A provider that the pool has already: it is not made, and what it writes is as it says itself. */
  public declare(provider: UserPoolProvider): void {
    this.requireProvider(provider);
    const id = `${requireLiteral('the name of a provider', provider.name, this.scope)}Provider`;
    const construct = createOrRollBack(this.scope, id, () => UserPoolIdentityProvider.fromProviderName(this.scope, id, provider.name));
    this.added.set(provider, { construct, mapped: attributeNames(provider._mapping) });
  }

  public get names(): string[] {
    return [...[...this.added.keys()].map(({ name }) => name), ...this.ofL2.map(({ node }) => node.id)];
  }

  /** L2 providers that were made beside this pool with the L2 pool in it, which knows them. */
  private get ofL2(): IUserPoolIdentityProvider[] {
    const ours = new Set([...this.added.values()].map(({ construct }) => construct));
    return this.userPool.identityProviders.filter((provider) => !ours.has(provider));
  }

  public has(provider: UserPoolProvider): boolean {
    return this.added.has(provider);
  }

  /** What an app client supports: all there are when rendered, or those chosen; references, so that they are made first. */
  public supported(chosen?: UserPoolProvider[]): string[] {
    const own = this.offersOwnUsers(chosen) ? ['COGNITO'] : [];
    const others = chosen ? [] : this.ofL2;
    return [...own, ...[...this.offered(chosen).map(([, { construct }]) => construct), ...others].map(({ providerName }) => providerName)];
  }

  /** Whether a client is for the users with a password in this pool: not where it is for a provider where users may start. */
  public offersOwnUsers(chosen: UserPoolProvider[] = []): boolean {
    return this.ownUsers && !chosen.some(({ _traits }) => _traits.idpInitiated);
  }

  /** What an app client must be able to write for these providers to sign anybody in. */
  public mapped(chosen?: UserPoolProvider[]): string[] {
    return this.offered(chosen).flatMap(([, { mapped }]) => mapped);
  }

  /** Those chosen; else all, but where users may start only if all are SAML providers and nobody has a password here. */
  private offered(chosen?: UserPoolProvider[]): [UserPoolProvider, Added][] {
    const all = [...this.added];
    if (chosen) return all.filter(([provider]) => chosen.includes(provider));
    const samlAlone = !this.ownUsers && all.every(([{ _traits }]) => _traits.saml);
    return all.filter(([{ _traits }]) => samlAlone || !_traits.idpInitiated);
  }

  private requireProvider(provider: UserPoolProvider): void {
    requireObject('the provider of a user pool', provider, '_traits', 'UserPoolProvider.google(…) or another of its methods', this.scope);
  }

  /** The providers that an app client offers, if they are some. */
  public requireProviders(id: string, chosen: UserPoolProvider[] | undefined): void {
    if (chosen === undefined) return;
    requireList(`'identityProviders' of app client '${id}'`, chosen, this.scope);
    chosen.forEach((provider) => this.requireProvider(provider));
  }

  private validate(): string[] {
    if (this.ownUsers || this.names.length > 0) return [];
    return [reported({ code: 'provider-required', received: "'externalProvidersOnly' is set, and there is no provider", fix: "add one with 'providers' or addProvider" }, this.scope)];
  }

  private refuseTakenIdentifier({ name, _traits }: UserPoolProvider): void {
    for (const other of this.added.keys()) {
      const taken = _traits.identifiers?.find((identifier) => other._traits.identifiers?.includes(identifier));
      if (taken === undefined) continue;
      throw new CognitoPoolsError({
        code: 'duplicate-provider-identifier',
        received: `providers '${other.name}' and '${name}' both have the identifier '${taken}'`,
        fix: 'give it to one of them: Cognito sends users of an e-mail domain to one provider',
      }, this.scope);
    }
  }

  private checkedMapping(provider: UserPoolProvider): AttributeMapping {
    this.checkStandard(provider);
    const custom: Record<string, ProviderAttribute> = {};
    for (const [key, value] of Object.entries(provider._mapping.custom ?? {})) {
      const name = key.replace(/^custom:/, '');
      this.checkMapped(provider.name, name);
      custom[`custom:${name}`] = value;
    }
    return { ...provider._mapping, ...(Object.keys(custom).length > 0 ? { custom } : {}) };
  }

  private checkStandard({ name, _mapping }: UserPoolProvider): void {
    const immutable = this.attributes.immutableStandard.find((attribute) => attribute in _mapping);
    if (immutable !== undefined) throw this.immutable(name, immutable);
    const missing = this.attributes.requiredStandard.find((attribute) => !(attribute in _mapping));
    if (missing === undefined) return;
    throw new CognitoPoolsError({
      code: 'required-attribute-not-mapped',
      received: `provider '${name}' has nothing for the attribute '${missing}', which every user must have`,
      fix: `add it to its attributeMapping: { ${missing}: ProviderAttribute.… }; or do not require it`,
    }, this.scope);
  }

  private immutable(provider: string, name: string): CognitoPoolsError {
    return new CognitoPoolsError({
      code: 'immutable-attribute-mapped',
      received: `provider '${provider}' maps to the attribute '${name}', which cannot change; Cognito writes it at every sign-in`,
      fix: 'declare it without { mutable: false }, or do not map it',
    }, this.scope);
  }

  private checkMapped(provider: string, name: string): void {
    if (!this.attributes.has(name)) {
      throw new CognitoPoolsError({
        code: 'unknown-attribute',
        received: `provider '${provider}' maps to the custom attribute '${name}', which the pool has not`,
        fix: correction(`custom:${name}`, this.attributes.names, "add it to 'customAttributes'"),
      }, this.scope);
    }
    if (!this.attributes.isUserWritable(name)) {
      throw new CognitoPoolsError({
        code: 'server-only-attribute-mapped',
        received: `provider '${provider}' maps to the server-only attribute '${name}'; Cognito signs nobody in unless app clients may write what is mapped, and then users may too`,
        fix: 'set it in a trigger instead (post confirmation, pre token generation), or declare it with { userWritable: true } if nothing depends on it',
      }, this.scope);
    }
    if (!this.attributes.isMutable(name)) throw this.immutable(provider, name);
  }
}

function attributeNames({ custom, ...standard }: AttributeMapping): string[] {
  const writable = Object.keys(standard).filter((name) => name !== 'emailVerified');
  const mask = Object.fromEntries(writable.map((name) => [name, true])) as StandardAttributesMask;
  return [...new ClientAttributes().withStandardAttributes(mask).attributes(), ...Object.keys(custom ?? {})];
}
