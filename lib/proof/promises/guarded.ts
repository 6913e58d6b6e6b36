import type { Binding, Reachability } from '../forall';
import type { Finding } from '../findings/finding';
import type { IdentityPool, Provider } from '../reach/identity-pools';
import type { Role } from '../reach/roles';
import { authenticationMethods } from '../reach/sessions';
import type { Case, Decision } from './case';
import type { RoleRecord } from './records';

/**
 * Decides for each role whether its trust policy keeps out who must be kept out: guests from the roles of people who
 * signed in, and everybody from other identity pools. Whether the pool has guests today does not matter: that is one switch.
 *
 * @param facts what is reachable and what is recorded
 * @returns the findings
 */
export function guarded(facts: Case): Finding[] {
  return facts.records.roles.map((record) => {
    const from = record.principal === 'guest' ? 'identities of other identity pools' : 'guests and identities of other identity pools';
    return facts.finding({ rule: 'guarded', title: `the role of ${record.principal} is out of reach of ${from}`, subject: record.resource.id, resource: record.resource }, decide(facts, record));
  });
}

/** Whoever signs in when the pool has no provider yet. */
const ANY_PROVIDER: Provider = { name: 'accounts.google.com', names: ['accounts.google.com'], kind: 'social' };

interface Stranger {
  readonly who: string;
  readonly audience: Binding;
  readonly methods: Binding | undefined;
  readonly missing: 'aud' | 'amr';
  readonly why: string;
}

function decide(facts: Case, record: RoleRecord): Decision {
  const pool = facts.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const role = facts.reach.roles.find(record.resource.arn);
  let open: Decision | undefined;
  for (const stranger of strangers(facts, record, pool)) {
    const answer = facts.reach.finder.admits(role, pool.service, stranger.audience, stranger.methods);
    if (answer.found === 'yes') return admitted(facts, record, pool, stranger, answer);
    if (answer.found === 'maybe') open ??= { verdict: 'UNKNOWN', message: answer.reason, assumptions: answer.assumptions, ...(answer.statement !== undefined && { statement: answer.statement }) };
  }
  for (const stranger of mentionsTags(role) ? strangers(facts, record, pool) : []) {
    const tagging = facts.reach.finder.admits(role, pool.service, stranger.audience, stranger.methods, 'sts:TagSession');
    if (tagging.found !== 'no') {
      open ??= {
        verdict: 'NOT_PROVED', message: `the statement that lets session tags in does not pin ${stranger.missing}, as the one that hands out the role does`,
        ...(tagging.statement !== undefined && { statement: tagging.statement }), assumptions: tagging.assumptions, fix: `add the condition ${conditionOf(stranger, pool)} to the statement`,
      };
    }
  }
  return open ?? signedInGuests(facts, record, pool) ?? { verdict: 'PROVED', message: record.principal === 'guest' ? 'the trust policy pins aud' : 'the trust policy pins aud and amr' };
}

function mentionsTags({ trust }: Role): boolean {
  return trust.statements.some(({ actions, notAction }) => notAction || actions.some(({ text }) => text !== 'sts:assumerolewithwebidentity'));
}

/** It does no harm that people who signed in take the role of guests, but then it is not what it says. */
function signedInGuests(facts: Case, record: RoleRecord, pool: IdentityPool): Decision | undefined {
  if (record.principal !== 'guest') return undefined;
  const answer = facts.reach.finder.admits(facts.reach.roles.find(record.resource.arn), pool.service,
    { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(pool.providers[0] ?? ANY_PROVIDER, facts.model) });
  return answer.found !== 'yes' ? undefined : {
    verdict: 'NOT_PROVED', message: 'the trust policy does not pin amr to guests: users who signed in may take the role too', ...(answer.statement !== undefined && { statement: answer.statement }),
    fix: `add the condition ForAnyValue:StringLike ${pool.service}:amr = unauthenticated to the statement`,
  };
}

function strangers(facts: Case, record: RoleRecord, pool: IdentityPool): Stranger[] {
  const own: Binding = { kind: 'value', value: pool.id };
  const methods = (of: Provider | undefined): Binding => ({ kind: 'list', values: authenticationMethods(of, facts.model) });
  const elsewhere: Stranger = {
    who: 'somebody with a token of another identity pool', audience: { kind: 'free', domain: { kind: 'not', values: [pool.id] } },
    methods: methods(undefined), missing: 'aud', why: 'the trust policy does not pin aud to the identity pool',
  };
  if (record.principal === 'guest') return [elsewhere];
  const guests = pool.guests === false ? ' (guests are off in the pool today, so only that switch keeps them out)' : '';
  return [
    { who: 'guest', audience: own, methods: methods(undefined), missing: 'amr', why: `the trust policy does not pin amr to users who signed in${guests}` },
    { ...elsewhere, methods: undefined },
  ];
}

function admitted(facts: Case, record: RoleRecord, pool: IdentityPool, stranger: Stranger, answer: Reachability): Decision {
  const statement = answer.statement;
  return {
    verdict: 'VIOLATED',
    message: stranger.why,
    assumptions: answer.assumptions,
    ...(statement !== undefined ? { statement } : { blame: record.resource, location: 'Properties.AssumeRolePolicyDocument' }),
    counterexample: {
      who: stranger.who,
      verb: 'obtains',
      what: `${facts.render(record.resource.arn)}   role of ${record.principal}`,
      by: statement ?? `${record.resource.id}.AssumeRolePolicyDocument`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: facts.render(record.resource.arn), context: contextOf(facts, answer) },
      replayed: answer.request !== undefined,
    },
    fix: `add the condition ${conditionOf(stranger, pool)} to the statement`,
  };
}

function conditionOf({ missing }: Stranger, { service }: IdentityPool): string {
  return missing === 'aud' ? `StringEquals ${service}:aud = the id of the identity pool` : `ForAnyValue:StringLike ${service}:amr = authenticated`;
}

function contextOf(facts: Case, answer: Reachability): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.request?.context ?? {})
    .map(([key, value]) => [key, facts.render(typeof value === 'string' ? value : value.join(', '))]));
}
