/** An event of a REST API (Lambda proxy integration), as far as it says who calls. */
export interface RestApiEvent {
  readonly requestContext?: {
    readonly authorizer?: { readonly [name: string]: unknown } | null;
    readonly identity?: {
      readonly cognitoIdentityId?: string | null;
      readonly cognitoIdentityPoolId?: string | null;
      readonly cognitoAuthenticationType?: string | null;
    };
  };
}

/** An event of an HTTP API (payload format 2.0), as far as it says who calls. */
export interface HttpApiEvent {
  readonly requestContext?: {
    readonly authorizer?: {
      readonly jwt?: { readonly claims?: { readonly [name: string]: unknown }; readonly scopes?: readonly string[] | null };
      readonly lambda?: { readonly [name: string]: unknown } | null;
      readonly iam?: {
        readonly cognitoIdentity?: { readonly amr?: readonly string[]; readonly identityId?: string; readonly identityPoolId?: string } | null;
      };
    };
  };
}

/** The context of an AppSync resolver (direct Lambda resolver), as far as it says who calls. */
export interface GraphqlEvent {
  readonly identity?: {
    readonly claims?: { readonly [name: string]: unknown };
    readonly cognitoIdentityId?: string | null;
    readonly cognitoIdentityPoolId?: string | null;
    readonly cognitoIdentityAuthType?: string | null;
  } | null;
}

/** A request behind an application load balancer: an event of a Lambda target, or a request of Node's own server. */
export interface LoadBalancerEvent {
  readonly headers?: { readonly [name: string]: string | readonly string[] | undefined };
}
