import { allSessions } from '../analysis/forbidden-requests';
import type { Rule } from './rule';
import { judgeWide } from './wide-judgements';

/** Guests reach what is named to them, and administer nothing. */
export const guestWideAccess: Rule = {
  id: 'guest-wide-access',
  title: 'guests reach only resources that are named, and administer none',
  why: 'Everybody on the internet is a guest: the id of the identity pool stands in the page, and credentials cost one unsigned call. A wildcard in their role opens every resource of the kind in the account, those of other applications too.',
  fix: 'list in the policy the actions that guests need, on the ARNs that they need them for',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
  severity: 'error',
  check: (context) => judgeWide(context, allSessions(context).filter(({ provider, role }) => provider === undefined && role.resource !== undefined), 'guests'),
};
