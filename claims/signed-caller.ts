import type { GraphqlEvent, HttpApiEvent, RestApiEvent } from './events';
import { NoCallerError, NotAllowedError } from './refusal';

/** Who calls with the AWS credentials of an identity pool, by the signature that the door has verified. */
export class SignedCaller {
  /**
   * Behind a method of a REST API with IAM authorization.
   *
   * @param event the event of the function
   * @param identityPoolId the pool whose people may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromRestApi(event: RestApiEvent, identityPoolId: string): SignedCaller {
    const { cognitoIdentityId, cognitoIdentityPoolId, cognitoAuthenticationType } = event.requestContext?.identity ?? {};
    return signed(identityPoolId, cognitoIdentityPoolId, cognitoIdentityId, cognitoAuthenticationType === 'authenticated');
  }

  /**
   * Behind a route of an HTTP API with IAM authorization.
   *
   * @param event the event of the function, in payload format 2.0
   * @param identityPoolId the pool whose people may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromHttpApi(event: HttpApiEvent, identityPoolId: string): SignedCaller {
    const { amr = [], identityId, identityPoolId: pool } = event.requestContext?.authorizer?.iam?.cognitoIdentity ?? {};
    return signed(identityPoolId, pool, identityId, amr.includes('authenticated'));
  }

  /**
   * Behind an AppSync API with IAM among its authorization modes.
   *
   * @param event the context of a direct Lambda resolver
   * @param identityPoolId the pool whose people may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromGraphqlApi(event: GraphqlEvent, identityPoolId: string): SignedCaller {
    const { cognitoIdentityId, cognitoIdentityPoolId, cognitoIdentityAuthType } = event.identity ?? {};
    return signed(identityPoolId, cognitoIdentityPoolId, cognitoIdentityId, cognitoIdentityAuthType === 'authenticated');
  }

  /** @internal */
  static _verified(identityId: string, signedIn: boolean): SignedCaller {
    return new SignedCaller(identityId, signedIn);
  }

  private constructor(
    /** The id that the identity pool gave the person; own folders and items bear it. */
    readonly identityId: string,
    /** False for guests. */
    readonly signedIn: boolean,
  ) {}

  /**
   * Goes on for people who are signed in only.
   *
   * @throws {NotAllowedError} for guests
   */
  requireSignedIn(): void {
    if (!this.signedIn) throw new NotAllowedError('this is not for guests');
  }
}

function signed(wanted: string, pool: string | null | undefined, identityId: string | null | undefined, signedIn: boolean): SignedCaller {
  if (!identityId || !pool) throw new NoCallerError('the request was not signed with credentials of an identity pool');
  if (pool !== wanted) throw new NoCallerError('the credentials are of another identity pool');
  return SignedCaller._verified(identityId, signedIn);
}
