import type { AttributeMapping, OidcAttributeRequestMethod, OidcEndpoints, SigningAlgorithm, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';

/** Options of outside providers of all kinds. */
export interface UserPoolProviderOptions {
  /**
   * The attributes of the user that are taken from claims of the provider, at every sign-in. Custom attributes are named as in
   * `customAttributes`. A server-only attribute cannot be mapped, since app clients must be able to write what is mapped.
   *
   * @default - the e-mail address; what you set is added to it
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
   */
  readonly attributeMapping?: AttributeMapping;
}

/** An app registered with a social provider. */
export interface SocialProviderOptions extends UserPoolProviderOptions {
  /**
   * The id of your app at the provider.
   */
  readonly clientId: string;

  /**
   * The secret of your app at the provider: `SecretValue.secretsManager(…)`. Plain text is refused, it would stand in the template.
   */
  readonly clientSecret: SecretValue;

  /**
   * The scopes that the app asks the provider for.
   *
   * @default - the profile with the e-mail address
   */
  readonly scopes?: string[];
}

/** An app registered with Facebook. */
export interface FacebookProviderOptions extends SocialProviderOptions {
  /**
   * The version of the Facebook API.
   *
   * @default - chosen by Cognito
   */
  readonly apiVersion?: string;
}

/** A service registered with Apple. */
export interface AppleProviderOptions extends UserPoolProviderOptions {
  /**
   * The services id at Apple.
   */
  readonly clientId: string;

  /**
   * The team id at Apple.
   */
  readonly teamId: string;

  /**
   * The id of the private key at Apple.
   */
  readonly keyId: string;

  /**
   * The private key: `SecretValue.secretsManager(…)`. Plain text is refused, it would stand in the template.
   */
  readonly privateKey: SecretValue;

  /**
   * The scopes that the app asks the provider for.
   *
   * @default - name and e-mail address
   */
  readonly scopes?: string[];
}

/** A client registered with an OpenID Connect provider. */
export interface OpenIdConnectProviderOptions extends UserPoolProviderOptions {
  /**
   * The client id at the provider.
   */
  readonly clientId: string;

  /**
   * The client secret at the provider: `SecretValue.secretsManager(…)`. Plain text is refused, it would stand in the template.
   */
  readonly clientSecret: SecretValue;

  /**
   * The issuer, an https URL without a slash at its end.
   */
  readonly issuerUrl: string;

  /**
   * The scopes that the app asks the provider for.
   *
   * @default - `openid` and `email`
   */
  readonly scopes?: string[];

  /**
   * E-mail domains whose users are sent to this provider, 50 at most, and each to one provider of the pool.
   *
   * @default - none
   */
  readonly identifiers?: string[];

  /**
   * The method by which Cognito asks the provider for the user's attributes.
   *
   * @default OidcAttributeRequestMethod.GET
   */
  readonly attributeRequestMethod?: OidcAttributeRequestMethod;

  /**
   * The addresses of the provider, where its discovery document does not tell them.
   *
   * @default - from the discovery document of the issuer
   */
  readonly endpoints?: OidcEndpoints;
}

/** A SAML identity provider. */
export interface SamlProviderOptions extends UserPoolProviderOptions {
  /**
   * The provider's metadata: `UserPoolIdentityProviderSamlMetadata.url(…)`, which Cognito reads anew now and then, or `.file(…)` with its content.
   */
  readonly metadata: UserPoolIdentityProviderSamlMetadata;

  /**
   * E-mail domains whose users are sent to this provider, 50 at most, and each to one provider of the pool.
   *
   * @default - none
   */
  readonly identifiers?: string[];

  /**
   * Whether signing out here signs out at the provider too.
   *
   * @default false
   */
  readonly idpSignout?: boolean;

  /**
   * Whether the provider must encrypt its assertions, with the certificate of the pool.
   *
   * @default false
   */
  readonly encryptedResponses?: boolean;

  /**
   * The algorithm with which Cognito signs its requests.
   *
   * @default - not signed
   */
  readonly requestSigningAlgorithm?: SigningAlgorithm;

  /**
   * Whether users may start at the provider instead of at the app. AWS advises against it where the app can start. App clients
   * offer such a provider only when they name it, and then no other than SAML providers.
   *
   * @default false
   */
  readonly idpInitiated?: boolean;
}
