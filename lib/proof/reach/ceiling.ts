import type { Policy } from '../iam/policy';
import type { Session } from './sessions';

/**
 * @param session a session
 * @returns what Cognito itself limits the session to: guests in the enhanced flow only
 */
export function sessionPolicies(session: Session): Policy[] {
  void session;
  return [];
}
