import { titleOf } from '../access-graph/subjects';
import { mayBe, type IdentityPool } from '../access-graph/identity-pools';
import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import { usesOfRoles, type Uses } from '../analysis/trusting-roles';

/** No guest gets the role of people who signed in. */
export const guestInSignedInRole: Rule = {
  id: 'guest-in-signed-in-role',
  title: 'no guest obtains a role of users who signed in',
  why: 'A guest identity costs one unsigned call, and nobody knows who is behind it. Whoever gets the signed-in role that way has what was intended for users with an account.',
  fix: 'give guests a role of their own, and let the trust policy of the signed-in role ask for amr = authenticated',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
  severity: 'error',
  check: (context) => {
    const uses = usesOfRoles(context);
    return context.graph.pools.filter(({ guests }) => mayBe(guests, true)).map((pool) => check(context, pool, uses));
  },
};

function check(context: CheckContext, pool: IdentityPool, uses: Map<string, Uses>): Judgement {
  const taken = context.graph.sessions(pool).filter(({ provider, role }) => provider === undefined && uses.get(role.arn)?.signedIn === true);
  const session = taken.find(({ uncertainties }) => uncertainties.length === 0) ?? taken[0];
  if (session === undefined) return { about: pool.resource, verdict: 'PROVED', message: 'every role that guests can obtain is for guests alone' };
  const { kind, text } = session.way;
  const byDefault = kind === 'default';
  const blame = byDefault ? session.by : session.role.resource;
  const place = { ...(blame !== undefined && { blame }), location: byDefault ? 'Properties.Roles' : 'Properties.AssumeRolePolicyDocument' };
  const [doubt] = session.uncertainties;
  if (doubt !== undefined) return { about: pool.resource, verdict: 'UNKNOWN', message: doubt, ...place };
  const arn = context.render(session.role.arn);
  return {
    about: pool.resource, verdict: 'VIOLATED', ...place,
    message: byDefault ? 'guests and users who signed in are given the same role'
      : kind === 'choice' ? 'in the classic flow the client names the role, and the trust policy of this one admits guests' : `guests come by a role of users who signed in: ${text}`,
    fix: byDefault ? `name a role of their own for guests in Roles.unauthenticated of '${blame?.id}'`
      : kind === 'choice' ? `let the trust policy of ${session.role.name} ask for ForAnyValue:StringLike ${pool.service}:amr = authenticated`
        : `let the trust policy of ${session.role.name} name only those who are intended to have it`,
    counterexample: {
      who: titleOf(session, context.model), verb: 'obtains', what: `${arn}   role of users who signed in`,
      by: `${blame?.id ?? session.role.name}.${place.location.replace('Properties.', '')}`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: arn, context: {} }, replayed: true,
    },
  };
}
