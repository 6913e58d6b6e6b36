import type { CheckContext } from '../analysis/check-context';
import type { Session } from '../access-graph/sessions';
import type { Decision } from '../analysis/finding-writer';
import type { Judgement, Rule } from './rule';
import { allSessions, byRole } from '../analysis/forbidden-requests';
import { nameResources } from '../analysis/statement-fixes';
import { findWideAccess } from '../analysis/wide-access';

/** Guests reach what is named to them, and administer nothing. */
export const guestWideAccess: Rule = {
  id: 'guest-wide-access',
  title: 'guests reach only resources that are named, and administer none',
  why: 'Everybody on the internet is a guest: the id of the identity pool stands in the page, and credentials cost one unsigned call. A wildcard in their role opens every resource of the kind in the account, those of other applications too.',
  fix: 'list in the policy the actions that guests need, on the ARNs that they need them for',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
  severity: 'error',
  check: (context) => {
    const sessions = allSessions(context).filter(({ provider, role }) => provider === undefined && role.resource !== undefined);
    return byRole(sessions, ({ origin, role }) => origin?.role ?? role).map((group) => check(context, group));
  },
};

/** What guests come by with a role by further steps counts as what they have with it. */
function check(context: CheckContext, sessions: readonly Session[]): Judgement {
  const [{ role, origin, pool }] = sessions;
  const about = (origin?.role ?? role).resource ?? pool.resource;
  let found: Decision | undefined;
  for (const ofRole of byRole(sessions)) {
    const one = findWideAccess(context, ofRole);
    if (one !== undefined && (found === undefined || one.verdict === 'VIOLATED')) found = one;
    if (one?.verdict === 'VIOLATED') break;
  }
  const fix = nameResources(context, found?.statement, 'guests');
  return { about, ...(fix !== undefined && { fix }), ...(found ?? { verdict: 'PROVED', message: 'no statement reaches beyond resources that it names, and none administers' }) };
}
