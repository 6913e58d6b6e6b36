import type { GraphqlEvent, HttpApiEvent, RestApiEvent } from './events';
import { NoCallerError, NotAllowedError } from './refusal';

/** The caller of an API with the AWS credentials of an identity pool, by the signature that IAM authorization has verified. */
export class IamCaller {
  /**
   * Behind a method of a REST API with IAM authorization.
   *
   * @param event the event of the function
   * @param identityPoolId the identity pool whose identities may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromRestApi(event: RestApiEvent, identityPoolId: string): IamCaller {
    const { cognitoIdentityId, cognitoIdentityPoolId, cognitoAuthenticationType } = (event as RestApiEvent | undefined)?.requestContext?.identity ?? {};
    return signed(identityPoolId, cognitoIdentityPoolId, cognitoIdentityId, cognitoAuthenticationType === 'authenticated');
  }

  /**
   * Behind a route of an HTTP API with IAM authorization.
   *
   * @param event the event of the function, in payload format 2.0
   * @param identityPoolId the identity pool whose identities may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromHttpApi(event: HttpApiEvent, identityPoolId: string): IamCaller {
    const { amr, identityId, identityPoolId: pool } = (event as HttpApiEvent | undefined)?.requestContext?.authorizer?.iam?.cognitoIdentity ?? {};
    return signed(identityPoolId, pool, identityId, Array.isArray(amr) && amr.includes('authenticated'));
  }

  /**
   * Behind an AppSync API with IAM among its authorization modes.
   *
   * @param event the context of a direct Lambda resolver
   * @param identityPoolId the identity pool whose identities may call
   * @returns the caller
   * @throws {NoCallerError} when the credentials are of no identity pool, or of another
   */
  static fromGraphqlApi(event: GraphqlEvent, identityPoolId: string): IamCaller {
    const { cognitoIdentityId, cognitoIdentityPoolId, cognitoIdentityAuthType } = (event as GraphqlEvent | undefined)?.identity ?? {};
    return signed(identityPoolId, cognitoIdentityPoolId, cognitoIdentityId, cognitoIdentityAuthType === 'authenticated');
  }

  /** @internal */
  static _verified(identityId: string, signedIn: boolean): IamCaller {
    return new IamCaller(identityId, signedIn);
  }

  private constructor(
    /** The id that the identity pool gave to the identity; own folders and items bear it. */
    readonly identityId: string,
    /** False for guests. */
    readonly signedIn: boolean,
  ) {}

  /**
   * Goes on for authenticated identities only.
   *
   * @throws {NotAllowedError} for guests
   */
  requireSignedIn(): void {
    if (!this.signedIn) throw new NotAllowedError('this is not for guests');
  }
}

function signed(wanted: string, pool: unknown, identityId: unknown, signedIn: boolean): IamCaller {
  if (typeof identityId !== 'string' || identityId === '' || typeof pool !== 'string' || pool === '') throw new NoCallerError('the request was not signed with credentials of an identity pool');
  if (pool !== wanted) throw new NoCallerError('the credentials are of another identity pool');
  return IamCaller._verified(identityId, signedIn);
}
