import type { CheckContext } from '../analysis/check-context';
import { titleOf } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import type { Resource } from '../template/reader';
import { isMap } from '../template/value';
import type { Judgement, Rule } from './rule';
import { byRole } from '../analysis/forbidden-requests';

/** No tag of a role stands in for a session tag that is missing. */
export const roleTagShadows: Rule = {
  id: 'role-tag-shadows',
  title: 'no tag of the role stands in for a session tag',
  why: 'The tags of a role feed aws:PrincipalTag as session tags do, whatever the case of their keys. Somebody whose token lacks the claim then passes for whoever the role is tagged with.',
  fix: 'take the tag off the role (Tags.of(scope) tags roles too: exclude AWS::IAM::Role)',
  page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  severity: 'error',
  check: (context) => {
    const sessions = context.graph.pools.flatMap((pool) => context.graph.sessions(pool)).filter((session) => session.role.resource !== undefined && tagsFor(session).length > 0);
    return byRole(sessions).map((group) => check(context, group));
  },
};

function tagsFor({ pool, provider }: Session): string[] {
  return provider === undefined ? [] : pool.tagMaps.filter((map) => provider.names.includes(map.provider)).flatMap(({ claims }) => [...claims.keys()]);
}

function openTag({ properties }: Resource): string | undefined {
  const tags = properties.items('Tags');
  return tags.known ? tags.value.flatMap((tag) => [tag, ...(isMap(tag) ? [tag.Key, tag.Value] : [])]).map((one) => properties.why(one)).find((why) => why !== undefined) : tags.reason;
}

function check(context: CheckContext, sessions: readonly Session[]): Judgement {
  const [{ role, pool }] = sessions;
  const about = role.resource ?? pool.resource;
  if (role.tags === undefined) return { about, verdict: 'UNKNOWN', message: openTag(about) ?? 'the tags of the role are known only at deployment', location: 'Properties.Tags' };
  for (const session of sessions) {
    for (const tag of tagsFor(session)) {
      const shadow = [...role.tags].find(([key]) => key.toLowerCase() === tag.toLowerCase());
      if (shadow === undefined) continue;
      return {
        about, subject: tag, verdict: 'VIOLATED', location: 'Properties.Tags', message: `the role has the tag '${shadow[0]}', which counts wherever the session tag '${tag}' is missing`,
        fix: `take the tag '${shadow[0]}' off '${about.id}' (Tags.of(scope) tags roles too: exclude AWS::IAM::Role)`,
        counterexample: {
          who: `${titleOf(session, context.model)}, without the claim '${pool.tagMaps.flatMap(({ claims }) => [...claims]).find(([key]) => key === tag)?.[1] ?? tag}'`, verb: 'passes for', what: `aws:PrincipalTag/${tag}="${context.render(shadow[1])}"`, by: `${role.name}.Tags`,
          request: { action: 'sts:AssumeRoleWithWebIdentity', resource: context.render(role.arn), context: { [`aws:PrincipalTag/${shadow[0]}`]: context.render(shadow[1]) } }, replayed: false,
        },
      };
    }
  }
  return { about, verdict: 'PROVED', message: 'the role has no tag of the name of a session tag' };
}
