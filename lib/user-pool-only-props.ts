import type { UserPoolProvider } from './federation/user-pool-provider';
import type { SignInDomain } from './managed-login/sign-in-domain';
import type { UserPoolOptions } from './user-pool/user-pool-options';
import type { UserPoolTrigger } from './user-pool/user-pool-trigger';

/** Properties for `UserPoolOnly`. */
export interface UserPoolOnlyProps extends UserPoolOptions {
  /**
   * Outside providers that users may sign in with: Google, Facebook, Amazon, Apple, OpenID Connect, SAML. `addProvider` adds
   * more at any time.
   *
   * @default - none
   */
  readonly providers?: UserPoolProvider[];

  /**
   * The domain of the sign-in pages. `addDomain` adds one later.
   *
   * @default - no pages: apps have their own and use the Cognito API
   */
  readonly domain?: SignInDomain;

  /**
   * Lambda functions that Cognito calls at steps of sign-up and sign-in. `addTrigger` adds more at any time.
   *
   * @default - none
   */
  readonly triggers?: UserPoolTrigger[];
}
