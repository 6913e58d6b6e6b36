import type { Binding, Reachability } from '../solver';
import type { Finding } from '../findings/finding';
import type { IdentityPool, Provider } from '../access-graph/identity-pools';
import type { Role } from '../access-graph/roles';
import { authenticationMethods } from '../access-graph/sessions';
import { STRANGERS } from '../access-graph/stranger';
import { titleOf } from '../access-graph/subjects';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import type { RoleRecord } from '../analysis/intent-records';
import type { Statement } from '../iam/policy';

/**
 * Decides for each role whether its trust policy keeps out who must be kept out: guests from the roles of people who
 * signed in, and everybody from other identity pools. Whether the pool has guests today does not matter: that is one switch.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function guarded(context: CheckContext): Finding[] {
  return context.records.roles.map((record) => {
    const from = record.principal === 'guest' ? 'identities of other identity pools' : 'guests and identities of other identity pools';
    return context.finding({ rule: 'guarded', title: `the role of ${record.principal} is out of reach of ${from}`, subject: record.resource.id, resource: record.resource }, check(context, record));
  });
}

/** Whoever signs in when the pool has no provider yet. */
const ANY_PROVIDER: Provider = { name: 'accounts.google.com', names: ['accounts.google.com'], kind: 'social' };

const ALONE = 'let the trust policy of the role name the identity pool alone';

interface Stranger {
  readonly who: string;
  readonly audience: Binding;
  readonly methods: Binding | undefined;
  readonly missing: 'aud' | 'amr';
  readonly why: string;
}

function check(context: CheckContext, record: RoleRecord): Decision {
  const pool = context.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const role = context.roleAt(record.resource);
  if (role === undefined) return { verdict: 'UNKNOWN', message: `${record.resource.id} is no role` };
  let open: Decision | undefined;
  // Who tags a session has to be let in to it as well: sts:TagSession alone gives nothing.
  for (const stranger of strangers(context, record, pool)) {
    const answer = context.graph.trust.admits(role, pool.service, stranger.audience, stranger.methods);
    if (answer.found === 'yes') return admitted(context, record, pool, stranger, answer);
    const toAnybody = openStatement(role) !== undefined ? { fix: ALONE } : {};
    if (answer.found === 'maybe') open ??= { verdict: 'UNKNOWN', message: answer.reason, assumptions: answer.assumptions, ...toAnybody, ...(answer.statement !== undefined && { statement: answer.statement }) };
  }
  return open ?? throughSteps(context, record) ?? signedInGuests(context, record, pool, role) ?? { verdict: 'PROVED', message: record.principal === 'guest' ? 'the trust policy pins aud' : 'the trust policy pins aud and amr' };
}

/** Whoever has no account, or an account elsewhere, may come by the role with other credentials: whom the app does not know may be its guest as well. */
function throughSteps(context: CheckContext, record: RoleRecord): Decision | undefined {
  const { principal, resource } = record;
  const guests = context.graph.sessionsOf(resource).filter(({ steps, provider }) => steps.length > 0 && provider === undefined);
  const others = [...guests, ...context.graph.strangers().filter(({ role }) => role.resource === resource)];
  const sure = principal === 'guest' ? undefined : others.find(({ uncertainties }) => uncertainties.length === 0) ?? others[0];
  if (sure !== undefined) {
    const arn = context.render(resource.arn);
    const [doubt] = sure.uncertainties;
    if (doubt !== undefined) return { verdict: 'UNKNOWN', message: `${titleOf(sure, context.model)}: ${doubt}`, blame: resource, location: 'Properties.AssumeRolePolicyDocument', fix: ALONE };
    return {
      verdict: 'VIOLATED', message: `${sure.stranger === undefined ? 'guests come' : `${STRANGERS[sure.stranger]} comes`} by the role by other steps: ${sure.way.text}`, blame: resource, location: 'Properties.AssumeRolePolicyDocument',
      counterexample: {
        who: titleOf(sure, context.model), verb: 'obtains', what: `${arn}   role of ${principal}`, by: `${resource.id}.AssumeRolePolicyDocument`, steps: sure.steps.map(({ text }) => text),
        request: { action: 'sts:AssumeRole', resource: arn, context: {} }, replayed: true,
      },
      fix: ALONE,
    };
  }
  const role = context.roleAt(resource);
  const open = role && openStatement(role);
  return open && {
    verdict: open.unknown === undefined ? 'NOT_PROVED' : 'UNKNOWN', statement: open.id, message: open.unknown ?? 'the trust policy lets in whoever has credentials of the account: users of other identity pools may be among them',
    fix: ALONE,
  };
}

/** A statement that lets in whoever has credentials, for all that can be read. */
function openStatement({ trust }: Role): Statement | undefined {
  return trust.statements.find(({ effect, unknown, principals }) => unknown !== undefined || (effect === 'Allow' && (principals?.negated === true || [...principals?.byKind ?? []].some(([kind, names]) => kind !== 'Service' && kind !== 'Federated' && names.includes('*')))));
}

/** It does no harm that people who signed in take the role of guests, but then it is not what it says. */
function signedInGuests(context: CheckContext, record: RoleRecord, pool: IdentityPool, role: Role): Decision | undefined {
  if (record.principal !== 'guest') return undefined;
  const answer = context.graph.trust.admits(role, pool.service,
    { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(pool.providers[0] ?? ANY_PROVIDER, context.model) });
  return answer.found !== 'yes' ? undefined : {
    verdict: 'NOT_PROVED', message: 'the trust policy does not pin amr to guests: users who signed in may take the role too', ...(answer.statement !== undefined && { statement: answer.statement }),
    fix: `add the condition ForAnyValue:StringLike ${pool.service}:amr = unauthenticated to the statement`,
  };
}

function strangers(context: CheckContext, record: RoleRecord, pool: IdentityPool): Stranger[] {
  const own: Binding = { kind: 'value', value: pool.id };
  const methods = (of: Provider | undefined): Binding => ({ kind: 'list', values: authenticationMethods(of, context.model) });
  const elsewhere: Stranger = {
    who: 'somebody with a token of another identity pool', audience: { kind: 'free', domain: { kind: 'not', values: [pool.id] } },
    methods: methods(undefined), missing: 'aud', why: 'the trust policy does not pin aud to the identity pool',
  };
  if (record.principal === 'guest') return [elsewhere];
  const guests = pool.guests.known && !pool.guests.value ? ' (guests are off in the pool today, so only that switch keeps them out)' : '';
  return [
    { who: 'guest', audience: own, methods: methods(undefined), missing: 'amr', why: `the trust policy does not pin amr to users who signed in${guests}` },
    { ...elsewhere, methods: undefined },
  ];
}

function admitted(context: CheckContext, record: RoleRecord, pool: IdentityPool, stranger: Stranger, answer: Reachability): Decision {
  const statement = answer.statement;
  return {
    verdict: 'VIOLATED',
    message: stranger.why,
    assumptions: answer.assumptions,
    ...(statement !== undefined ? { statement } : { blame: record.resource, location: 'Properties.AssumeRolePolicyDocument' }),
    counterexample: {
      who: stranger.who,
      verb: 'obtains',
      what: `${context.render(record.resource.arn)}   role of ${record.principal}`,
      by: statement ?? `${record.resource.id}.AssumeRolePolicyDocument`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: context.render(record.resource.arn), context: contextOf(context, answer) },
      replayed: answer.request !== undefined,
    },
    fix: `add the condition ${conditionOf(stranger, pool)} to the statement`,
  };
}

function conditionOf({ missing }: Stranger, { service }: IdentityPool): string {
  return missing === 'aud' ? `StringEquals ${service}:aud = the id of the identity pool` : `ForAnyValue:StringLike ${service}:amr = authenticated`;
}

function contextOf(context: CheckContext, answer: Reachability): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.request?.context ?? {})
    .map(([key, value]) => [key, context.render(typeof value === 'string' ? value : value.join(', '))]));
}
