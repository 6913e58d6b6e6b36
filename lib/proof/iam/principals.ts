import { literally, matchFilled } from './match';
import type { Principals, Statement } from './policy';
import type { Principal } from './request';
import type { Tri } from './text';
import { any } from './text';

/**
 * Whom a statement of a resource policy names, from the narrowest to the widest. `nobody`: not this caller. What an Allow is
 * worth depends on it: one to the session is limited by nothing, one to the role by boundary and session policies, one to the
 * account delegates to the account's own policies.
 */
export interface Naming {
  readonly session: Tri;
  readonly role: Tri;
  readonly everyone: Tri;
  readonly account: Tri;
}

const NOBODY: Naming = { session: 'no', role: 'no', everyone: 'no', account: 'no' };

/**
 * How the Principal element of an Allow, or the Principal element of a Deny, names the caller.
 *
 * @param principals the element; a statement without one names nobody
 * @param caller who asks
 * @returns how, three-valued
 */
export function naming(principals: Principals | undefined, caller: Principal): Naming {
  if (!principals) return NOBODY;
  if (principals.negated) return { ...NOBODY, everyone: outsideOf(principals, caller) };
  const aws = principals.byKind.get('AWS') ?? [];
  const everyone: Tri = aws.includes('*') || principals.byKind.has('*') ? 'yes' : 'no';
  if (caller.kind === 'federated') {
    const named = any((principals.byKind.get('Federated') ?? []).map((name) => sameText(name, caller.provider)));
    return { ...NOBODY, role: named, everyone: everyone === 'yes' ? 'maybe' : 'no' };
  }
  if (caller.kind === 'anonymous') return { ...NOBODY, everyone };
  return {
    session: any(aws.map((name) => sameText(name, caller.sessionArn))),
    role: any(aws.map((name) => (isUniqueId(name) ? 'maybe' : sameText(name, caller.roleArn)))),
    everyone,
    account: any(aws.map((name) => isAccount(name, caller))),
  };
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
  const named = naming(statement.principals, caller);
  if (statement.principals?.byKind.has('CanonicalUser')) return any([named.session, named.role, named.everyone, named.account, 'maybe']);
  return any([named.session, named.role, named.everyone, named.account]);
}

// Exempt is for sure only who is listed in every form in which IAM compares: session, role and account.
function outsideOf(principals: Principals, caller: Principal): Tri {
  const listed = naming({ negated: false, byKind: principals.byKind }, caller);
  if (listed.everyone === 'yes') return 'no';
  if (caller.kind === 'federated') return listed.role === 'no' ? 'yes' : listed.role === 'yes' ? 'no' : 'maybe';
  const forms = [listed.session, listed.role, listed.account];
  if (forms.every((form) => form === 'no')) return 'yes';
  return forms.every((form) => form === 'yes') ? 'no' : 'maybe';
}

function sameText(name: string, mine: string | undefined): Tri {
  return mine === undefined ? 'no' : matchFilled(literally(name), mine);
}

function isUniqueId(name: string): boolean {
  return /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name);
}

function isAccount(name: string, caller: Principal): Tri {
  const root = /^arn:[^:]*:iam::([^:]*):root$/.exec(name);
  const account = root ? root[1] : name.includes(':') || name === '*' ? undefined : name;
  if (account === undefined) return 'no';
  return caller.account === undefined ? 'maybe' : sameText(account, caller.account);
}
