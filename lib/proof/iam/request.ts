/** Who asks. ARNs and accounts are text that may hold symbols. */
export interface Principal {
  /** `session`: credentials of a role. `anonymous`: no credentials. `federated`: a web identity that asks for a role. */
  readonly kind: 'session' | 'anonymous' | 'federated';
  /** The ARN of the role, exactly as the template text spells it elsewhere (for `session`). */
  readonly roleArn?: string;
  /** The ARN of the assumed-role session (for `session`), where it is known. */
  readonly sessionArn?: string;
  /** The account of the caller, where it is known. */
  readonly account?: string;
  /** The provider's name as trust policies spell it, such as `cognito-identity.amazonaws.com` (for `federated`). */
  readonly provider?: string;
}

/** One request, complete: a key that `context` does not name is missing from the request. */
export interface AccessRequest {
  /** `service:Action`, in any case. */
  readonly action: string;
  /** The ARN asked for, or `*` where the action takes none. */
  readonly resource: string;
  /** Condition keys, in any case; a list for a multi-valued key. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly principal: Principal;
}

/** The answer to one request. `statement` is the blame id of the statement that decided, where one did. */
export interface Evaluation {
  readonly verdict: 'ALLOWED' | 'DENIED' | 'UNKNOWN';
  readonly statement?: string;
  readonly reason: string;
}
