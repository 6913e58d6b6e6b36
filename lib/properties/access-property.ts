import { Token } from 'aws-cdk-lib/core';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { Owner } from '../mapping/owner';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import { requireList, requireObject, requireOptions, requireText } from '../private/types';

/** Options of every property: the requests that it is about. */
export interface AccessPropertyOptions {
  /**
   * IAM actions, with or without wildcards: `s3:GetObject`, `dynamodb:*`.
   */
  readonly actions: string[];

  /**
   * ARNs, with or without wildcards, of one stack of the app or of something outside of it: `bucket.arnForObjects('invoices/*')`.
   */
  readonly resources: string[];

  /**
   * The property in words, as findings show it.
   *
   * @default - made of the actions, resources and principals
   */
  readonly title?: string;
}

/** Options of `AccessProperty.unreachable`. */
export interface UnreachableOptions extends AccessPropertyOptions {
  /**
   * The principals that cannot do it. `authenticated` is every signed-in user, the members of groups too; a group is whoever has
   * the credentials of its role.
   *
   * @default - every identity of an identity pool of the app, and everyone without credentials
   */
  readonly principals?: IdentityPoolPrincipal[];
}

/** Options of `AccessProperty.onlyPrincipals` and `AccessProperty.limitedTo`. */
export interface PrincipalPropertyOptions extends AccessPropertyOptions {
  /**
   * The principals. `authenticated` is every signed-in user, the members of groups too.
   */
  readonly principals: IdentityPoolPrincipal[];
}

/** Options of `AccessProperty.isolated`. */
export interface IsolatedOptions extends AccessPropertyOptions {
  /**
   * The value that tells owners apart.
   *
   * @default Owner.identityId()
   */
  readonly owner?: Owner;

  /**
   * The principals that may do it to what belongs to others.
   *
   * @default - none
   */
  readonly except?: IdentityPoolPrincipal[];
}

/** A property as it is recorded: its principals by the key of the record, and the rest. */
interface Recorded {
  readonly kind: string;
  readonly principals: { readonly [key: string]: IdentityPoolPrincipal[] };
  readonly rest: (principals: { readonly [key: string]: unknown[] }) => Record<string, unknown>;
}

/**
 * A property of your own that every synth proves with the rest, for all users: what nobody reaches, what only some principals
 * reach, what some principals are limited to, what is each owner's alone. Add it with `AccessProperties.of(scope).add(…)`.
 *
 * A property grants nothing and takes nothing away. One that is VIOLATED fails the synth with a counterexample that was run
 * again through the evaluator; one that is NOT PROVED or UNKNOWN is a warning, and can be acknowledged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export class AccessProperty {
  /**
   * Stands in a resource for the value of its owner: `bucket.arnForObjects(`users/${AccessProperty.OWNER}/*`)`.
   */
  public static readonly OWNER: string = '${owner}';

  /**
   * None of the principals can do any of the actions to any of the resources.
   *
   * @param options the requests, and the principals
   * @returns the property, for `AccessProperties.of(…).add`
   * @throws error `property-actions`, `property-resources`, `property-principals`, `literal-required`
   */
  public static unreachable(options: UnreachableOptions): AccessProperty {
    requireOptions("'options' of an access property", options);
    if (options.principals !== undefined) checkPrincipals("'principals'", options.principals);
    return new AccessProperty(options, {
      kind: 'unreachable', principals: options.principals === undefined ? {} : { by: options.principals }, rest: (principals) => ({ ...requestsOf(options), ...principals }),
    });
  }

  /**
   * Only the principals can do any of the actions to any of the resources.
   *
   * @param options the requests, and the principals that may make them
   * @returns the property, for `AccessProperties.of(…).add`
   * @throws error `property-actions`, `property-resources`, `property-principals`
   */
  public static onlyPrincipals(options: PrincipalPropertyOptions): AccessProperty {
    requireOptions("'options' of an access property", options);
    checkPrincipals("'principals'", options.principals);
    return new AccessProperty(options, { kind: 'only-principals', principals: { principals: options.principals }, rest: (principals) => ({ ...requestsOf(options), ...principals }) });
  }

  /**
   * The principals can do nothing but the actions, to nothing but the resources. A resource may hold policy variables:
   * `users/${cognito-identity.amazonaws.com:sub}/*`.
   *
   * @param options the requests, and the principals
   * @returns the property, for `AccessProperties.of(…).add`
   * @throws error `property-actions`, `property-resources`, `property-principals`
   */
  public static limitedTo(options: PrincipalPropertyOptions): AccessProperty {
    requireOptions("'options' of an access property", options);
    checkPrincipals("'principals'", options.principals);
    return new AccessProperty(options, { kind: 'limited-to', principals: { principals: options.principals }, rest: (principals) => ({ ...requestsOf(options), ...principals }) });
  }

  /**
   * Of any two users with different owner values neither can do any of the actions to what belongs to the other. Each of the
   * resources holds `AccessProperty.OWNER` once.
   *
   * @param options the requests, and what tells owners apart
   * @returns the property, for `AccessProperties.of(…).add`
   * @throws error `property-actions`, `property-resources`, `property-owner`
   */
  public static isolated(options: IsolatedOptions): AccessProperty {
    checkRequests(options);
    const { actions, resources, owner = Owner.identityId(), except = [] } = options;
    requireObject("'owner' of an access property", owner, '_recorded', 'Owner.identityId() or another of its methods');
    if (except.length > 0) checkPrincipals("'except'", except);
    const wrong = resources.find((resource) => resource.split(AccessProperty.OWNER).length !== 2);
    if (wrong !== undefined) {
      throw new CognitoPoolsError({
        code: 'property-owner',
        received: `the resource ${shown(wrong)} holds '${AccessProperty.OWNER}' ${wrong.split(AccessProperty.OWNER).length - 1} times`,
        fix: 'write AccessProperty.OWNER once in each resource, where the value of its owner stands',
      });
    }
    return new AccessProperty(options, {
      kind: 'isolated', principals: { except },
      rest: (principals) => ({
        owner: owner._recorded, slices: resources.map((resource) => ({ actions, resource })), ...(except.length > 0 && { except: principals.except.map((one) => ({ ...(one as object), actions })) }),
      }),
    });
  }

  /** @internal */
  public readonly _actions: string[];
  /** @internal */
  public readonly _resources: string[];
  /** @internal */
  public readonly _principals: IdentityPoolPrincipal[];

  private constructor(private readonly options: AccessPropertyOptions, private readonly recorded: Recorded) {
    checkRequests(options);
    this._actions = options.actions;
    this._resources = options.resources;
    this._principals = Object.values(recorded.principals).flat();
  }

  /**
   * The record of docs/adr/0002.
   *
   * @internal
   */
  public _record(): Record<string, unknown> {
    const describe = ({ _identityPool, _name }: IdentityPoolPrincipal): Record<string, unknown> => ({ identityPool: _identityPool.identityPoolId, principal: _name });
    const principals = Object.fromEntries(Object.entries(this.recorded.principals).map(([key, all]) => [key, all.map(describe)]));
    const { title } = this.options;
    return { kind: this.recorded.kind, ...(title !== undefined && { title }), ...this.recorded.rest(principals) };
  }
}

function requestsOf({ actions, resources }: AccessPropertyOptions): Record<string, unknown> {
  return { actions, resources };
}

function checkRequests(options: AccessPropertyOptions): void {
  requireOptions("'options' of an access property", options);
  const { actions, resources, title = '' } = options;
  requireList("'actions' of an access property", actions);
  requireList("'resources' of an access property", resources);
  isKnown(title); // refuses an item of a list token
  for (const text of [...actions, ...resources]) requireText('an action or a resource of an access property', text);
  const action = actions.find((one) => Token.isUnresolved(one) || !/^(\*|[\w-]+:[\w*?]+)$/.test(one));
  if (actions.length === 0 || action !== undefined) {
    throw new CognitoPoolsError({
      code: 'property-actions',
      received: action === undefined ? 'the property is about no action' : `the action ${shown(action)} is none of IAM`,
      fix: "name at least one action as 'service:Action', such as s3:GetObject or dynamodb:*",
    });
  }
  const resource = resources.find((one) => isKnown(one) && one !== '*' && !/^arn:[^:]*:[^:]+:[^:]*:[^:]*:./s.test(one));
  if (resources.length === 0 || resource !== undefined) {
    throw new CognitoPoolsError({
      code: 'property-resources',
      received: resource === undefined ? 'the property is about no resource' : `the resource ${shown(resource)} is not an ARN`,
      fix: "name at least one resource by its ARN, such as bucket.arnForObjects('*')",
    });
  }
}

function checkPrincipals(what: string, principals: IdentityPoolPrincipal[]): void {
  requireList(`${what} of an access property`, principals);
  for (const principal of principals) requireObject(`a principal in ${what}`, principal, '_identityPool', "auth.authenticated, auth.group('…') or guests.principal");
  if (principals.length > 0) return;
  throw new CognitoPoolsError({ code: 'property-principals', received: "'principals' is empty", fix: "name at least one principal in 'principals', such as auth.authenticated" });
}
