import type { CfnUserPoolClient, IUserPool, OAuthScope, UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { UserPoolProvider } from '../federation/user-pool-provider';
import type { UserPoolProviders } from '../federation/user-pool-providers';
import type { ManagedLogin } from '../managed-login/managed-login';
import { createOrRollBack } from '../private/create-or-roll-back';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, reported, shown } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { requireLiteral } from '../private/tokens';
import { requirePoolNearby } from '../private/user-pool-environment';
import { correction, nearest } from '../text/nearest';
import type { AuthFlows } from '../sign-in/auth-flows';
import type { AttributeCatalog } from '../user-pool/attribute-catalog';
import type { FeaturePlanResolver } from '../user-pool/feature-plan-resolver';
import type { ResourceServers } from '../user-pool/resource-servers';
import type { QuotaCheck } from '../user-pool/user-pool-quotas';
import type { AppClientKind, AppClientOptions, MachineToMachineClientOptions } from './app-client';
import { appClientProperties, machineToMachineClientProperties } from './app-client-properties';
import { SecretReadingClient } from './secret-reading-client';
import { watchAppClients } from './unknown-app-clients';
import { requireOptions, requireText } from '../private/types';

/** The parts of a user pool that its app clients depend on, and that may be added to after them. */
export interface AppClientDependencies {
  readonly attributes: AttributeCatalog;
  readonly flows: AuthFlows;
  readonly login: ManagedLogin;
  readonly plan: FeaturePlanResolver;
  readonly providers: UserPoolProviders;
  readonly quotas: QuotaCheck;
  readonly resourceServers: ResourceServers;
}

/** The app clients of one user pool. What follows from attributes, providers and triggers is rendered late. */
export class AppClients {
  private readonly clients = new Map<string, UserPoolClient>();
  private readonly withSecret = new Set<string>();
  private readonly ids: Set<string>;
  /** Those that were made wherever the pool is taken up. */
  private readonly everywhere: Set<UserPoolClient>;
  private readonly domainUsers: string[];

  /** With `elsewhere` the pool is taken up again: its app clients are known here, and what is added here is not known there. */
  constructor(private readonly scope: Construct, private readonly userPool: IUserPool, private readonly dependencies: AppClientDependencies, private readonly elsewhere?: AppClients) {
    this.ids = elsewhere?.ids ?? new Set();
    this.domainUsers = elsewhere?.domainUsers ?? [];
    this.everywhere = elsewhere?.everywhere ?? new Set();
    const resource = userPool.node.defaultChild;
    if (!elsewhere && resource) watchAppClients(scope, resource, () => [...this.everywhere, ...this.ofL2.values()]);
  }

  public addUserSignIn(id: string, kind: AppClientKind, options: AppClientOptions): UserPoolClient {
    const { attributes, flows, login, plan, providers } = this.dependencies;
    const resource = this.add(id, kind === 'web-app', () => {
      for (const permissions of [options.readAttributes, options.writeAttributes]) if (permissions !== undefined) attributes.checkNames(permissions);
      const issue = options.writeAttributes && attributes.writeIssue(id, options.writeAttributes);
      if (issue) throw new CognitoPoolsError(issue, this.scope);
      providers.requireProviders(id, options.identityProviders);
      const properties = appClientProperties(this.scope, id, kind, options);
      login.check(id, options);
      if (options.refreshTokenRotationGracePeriod) plan.require(FeaturePlan.ESSENTIALS, 'rotation of refresh tokens');
      return properties;
    });
    resource.explicitAuthFlows = Lazy.list({ produce: () => flows.forClient(options.refreshTokenRotationGracePeriod !== undefined, providers.offersOwnUsers(options.identityProviders)) });
    resource.supportedIdentityProviders = Lazy.list({ produce: () => providers.supported(options.identityProviders) });
    if (!options.writeAttributes) resource.writeAttributes = Lazy.list({ produce: () => attributes.clientWritable });
    this.scope.node.addValidation({ validate: () => this.issues(id, options).map((late) => reported(late, this.scope)) });
    login.addClient(id, resource, options);
    if (options.callbackUrls) this.domainUsers.push(`app client '${id}' with 'callbackUrls'`);
    this.renderScopes(resource, options.scopes);
    return this.clients.get(id) as UserPoolClient;
  }

  /** What leads to the domain of the pool, in words. */
  public get leadingToDomain(): string[] {
    return [...this.domainUsers];
  }

  public addMachineToMachine(id: string, options: MachineToMachineClientOptions): UserPoolClient {
    requireOptions("'options' of the app client", options, this.scope);
    const resource = this.add(id, true, () => machineToMachineClientProperties(this.scope, id, options));
    resource.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
    resource.writeAttributes = Lazy.list({ produce: () => this.dependencies.attributes.clientWritable });
    this.domainUsers.push(`machine-to-machine client '${id}'`);
    this.renderScopes(resource, options.scopes);
    this.scope.node.addValidation({ validate: () => this.dependencies.resourceServers.unknownScopes(options.scopes).map((late) => reported(late, this.scope)) });
    return this.clients.get(id) as UserPoolClient;
  }

  /** The app clients so far, by id; those that were added to the L2 pool, too. */
  public get all(): ReadonlyMap<string, UserPoolClient> {
    return new Map([...this.made, ...this.ofL2]);
  }

  /** The app clients that were added to the L2 pool (`userPool.addClient`), by an id that none of the others has. */
  public get ofL2(): ReadonlyMap<string, UserPoolClient> {
    const { made } = this;
    const clients = this.userPool.node.children.filter((child) => child instanceof UserPoolClient);
    return new Map(clients.map((client) => [made.has(client.node.id) ? `UserPool-${client.node.id}` : client.node.id, client]));
  }

  private get made(): ReadonlyMap<string, UserPoolClient> {
    return new Map([...this.elsewhere?.made ?? [], ...this.clients]);
  }

  /** Read from the app client itself: no custom resource, and the value never stands in the template. */
  public secret(id: string): SecretValue {
    requireText('the id of an app client', id, this.scope);
    const client = this.all.get(id);
    if (!client || !this.hasSecret(id)) {
      const received = client ? `app client '${id}' has no secret` : `app client ${shown(id)} is not among those of this pool (${[...this.all.keys()].join(', ') || 'none'})`;
      const near = client ? undefined : nearest(id, [...this.all.keys()].filter((other) => this.hasSecret(other)));
      const help = 'name a client made by addWebAppClient or addMachineToMachineClient: apps in browsers and on phones cannot keep a secret';
      throw new CognitoPoolsError({ code: 'no-client-secret', received, fix: near === undefined ? help : `did you mean '${near}'? if not, ${help}` }, this.scope);
    }
    return client.userPoolClientSecret;
  }

  private hasSecret(id: string): boolean {
    return this.withSecret.has(id) || (this.elsewhere?.hasSecret(id) ?? false);
  }

  private add(id: string, secret: boolean, properties: () => UserPoolClientOptions): CfnUserPoolClient {
    requireLiteral('the id of an app client', id, this.scope);
    if (this.ids.has(id)) {
      throw new CognitoPoolsError({ code: 'duplicate-client', received: `app client '${id}' is there already`, fix: 'give each app client an id of its own' }, this.scope);
    }
    requirePoolNearby(this.scope, this.userPool, `the app client '${id}'`);
    this.dependencies.quotas.require('appClients', this.ids.size + 1);
    const childId = `${id}Client`;
    const client = createOrRollBack(this.scope, childId, () => new SecretReadingClient(this.scope, childId, { userPool: this.userPool, ...properties() }));
    this.clients.set(id, client);
    this.everywhere.add(client);
    this.ids.add(id);
    if (secret) this.withSecret.add(id);
    const resource = client.node.defaultChild as CfnUserPoolClient;
    retainWithPool(resource, this.userPool);
    return resource;
  }

  /** Those that are given, once all resource servers are known; the L2 has written the others. */
  private renderScopes(resource: CfnUserPoolClient, scopes: OAuthScope[] | undefined): void {
    if (!scopes) return;
    const written = resource.allowedOAuthScopes ?? [];
    resource.allowedOAuthScopes = Lazy.list({ produce: () => this.dependencies.resourceServers.asReferences(written) });
  }

  /** What can only be seen once everything has been added. */
  private issues(id: string, { identityProviders, readAttributes, scopes = [], writeAttributes }: AppClientOptions): ValidationIssue[] {
    const { attributes, providers, resourceServers } = this.dependencies;
    const foreign = identityProviders?.find((provider) => !providers.has(provider));
    const issues: (ValidationIssue | undefined)[] = [
      foreign && {
        code: 'unknown-provider',
        received: `app client '${id}' offers the provider '${foreign.name}', which is not of this pool`,
        fix: "add the same provider object to the pool with 'providers' or addProvider",
      },
      this.startingIssue(id, identityProviders),
      ...resourceServers.unknownScopes(scopes),
      readAttributes && this.readIssue(id, attributes.unreadable(readAttributes)),
      writeAttributes && (attributes.writeIssue(id, writeAttributes) ?? this.mappedIssue(id, writeAttributes.attributes(), providers.mapped(identityProviders))),
    ];
    return issues.filter((issue) => issue !== undefined);
  }

  private startingIssue(id: string, chosen: UserPoolProvider[] = []): ValidationIssue | undefined {
    const starting = chosen.find(({ _traits }) => _traits.idpInitiated);
    const other = starting && chosen.find(({ _traits }) => !_traits.saml);
    return other && {
      code: 'idp-initiated-provider',
      received: `app client '${id}' offers '${starting.name}', where users may start to sign in, beside '${other.name}'`,
      fix: 'give each an app client of its own: Cognito takes such a provider beside SAML providers only',
    };
  }

  private readIssue(id: string, unreadable: string[]): ValidationIssue | undefined {
    return unreadable.length === 0 ? undefined : {
      code: 'unknown-attribute',
      received: `app client '${id}' would read ${unreadable.join(', ')}, which the pool does not have`,
      fix: correction(unreadable[0], this.dependencies.attributes.names, "add the attribute to 'customAttributes'"),
    };
  }

  private mappedIssue(id: string, writable: string[], mapped: string[]): ValidationIssue | undefined {
    const missing = mapped.filter((name) => !writable.includes(name));
    return missing.length === 0 ? undefined : {
      code: 'mapped-attribute-not-writable',
      received: `app client '${id}' cannot write ${[...new Set(missing)].join(', ')}, which an outside provider sets at every sign-in`,
      fix: "add it to 'writeAttributes', or leave the provider out of the client's 'identityProviders'",
    };
  }
}
