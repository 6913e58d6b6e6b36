import type { CfnUserPool, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { MachineClientOptions, SignInClientKind, SignInClientOptions } from './identities/app-client';
import { machineClient, signInClient } from './identities/app-client';
import { AttributeCatalog } from './identities/attribute-catalog';
import type { GroupOptions } from './identities/user-pool-groups';
import { UserPoolGroups } from './identities/user-pool-groups';
import type { UserPoolSettings } from './identities/user-pool-settings';
import { userPoolProps } from './identities/user-pool-settings';
import { CognitoPoolsError } from './private/errors';
import { recordIntent } from './private/intent';
import { whole } from './private/whole';
import { AccessProof } from './proof/access-proof';

/** Properties for `UserPoolOnly`. */
export interface UserPoolOnlyProps extends UserPoolSettings {}

/**
 * Sign-in and JSON Web Tokens for your own APIs: a user pool with its app clients and groups, and no AWS credentials.
 *
 * Safe when nothing is set: administrators create the users, passwords have at least 12 characters, people may set up an
 * authenticator app, custom attributes are server-only, and the pool is retained and protected from deletion.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPoolOnly extends Construct {
  /**
   * The L2 user pool underneath.
   */
  public readonly userPool: UserPool;

  /** @internal */
  protected readonly _groups: UserPoolGroups;
  /** @internal */
  protected readonly _attributes: AttributeCatalog;
  private readonly clients = new Map<string, UserPoolClient>();

  /**
   * @param scope where the pool belongs
   * @param id name among its siblings; part of the logical ids, so renaming it would replace the pool
   * @param props all optional
   */
  constructor(scope: Construct, id: string, props: UserPoolOnlyProps = {}) {
    super(scope, id);
    this._attributes = whole(scope, id, () => new AttributeCatalog(this, props.attributes, props.standardAttributes));
    this.userPool = whole(scope, id, () => new UserPool(this, 'UserPool', userPoolProps(this, props, this._attributes)));
    this._groups = new UserPoolGroups(this, this.userPool);
    whole(scope, id, () => props.groups?.forEach((group) => this._groups.add(group)));

    const { serverOnly } = this._attributes;
    recordIntent(this.userPool.node.defaultChild as CfnUserPool, () => (serverOnly.length > 0 ? { serverOnly } : undefined));
    AccessProof._register(this);
  }

  /**
   * An app client for a web page or a single-page app in a browser: public, no secret. People sign in by SRP, or by managed
   * login with authorization code and PKCE when `callbackUrls` are given.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  public addWebClient(id: string, options: SignInClientOptions = {}): UserPoolClient {
    return this._addSignInClient(id, 'web', options);
  }

  /**
   * An app client for an app on a phone or a desktop: as a web client, and callback URLs may have a scheme of the app's own.
   *
   * @param id name of the client, unique in this pool
   * @param options callback URLs, token lifetimes, write permissions
   * @returns the L2 app client
   */
  public addMobileClient(id: string, options: SignInClientOptions = {}): UserPoolClient {
    return this._addSignInClient(id, 'mobile', options);
  }

  /**
   * An app client for a server that acts on its own behalf, with a secret and the client-credentials grant. It has no users
   * and never gets AWS credentials.
   *
   * @param id name of the client, unique in this pool
   * @param options the scopes it may ask for
   * @returns the L2 app client
   */
  public addMachineClient(id: string, options: MachineClientOptions): UserPoolClient {
    return this.addClient(id, () => new UserPoolClient(this, `${id}Client`, {
      userPool: this.userPool,
      ...machineClient(this, id, options, this._attributes),
    }));
  }

  /**
   * A group, ranked after those there are unless a precedence is given.
   *
   * @param name name of the group, as it stands in tokens
   * @param options precedence and description
   * @returns the L1 group
   */
  public addGroup(name: string, options: GroupOptions = {}): CfnUserPoolGroup {
    return this._groups.add(name, options);
  }

  /**
   * The names of the groups so far.
   */
  public get groupNames(): string[] {
    return this._groups.names;
  }

  /** @internal */
  protected _addSignInClient(id: string, kind: SignInClientKind, options: SignInClientOptions): UserPoolClient {
    return this.addClient(id, () => new UserPoolClient(this, `${id}Client`, {
      userPool: this.userPool,
      ...signInClient(this, id, kind, options, this._attributes),
    }));
  }

  private addClient(id: string, make: () => UserPoolClient): UserPoolClient {
    if (this.clients.has(id)) {
      throw new CognitoPoolsError({ code: 'duplicate-client', received: `app client '${id}' is there already`, fix: 'give each app client an id of its own' }, this);
    }
    const client = whole(this, `${id}Client`, make);
    this.clients.set(id, client);
    return client;
  }
}
