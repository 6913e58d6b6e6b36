import type { IOIDCProviderRef } from 'aws-cdk-lib/aws-iam';
import type { CognitoIdentityPool } from './identity-pool';

/**
 * Where the people of an identity pool sign in, other than a user pool of ours.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html
 */
export class IdentityPoolProvider {
  /**
   * Google accounts.
   *
   * @param clientId the OAuth client id of your app at Google, ending in `.apps.googleusercontent.com`
   * @returns the provider
   */
  public static google(clientId: string): IdentityPoolProvider {
    return new IdentityPoolProvider((pool) => pool.addSocialLogin('accounts.google.com', clientId));
  }

  /**
   * Any OpenID Connect provider that IAM knows. Make it with `OidcProviderNative`, which is a plain resource; the older
   * `OpenIdConnectProvider` works too but brings a custom resource and its Lambda function.
   *
   * @param provider the IAM OIDC provider
   * @returns the provider
   */
  public static openIdConnect(provider: IOIDCProviderRef): IdentityPoolProvider {
    return new IdentityPoolProvider((pool) => pool.addOpenIdConnectProvider(provider));
  }

  /** @internal */
  public readonly _addTo: (pool: CognitoIdentityPool) => void;

  private constructor(addTo: (pool: CognitoIdentityPool) => void) {
    this._addTo = addTo;
  }
}
