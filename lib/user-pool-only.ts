import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { ImportedUserPoolOptions } from './imported-user-pool';
import { ImportedUserPool } from './imported-user-pool';
import { NewUserPool } from './new-user-pool';
import type { UserPoolOnlyProps } from './user-pool-only-props';

/**
 * Sign-in and JSON Web Tokens for your own APIs: a user pool with its app clients and groups, and no AWS credentials.
 *
 * Safe when nothing is set: administrators create the users, passwords have at least 12 characters, users may set up an
 * authenticator app, custom attributes are server-only, and the pool is retained and protected from deletion.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPoolOnly extends NewUserPool {
  /**
   * A user pool that is there already: app clients, groups, providers, domains and APIs can be added to it. Its own settings
   * belong to where it was made.
   *
   * @param scope where what is added belongs
   * @param id name among its siblings
   * @param userPool the pool, such as `UserPool.fromUserPoolId(…)`
   * @param options what cannot be read from it
   * @returns the pool, to be added to
   * @throws error `known-user-pool`
   */
  public static fromUserPool(scope: Construct, id: string, userPool: IUserPool, options: ImportedUserPoolOptions = {}): ImportedUserPool {
    return ImportedUserPool._create(scope, id, userPool, options);
  }

  /**
   * @param scope where the pool belongs
   * @param id name among its siblings; part of the logical ids, so renaming it would replace the pool
   * @param props all optional
   */
  constructor(scope: Construct, id: string, props: UserPoolOnlyProps = {}) {
    super(scope, id, props);
  }
}
