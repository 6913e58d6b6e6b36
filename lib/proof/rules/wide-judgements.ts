import type { IdentityPool } from '../access-graph/identity-pools';
import type { Role } from '../access-graph/roles';
import type { Session } from '../access-graph/sessions';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { byRole } from '../analysis/forbidden-requests';
import { nameResources } from '../analysis/statement-fixes';
import { findWideAccess } from '../analysis/wide-access';
import type { Judgement } from './rule';

/**
 * Judges whether people reach more than what is named to them. What they come by through further steps counts as what the role gives
 * that they begin with; what they get only if there is more to the identity pool than its template shows is for the pool.
 *
 * @param context what is reachable
 * @param sessions what they can obtain
 * @param who who they are, for people
 * @returns a judgement for each role that they begin with, and for each pool that is not known
 */
export function judgeWide(context: CheckContext, sessions: readonly Session[], who: string): Judgement[] {
  const groups = new Map<Role | IdentityPool, Session[]>();
  for (const session of sessions) {
    const first = session.origin ?? session;
    const start = isOfUnknownPool(first) ? first.pool : first.role;
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [session]);
    else group.push(session);
  }
  return [...groups.values()].map((group) => judge(context, group, who));
}

/** Nobody chooses a role where the classic flow is off, nor in the enhanced one, unless there is more than the template shows. */
function isOfUnknownPool({ flow, way, pool: { classicFlow, unknown } }: Session): boolean {
  return way.kind === 'choice' && (flow === 'enhanced' || (classicFlow.known && !classicFlow.value && unknown.length > 0));
}

function judge(context: CheckContext, sessions: readonly Session[], who: string): Judgement {
  const first = sessions[0].origin ?? sessions[0];
  const { role, pool, uncertainties } = first;
  const unknown = isOfUnknownPool(first) ? [...pool.unknown, ...uncertainties][0] : undefined;
  const found = worstOf(context, sessions);
  if (found !== undefined && unknown !== undefined) return { about: pool.resource, verdict: 'UNKNOWN', message: unknown };
  const fix = nameResources(context, found?.statement, who);
  return {
    about: (unknown === undefined ? role.resource : undefined) ?? pool.resource, ...(fix !== undefined && { fix }),
    ...(found ?? { verdict: 'PROVED', message: 'no statement reaches beyond resources that it names, and none administers' }),
  };
}

function worstOf(context: CheckContext, sessions: readonly Session[]): Decision | undefined {
  let found: Decision | undefined;
  for (const ofRole of byRole(sessions)) {
    // What is not certain that anybody gets is no violation, and one doubt is as good as another.
    if (found !== undefined && ofRole.every(({ uncertainties }) => uncertainties.length > 0)) continue;
    const one = findWideAccess(context, ofRole);
    if (one?.verdict === 'VIOLATED') return one;
    found ??= one;
  }
  return found;
}
