import type { IdentityPoolReference } from 'aws-cdk-lib/aws-cognito';
import { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import type { IOIDCProviderRef } from 'aws-cdk-lib/aws-iam';
import { Lazy, Names, Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';

/** An app client whose ID tokens the identity pool takes. */
export interface UserPoolLogin {
  /** Name of the app client, unique in its pool. */
  readonly id: string;
  /** As tokens and role mappings name it: cognito-idp.<region of the user pool>.amazonaws.com/<pool id>. */
  readonly providerName: string;
  readonly clientId: string;
}

/**
 * The identity pool itself: an L1 behind `IIdentityPool`, rendered late so that providers can come in any order.
 * The L2 will not do: it cannot be without a guest role and takes role mappings in its constructor only (docs/adr/0004).
 */
export class CognitoIdentityPool extends Resource implements IIdentityPool {
  public readonly resource: CfnIdentityPool;
  public readonly userPoolLogins: UserPoolLogin[] = [];
  private readonly socialLogins = new Map<string, string>();
  private readonly openIdConnectProviders: IOIDCProviderRef[] = [];
  private guests = false;

  constructor(scope: Construct, id: string, identityPoolName?: string) {
    super(scope, id);
    this.resource = new CfnIdentityPool(this, 'Resource', {
      identityPoolName,
      allowUnauthenticatedIdentities: Lazy.any({ produce: () => this.guests }),
      cognitoIdentityProviders: Lazy.any({
        produce: () => this.userPoolLogins.map(({ providerName, clientId }) => ({ providerName, clientId, serverSideTokenCheck: true })),
      }, { omitEmptyArray: true }),
      supportedLoginProviders: Lazy.any({ produce: () => (this.socialLogins.size > 0 ? Object.fromEntries(this.socialLogins) : undefined) }),
      openIdConnectProviderArns: Lazy.list({ produce: () => this.openIdConnectProviders.map((p) => p.oidcProviderRef.oidcProviderArn) }, { omitEmpty: true }),
    });
  }

  public get identityPoolId(): string {
    return this.resource.ref;
  }

  public get identityPoolArn(): string {
    return Stack.of(this).formatArn({ service: 'cognito-identity', resource: 'identitypool', resourceName: this.identityPoolId });
  }

  public get identityPoolName(): string {
    return this.resource.identityPoolName ?? Names.uniqueId(this);
  }

  public get identityPoolRef(): IdentityPoolReference {
    return this.resource.identityPoolRef;
  }

  public get allowsGuests(): boolean {
    return this.guests;
  }

  public allowGuests(): void {
    this.guests = true;
  }

  public addUserPoolLogin(login: UserPoolLogin): void {
    this.userPoolLogins.push(login);
  }

  /** A login provider that Cognito knows by name, such as accounts.google.com, with the app's id there. */
  public addSocialLogin(providerName: string, appId: string): void {
    if (this.socialLogins.has(providerName)) {
      throw new CognitoPoolsError({
        code: 'duplicate-provider',
        received: `${providerName} is a provider of this identity pool already`,
        fix: 'an identity pool takes one app id for each of these providers: add it once',
      }, this);
    }
    this.socialLogins.set(providerName, appId);
  }

  public addOpenIdConnectProvider(provider: IOIDCProviderRef): void {
    this.openIdConnectProviders.push(provider);
  }
}
