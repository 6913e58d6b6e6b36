import { onceForEach } from '../../text/remembered';
import type { Role } from './roles';
import type { Session } from './sessions';

/** What the sessions of an identity pool lead on to, found once for all of them. */
export interface OnwardSessions {
  /** The roles that everybody gets who names none. */
  readonly byDefault: ReadonlySet<Role>;
  /**
   * @param role a role
   * @returns the sessions that people come by with its credentials
   */
  readonly beyond: (role: Role) => readonly Session[];
  /**
   * @param session a session
   * @returns the sessions that its people come by, with its credentials or with the token that it began with
   */
  readonly of: (session: Session) => readonly Session[];
}

/**
 * @param sessions all sessions of an identity pool
 * @returns what they lead on to
 */
export const onwardSessions: (sessions: readonly Session[]) => OnwardSessions = onceForEach(read);

function read(sessions: readonly Session[]): OnwardSessions {
  const beyond = new Map<Role, Session[]>();
  for (const session of sessions) {
    const role = session.origin?.role;
    if (role === undefined) continue;
    const before = beyond.get(role);
    if (before === undefined) beyond.set(role, [session]);
    else before.push(session);
  }
  const onward = sessions.filter(({ origin, flow }) => origin !== undefined || flow === 'direct');
  return {
    byDefault: new Set(sessions.filter(({ way }) => way.kind === 'default').map(({ role }) => role)),
    beyond: (role) => beyond.get(role) ?? [],
    of: (session) => onward.filter(({ origin, flow, provider }) => origin === session || (flow === 'direct' && provider === session.provider)),
  };
}
