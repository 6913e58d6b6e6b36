import type { IUserPool, IUserPoolClientRef } from 'aws-cdk-lib/aws-cognito';
import type { IOIDCProviderRef, ISAMLProviderRef } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Environment } from '../private/environment';
import { environmentOf, requireNearby } from '../private/environment';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { providerNameOf } from '../private/user-pool-environment';
import { isKnown, requireLiteral } from '../private/tokens';
import { requireList, requireObject } from '../private/types';
import type { AttributeCatalog } from '../user-pool/attribute-catalog';

/** A claim that the tokens of all users of a provider have, and nobody else's in its place. */
export interface CommonClaim {
  /** Name of the claim. */
  readonly claim: string;
  /** How a rule compares it. */
  readonly matchType: 'Equals' | 'StartsWith';
  /** With what. */
  readonly value: string;
}

/** An app client whose ID tokens the identity pool takes. */
export interface UserPoolLogin {
  /** Name of the app client, unique in its pool. */
  readonly id: string;
  /** Its id. */
  readonly clientId: string;
}

/** What each kind of provider is to the identity pool: which of its properties names it, and how roles and tags refer to it. */
export interface ProviderDescription {
  /** As the project's records and messages call it; unique in an identity pool. */
  readonly name: string;
  /** Which property of the identity pool names it. */
  readonly kind: 'social' | 'openIdConnect' | 'saml' | 'userPool' | 'developer';
  /** As role mappings and principal tags name it, for user pools without the app client. */
  readonly identityProvider: string;
  /** The app's id at a provider that Cognito knows by name. */
  readonly appId?: string;
  /** Of a user pool: itself. */
  readonly userPool?: IUserPool;
  /** Of a user pool: the app clients, as they are when the template is written. */
  readonly clients?: UserPoolLogin[];
  /** Of our own user pool: which attributes users can write. */
  readonly attributes?: AttributeCatalog;
  /** The entry of the `amr` claim, where AWS documents it: elsewhere no trust policy can rest on it. */
  readonly authenticationMethod?: string;
  /** Left out where no claim is documented that all have. */
  readonly everybody?: CommonClaim;
  /** Of a provider of IAM: where it is. */
  readonly environment?: Environment;
}

/**
 * An identity provider of an identity pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html
 */
export class IdentityPoolProvider {
  /**
   * Google accounts.
   *
   * @param clientId the OAuth client id of your app at Google, ending in `.apps.googleusercontent.com`
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/google.html
   */
  public static google(clientId: string): IdentityPoolProvider {
    return IdentityPoolProvider.social('accounts.google.com', clientId);
  }

  /**
   * Facebook accounts.
   *
   * @param appId the id of your app at Meta, a number
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/facebook.html
   */
  public static facebook(appId: string): IdentityPoolProvider {
    return IdentityPoolProvider.social('graph.facebook.com', appId);
  }

  /**
   * Amazon accounts, by Login with Amazon.
   *
   * @param appId the id of your app there, beginning with `amzn1.application-oa2-client.`
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon.html
   */
  public static amazon(appId: string): IdentityPoolProvider {
    return IdentityPoolProvider.social('www.amazon.com', appId);
  }

  /**
   * Apple accounts, by Sign in with Apple.
   *
   * @param servicesId the services id of your web app or the bundle id of your app
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/apple.html
   */
  public static apple(servicesId: string): IdentityPoolProvider {
    return IdentityPoolProvider.social('appleid.apple.com', servicesId);
  }

  /**
   * Any OpenID Connect provider that IAM knows: Auth0, Okta and the like. Make it with `OidcProviderNative`, which is a plain
   * resource; the older `OpenIdConnectProvider` works too but brings a custom resource and its Lambda function.
   *
   * @param provider the IAM OIDC provider, of the account of the identity pool; its construct id is its name in this library
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html
   */
  public static openIdConnect(provider: IOIDCProviderRef): IdentityPoolProvider {
    requireObject('the provider', provider, 'oidcProviderRef', 'an OidcProviderNative, or what refers to one');
    return new IdentityPoolProvider({
      kind: 'openIdConnect',
      name: provider.node.id,
      identityProvider: provider.oidcProviderRef.oidcProviderArn,
      environment: environmentOf(provider, provider.oidcProviderRef.oidcProviderArn),
      everybody: { claim: 'iss', matchType: 'StartsWith', value: 'https://' },
    });
  }

  /**
   * A corporate directory that signs users in with SAML 2.0.
   *
   * @param provider the IAM SAML provider, of the account of the identity pool; its construct id is its name in this library
   * @returns the provider, for `providers` of an identity pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html
   */
  public static saml(provider: ISAMLProviderRef): IdentityPoolProvider {
    requireObject('the provider', provider, 'samlProviderRef', 'a SamlProvider of IAM, or what refers to one');
    const { samlProviderArn } = provider.samlProviderRef;
    return new IdentityPoolProvider({ kind: 'saml', name: provider.node.id, identityProvider: samlProviderArn, environment: environmentOf(provider, samlProviderArn) });
  }

  /**
   * A user pool that was made elsewhere. Tokens are checked with it at each use, so that users who were signed out get no
   * credentials.
   *
   * @param userPool the user pool, also of another Region, which its id states; its construct id is its name in this library, or that of the `UserPoolOnly` around it
   * @param clients the app clients whose ID tokens are taken, at least one
   * @returns the provider, for `providers` of an identity pool
   * @throws error `client-required`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html
   */
  public static userPool(userPool: IUserPool, clients: IUserPoolClientRef[]): IdentityPoolProvider {
    requireObject('the user pool', userPool, 'userPoolId', 'a user pool of the CDK');
    requireList("'clients'", clients, userPool);
    for (const client of clients) requireObject('an app client', client, 'userPoolClientRef', 'an app client of the user pool, or what refers to one', userPool);
    if (clients.length === 0) {
      throw new CognitoPoolsError({
        code: 'client-required',
        received: `user pool ${userPool.node.path} without an app client`,
        fix: 'name the app clients whose tokens the identity pool should take',
      }, userPool);
    }
    const logins = clients.map((client) => ({ id: `${nameOf(userPool)}-${client.node.id}`, clientId: client.userPoolClientRef.clientId }));
    return new IdentityPoolProvider(userPoolDescription(userPool, logins));
  }

  /**
   * Your own server, which signs users in and asks Cognito for their tokens (developer-authenticated identities).
   *
   * Users signed in this way get the role of `authenticated`: Cognito maps no roles for such tokens, and takes session
   * tags from the server's request rather than from claims.
   *
   * @param developerProviderName the name that your server uses, such as `login.example.app`: letters, digits, `.`, `_`, `-`. Cognito never lets it change.
   * @returns the provider, for `providers` of an identity pool
   * @throws error `developer-provider-name`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
   */
  public static developer(developerProviderName: string): IdentityPoolProvider {
    const name = requireLiteral('the developer provider name', developerProviderName);
    if (!conformsTo('cognito-identity:DeveloperProviderName', name)) {
      throw new CognitoPoolsError({
        code: 'developer-provider-name',
        received: `developer provider ${shown(name)}`,
        fix: "name it in 1 to 128 letters, digits, '.', '_' and '-'",
      });
    }
    return new IdentityPoolProvider({ kind: 'developer', name, identityProvider: name });
  }

  /** @internal */
  public static _ownUserPool(userPool: IUserPool, logins: () => UserPoolLogin[], attributes: AttributeCatalog): IdentityPoolProvider {
    return new IdentityPoolProvider({ ...userPoolDescription(userPool, []), name: 'Users', attributes, get clients() { return logins(); } });
  }

  private static social(name: string, appId: string): IdentityPoolProvider {
    if (isKnown(appId) && (!conformsTo('cognito-identity:IdentityProviderId', appId) || appId.includes(';'))) {
      throw new CognitoPoolsError({
        code: 'app-id',
        received: `the app id ${shown(appId)} for ${name}`,
        fix: 'write the one id under which the provider knows your app, in 1 to 128 letters, digits and the signs . _ / -',
      });
    }
    return new IdentityPoolProvider({
      kind: 'social', name, identityProvider: name, appId, authenticationMethod: name, everybody: { claim: 'aud', matchType: 'Equals', value: appId },
    });
  }

  /** @internal */
  public readonly _description: ProviderDescription;

  private constructor(description: ProviderDescription) {
    this._description = description;
  }
}

/** All pools of this library are called alike within their construct. */
function nameOf({ node }: IUserPool): string {
  const { scope } = node;
  return node.id === 'UserPool' && scope !== undefined && !Stack.isStack(scope) ? scope.node.id : node.id;
}

function userPoolDescription(userPool: IUserPool, clients: UserPoolLogin[]): ProviderDescription {
  const providerName = providerNameOf(userPool);
  return {
    kind: 'userPool',
    name: nameOf(userPool),
    identityProvider: providerName,
    userPool,
    clients,
    everybody: { claim: 'iss', matchType: 'Equals', value: `https://${providerName}` },
  };
}

/** The providers of one identity pool, each once. */
export class IdentityPoolProviders {
  private readonly all: ProviderDescription[] = [];

  constructor(private readonly scope: IConstruct) {}

  public get descriptions(): ProviderDescription[] {
    return [...this.all];
  }

  public ofKind(kind: ProviderDescription['kind']): ProviderDescription[] {
    return this.all.filter((description) => description.kind === kind);
  }

  public add(provider: IdentityPoolProvider): void {
    const { _description: added } = provider;
    const clash = this.all.find((other) => other.name === added.name || other.identityProvider === added.identityProvider
      || (added.kind === 'developer' && other.kind === 'developer'));
    if (clash) {
      throw new CognitoPoolsError({
        code: 'duplicate-provider',
        received: `'${added.name}' beside '${clash.name}', a provider of this identity pool already`,
        fix: 'an identity pool takes each provider once, with one app id, and one developer provider: give different providers different construct ids',
      }, this.scope);
    }
    if (added.environment) {
      requireNearby(this.scope, {
        what: `the IAM provider '${added.name}'`,
        environment: added.environment,
        with: 'the identity pool',
        fix: 'make the provider in the account of the identity pool: Cognito takes those of IAM in its own account only',
        same: ['account'],
      });
    }
    this.all.push(added);
  }

  /** The user pool whose groups are meant: the only one, or that which is named. */
  public requireUserPool(scope: IConstruct, isWanted?: (userPool: IUserPool) => boolean): ProviderDescription & { readonly userPool: IUserPool } {
    const pools = this.ofKind('userPool').filter((description): description is ProviderDescription & { readonly userPool: IUserPool } => description.userPool !== undefined);
    const wanted = isWanted ? pools.filter(({ userPool }) => isWanted(userPool)) : pools;
    if (wanted.length === 1) return wanted[0];
    const names = pools.map(({ userPool }) => userPool.node.path).join(', ') || 'none';
    throw new CognitoPoolsError({
      code: 'group-user-pool',
      received: isWanted ? `the user pool that is named is not among the providers of this identity pool (${names})` : `a group of which user pool? This identity pool has ${pools.length} (${names})`,
      fix: "add the user pool with IdentityPoolProvider.userPool(…), and name it with { userPool } where there are several",
    }, scope);
  }

  public require(scope: IConstruct, provider: IdentityPoolProvider): ProviderDescription {
    requireProvider(provider, scope);
    const { _description: wanted } = provider;
    if (!this.all.includes(wanted)) {
      throw new CognitoPoolsError({
        code: 'unknown-provider',
        received: `'${wanted.name}' is not among the providers of this identity pool (${this.all.map(({ name }) => name).join(', ') || 'none'})`,
        fix: 'add it to the identity pool first, and pass the same object here',
      }, scope);
    }
    return wanted;
  }
}

/** Refuses what is no provider of an identity pool. */
export function requireProvider(provider: IdentityPoolProvider, scope?: IConstruct): void {
  requireObject('the provider of an identity pool', provider, '_description', 'IdentityPoolProvider.google(…) or another of its methods, or auth.users', scope);
}
