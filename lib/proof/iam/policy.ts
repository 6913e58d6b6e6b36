import type { Pattern } from './pattern';
import { readPattern } from './pattern';

/** How a policy takes part in the evaluation. `trust` is a role's trust policy. */
export type PolicyKind = 'identity' | 'resource' | 'boundary' | 'session' | 'trust';

/** Where a policy comes from. */
export interface PolicyOrigin {
  /** Logical id of the resource that holds it; or a name such as `AdministratorAccess` for one that no template holds. */
  readonly resource: string;
  /** Path of the document in the template, such as `AuthPolicy.Properties.PolicyDocument`. */
  readonly path: string;
  readonly kind: PolicyKind;
  /** For `resource`: patterns of the ARNs that it governs, whatever its own Resource elements say (`*` included). */
  readonly attachedTo?: readonly string[];
  /** For `resource` and `trust`: the account of the resource or the role, where it is known. */
  readonly account?: string;
  /** For `resource`: whether an IAM policy alone is not enough (KMS keys). Trust policies always are so. */
  readonly mustAllow?: boolean;
}

/** One operator on one key of a Condition block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The Principal or NotPrincipal element: principals by kind (`AWS`, `Federated`, `Service`, `CanonicalUser`), `*` as `{ AWS: ['*'] }`. */
export interface Principals {
  readonly negated: boolean;
  readonly byKind: ReadonlyMap<string, readonly string[]>;
}

/** A statement, read once. */
export interface Statement {
  /** Stable name to blame, such as `AuthPolicy.Statement[0]`. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  /** Lower case. */
  readonly actions: readonly Pattern[];
  readonly notAction: boolean;
  /** Empty where the policy has no Resource element (trust policies): every resource. */
  readonly resources: readonly Pattern[];
  readonly notResource: boolean;
  readonly principals?: Principals;
  readonly conditions: readonly Condition[];
  /** Whether `${…}` is expanded: only with version 2012-10-17. */
  readonly variables: boolean;
  /** Set when it is not known whether the statement applies where its actions and resources do, and to what effect: this is why. */
  readonly unknown?: string;
  /** Set when it is not known whether the statement applies where its actions and resources do; its effect is. */
  readonly uncertain?: string;
  /** Whether there are conditions beside these that only the deployment knows. */
  readonly moreConditions?: boolean;
  /** Whether an unknown statement surely denies nothing. */
  readonly neverDenies?: boolean;
}

/** A policy document, read once. */
export interface Policy {
  readonly origin: PolicyOrigin;
  readonly statements: readonly Statement[];
  /** What could not be read, with its place. Each also stands as a statement of which nothing is known. */
  readonly problems: readonly string[];
}


/** Tells values that are known only at deployment from all others. */
export interface DeploymentValues {
  /** Why a value is not known; undefined where it is. */
  readonly reasonOf: (value: unknown) => string | undefined;
  /** The only values that such a value may have, unless it is left out, and where they stand below it; undefined where that is not known. */
  readonly eitherOf: (value: unknown) => readonly { readonly value: unknown; readonly path: string }[] | undefined;
  /** A symbol that stands for text of which nothing is known. */
  readonly symbolFor: (reason: string) => string;
}

/**
 * A policy that is attached but whose text is not known: it may allow or deny anything.
 *
 * @param origin where it is attached
 * @param reason why its text is not known
 * @returns the policy
 */
export function unknownPolicy(origin: PolicyOrigin, reason: string): Policy {
  return { origin, statements: [unknownStatement(origin.resource, reason)], problems: [] };
}

/**
 * A policy that perhaps allows more than its statements say.
 *
 * @param policy the policy
 * @param actions the actions that it may allow besides, on any resource
 * @param reason why that is not known
 * @returns the policy with that said
 */
export function perhapsAllowing(policy: Policy, actions: readonly string[], reason: string): Policy {
  const more = { ...unknownStatement(blameName(policy.origin), reason), actions: actions.map(readAction), neverDenies: true };
  return { ...policy, statements: [...policy.statements, more] };
}

/**
 * A policy of which it is not known whether it is attached.
 *
 * @param policy the policy
 * @param reason why that is not known
 * @returns the policy with that said of each of its statements
 */
export function uncertainPolicy(policy: Policy, reason: string): Policy {
  return { ...policy, statements: policy.statements.map((statement) => perhaps(statement, reason)) };
}

/**
 * @param policy a policy
 * @param reason why it is not known whether what it allows is allowed
 * @returns the policy with that said; what it denies is denied
 */
export function perhapsLettingIn(policy: Policy, reason: string): Policy {
  return { ...policy, statements: policy.statements.map((statement) => (statement.effect === 'Allow' ? perhaps(statement, reason) : statement)) };
}

/**
 * A statement of which it is not known whether it applies.
 *
 * @param statement the statement
 * @param reason why that is not known
 * @returns the statement with that said
 */
export function perhaps(statement: Statement, reason: string): Statement {
  return { ...statement, uncertain: statement.uncertain ?? reason };
}

/**
 * @param id the blame id
 * @param reason why nothing is known of it
 * @returns a statement that may allow or deny anything
 */
export function unknownStatement(id: string, reason: string): Statement {
  const star = [readPattern('*', { wildcards: true, variables: false })];
  return { id, effect: 'Allow', actions: star, notAction: false, resources: star, notResource: false, conditions: [], variables: false, unknown: reason };
}

/**
 * @param origin where a policy stands
 * @returns how its statements are called
 */
export function blameName(origin: PolicyOrigin): string {
  const inner = origin.path.replace(/\.Properties(?=\.|$)/, '').replace(/\.PolicyDocument$/, '');
  return inner === '' ? origin.resource : inner;
}

/**
 * @param text an action or a pattern of actions
 * @returns the pattern
 */
export function readAction(text: string): Pattern {
  return readPattern(text.toLowerCase(), { wildcards: true, variables: false });
}
