import type { TokenClaim } from './token-claim';

/** Options of an identity provider of an identity pool. */
export interface IdentityPoolProviderOptions {
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
   * Whether users of this provider that no rule matches get the role of `authenticated`. It counts only where there are rules;
   * without any they all get that role.
   *
   * @default false - users that no rule matches are refused
   */
  readonly resolveAmbiguousRoles?: boolean;
}
