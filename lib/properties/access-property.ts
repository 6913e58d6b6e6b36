import { Token } from 'aws-cdk-lib/core';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { Owner } from '../mapping/owner';
import { CognitoPoolsError, shown } from '../private/errors';

/** Requests that a property is about. */
export interface AccessPropertyRequests {
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
export interface UnreachableOptions extends AccessPropertyRequests {
  /**
   * Who cannot do it. `authenticated` is everybody who signed in, the members of groups too; a group is who has the
   * credentials of its role.
   *
   * @default - nobody can, whoever gets credentials from an identity pool of the app, and nobody without credentials
   */
  readonly by?: IdentityPoolPrincipal[];
}

/** Options of `AccessProperty.onlyPrincipals` and `AccessProperty.limitedTo`. */
export interface AccessPropertyOfPrincipals extends AccessPropertyRequests {
  /**
   * Whom it is about. `authenticated` is everybody who signed in, the members of groups too.
   */
  readonly principals: IdentityPoolPrincipal[];
}

/** Options of `AccessProperty.isolated`. */
export interface IsolatedOptions extends AccessPropertyRequests {
  /**
   * What tells owners apart.
   *
   * @default Owner.identityId()
   */
  readonly owner?: Owner;

  /**
   * Who may do it to what belongs to others.
   *
   * @default - nobody
   */
  readonly except?: IdentityPoolPrincipal[];
}

/** What a property says of its people, for the record. */
interface Recorded {
  readonly kind: string;
  readonly people: { readonly [key: string]: IdentityPoolPrincipal[] };
  readonly rest: (people: { readonly [key: string]: unknown[] }) => Record<string, unknown>;
}

/**
 * A property of your own that every synth proves with the rest, for all users: what nobody reaches, what only some people
 * reach, what some people are limited to, what is each owner's alone. Add it with `AccessProperties.of(scope).add(…)`.
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
   * Nobody among some people can do any of the actions to any of the resources.
   *
   * @param options the requests, and whom it is about
   * @returns the property
   * @throws error `property-actions`, `property-resources`, `property-principals`, `literal-required`
   */
  public static unreachable(options: UnreachableOptions): AccessProperty {
    const { by } = options;
    if (by !== undefined) checkPrincipals('by', by);
    return new AccessProperty(options, { kind: 'unreachable', people: by === undefined ? {} : { by }, rest: (people) => ({ ...requestsOf(options), ...people }) });
  }

  /**
   * Nobody but some people can do any of the actions to any of the resources.
   *
   * @param options the requests, and who may make them
   * @returns the property
   * @throws error `property-actions`, `property-resources`, `property-principals`
   */
  public static onlyPrincipals(options: AccessPropertyOfPrincipals): AccessProperty {
    checkPrincipals('principals', options.principals);
    return new AccessProperty(options, { kind: 'only-principals', people: { principals: options.principals }, rest: (people) => ({ ...requestsOf(options), ...people }) });
  }

  /**
   * Some people can do nothing but the actions, to nothing but the resources. A resource may hold policy variables:
   * `users/${cognito-identity.amazonaws.com:sub}/*`.
   *
   * @param options the requests, and whom they are all for
   * @returns the property
   * @throws error `property-actions`, `property-resources`, `property-principals`
   */
  public static limitedTo(options: AccessPropertyOfPrincipals): AccessProperty {
    checkPrincipals('principals', options.principals);
    return new AccessProperty(options, { kind: 'limited-to', people: { principals: options.principals }, rest: (people) => ({ ...requestsOf(options), ...people }) });
  }

  /**
   * Of any two people with different owner values neither can do any of the actions to what belongs to the other. Each of the
   * resources holds `AccessProperty.OWNER` once.
   *
   * @param options the requests, and what tells owners apart
   * @returns the property
   * @throws error `property-actions`, `property-resources`, `property-owner`
   */
  public static isolated(options: IsolatedOptions): AccessProperty {
    const { actions, resources, owner = Owner.identityId(), except = [] } = options;
    const wrong = resources.find((resource) => resource.split(AccessProperty.OWNER).length !== 2);
    if (wrong !== undefined) {
      throw new CognitoPoolsError({
        code: 'property-owner',
        received: `the resource ${shown(wrong)} holds '${AccessProperty.OWNER}' ${wrong.split(AccessProperty.OWNER).length - 1} times`,
        fix: 'write AccessProperty.OWNER once in each resource, where the value of its owner stands',
      });
    }
    return new AccessProperty(options, {
      kind: 'isolated', people: { except },
      rest: (people) => ({
        owner: owner._recorded, slices: resources.map((resource) => ({ actions, resource })), ...(except.length > 0 && { except: people.except.map((one) => ({ ...(one as object), actions })) }),
      }),
    });
  }

  /** @internal */
  public readonly _resources: string[];
  /** @internal */
  public readonly _principals: IdentityPoolPrincipal[];

  private constructor(private readonly options: AccessPropertyRequests, private readonly recorded: Recorded) {
    checkRequests(options);
    this._resources = options.resources;
    this._principals = Object.values(recorded.people).flat();
  }

  /**
   * The record of docs/adr/0002.
   *
   * @internal
   */
  public _record(describe: (principal: IdentityPoolPrincipal) => Record<string, unknown>): Record<string, unknown> {
    const people = Object.fromEntries(Object.entries(this.recorded.people).map(([key, principals]) => [key, principals.map(describe)]));
    const { title } = this.options;
    return { kind: this.recorded.kind, ...(title !== undefined && { title }), ...this.recorded.rest(people) };
  }
}

function requestsOf({ actions, resources }: AccessPropertyRequests): Record<string, unknown> {
  return { actions, resources };
}

function checkRequests({ actions, resources }: AccessPropertyRequests): void {
  const action = actions.find((one) => Token.isUnresolved(one) || !/^(\*|[\w-]+:[\w*?]+)$/.test(one));
  if (actions.length === 0 || action !== undefined) {
    throw new CognitoPoolsError({
      code: 'property-actions',
      received: action === undefined ? 'the property is about no action' : `the action ${shown(action)} is none of IAM`,
      fix: "name at least one action as 'service:Action', such as s3:GetObject or dynamodb:*",
    });
  }
  const resource = resources.find((one) => !Token.isUnresolved(one) && one !== '*' && !/^arn:[^:]*:[^:]+:[^:]*:[^:]*:./s.test(one));
  if (resources.length === 0 || resource !== undefined) {
    throw new CognitoPoolsError({
      code: 'property-resources',
      received: resource === undefined ? 'the property is about no resource' : `the resource ${shown(resource)} is not an ARN`,
      fix: "name at least one resource by its ARN, such as bucket.arnForObjects('*')",
    });
  }
}

function checkPrincipals(name: string, principals: IdentityPoolPrincipal[]): void {
  if (principals.length > 0) return;
  throw new CognitoPoolsError({ code: 'property-principals', received: `'${name}' is empty`, fix: `name at least one principal in '${name}', such as auth.authenticated` });
}
