import type { Policy } from '../iam/policy';
import type { AccessRequest, Principal } from '../iam/request';

/**
 * The values that a text may have. `identity-id`: the documented pattern of Cognito identity ids. `region`: the name of a Region. `observed-identity-id`:
 * the region and UUID form they have in practice (a named assumption). `session-tag`: what STS accepts as a tag value.
 * `alphabet`: one or more characters of one regular-expression class such as `[A-Za-z0-9-]`. `values`: exactly these.
 * `not`: any text but these. `any`: any text.
 */
export type Domain =
  | { readonly kind: 'identity-id' | 'observed-identity-id' | 'region' | 'session-tag' | 'any' }
  | { readonly kind: 'alphabet'; readonly alphabet: string }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly values: readonly string[] };

/**
 * What a condition key holds in every request of a person. `value`: this text. `list`: exactly these values; with `more`,
 * these and perhaps others (multi-valued keys). `owner`: the person's own owner value. `free`: any value of a domain, with
 * `optional` perhaps none; what comes about only with the help of others than `alone` is never sure. `present`: always there, with any value; with `from`, an instant no earlier than that (milliseconds since
 * 1970). `missing`: never there. `of-actions`: any value or none in requests of these actions (patterns), or (`but`) of all but these,
 * and never there in others; those of `always` have it. A key without a binding is the request's business: any value or none.
 */
export type Binding =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'list'; readonly values: readonly string[]; readonly more?: boolean }
  | { readonly kind: 'owner' }
  | { readonly kind: 'free'; readonly domain: Domain; readonly optional?: boolean; readonly alone?: string }
  | { readonly kind: 'present'; readonly from?: number }
  | { readonly kind: 'of-actions'; readonly actions: readonly string[]; readonly but: boolean; readonly always?: readonly string[] }
  | { readonly kind: 'missing' };

/**
 * A person with credentials of one role, got in one way: all that a proof about them needs. `keys` may end in `*`
 * (`aws:PrincipalTag/*`): the binding of every key that begins so and is not named itself.
 */
export interface Subject {
  /** For people, such as `signed-in user, role AuthRole, enhanced flow`. */
  readonly title: string;
  readonly principal: Principal;
  readonly keys: Readonly<Record<string, Binding>>;
  /** What further keys hold, which are looked at only where a policy mentions them. */
  readonly ambient?: Readonly<Record<string, Binding>>;
  /** Identity, boundary and session policies of the person, and the resource policies that concern the claim. */
  readonly policies: readonly Policy[];
}

/** `key` holds a value that matches `value` (a pattern with `*` and `?`), or is missing. */
export interface KeyClaim {
  readonly key: string;
  /** Patterns; left out: any value. */
  readonly values?: readonly string[];
  /** Whether requests without the key belong to the set as well; alone (without `values`) only those do. */
  readonly missing?: boolean;
}

/** A set of requests: every action and resource that match one of the patterns, with context as claimed. */
export interface RequestSet {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Patterns of resources that do not belong to the set after all. */
  readonly except?: readonly string[];
  readonly context?: readonly KeyClaim[];
}

/** What belongs to an owner, as docs/adr/0002 records it. */
export interface OwnedSlice {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly key?: string;
  readonly value?: string;
  readonly each?: boolean;
  readonly prefixes?: boolean;
}

/** The claim that each owner's slices are out of reach of everybody with another owner value. */
export interface IsolationClaim {
  readonly owner: Domain;
  /** The values of those who ask, where they may have others than owners have. */
  readonly caller?: Domain;
  readonly slices: readonly OwnedSlice[];
  /** Everybody concerned; `except` lists the actions (patterns) that they may do to everybody's slices. */
  readonly people: readonly (Subject & { readonly except?: readonly string[] })[];
}

/** A request that breaks the claim, run again through the evaluator. */
export interface Counterexample {
  readonly person: string;
  readonly request: AccessRequest;
  /** The owner value of the person who asks; left out when they have none. */
  readonly caller?: string;
  /** The owner value of the person whose slice it is. */
  readonly owner?: string;
  /** Blame id of the statement that allows it. */
  readonly statement: string;
  readonly replayed: true;
}

/** The verdict on a claim about all requests of all people. */
export interface Proof {
  readonly verdict: 'PROVED' | 'VIOLATED' | 'NOT_PROVED' | 'UNKNOWN';
  /** Why, for people. */
  readonly reason: string;
  /** Blame id, where one statement is to blame. */
  readonly statement?: string;
  readonly counterexample?: Counterexample;
  /** What the verdict rests on and the template cannot show. */
  readonly assumptions: readonly string[];
}

/** Whether some request of a set is allowed. `maybe`: allowed unless something unknown prevents it. */
export interface Reachability {
  readonly found: 'yes' | 'no' | 'maybe';
  readonly request?: AccessRequest;
  readonly statement?: string;
  readonly reason: string;
  readonly assumptions: readonly string[];
}
