import type { AttributeMapping, IUserPool, IUserPoolIdentityProvider, UserPoolIdentityProviderProps } from 'aws-cdk-lib/aws-cognito';
import {
  ProviderAttribute, UserPoolIdentityProvider, UserPoolIdentityProviderAmazon, UserPoolIdentityProviderApple, UserPoolIdentityProviderFacebook, UserPoolIdentityProviderGoogle,
  UserPoolIdentityProviderOidc, UserPoolIdentityProviderSaml,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { deferUnknown, refuseListItems } from '../private/tokens';
import { checkEndpoint, checkIdentifiers, checkMetadata, checkOpenId, checkProviderName, checkProviderScopes, requireReference } from './provider-validation';
import type { AppleProviderOptions, FacebookProviderOptions, OpenIdConnectProviderOptions, SamlProviderOptions, SocialProviderOptions, UserPoolProviderOptions } from './user-pool-provider-options';
import { requireOptions } from '../private/types';

/** What Google has: those of OpenID Connect by name, and those of its other APIs by address. */
const GOOGLE_SCOPES = { names: ['openid', 'email', 'profile'], prefix: 'https://' };

/** What Login with Amazon has. */
const AMAZON_SCOPES = { names: ['profile', 'profile:user_id', 'postal_code'] };

/** What Sign in with Apple has. */
const APPLE_SCOPES = { names: ['name', 'email'] };

/** The claim with the e-mail address in SAML assertions of common providers. */
const SAML_EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';

/** What other parts of the pool need to know of a provider. */
interface ProviderTraits {
  readonly identifiers?: string[];
  readonly saml?: boolean;
  /** Whether users may start there, which Cognito takes in app clients with SAML providers alone. */
  readonly idpInitiated?: boolean;
}

/** Makes the L2 provider with what all kinds have in common. */
type Make = (scope: Construct, id: string, common: UserPoolIdentityProviderProps) => IUserPoolIdentityProvider;

/**
 * An outside provider that the users of a user pool may sign in with. Each of them becomes a user of the pool. AWS charges
 * more for each user who signs in with OpenID Connect or SAML than for other users.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export class UserPoolProvider {
  /**
   * Google accounts.
   *
   * @param options the app at Google
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static google(options: SocialProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    const { clientId, clientSecret, scopes = ['openid', 'email', 'profile'] } = options;
    return new UserPoolProvider('Google', options, ProviderAttribute.GOOGLE_EMAIL, (scope, id, common) => new UserPoolIdentityProviderGoogle(scope, id, {
      ...common, clientId, clientSecretValue: requireReference(scope, clientSecret), scopes: checkProviderScopes(scope, 'Google', scopes, GOOGLE_SCOPES),
    }));
  }

  /**
   * Facebook accounts.
   *
   * @param options the app at Facebook
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static facebook(options: FacebookProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    const { clientId, clientSecret, apiVersion, scopes = ['public_profile', 'email'] } = options;
    return new UserPoolProvider('Facebook', options, ProviderAttribute.FACEBOOK_EMAIL, (scope, id, common) => new UserPoolIdentityProviderFacebook(scope, id, {
      ...common, clientId, clientSecret: requireReference(scope, clientSecret).unsafeUnwrap(), apiVersion, scopes: checkProviderScopes(scope, 'Facebook', scopes),
    }));
  }

  /**
   * Amazon accounts (Login with Amazon).
   *
   * @param options the app at Amazon
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static amazon(options: SocialProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    const { clientId, clientSecret, scopes = ['profile'] } = options;
    return new UserPoolProvider('LoginWithAmazon', options, ProviderAttribute.AMAZON_EMAIL, (scope, id, common) => new UserPoolIdentityProviderAmazon(scope, id, {
      ...common, clientId, clientSecret: requireReference(scope, clientSecret).unsafeUnwrap(), scopes: checkProviderScopes(scope, 'LoginWithAmazon', scopes, AMAZON_SCOPES),
    }));
  }

  /**
   * Apple accounts (Sign in with Apple).
   *
   * @param options the service at Apple
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static apple(options: AppleProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    const { clientId, teamId, keyId, privateKey, scopes = ['name', 'email'] } = options;
    return new UserPoolProvider('SignInWithApple', options, ProviderAttribute.APPLE_EMAIL, (scope, id, common) => new UserPoolIdentityProviderApple(scope, id, {
      ...common, clientId, teamId, keyId, privateKeyValue: requireReference(scope, privateKey), scopes: checkProviderScopes(scope, 'SignInWithApple', scopes, APPLE_SCOPES),
    }));
  }

  /**
   * Any OpenID Connect provider. A pool may have several.
   *
   * @param name name of the provider in this pool, 3 to 32 characters, shown at sign-in and part of user names
   * @param options the client at the provider
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static openIdConnect(name: string, options: OpenIdConnectProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    const { clientSecret, scopes = ['openid', 'email'], identifiers } = options;
    return new UserPoolProvider(name, options, ProviderAttribute.other('email'), (scope, id, common) => {
      checkProviderName(scope, name);
      checkIdentifiers(scope, name, identifiers);
      checkEndpoint(scope, 'issuerUrl', options.issuerUrl);
      for (const [endpoint, url] of Object.entries(options.endpoints ?? {})) checkEndpoint(scope, endpoint, url as string);
      return new UserPoolIdentityProviderOidc(scope, id, { ...options, ...common, name: deferUnknown(name), clientSecret: requireReference(scope, clientSecret).unsafeUnwrap(), scopes: checkOpenId(scope, name, scopes) });
    }, { identifiers });
  }

  /**
   * Any SAML 2.0 provider. A pool may have several.
   *
   * @param name name of the provider in this pool, 3 to 32 characters, shown at sign-in and part of user names
   * @param options its metadata
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static saml(name: string, options: SamlProviderOptions): UserPoolProvider {
    requireOptions("'options' of the provider", options);
    return new UserPoolProvider(name, options, ProviderAttribute.other(SAML_EMAIL), (scope, id, common) => {
      checkProviderName(scope, name);
      checkIdentifiers(scope, name, options.identifiers);
      checkMetadata(scope, options.metadata);
      return new UserPoolIdentityProviderSaml(scope, id, { ...options, ...common, name: deferUnknown(name) });
    }, { identifiers: options.identifiers, saml: true, idpInitiated: options.idpInitiated });
  }

  /**
   * A provider that the user pool has already, for `providers` of `UserPoolOnly.fromUserPool`. What it maps is not known.
   *
   * @param name its name in the pool: `Google`, `Facebook`, `LoginWithAmazon`, `SignInWithApple`, or that of an OpenID Connect or SAML provider
   * @returns the provider, for `providers` of a user pool and `identityProviders` of an app client
   */
  public static fromProviderName(name: string): UserPoolProvider {
    return new UserPoolProvider(name, {}, undefined, (scope, id) => UserPoolIdentityProvider.fromProviderName(scope, id, name));
  }

  /**
   * The name of the provider in the pool.
   */
  public readonly name: string;

  /** @internal */
  public readonly _mapping: AttributeMapping;
  /** @internal */
  public readonly _traits: ProviderTraits;
  private readonly make: Make;

  private constructor(name: string, private readonly options: UserPoolProviderOptions, email: ProviderAttribute | undefined, make: Make, traits: ProviderTraits = {}) {
    this.name = name;
    this._mapping = { ...(email && { email }), ...options.attributeMapping };
    this.make = make;
    this._traits = traits;
  }

  /** @internal */
  public _addTo(scope: Construct, id: string, userPool: IUserPool, attributeMapping: AttributeMapping): IUserPoolIdentityProvider {
    refuseListItems(this.options);
    return this.make(scope, id, { userPool, attributeMapping });
  }
}
