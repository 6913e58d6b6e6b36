import type { IdentityPoolReference } from 'aws-cdk-lib/aws-cognito';
import { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Lazy, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { checkRemovalPolicy } from '../private/removal-policy';
import { checkDisplayName } from '../user-pool/display-name';
import { watchAdmission } from './admission';
import { IdentityPoolProviders } from './identity-pool-provider';
import { watchAttachments } from './one-attachment';

/** An identity pool, as far as those who give roles to its users need to know it. */
export interface RolePool extends IIdentityPool {
  readonly providers: IdentityPoolProviders;
  /** Lets guests in, or says why they cannot be let in from here. */
  allowGuests(): void;
}

/** What is set of the identity pool itself. */
interface IdentityPoolOptions {
  readonly identityPoolName?: string;
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The identity pool itself: an L1 behind `IIdentityPool`, rendered late so that providers can come in any order.
 * The L2 will not do: it cannot be without a guest role and takes role mappings in its constructor only (docs/adr/0004).
 */
export class CognitoIdentityPool extends Resource implements RolePool {
  public readonly resource: CfnIdentityPool;
  public readonly providers: IdentityPoolProviders;
  private guests = false;

  constructor(scope: Construct, id: string, { identityPoolName, removalPolicy = RemovalPolicy.RETAIN }: IdentityPoolOptions = {}) {
    super(scope, id);
    checkDisplayName("the 'identityPoolName'", identityPoolName, scope);
    checkRemovalPolicy(scope, removalPolicy);
    this.providers = new IdentityPoolProviders(scope);
    this.resource = new CfnIdentityPool(this, 'Resource', {
      identityPoolName,
      allowUnauthenticatedIdentities: Lazy.uncachedAny({ produce: () => this.guests }),
      cognitoIdentityProviders: Lazy.uncachedAny({ produce: () => this.userPoolClients() }, { omitEmptyArray: true }),
      supportedLoginProviders: Lazy.uncachedAny({ produce: () => this.socialLogins() }),
      openIdConnectProviderArns: Lazy.uncachedList({ produce: () => this.arnsOf('openIdConnect') }, { omitEmpty: true }),
      samlProviderArns: Lazy.uncachedList({ produce: () => this.arnsOf('saml') }, { omitEmpty: true }),
      developerProviderName: Lazy.uncachedString({ produce: () => this.arnsOf('developer').at(0) }),
    });
    this.resource.applyRemovalPolicy(removalPolicy);
    watchAdmission(this.resource, this.providers, () => this.guests);
    watchAttachments(this);
  }

  public get identityPoolId(): string {
    return this.resource.ref;
  }

  public get identityPoolArn(): string {
    return Stack.of(this).formatArn({ service: 'cognito-identity', resource: 'identitypool', resourceName: this.identityPoolId });
  }

  public get identityPoolName(): string {
    return this.resource.attrName;
  }

  public get identityPoolRef(): IdentityPoolReference {
    return this.resource.identityPoolRef;
  }

  public allowGuests(): void {
    this.guests = true;
  }

  private userPoolClients(): CfnIdentityPool.CognitoIdentityProviderProperty[] {
    return this.providers.ofKind('userPool').flatMap(({ identityProvider, clients = [] }) => clients.map(({ clientId }) => (
      { providerName: identityProvider, clientId, serverSideTokenCheck: true })));
  }

  private socialLogins(): Record<string, unknown> | undefined {
    const logins = this.providers.ofKind('social').map(({ identityProvider, appId }) => [identityProvider, appId] as const);
    return logins.length > 0 ? Object.fromEntries(logins) : undefined;
  }

  private arnsOf(kind: 'openIdConnect' | 'saml' | 'developer'): string[] {
    return this.providers.ofKind(kind).map(({ identityProvider }) => identityProvider);
  }
}
