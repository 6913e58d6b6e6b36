import type { Finding } from '../findings/finding';
import { titleOf } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { isMember, type CheckContext, type Decision } from '../analysis/check-context';
import type { RoleRecord } from '../analysis/intent-records';
import { userPoolOf, writersOf } from '../analysis/attribute-writers';

/**
 * Decides for the role of each group, provider and rule whether only their people obtain it.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function exclusive(context: CheckContext): Finding[] {
  return context.records.roles.filter(({ principal }) => principal.includes(':')).map((record) => context.finding(
    { rule: 'exclusive', title: `only ${record.principal} obtains its role`, subject: record.resource.id, resource: record.resource }, check(context, record)));
}

function check(context: CheckContext, record: RoleRecord): Decision {
  const pool = context.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const others = context.graph.sessionsOf(record.resource).filter((session) => !isMember(session, record));
  const sure = others.find(({ uncertainties }) => uncertainties.length === 0);
  if (sure !== undefined) return obtained(context, record, sure);
  const [doubtful] = others;
  if (doubtful !== undefined) return { verdict: 'UNKNOWN', message: `${titleOf(doubtful, context.model)}: ${doubtful.uncertainties[0]}`, ...blameOf(record, doubtful) };
  const writer = context.graph.sessionsOf(record.resource).map((session) => writerOf(context, session)).find((found) => found !== undefined);
  if (writer !== undefined) {
    const reason = record.acknowledgedBecause;
    if (reason !== undefined) return { verdict: 'PROVED', message: `the role comes with ${record.principal} alone`, assumptions: [`${writer.message}: ${reason}`] };
    return { ...writer, verdict: 'NOT_PROVED' };
  }
  return { verdict: 'PROVED', message: `the role comes with ${record.principal} alone, and the client cannot choose it` };
}

/** A rule is worth nothing when people choose what it looks at. */
function writerOf(context: CheckContext, { way, provider }: Session): Pick<Decision, 'message' | 'blame' | 'location' | 'fix'> | undefined {
  if (way.kind !== 'rule' || provider === undefined) return undefined;
  const userPool = userPoolOf(context.model, provider.name);
  const writer = userPool === undefined ? undefined : writersOf(context.model, userPool, way.claim)[0];
  return writer && {
    message: `users may write '${way.claim}', which the rule looks at, through the app client '${writer.client.id}'`,
    blame: writer.client, location: 'Properties.WriteAttributes',
    fix: `leave '${way.claim}' out of WriteAttributes of every app client`,
  };
}

function blameOf(record: RoleRecord, session: Session): Pick<Decision, 'blame' | 'location'> {
  const location = session.way.kind === 'choice' ? 'Properties.AllowClassicFlow' : session.way.kind === 'group' ? 'Properties.RoleArn' : session.way.kind === 'rule' ? 'Properties.RoleMappings' : 'Properties.Roles';
  return session.by === undefined ? { blame: record.resource, location: 'Properties.AssumeRolePolicyDocument' } : { blame: session.by, location };
}

function obtained(context: CheckContext, record: RoleRecord, session: Session): Decision {
  const blame = blameOf(record, session);
  const arn = context.render(record.resource.arn);
  return {
    verdict: 'VIOLATED',
    message: session.way.kind === 'choice'
      ? 'in the classic flow the client chooses among all roles that trust the identity pool, whatever the group'
      : `${session.way.text} hands out the role too`,
    ...blame,
    counterexample: {
      who: titleOf(session, context.model),
      verb: 'obtains',
      what: `${arn}   role of ${record.principal}`,
      by: `${blame.blame?.id ?? record.resource.id}.${(blame.location ?? '').replace(/^Properties\./, '')}`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: arn, context: {} },
      replayed: true,
    },
    fix: session.way.kind === 'choice' ? 'turn the classic flow off (AllowClassicFlow: false)' : `give ${session.way.text} a role of its own`,
  };
}
