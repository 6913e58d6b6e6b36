import type { IUserPoolIdentityProvider, OAuthScope, UserPoolClient, UserPoolDomain, UserPoolGroup, UserPoolReference, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment, SecretValue } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type {
  AppClientKind, AppClientOptions, MachineToMachineClientOptions, MobileAppClientOptions, SinglePageAppClientOptions, WebAppClientOptions,
} from './app-client/app-client';
import { AppClients } from './app-client/app-clients';
import type { UserPoolEntry } from './app-client/user-pool-registry';
import { registerUserPool } from './app-client/user-pool-registry';
import type { IExtensibleUserPool } from './extensible-user-pool';
import type { UserPoolProvider } from './federation/user-pool-provider';
import { UserPoolProviders } from './federation/user-pool-providers';
import { UserAdministrationGrants } from './grants/user-administration-grants';
import { ManagedLogin } from './managed-login/managed-login';
import type { SignInDomain } from './managed-login/sign-in-domain';
import { createOrRollBack } from './private/create-or-roll-back';
import { inPlace } from './private/errors';
import { requireId } from './private/tokens';
import type { ResourceServerOptions } from './user-pool/resource-servers';
import { ResourceServers } from './user-pool/resource-servers';
import { makeUserImportRole } from './user-pool/user-import-role';
import type { GroupOptions } from './user-pool/user-pool-groups';
import { UserPoolGroups } from './user-pool/user-pool-groups';
import { requireOptions } from './private/types';

/** What a user pool is made of before anything is added to it. */
export interface UserPoolFoundation extends Pick<UserPoolEntry, 'userPool' | 'parts' | 'imported' | 'elsewhere'> {}

/**
 * What can be added to any user pool, one of ours or an imported one, at any time and in any order: app clients, groups,
 * outside providers, domains, APIs with their scopes. It is not exported: nobody can extend it.
 *
 * @internal
 */
export abstract class UserPoolBase extends Construct implements IExtensibleUserPool {
  /**
   * Grants on the users of the pool, for back ends and for groups of administrators.
   */
  public readonly grants: UserAdministrationGrants;

  /** @internal */
  protected readonly _entry: UserPoolEntry;
  private importRole?: Role;

  protected constructor(scope: Construct, id: string, make: (self: Construct) => UserPoolFoundation) {
    super(scope, requireId(scope, id));
    this._entry = entryOf(this, createOrRollBack(scope, id, () => make(this)));
    this.grants = UserAdministrationGrants.fromUserPool(this._entry.userPool);
    registerUserPool(this._entry);
  }

  /**
   * Adds an app client for a single-page application in a browser: public, without a secret. Users sign in by SRP, or by
   * managed login with authorization code and PKCE when `callbackUrls` are given.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  public addSinglePageAppClient(id: string, options: SinglePageAppClientOptions = {}): UserPoolClient {
    return this._addAppClient(id, 'single-page-app', options);
  }

  /**
   * Adds an app client for an app on a phone or a desktop: like that of a single-page application, and callback URLs may have
   * a scheme of the app's own.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  public addMobileAppClient(id: string, options: MobileAppClientOptions = {}): UserPoolClient {
    return this._addAppClient(id, 'mobile-app', options);
  }

  /**
   * Adds an app client for a traditional web application, whose server signs users in: like that of a single-page application,
   * with a secret (`clientSecret`).
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  public addWebAppClient(id: string, options: WebAppClientOptions = {}): UserPoolClient {
    return this._addAppClient(id, 'web-app', options);
  }

  /**
   * Adds an app client for a server that acts on its own behalf, with a secret (`clientSecret`) and the client-credentials
   * grant. It has no users and never gets AWS credentials. The pool needs a domain, where the tokens are issued. AWS charges
   * for each token.
   *
   * @param id name of the client, unique in this pool
   * @param options the scopes it may ask for
   * @returns the L2 app client
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html
   */
  public addMachineToMachineClient(id: string, options: MachineToMachineClientOptions): UserPoolClient {
    return inPlace(this, () => this._entry.clients.addMachineToMachine(id, options));
  }

  /**
   * The secret of an app client, read from the client at deploy time: no custom resource, and the value stands in no
   * template. Do not use `userPoolClientSecret` of the L2 client, which brings both a custom resource and its Lambda function.
   *
   * @param id a client made by `addWebAppClient` or `addMachineToMachineClient`
   * @returns the secret
   * @throws error `no-client-secret`
   */
  public clientSecret(id: string): SecretValue {
    return inPlace(this, () => this._entry.clients.secret(id));
  }

  /**
   * Adds a resource server: an API of your own, with the scopes that app clients may ask for and that access tokens carry.
   *
   * @param id name of the API, unique in this pool
   * @param options its scopes
   * @returns the L2 resource server
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  public addResourceServer(id: string, options: ResourceServerOptions): UserPoolResourceServer {
    requireOptions("'options' of the resource server", options, this);
    return inPlace(this, () => this._entry.resourceServers.add(id, options));
  }

  /**
   * A scope of an API, for `scopes` of an app client.
   *
   * @param resourceServer the id of the API
   * @param scope name of the scope
   * @returns the scope
   * @throws error `unknown-scope`
   */
  public oAuthScope(resourceServer: string, scope: string): OAuthScope {
    return inPlace(this, () => this._entry.resourceServers.require(resourceServer, scope));
  }

  /**
   * Adds an outside provider that users may sign in with. App clients offer it, also those made before.
   *
   * @param provider the provider
   * @returns the L2 provider
   */
  public addProvider(provider: UserPoolProvider): IUserPoolIdentityProvider {
    return inPlace(this, () => this._entry.providers.add(provider));
  }

  /**
   * Adds a domain for the sign-in pages and the OAuth endpoints: one prefix domain and one custom domain at most.
   *
   * @param domain the domain
   * @returns the L2 domain
   */
  public addDomain(domain: SignInDomain): UserPoolDomain {
    return inPlace(this, () => this._entry.login.addDomain(domain));
  }

  /**
   * A group, ranked after those there are unless a precedence is given.
   *
   * @param name name of the group, as it stands in tokens
   * @param options precedence and description
   * @returns the L2 group
   */
  public addGroup(name: string, options: GroupOptions = {}): UserPoolGroup {
    requireOptions("'options' of the group", options, this);
    return inPlace(this, () => this._entry.groups.add(name, options));
  }

  /**
   * The user pool as a reference: pass the pool itself wherever a user pool is asked for by reference.
   */
  public get userPoolRef(): UserPoolReference {
    return this._entry.userPool.userPoolRef;
  }

  /**
   * The id of the user pool: its Region, an underscore and nine characters.
   */
  public get userPoolId(): string {
    return this._entry.userPool.userPoolId;
  }

  /**
   * The ARN of the user pool.
   */
  public get userPoolArn(): string {
    return this._entry.userPool.userPoolArn;
  }

  /**
   * The account and Region of the user pool.
   */
  public get env(): ResourceEnvironment {
    return this._entry.userPool.env;
  }

  /**
   * The names of the groups so far.
   */
  public get groupNames(): string[] {
    return this._entry.groups.names;
  }

  /**
   * The role with which Cognito logs the import of users from a CSV file, as `CloudWatchLogsRoleArn` of an import job. It is made
   * with the first call, and is the same for each further one.
   *
   * @returns the role
   * @throws error `another-account`, `another-region`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html
   */
  public obtainUserImportRole(): Role {
    this.importRole ??= makeUserImportRole(this, this._entry.userPool);
    return this.importRole;
  }

  /** @internal */
  protected _addAppClient(id: string, kind: AppClientKind, options: AppClientOptions): UserPoolClient {
    const { addLogin, elsewhere } = this._entry;
    requireOptions("'options' of the app client", options, this);
    return inPlace(this, () => (elsewhere && addLogin ? addLogin(id, kind, options) : this._entry.clients.addUserSignIn(id, kind, options)));
  }
}

/** What depends on one another in a user pool. A pool that is taken up again shares what is known where it was made. */
function entryOf(scope: Construct, { elsewhere, imported, parts, userPool }: UserPoolFoundation): UserPoolEntry {
  const { attributes, flows, plan, quotas } = parts;
  const groups = new UserPoolGroups(scope, userPool, quotas, elsewhere?.groups);
  const login = new ManagedLogin(scope, { userPool, replicaRegion: parts.replicaRegion }, plan, quotas, elsewhere?.login);
  const providers = elsewhere?.providers ?? new UserPoolProviders(scope, userPool, attributes, parts.ownUsers, quotas);
  const resourceServers = new ResourceServers(scope, userPool, quotas, elsewhere?.resourceServers);
  const clients = new AppClients(scope, userPool, { attributes, flows, plan, quotas, login, providers, resourceServers }, elsewhere?.clients);
  return { scope, userPool, imported, elsewhere, parts, providers, clients, groups, login, resourceServers, addLogin: elsewhere?.addLogin };
}
