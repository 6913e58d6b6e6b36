import type { IConstruct } from 'constructs';

/**
 * Any construct that is an identity pool: those of this library, the L2 `IdentityPool`, and the one of the deprecated package
 * `@aws-cdk/aws-cognito-identitypool-alpha`, which knows no references.
 */
export interface IAnyIdentityPool extends IConstruct {
  /**
   * The id of the identity pool: its Region, a colon and a UUID.
   */
  readonly identityPoolId: string;
}
