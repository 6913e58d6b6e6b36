import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolResourceServer, OAuthScope, ResourceServerScope, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import { Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, shown } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { referredResource, resourcesOfPool } from '../private/references';
import { isKnown, requireItems, requireLiteral } from '../private/tokens';
import { requirePoolNearby } from '../private/user-pool-environment';
import { requireObject, requireText } from '../private/types';
import { correction } from '../text/nearest';
import { checkDisplayName } from './display-name';
import type { QuotaCheck } from './user-pool-quotas';

/** An API of your own (a resource server), with the scopes that app clients may ask for. */
export interface ResourceServerOptions {
  /**
   * The name of the API in tokens: scopes are `<identifier>/<scope>`. Often its URL.
   *
   * @default - the id
   */
  readonly identifier?: string;

  /**
   * The scopes by name, each with a description of 1 to 256 characters; at most 100.
   */
  readonly scopes: { readonly [name: string]: string };
}

/** A fixed quota of Cognito. */
const MAX_SCOPES = 100;

/** Identifiers that begin so are Cognito's own. */
const RESERVED = 'aws.cognito';

/** Scopes that every user pool has. */
const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

/** The APIs of one user pool, and their scopes. */
export class ResourceServers {
  private readonly scopes: Map<string, Map<string, OAuthScope>>;
  private readonly literalNames: Set<string>;
  private readonly identifiers: Map<string, string>;

  /** Whether all resource servers of the pool are known here: those of a pool that is made here. */
  private readonly complete: boolean;

  /** With `elsewhere` these are the APIs of a pool that is taken up again: the same, and what is added is made here. */
  constructor(private readonly scope: Construct, private readonly userPool: IUserPool, private readonly quotas: QuotaCheck, elsewhere?: ResourceServers) {
    this.scopes = elsewhere?.scopes ?? new Map<string, Map<string, OAuthScope>>();
    this.literalNames = elsewhere?.literalNames ?? new Set(STANDARD_SCOPES);
    this.identifiers = elsewhere?.identifiers ?? new Map<string, string>();
    this.complete = elsewhere?.complete ?? userPool.node.scope === scope;
  }

  public add(id: string, options: ResourceServerOptions): UserPoolResourceServer {
    const identifier = this.check(id, options);
    const scopes = Object.entries(options.scopes).map(([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }));
    const server = new UserPoolResourceServer(this.scope, `${id}ResourceServer`, { userPool: this.userPool, identifier, userPoolResourceServerName: id, scopes });
    retainWithPool(server.node.defaultChild as CfnUserPoolResourceServer, this.userPool);
    this.scopes.set(id, new Map(scopes.map((scope) => [scope.scopeName, OAuthScope.resourceServer(server, scope)])));
    this.identifiers.set(identifier, id);
    scopes.forEach(({ scopeName }) => this.literalNames.add(`${identifier}/${scopeName}`));
    return server;
  }

  /** An API that the pool has already, by its identifier. */
  public declare(identifier: string, names: string[]): void {
    for (const name of requireItems(`the scopes of resource server '${identifier}'`, names, this.scope)) requireText('the name of a scope', name, this.scope);
    const scopes = names.map((name) => [name, OAuthScope.custom(`${identifier}/${name}`)] as const);
    this.scopes.set(identifier, new Map(scopes));
    this.identifiers.set(identifier, identifier);
    scopes.forEach(([, { scopeName }]) => this.literalNames.add(scopeName));
  }

  public require(id: string, name: string): OAuthScope {
    requireText('the id of a resource server', id, this.scope);
    requireText('the name of a scope', name, this.scope);
    const scope = this.scopes.get(id)?.get(name);
    if (scope) return scope;
    const known = [...this.scopes].flatMap(([server, scopes]) => [...scopes.keys()].map((one) => `${server}/${one}`));
    throw this.unknown(`${id}/${name}`, known, this.scope);
  }

  /** The names of scopes as an app client takes them: by reference to their resource server where it is added here, so that it is made first. */
  public asReferences(scopeNames: string[]): string[] {
    const known = new Map<string, OAuthScope>([...this.identifiers].flatMap(([identifier, id]) => [...this.scopes.get(id) ?? []].map(([name, scope]) => [`${identifier}/${name}`, scope] as const)));
    return [...new Set(scopeNames.map((name) => known.get(name)?.scopeName ?? name))];
  }

  /** The scopes that this pool surely does not have. Whether an imported pool has one by another name than ours is not known. */
  public unknownScopes(scopes: OAuthScope[]): ValidationIssue[] {
    const unknown = scopes.filter(({ scopeName }) => (isKnown(scopeName) ? this.complete && !this.literalNames.has(scopeName) : this.isElsewhere(scopeName)));
    const added = unknown.length > 0 ? this.addedToL2() : [];
    return unknown.filter(({ scopeName }) => !added.some((identifier) => !isKnown(identifier) || scopeName.startsWith(`${identifier}/`)))
      .map(({ scopeName }) => this.unknownIssue(scopeName, [...this.literalNames]));
  }

  /** The name of a scope as it stands in tokens; one that names a resource server by reference is known by that. */
  public requireName(scopeName: string, scope: IConstruct): string {
    requireText('the name of a scope', scopeName, scope);
    if (Token.isUnresolved(scopeName) ? !this.isElsewhere(scopeName) : this.literalNames.has(scopeName)) return scopeName;
    throw this.unknown(scopeName, [...this.literalNames], scope);
  }

  /** The identifiers of resource servers that were added to the L2 pool itself. */
  private addedToL2(): string[] {
    const servers = resourcesOfPool<CfnUserPoolResourceServer>(this.userPool, CfnUserPoolResourceServer.CFN_RESOURCE_TYPE_NAME);
    return servers.map(({ identifier }) => identifier).filter((identifier) => !this.identifiers.has(identifier));
  }

  /** Whether it refers to a resource server that is surely of another pool. */
  private isElsewhere(scopeName: string): boolean {
    const server = referredResource(scopeName);
    if (!(server instanceof CfnUserPoolResourceServer)) return false;
    const [there, here] = [referredResource(server.userPoolId), referredResource(this.userPool.userPoolId)];
    return there !== undefined && here !== undefined && there !== here;
  }

  private unknown(name: string, known: string[], scope: IConstruct): CognitoPoolsError {
    return new CognitoPoolsError(this.unknownIssue(name, known), scope);
  }

  private unknownIssue(name: string, known: string[]): ValidationIssue {
    return {
      code: 'unknown-scope',
      received: `scope ${shown(name)} is not among those of this pool (${known.join(', ') || 'none'})`,
      fix: correction(name, known, 'add the resource server with addResourceServer first'),
    };
  }

  private check(id: string, { identifier = id, scopes }: ResourceServerOptions): string {
    const literal = requireLiteral('the id of a resource server', id, this.scope);
    requireObject(`'scopes' of resource server '${id}'`, scopes, undefined, 'an object with a description under the name of each scope', this.scope);
    checkDisplayName('the id of a resource server', id, this.scope);
    if (this.scopes.has(literal)) {
      throw new CognitoPoolsError({ code: 'duplicate-resource-server', received: `resource server '${id}' is there already`, fix: 'add each once, with all its scopes' }, this.scope);
    }
    const taken = this.identifiers.get(identifier);
    if (taken !== undefined) {
      throw new CognitoPoolsError({
        code: 'duplicate-identifier',
        received: `resource servers '${taken}' and '${id}' both have the identifier ${shown(identifier)}`,
        fix: 'give each an identifier of its own: scopes in tokens begin with it',
      }, this.scope);
    }
    requirePoolNearby(this.scope, this.userPool, `the resource server '${id}'`);
    this.quotas.require('resourceServers', this.scopes.size + 1);
    const wrong = Object.entries(scopes).find(([name, description]) => !conformsTo('cognito-idp:ResourceServerScopeNameType', name) || !conformsTo('cognito-idp:ResourceServerScopeDescriptionType', description));
    if (wrong || Object.keys(scopes).length === 0 || Object.keys(scopes).length > MAX_SCOPES || !conformsTo('cognito-idp:ResourceServerIdentifierType', identifier) || identifier.startsWith(RESERVED)) {
      const received = wrong ? `has the scope ${shown(wrong[0])} (${shown(wrong[1])})` : `has ${Object.keys(scopes).length} scopes and the identifier ${shown(identifier)}`;
      throw new CognitoPoolsError({
        code: 'resource-server',
        received: `resource server '${id}' ${received}`,
        fix: `give 1 to ${MAX_SCOPES} scopes, named without spaces and slashes and each with a description, and an identifier without spaces, not beginning with ${RESERVED}`,
      }, this.scope);
    }
    return identifier;
  }
}
