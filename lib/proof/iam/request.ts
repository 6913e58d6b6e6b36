/** Who asks. ARNs and accounts are text that may hold symbols. */
export interface Principal {
  /**
   * `session`: credentials of a role. `anonymous`: no credentials. `federated`: a web identity that asks for a role. `service`:
   * an AWS service, on behalf of whomever it serves.
   */
  readonly kind: 'session' | 'anonymous' | 'federated' | 'service';
  /** The ARN of the role, exactly as the template text spells it elsewhere (for `session`). */
  readonly roleArn?: string;
  /** The ARN of the assumed-role session (for `session`), where it is known. */
  readonly sessionArn?: string;
  /** The account of the caller, where it is known. */
  readonly account?: string;
  /** The identity provider behind the credentials, as policies name it: `cognito-identity.amazonaws.com`, or an ARN (for `federated`, and for the sessions that come of it). */
  readonly provider?: string;
  /** Whether they are somebody who signed in, with credentials of an identity pool (for `session`). */
  readonly signedIn?: boolean;
  /** The names under which policies know the service (for `service`). */
  readonly services?: readonly string[];
}

/** What a request has under a key of which the value is not known. */
export interface UnknownValue {
  /** Whether the key may be missing too. */
  readonly mayBeMissing: boolean;
  /** Where it is an instant: it is no earlier than that, in milliseconds since 1970. */
  readonly from?: number;
}

/** One request, complete: a key that `context` does not name is missing from the request. */
export interface AccessRequest {
  /** `service:Action`, in any case. */
  readonly action: string;
  /** The ARN asked for, or `*` where the action takes none. */
  readonly resource: string;
  /** Condition keys, in any case; a list for a multi-valued key. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Condition keys that the request has, or may have, with a value that is not known. */
  readonly unknown?: Readonly<Record<string, UnknownValue>>;
  readonly principal: Principal;
}

/** The answer to one request. `statement` is the blame id of the statement that decided, where one did. */
export interface Evaluation {
  readonly verdict: 'ALLOWED' | 'DENIED' | 'UNKNOWN';
  readonly statement?: string;
  readonly reason: string;
}
