import type { CheckContext } from '../analysis/check-context';
import { titleOf } from '../access-graph/subjects';
import { authenticationMethods, withoutTagging, type Session } from '../access-graph/sessions';
import type { Judgement, Rule } from './rule';
import { byRole } from '../analysis/forbidden-requests';

/** Where claims become session tags, the trust policy lets them in. */
export const tagNotTrusted: Rule = {
  id: 'tag-not-trusted',
  title: 'the trust policy lets the session tags in that claims are mapped to',
  why: 'Mapped claims are passed as session tags, and AWS STS refuses them unless the trust policy allows sts:TagSession. Everybody whose token has such a claim then gets an error instead of credentials.',
  fix: 'add sts:TagSession to the actions of the statement that allows sts:AssumeRoleWithWebIdentity',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
  severity: 'warning',
  check: (context) => {
    const sessions = context.graph.pools.flatMap((pool) => context.graph.sessions(pool)).filter((session) => session.flow === 'enhanced' && isTagged(session));
    return byRole(sessions).map((group) => check(context, group));
  },
};

function isTagged({ pool, provider, role }: Session): boolean {
  return role.resource !== undefined && provider !== undefined && pool.tagMaps.some((map) => map.claims.size > 0 && provider.names.includes(map.provider));
}

function check(context: CheckContext, sessions: readonly Session[]): Judgement {
  let result: Judgement | undefined;
  for (const session of sessions) {
    const { role, pool, provider, by } = session;
    const about = role.resource ?? by ?? pool.resource;
    const answer = context.graph.trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, context.model) }, 'sts:TagSession');
    if (answer.found === 'yes') continue;
    const [doubt] = session.uncertainties.filter((reason) => reason !== withoutTagging(role));
    if (answer.found === 'maybe' || doubt !== undefined) {
      result ??= { about, verdict: 'UNKNOWN', message: answer.found === 'maybe' ? answer.reason : doubt };
      continue;
    }
    const arn = context.render(role.arn);
    return {
      about, verdict: 'VIOLATED', location: 'Properties.AssumeRolePolicyDocument', fix: `add sts:TagSession to the actions of the statement of ${role.name} that allows sts:AssumeRoleWithWebIdentity`,
      message: 'claims are mapped to session tags, and the trust policy does not allow sts:TagSession',
      counterexample: {
        who: titleOf(session, context.model), verb: 'is refused', what: arn, by: `${role.name}.AssumeRolePolicyDocument`,
        request: { action: 'sts:TagSession', resource: arn, context: {} }, replayed: true,
      },
    };
  }
  return result ?? { about: sessions[0].role.resource ?? sessions[0].pool.resource, verdict: 'PROVED', message: 'the trust policy allows sts:TagSession' };
}
