import type { AuthorizationMode } from 'aws-cdk-lib/aws-appsync';
import { AuthorizationType, UserPoolDefaultAction } from 'aws-cdk-lib/aws-appsync';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import { userPoolEntry } from '../app-client/user-pool-registry';
import { reported } from '../private/errors';
import { graphqlIssues } from './private/graphql-groups';
import { requireOptions } from '../private/types';

const GUARDS = new WeakMap<IConstruct, Map<string, () => string[]>>();

/** Properties for `GraphqlApiAuthorization`. */
export interface GraphqlApiAuthorizationProps {
  /**
   * The user pool whose tokens are accepted: a `UserPoolOnly` or `UserPoolPlusIdentityPool`.
   */
  readonly userPool: IUserPoolRef;
}

/**
 * Authorization modes for AppSync GraphQL APIs: callers are authorized by the tokens of a user pool, in the default
 * authorization mode of an API or in an additional one.
 *
 * AppSync knows the groups of the caller: `@aws_auth(cognito_groups: ["finance"])` on a field, or where the API has several
 * modes `@aws_cognito_user_pools(cognito_groups: ["finance"])`, lets only these through. A synth with a schema that names a
 * group the pool lacks fails (`unknown-group`): AppSync accepts such a schema, and then no user passes. So does one with
 * `@aws_auth` in an API with several modes (`aws-auth-with-several-modes`), where AppSync ignores it.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#amazon-cognito-user-pools-authorization
 */
export class GraphqlApiAuthorization {
  private readonly entry: UserPoolEntry;

  /**
   * Serves any number of GraphQL APIs.
   *
   * @param props the user pool
   * @throws error `user-pool-not-ours`
   */
  constructor(props: GraphqlApiAuthorizationProps) {
    requireOptions("'props' of the authorization", props);
    const entry = userPoolEntry(props.userPool, props.userPool);
    this.entry = entry;
    guardsOf(entry.scope.node.root).set(entry.userPool.userPoolId, () => entry.groups.names);
  }

  /**
   * The default action ALLOW: every signed-in user reaches every field, except those that a directive restricts to groups.
   *
   * @returns the authorization mode
   */
  public allowByDefault(): AuthorizationMode {
    return this.mode(UserPoolDefaultAction.ALLOW);
  }

  /**
   * The default action DENY: a user reaches a field only where a directive on it names a group of the user. AppSync takes this
   * for the default mode of an API with one mode; beside others (`deny-with-several-modes`), put the directive on the types.
   *
   * @returns the authorization mode
   */
  public denyByDefault(): AuthorizationMode {
    return this.mode(UserPoolDefaultAction.DENY);
  }

  private mode(defaultAction: UserPoolDefaultAction): AuthorizationMode {
    return { authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool: this.entry.userPool, defaultAction } };
  }
}

/** The user pools that guard GraphQL APIs of an app. Their schemas are looked at when all is known, once for the app. */
function guardsOf(app: IConstruct): Map<string, () => string[]> {
  const known = GUARDS.get(app);
  if (known) return known;
  const guards = new Map<string, () => string[]>();
  GUARDS.set(app, guards);
  app.node.addValidation({ validate: () => graphqlIssues(app, guards).map(({ issue, at }) => reported(issue, at)) });
  return guards;
}
