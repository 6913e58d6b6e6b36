import type { Finding } from '../findings/finding';
import { titleOf } from '../access-graph/subjects';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { Session } from '../access-graph/sessions';
import { isMember, type CheckContext } from '../analysis/check-context';
import { type Decision } from '../analysis/finding-writer';
import { rulesOnGroups } from '../analysis/deciding-claims';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import type { RoleRecord } from '../analysis/intent-records';
import { ofType } from '../template/of-type';
import { chosenByUsers, writersOf, writingFix } from '../analysis/attribute-writers';

/**
 * Decides for the role of each group, provider and rule whether only their people obtain it.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function exclusive(context: CheckContext): Finding[] {
  return context.records.roles.filter(({ principal }) => principal.includes(':')).map((record) => context.finding(
    { rule: 'exclusive', title: titleFor(context, record), subject: record.resource.id, resource: record.resource }, check(context, record)));
}

/** Whoever administers users of the pool may add members: the promise names them. */
function titleFor({ administrations }: CheckContext, record: RoleRecord): string {
  const administrators = [...new Set(administrations.filter(({ pool, to }) => pool === record.pool && to !== record.principal).map(({ to }) => to))];
  return `only ${record.principal}${administrators.length === 0 ? '' : `, and ${administrators.join(', ')}, who administer users`} obtains its role`;
}

function check(context: CheckContext, record: RoleRecord): Decision {
  const pool = context.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const others = [...context.graph.sessionsOf(record.resource), ...context.graph.strangers().filter(({ role }) => role.resource === record.resource)].filter((session) => !isMember(session, record));
  const sure = others.find(({ uncertainties }) => uncertainties.length === 0);
  if (sure !== undefined) return obtained(context, record, sure);
  const [doubtful] = others;
  if (doubtful !== undefined) return { verdict: 'UNKNOWN', message: `${titleOf(doubtful, context.model)}: ${doubtful.uncertainties[0]}`, ...blameOf(record, doubtful) };
  const elsewhere = elsewhereToo(context, record, pool);
  if (elsewhere !== undefined) return elsewhere;
  const writer = context.graph.sessionsOf(record.resource).map((session) => writerOf(context, session)).find((found) => found !== undefined);
  if (writer !== undefined) {
    const reason = record.acknowledgedBecause;
    if (reason === undefined) return { ...writer, verdict: 'NOT_PROVED' };
  }
  const outsiders = context.sessionsWithPowers([pool]).filter((session) => !isMember(session, record));
  const claims = record.principal.startsWith('rule:');
  const groups = record.principal.startsWith('group:') || (claims && rulesOnGroups([pool]));
  const gain = gainOver(context, outsiders, { pools: [pool], resources: [record.resource.arn], groups, claims, users: true, joined: !claims && !namesMembers(context) });
  if (gain !== undefined) return decisionOf(context, gain, `the role of ${record.principal} is theirs too`);
  const assumptions = writer === undefined ? {} : { assumptions: [`${writer.message}: ${record.acknowledgedBecause}`] };
  return { verdict: 'PROVED', message: writer === undefined ? `the role comes with ${record.principal} alone, and the client cannot choose it` : `the role comes with ${record.principal} alone`, ...assumptions };
}

/** Where a template puts users into groups by their names, it puts there whoever has the name. */
function namesMembers({ model }: CheckContext): boolean {
  return ofType(model, 'AWS::Cognito::UserPoolUserToGroupAttachment').length > 0;
}

/** What an identity pool that is not in the templates hands out, and to whom, is not known. */
function elsewhereToo(context: CheckContext, { resource }: RoleRecord, { service }: IdentityPool): Decision | undefined {
  const { graph } = context;
  const role = context.roleAt(resource);
  const answer = role && graph.trust.admits(role, service, { kind: 'free', domain: { kind: 'not', values: graph.pools.map(({ id }) => id) } }, undefined);
  return answer === undefined || answer.found === 'no' ? undefined : {
    verdict: 'UNKNOWN', message: answer.found === 'maybe' ? answer.reason : 'the trust policy lets in an identity pool that is not in the templates, and whom that gives the role is not known',
    ...(answer.statement !== undefined && { statement: answer.statement }), fix: 'let the trust policy of the role name the identity pool alone',
  };
}

/** A rule is worth nothing when people choose what it looks at. */
function writerOf(context: CheckContext, { way, provider }: Session): Pick<Decision, 'message' | 'blame' | 'location' | 'fix'> | undefined {
  if (way.kind !== 'rule' || provider === undefined) return undefined;
  const userPool = context.graph.userPools.find(provider.name);
  if (userPool === undefined) return undefined;
  const chosen = chosenByUsers(userPool, way.claim);
  if (chosen !== undefined) return { message: `the rule looks at '${way.claim}', and ${chosen.reason}`, blame: userPool.resource, location: 'Properties', fix: 'let a claim decide that only servers write, such as a custom attribute' };
  const writer = writersOf(userPool, way.claim).at(0);
  return writer && {
    message: `users may write '${way.claim}', which the rule looks at, through the app client '${writer.client.id}'`,
    blame: writer.client, location: 'Properties.WriteAttributes',
    fix: writingFix(userPool, writer.client, way.claim),
  };
}

const LOCATIONS: Readonly<Record<Session['way']['kind'], string>> = {
  choice: 'Properties.AllowClassicFlow', group: 'Properties.RoleArn', rule: 'Properties.RoleMappings', default: 'Properties.Roles', steps: 'Properties.AssumeRolePolicyDocument',
};

function blameOf(record: RoleRecord, session: Session): Pick<Decision, 'blame' | 'location'> {
  return session.by === undefined ? { blame: record.resource, location: 'Properties.AssumeRolePolicyDocument' } : { blame: session.by, location: LOCATIONS[session.way.kind] };
}

function obtained(context: CheckContext, record: RoleRecord, session: Session): Decision {
  const blame = blameOf(record, session);
  const arn = context.render(record.resource.arn);
  const { kind, text } = session.way;
  return {
    verdict: 'VIOLATED',
    message: kind === 'choice' ? 'in the classic flow the client chooses among all roles that trust the identity pool, whatever the group'
      : kind === 'steps' ? `whoever is not ${record.principal} comes by the role by other steps: ${text}` : `${text} hands out the role too`,
    ...blame,
    counterexample: {
      who: titleOf(session, context.model),
      verb: 'obtains',
      what: `${arn}   role of ${record.principal}`,
      by: `${blame.blame?.id ?? record.resource.id}.${(blame.location ?? '').replace(/^Properties\./, '')}`,
      ...(session.steps.length > 0 && { steps: session.steps.map((step) => step.text) }),
      request: { action: kind === 'steps' ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity', resource: arn, context: {} },
      replayed: true,
    },
    fix: kind === 'choice' ? 'turn the classic flow off (AllowClassicFlow: false)'
      : kind === 'steps' ? 'let the trust policy of the role name the identity pool alone' : `give ${text} a role of its own`,
  };
}
