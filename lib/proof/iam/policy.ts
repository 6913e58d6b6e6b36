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
  /** For `resource`: the account of the resource, where it is known. */
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

const LIMIT = 10_000;

/**
 * Reads a policy document. Single objects and scalars stand for lists of one, as in IAM.
 *
 * @param document the document, its values resolved to text with symbols
 * @param origin where it stands
 * @returns the policy; what cannot be read becomes a statement of which nothing is known, and a problem
 */
export function parsePolicy(document: unknown, origin: PolicyOrigin): Policy {
  const name = blameName(origin);
  const problems: string[] = [];
  const unreadable = (at: string, why: string): Statement => {
    problems.push(`${at}: ${why}`);
    return unknownStatement(at, why);
  };
  if (!isRecord(document)) return { origin, statements: [unreadable(name, 'the policy document is not an object')], problems };
  const version = own(document, 'Version');
  const variables = version === '2012-10-17';
  const list = toList(own(document, 'Statement'));
  if (list.length > LIMIT) return { origin, statements: [unreadable(name, `more than ${LIMIT} statements`)], problems };
  const statements = list.map((raw, index) => {
    const id = `${name}.Statement[${index}]`;
    const read = parseStatement(raw, id, variables);
    return typeof read === 'string' ? unreadable(id, read) : read;
  });
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    statements.push(unreadable(name, 'the Version is neither 2012-10-17 nor 2008-10-17'));
  }
  return { origin, statements, problems };
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

function unknownStatement(id: string, reason: string): Statement {
  const star = [readPattern('*', { wildcards: true, variables: false })];
  return { id, effect: 'Allow', actions: star, notAction: false, resources: star, notResource: false, conditions: [], variables: false, unknown: reason };
}

function parseStatement(raw: unknown, id: string, variables: boolean): Statement | string {
  if (!isRecord(raw)) return 'the statement is not an object';
  const effect = own(raw, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') return 'Effect is neither Allow nor Deny';
  const action = texts(own(raw, 'Action'), own(raw, 'NotAction'), 'Action');
  if (typeof action === 'string') return action;
  const resource = texts(own(raw, 'Resource'), own(raw, 'NotResource'), 'Resource');
  if (typeof resource === 'string') return resource;
  const principals = parsePrincipals(own(raw, 'Principal'), own(raw, 'NotPrincipal'));
  if (typeof principals === 'string') return principals;
  const conditions = parseConditions(own(raw, 'Condition'));
  if (typeof conditions === 'string') return conditions;
  if (action.values.length === 0) return 'there is no Action';
  const sid = own(raw, 'Sid');
  return {
    id,
    effect,
    ...(typeof sid === 'string' && { sid }),
    actions: action.values.map(readAction),
    notAction: action.negated,
    resources: resource.values.map((text) => readPattern(text, { wildcards: true, variables, arn: 'resource' })),
    notResource: resource.negated,
    ...(principals && { principals }),
    conditions,
    variables,
  };
}

function readAction(text: string): Pattern {
  return readPattern(text.toLowerCase(), { wildcards: true, variables: false });
}

function texts(positive: unknown, negative: unknown, element: string): { values: string[]; negated: boolean } | string {
  if (positive !== undefined && negative !== undefined) return `both ${element} and Not${element} are given`;
  const values = toList(positive ?? negative);
  if (values.length === 0 && (positive ?? negative) !== undefined) return `${element} is empty`;
  const found = values.filter((value): value is string => typeof value === 'string');
  return found.length === values.length ? { values: found, negated: positive === undefined && negative !== undefined } : `${element} holds something that is not text`;
}

function parsePrincipals(positive: unknown, negative: unknown): Principals | string | undefined {
  if (positive !== undefined && negative !== undefined) return 'both Principal and NotPrincipal are given';
  const raw = positive ?? negative;
  if (raw === undefined) return undefined;
  const byKind = new Map<string, readonly string[]>();
  if (raw === '*') byKind.set('AWS', ['*']);
  else if (!isRecord(raw)) return 'Principal is neither * nor an object';
  else {
    for (const [kind, value] of Object.entries(raw)) {
      const values = toList(value);
      if (!values.every((v) => typeof v === 'string')) return `Principal.${kind} holds something that is not text`;
      byKind.set(kind, values);
    }
  }
  return { negated: positive === undefined, byKind };
}

function parseConditions(raw: unknown): Condition[] | string {
  if (raw === undefined) return [];
  if (!isRecord(raw)) return 'Condition is not an object';
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(raw)) {
    if (!isRecord(keys)) return `Condition.${operator} is not an object`;
    for (const [key, value] of Object.entries(keys)) {
      const values = toList(value).map((v) => (typeof v === 'boolean' || typeof v === 'number' ? String(v) : v));
      if (!values.every((v) => typeof v === 'string')) return `Condition.${operator}.${key} holds something that is not text`;
      conditions.push({ operator, key: key.toLowerCase(), values });
    }
  }
  return conditions;
}

function blameName(origin: PolicyOrigin): string {
  const inner = origin.path.replace(/\.Properties(?=\.|$)/, '').replace(/\.PolicyDocument$/, '');
  return inner === '' ? origin.resource : inner;
}

function toList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

// A document from outside may name `__proto__` or `constructor`: only its own keys count.
function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
