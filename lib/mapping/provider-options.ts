import type { TokenClaim } from './token-claim';

/** How an identity pool takes the people of a provider. */
export interface ProviderOptions {
  /**
   * Session tags by name, and the claims that they are taken from. IAM policies see them as `aws:PrincipalTag/<name>`.
   * `addSessionTag` adds more at any time.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
   */
  readonly sessionTags?: { readonly [tag: string]: TokenClaim };

  /**
   * Whether Cognito's own mapping is used: the session tag `username` from the user's id at the provider, `client` from the app
   * client. It takes the place of `sessionTags`; for OpenID Connect `{ username: TokenClaim.sub(), client: TokenClaim.clientId() }`
   * is the same with room for more.
   *
   * @default false
   */
  readonly defaultSessionTags?: boolean;

  /**
   * Whether people of this provider whom no rule matches get the role of everybody signed in. It counts only where there are
   * rules; without any they all get that role.
   *
   * @default false - whom no rule matches is refused
   */
  readonly allowUnmatched?: boolean;
}
