import { holdsOpenSymbol, holdsSymbol, shapeOf } from '../symbols/symbol';
import { compareTexts } from './match';
import type { Principals, Statement } from './policy';
import type { Principal } from './request';
import type { Tri } from './tri';
import { any } from './tri';

/** The kind under which a Principal element stands whose content only the deployment knows. */
export const UNREADABLE_PRINCIPAL = 'unreadable';

/**
 * Whom a statement of a resource policy names, from the narrowest to the widest. What an Allow is worth depends on it: one to
 * the session is limited by nothing, one to the role by boundary and session policies, one to the account delegates to the
 * account's own policies.
 */
export interface Naming {
  readonly session: Tri;
  readonly role: Tri;
  readonly everyone: Tri;
  readonly account: Tri;
}

const NOBODY: Naming = { session: 'no', role: 'no', everyone: 'no', account: 'no' };
const PERHAPS: Naming = { session: 'maybe', role: 'maybe', everyone: 'maybe', account: 'maybe' };

/**
 * One principal, in one of the forms that IAM documents. `unreadable` is every form that is not fully understood here: it may
 * name anybody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
type PrincipalForm =
  | { readonly form: 'everyone' | 'unreadable' | 'iam-user' | 'unique-id' }
  | { readonly form: 'account' | 'role' | 'session' | 'service' | 'federated' | 'origin-access-identity'; readonly name: string };

const UNREADABLE: PrincipalForm = { form: 'unreadable' };

/**
 * The one place where principals are read.
 *
 * @param kind the kind as the policy has it: AWS, Service, Federated, CanonicalUser
 * @param name the name, with symbols
 * @returns its form
 */
function formOf(kind: string, name: string): PrincipalForm {
  switch (kind) {
    case '*': return name === '*' ? { form: 'everyone' } : UNREADABLE;
    case 'AWS': return awsForm(name);
    case 'Service': return /[*?]/.test(name) ? UNREADABLE : { form: 'service', name };
    case 'Federated': return /[*?]/.test(name) ? UNREADABLE : { form: 'federated', name };
    case 'CanonicalUser': return name.startsWith('origin-access-identity/') ? { form: 'origin-access-identity', name } : UNREADABLE;
    default: return UNREADABLE;
  }
}

/**
 * @param principals the Principal element of an Allow
 * @returns the origin access identities of CloudFront that it names, by each of their names
 */
export function accessIdentitiesIn(principals: Principals | undefined): readonly string[] {
  if (principals === undefined || principals.negated) return [];
  return [...principals.byKind].flatMap(([kind, names]) => names.flatMap((name) => {
    const read = formOf(kind, name);
    return read.form === 'origin-access-identity' ? [read.name] : [];
  }));
}

/** A name that only the deployment knows is that of an account only where it is known to be. */
function isAccountSymbol(name: string): boolean {
  return holdsSymbol(name) && Array.from(name).length === 1 && shapeOf(name)?.key.startsWith('account') === true;
}

function awsForm(name: string): PrincipalForm {
  if (name === '*') return { form: 'everyone' };
  // A wildcard that is part of a principal is no documented form.
  if (/[*?]/.test(name)) return UNREADABLE;
  if (/^\d{12}$/.test(name) || isAccountSymbol(name)) return { form: 'account', name };
  if (/^AID[A-Z0-9]{13,}$/.test(name)) return { form: 'iam-user' };
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name)) return { form: 'unique-id' };
  const fields = /^arn:([^:]*):(iam|sts):([^:]*):([^:]*):([^/]*)(?:\/(.*))?$/s.exec(name);
  if (fields === null || holdsOpenSymbol(fields[5])) return UNREADABLE;
  const [, , service, , account, type, rest] = fields;
  if (service === 'iam' && type === 'root' && rest === undefined) return { form: 'account', name: account };
  if (rest === undefined) return UNREADABLE;
  if (service === 'iam' && type === 'role') return { form: 'role', name };
  if (service === 'sts' && type === 'assumed-role') return { form: 'session', name };
  if (service === 'iam' && type === 'user') return account === 'cloudfront' ? { form: 'origin-access-identity', name } : { form: 'iam-user' };
  return service === 'sts' && type === 'federated-user' ? { form: 'iam-user' } : UNREADABLE;
}

/**
 * How the Principal element of an Allow, or the Principal element of a Deny, names the caller.
 *
 * @param principals the element; a statement without one names nobody
 * @param caller who asks
 * @returns how, three-valued: `no` only for forms that are fully understood
 */
export function naming(principals: Principals | undefined, caller: Principal): Naming {
  if (!principals) return NOBODY;
  if (principals.negated) return { ...NOBODY, everyone: outsideOf(principals, caller) };
  return listed(principals, caller);
}

function listed(principals: Principals, caller: Principal): Naming {
  let result = NOBODY;
  for (const [kind, names] of principals.byKind) {
    for (const name of names) result = either(result, namedBy(formOf(kind, name), caller));
  }
  return result;
}

function either(one: Naming, other: Naming): Naming {
  return {
    session: any([one.session, other.session]), role: any([one.role, other.role]),
    everyone: any([one.everyone, other.everyone]), account: any([one.account, other.account]),
  };
}

function namedBy(principal: PrincipalForm, caller: Principal): Naming {
  if (principal.form === 'unreadable') return PERHAPS;
  // Whoever brings a web identity has no account of their own; whether such a token is among 'everyone' is not documented.
  if (principal.form === 'everyone') return { ...NOBODY, everyone: caller.kind === 'federated' ? 'maybe' : 'yes' };
  switch (caller.kind) {
    case 'anonymous': return NOBODY;
    case 'federated': return principal.form === 'federated' ? { ...NOBODY, role: sameProvider(principal.name, caller.provider ?? '') } : NOBODY;
    case 'service': return principal.form === 'service' || principal.form === 'origin-access-identity' ? { ...NOBODY, role: any((caller.services ?? []).map((one) => compareTexts(principal.name, one))) } : NOBODY;
    default: return sessionNaming(principal, caller);
  }
}

function sessionNaming(principal: PrincipalForm, caller: Principal): Naming {
  switch (principal.form) {
    case 'role': return { ...NOBODY, role: same(principal.name, caller.roleArn) };
    case 'session': return { ...NOBODY, session: sessionOf(principal.name, caller) };
    case 'account': return { ...NOBODY, account: caller.account === undefined ? 'maybe' : compareTexts(principal.name, caller.account) };
    case 'unique-id': return { ...NOBODY, role: 'maybe' };
    // A federated principal of a resource policy names the sessions of that provider, of any account: how they are limited is not documented.
    case 'federated': return { ...NOBODY, session: caller.provider === undefined ? 'no' : lessThanSure(sameProvider(principal.name, caller.provider)) };
    case 'unreadable': return PERHAPS;
    case 'everyone': return { ...NOBODY, everyone: 'yes' };
    case 'service':
    case 'origin-access-identity':
    case 'iam-user': return NOBODY;
  }
}

// The name of a session is the caller's choice in some flows, and not documented in others.
function sessionOf(name: string, { sessionArn }: Principal): Tri {
  if (sessionArn === undefined) return 'maybe';
  const [mine, theirs] = [sessionArn, name].map((arn) => arn.slice(0, arn.lastIndexOf('/')));
  return same(theirs, mine) === 'no' ? 'no' : same(name, sessionArn);
}

/** Whether the name of a provider counts in any case of letters is not documented. */
function sameProvider(name: string, mine: string): Tri {
  const same = compareTexts(name, mine);
  return same === 'no' && compareTexts(name.toLowerCase(), mine.toLowerCase()) !== 'no' ? 'maybe' : same;
}

function lessThanSure(tri: Tri): Tri {
  return tri === 'no' ? 'no' : 'maybe';
}

/**
 * Whether a Deny applies to the caller.
 *
 * @param statement a Deny of a resource policy
 * @param caller who asks
 * @param bounded whether a permissions boundary limits the caller
 * @returns three-valued
 */
export function deniesCaller(statement: Statement, caller: Principal, bounded: boolean): Tri {
  if (statement.principals?.negated) {
    const outside = outsideOf(statement.principals, caller);
    // With NotPrincipal, a Deny hits every role that has a boundary, whatever it lists.
    return bounded ? 'yes' : outside;
  }
  // All principals are those of every kind, whoever brings a token among them.
  if (caller.kind === 'federated' && statement.principals?.byKind.get('AWS')?.includes('*') === true) return 'yes';
  const named = naming(statement.principals, caller);
  return any([named.session, named.role, named.everyone, named.account]);
}

// Exempt is for sure only who is listed in every form in which IAM compares: session, role and account.
function outsideOf(principals: Principals, caller: Principal): Tri {
  const named = listed(principals, caller);
  if (named.everyone === 'yes') return 'no';
  if (caller.kind !== 'session') {
    const one = any([named.role, named.everyone]);
    return one === 'no' ? 'yes' : one === 'yes' ? 'no' : 'maybe';
  }
  const forms = [named.session, named.role, named.account];
  if (forms.every((form) => form === 'no') && named.everyone === 'no') return 'yes';
  return forms.every((form) => form === 'yes') ? 'no' : 'maybe';
}

function same(name: string, mine: string | undefined): Tri {
  return mine === undefined ? 'no' : compareTexts(name, mine);
}
