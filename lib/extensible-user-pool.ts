import type { IUserPoolIdentityProvider, IUserPoolRef, OAuthScope, UserPoolClient, UserPoolDomain, UserPoolGroup, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { SecretValue } from 'aws-cdk-lib/core';
import type { MachineToMachineClientOptions, MobileAppClientOptions, SinglePageAppClientOptions, WebAppClientOptions } from './app-client/app-client';
import type { UserPoolProvider } from './federation/user-pool-provider';
import type { UserAdministrationGrants } from './grants/user-administration-grants';
import type { SignInDomain } from './managed-login/sign-in-domain';
import type { ResourceServerOptions } from './user-pool/resource-servers';
import type { GroupOptions } from './user-pool/user-pool-groups';

/**
 * A user pool that can be added to, wherever it was made: a `UserPoolOnly`, a `UserPoolPlusIdentityPool`, and what
 * `UserPoolOnly.fromUserPool` returns. Use it as the type of what takes any of them.
 */
export interface IExtensibleUserPool extends IUserPoolRef {
  /** The id of the user pool: its Region, an underscore and nine characters. */
  readonly userPoolId: string;

  /** The ARN of the user pool. */
  readonly userPoolArn: string;

  /** The names of the groups so far. */
  readonly groupNames: string[];

  /** Grants on the users of the pool, for back ends and for groups of administrators. */
  readonly grants: UserAdministrationGrants;

  /**
   * Adds an app client for a single-page application in a browser, without a secret.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  addSinglePageAppClient(id: string, options?: SinglePageAppClientOptions): UserPoolClient;

  /**
   * Adds an app client for an app on a phone or a desktop, without a secret.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  addMobileAppClient(id: string, options?: MobileAppClientOptions): UserPoolClient;

  /**
   * Adds an app client for a traditional web application, with a secret.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  addWebAppClient(id: string, options?: WebAppClientOptions): UserPoolClient;

  /**
   * Adds an app client for a server that acts on its own behalf, with a secret.
   *
   * @param id name of the client, unique in this pool
   * @param options the scopes it may ask for
   * @returns the L2 app client
   */
  addMachineToMachineClient(id: string, options: MachineToMachineClientOptions): UserPoolClient;

  /**
   * The secret of an app client, read from the client at deploy time.
   *
   * @param id a client made by `addWebAppClient` or `addMachineToMachineClient`
   * @returns the secret
   */
  clientSecret(id: string): SecretValue;

  /**
   * Adds a resource server: an API of your own, with the scopes that app clients may ask for.
   *
   * @param id name of the API, unique in this pool
   * @param options its scopes
   * @returns the L2 resource server
   */
  addResourceServer(id: string, options: ResourceServerOptions): UserPoolResourceServer;

  /**
   * A scope of an API, for `scopes` of an app client.
   *
   * @param resourceServer the id of the API
   * @param scope name of the scope
   * @returns the scope
   */
  oAuthScope(resourceServer: string, scope: string): OAuthScope;

  /**
   * Adds an outside provider that users may sign in with.
   *
   * @param provider the provider
   * @returns the L2 provider
   */
  addProvider(provider: UserPoolProvider): IUserPoolIdentityProvider;

  /**
   * Adds a domain for the sign-in pages and the OAuth endpoints.
   *
   * @param domain the domain
   * @returns the L2 domain
   */
  addDomain(domain: SignInDomain): UserPoolDomain;

  /**
   * Adds a group, ranked after those there are unless a precedence is given.
   *
   * @param name name of the group, as it stands in tokens
   * @param options precedence and description
   * @returns the L2 group
   */
  addGroup(name: string, options?: GroupOptions): UserPoolGroup;

  /**
   * The role with which Cognito logs the import of users, made with the first call.
   *
   * @returns the role
   */
  obtainUserImportRole(): Role;
}
