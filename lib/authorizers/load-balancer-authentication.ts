import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import type { ApplicationListener, IApplicationListener, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { AuthenticateCognitoActionProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import { Token } from 'aws-cdk-lib/core';
import type { Duration } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { userPoolEntry } from '../app-client/user-pool-registry';
import { requireNearby } from '../private/environment';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, requireConvertible, requireItems } from '../private/tokens';
import { environmentOfUserPool } from '../private/user-pool-environment';
import { requireOptions, requireText } from '../private/types';

/** Options of `LoadBalancerAuthentication.authenticate`. */
export interface LoadBalancerAuthenticationOptions {
  /**
   * The user pool where users sign in, of the Region of the load balancer: a `UserPoolOnly` or `UserPoolPlusIdentityPool` that has a domain.
   */
  readonly userPool: IUserPoolRef;

  /**
   * The host names under which users reach the load balancer, in lower case, such as `app.example.com`, at least one: after
   * sign-in they are sent back there, and nowhere else.
   */
  readonly hostNames: string[];

  /**
   * The next action, for authenticated users: `ListenerAction.forward([targets])`.
   */
  readonly next: ListenerAction;

  /**
   * The time for which users stay signed in at the load balancer, from 1 second to 7 days.
   *
   * @default Duration.days(7)
   */
  readonly sessionTimeout?: Duration;
}

/**
 * Users sign in before an application load balancer forwards them, on the managed-login pages of a user pool. The pool needs
 * a domain (`addDomain`). The load balancer gets an app client of its own, with a secret and the right callback URLs.
 *
 * The back end must see that it was the load balancer that let a request through: `LoadBalancerTokenVerifier` of `cdk-cognito-pools/claims` does.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class LoadBalancerAuthentication {
  /**
   * Makes an action of a listener, which authenticates and then does what comes next, and the app client for it.
   *
   * @param listener the listener that gets the action, which must use HTTPS
   * @param id name of the app client that is made, unique in the pool
   * @param options the user pool, host names, and the next action
   * @returns the L2 action, for `addAction` of this listener
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`, `https-required`, `domain-required`, `host-names-required`,
   *   `host-name`, `literal-required`, `session-timeout`, `duplicate-client`, `another-region`; where the action is used `authentication-of-another-listener`
   */
  public static authenticate(listener: ApplicationListener, id: string, options: LoadBalancerAuthenticationOptions): ListenerAction {
    requireOptions("'options' of the authentication", options, listener);
    const { clients, login, userPool: pool } = userPoolEntry(listener, options.userPool);
    requireHttps(listener);
    requireNearby(listener, {
      what: `the user pool ${pool.node.path}`,
      environment: environmentOfUserPool(pool),
      with: 'the load balancer',
      fix: 'use a load balancer of the Region of the pool: Elastic Load Balancing authenticates with user pools of its own Region only',
      same: ['region'],
    });
    const { domain } = login;
    if (!domain) {
      throw new CognitoPoolsError({
        code: 'domain-required',
        received: 'users sign in at a load balancer, and the user pool has no domain for the sign-in pages',
        fix: "add one with 'domain' or addDomain first",
      }, listener);
    }
    for (const name of requireItems("'hostNames'", options.hostNames, listener)) requireText("a name in 'hostNames'", name, listener);
    if (options.hostNames.length === 0) {
      throw new CognitoPoolsError({ code: 'host-names-required', received: 'an empty list of host names', fix: 'name those under which users reach the load balancer, at least one: app.example.com' }, listener);
    }
    requireSessionTimeout(listener, options.sessionTimeout);
    const callbackUrls = options.hostNames.map((hostName) => `https://${requireHostName(listener, hostName)}/oauth2/idpresponse`);
    const userPoolClient = clients.addUserSignIn(id, 'web-app', { callbackUrls, scopes: [OAuthScope.OPENID] });
    return new ActionOfOneListener(listener, { userPool: pool, userPoolClient, userPoolDomain: domain.userPoolDomain, next: options.next, sessionTimeout: options.sessionTimeout });
  }

  private constructor() {}
}

/** The host names of its client are those of one listener, which was seen to use HTTPS: on another the action could be open to all. */
class ActionOfOneListener extends AuthenticateCognitoAction {
  constructor(private readonly only: ApplicationListener, options: AuthenticateCognitoActionProps) {
    super(options);
  }

  public override bind(scope: Construct, listener: IApplicationListener, associatingConstruct?: IConstruct): void {
    if (listener !== this.only) {
      throw new CognitoPoolsError({
        code: 'authentication-of-another-listener',
        received: `the authentication was made for ${this.only.node.path}`,
        fix: 'make another for this listener',
      }, listener);
    }
    super.bind(scope, listener, associatingConstruct);
  }
}

function requireSessionTimeout(listener: ApplicationListener, timeout: Duration | undefined): void {
  requireConvertible('sessionTimeout', timeout, listener, 'seconds');
  const seconds = timeout && !timeout.isUnresolved() ? timeout.toSeconds({ integral: false }) : 1;
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 604_800) return;
  throw new CognitoPoolsError({
    code: 'session-timeout',
    received: `users would stay signed in for ${seconds} seconds`,
    fix: "give 'sessionTimeout' whole seconds, from 1 second to 7 days",
  }, listener);
}

function requireHttps(listener: ApplicationListener): void {
  const { protocol } = listener.node.defaultChild as unknown as { readonly protocol?: string };
  if (protocol === 'HTTPS' || Token.isUnresolved(protocol)) return;
  throw new CognitoPoolsError({
    code: 'https-required',
    received: `the listener uses ${shown(protocol)}`,
    fix: 'give it a certificate and the protocol HTTPS: tokens and session cookies must not travel in the clear, and AWS refuses the rule',
  }, listener);
}

/** Cognito compares the callback with case, and browsers send host names in lower case. */
function requireHostName(listener: ApplicationListener, hostName: string): string {
  if (!isKnown(hostName) || /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(hostName)) return hostName;
  throw new CognitoPoolsError({
    code: 'host-name',
    received: `host name ${shown(hostName)}`,
    fix: 'write it in lower case, without scheme, port or path: app.example.com',
  }, listener);
}
