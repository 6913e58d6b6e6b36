import type { IConstruct } from 'constructs';

/**
 * An identity pool that is known by its id, whatever else its construct has: those of this library, the L2 `IdentityPool`, and
 * the one of the deprecated package `@aws-cdk/aws-cognito-identitypool-alpha`, which has no `identityPoolRef`.
 */
export interface IIdentityPoolWithId extends IConstruct {
  /**
   * The id of the identity pool: its Region, a colon and a UUID.
   */
  readonly identityPoolId: string;
}
