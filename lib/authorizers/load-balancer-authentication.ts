import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import type { ApplicationListener, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import { Token } from 'aws-cdk-lib/core';
import type { Duration } from 'aws-cdk-lib/core';
import { userPoolEntry } from '../identities/user-pool-directory';
import { CognitoPoolsError, shown } from '../private/errors';

/** What a load balancer does with people, before and after they sign in. */
export interface LoadBalancerAuthenticationOptions {
  /**
   * The host names under which people reach the load balancer, in lower case, such as `app.example.com`: after sign-in they
   * are sent back there, and nowhere else.
   */
  readonly hostNames: string[];

  /**
   * What to do with those who are signed in: `ListenerAction.forward([targets])`.
   */
  readonly next: ListenerAction;

  /**
   * How long people stay signed in at the load balancer, from 1 second to 7 days.
   *
   * @default Duration.days(7)
   */
  readonly sessionTimeout?: Duration;
}

/**
 * People sign in before an application load balancer forwards them, on the managed-login pages of a user pool. The pool needs
 * a domain (`addDomain`). The load balancer gets an app client of its own, with a secret and the right callback URLs.
 *
 * The back end must see that it was the load balancer that let a request through: `LoadBalancerDoor` of `cdk-cognito-pools/claims` does.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class LoadBalancerAuthentication {
  /**
   * The action of a listener: authenticate, then do what comes next.
   *
   * @param listener the listener that gets the action, which must use HTTPS
   * @param id name of the app client that is made, unique in the pool
   * @param userPool a `UserPoolOnly` or `UserPoolPlusIdentityPool` that has a domain
   * @param options host names, and what comes next
   * @returns the L2 action, for `listener.addAction`
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`, `https-required`, `domain-required`, `host-name`, `duplicate-client`
   */
  public static fromUserPool(listener: ApplicationListener, id: string, userPool: IUserPoolRef, options: LoadBalancerAuthenticationOptions): ListenerAction {
    const { clients, login, userPool: pool } = userPoolEntry(listener, userPool);
    requireHttps(listener);
    const { domain } = login;
    if (!domain) {
      throw new CognitoPoolsError({
        code: 'domain-required',
        received: 'people sign in at a load balancer, and the user pool has no domain for the sign-in pages',
        fix: "add one with 'domain' or addDomain first",
      }, listener);
    }
    const callbackUrls = options.hostNames.map((hostName) => `https://${requireHostName(listener, hostName)}/oauth2/idpresponse`);
    const userPoolClient = clients.addSignIn(id, 'server', { callbackUrls, scopes: [OAuthScope.OPENID] });
    return new AuthenticateCognitoAction({ userPool: pool, userPoolClient, userPoolDomain: domain, next: options.next, sessionTimeout: options.sessionTimeout });
  }

  private constructor() {}
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
  if (Token.isUnresolved(hostName) || /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(hostName)) return hostName;
  throw new CognitoPoolsError({
    code: 'host-name',
    received: `host name ${shown(hostName)}`,
    fix: 'write it in lower case, without scheme, port or path: app.example.com',
  }, listener);
}
