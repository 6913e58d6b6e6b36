import { mayBe } from '../access-graph/identity-pools';
import type { Binding } from '../solver';
import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import { GUEST, SIGNED_IN, knownAudiences, obtains, trustingRoles, usesOfRoles, type TrustingRole, type Uses } from '../analysis/trusting-roles';

/** A trust policy tells guests from people who signed in. */
export const trustAuthentication: Rule = {
  id: 'trust-authentication',
  title: 'the trust policy tells guests from users who signed in',
  why: 'IAM asks for aud but not for amr, so a role without a condition on amr trusts the tokens of guests too. Where the classic flow is on, or is turned on one day, a guest names the signed-in role and gets it.',
  fix: 'let the statement ask for ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated; guests who have the same role need one of their own',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'error',
  check: (context) => {
    const uses = usesOfRoles(context);
    return trustingRoles(context).map((trusting) => check(context, trusting, uses.get(trusting.role.arn)));
  },
};

/** What guests of the identity pools that are meant can do: only in the classic flow do they name the role. */
function guestsOf({ graph }: CheckContext, audience: Binding): 'none' | 'are there' | 'name the role' {
  const pools = graph.pools.filter(({ id }) => audience.kind !== 'value' || audience.value === id);
  if (pools.length === 0 || audience.kind !== 'value') return 'name the role';
  if (!pools.some(({ guests }) => mayBe(guests, true))) return 'none';
  return pools.some(({ guests, classicFlow }) => mayBe(guests, true) && mayBe(classicFlow, true)) ? 'name the role' : 'are there';
}

function check(context: CheckContext, { role, resource, services }: TrustingRole, uses: Uses | undefined): Judgement {
  let doubt: Judgement | undefined;
  for (const service of services) {
    const known = knownAudiences(context, role, service);
    const audiences: Binding[] = [...known.map((value) => ({ kind: 'value', value }) as const), { kind: 'free', domain: { kind: 'not', values: known } }];
    for (const audience of audiences) {
      const guest = context.graph.trust.admits(role, service, audience, GUEST);
      const signedIn = guest.found === 'no' ? guest : context.graph.trust.admits(role, service, audience, SIGNED_IN);
      if (guest.found === 'no' || signedIn.found === 'no') continue;
      if (guest.found === 'maybe' || signedIn.found === 'maybe') {
        doubt ??= { about: resource, verdict: 'UNKNOWN', message: guest.found === 'maybe' ? guest.reason : signedIn.reason };
        continue;
      }
      const onlyGuests = uses?.guests === true && !uses.signedIn;
      const amr = onlyGuests ? 'unauthenticated' : uses === undefined ? 'authenticated (unauthenticated, if the role is for guests)' : 'authenticated';
      const own = uses?.guests === true && uses.signedIn ? 'give guests a role of their own, and ' : '';
      const fix = `${own}let the statement ask for ForAnyValue:StringLike ${service}:amr = ${amr}`;
      if (onlyGuests) return { about: resource, verdict: 'NOT_PROVED', message: 'the trust policy does not pin amr to guests: users who signed in may take the role too', ...(guest.statement !== undefined && { statement: guest.statement }), fix };
      const guests = guestsOf(context, audience);
      const message = 'the trust policy does not pin amr to users who signed in';
      if (guests === 'none') {
        doubt ??= { about: resource, verdict: 'NOT_PROVED', message: `${message}: nobody is a guest today, and whoever is one day may take the role`, ...(guest.statement !== undefined && { statement: guest.statement }), fix };
        continue;
      }
      return { about: resource, verdict: 'VIOLATED', message, ...(guests === 'name the role' ? obtains(context, guest, 'guest', role) : { ...(guest.statement !== undefined && { statement: guest.statement }) }), fix };
    }
  }
  return doubt ?? { about: resource, verdict: 'PROVED', message: 'of guests and users who signed in the trust policy admits one kind only' };
}
