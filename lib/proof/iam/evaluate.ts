import { isOfAnotherAccount, mayBeOfAnotherAccount } from './accounts';
import { applies, governs, makeReady, whyDoubtful } from './applies';
import type { ReadyRequest } from './applies';
import type { Policy, PolicyKind, Statement } from './policy';
import { deniesCaller, naming } from './principals';
import type { AccessRequest, Evaluation } from './request';
import type { Tri } from './tri';
import { all, any } from './tri';
import { holdsSymbol } from '../symbols/symbol';
import { decidedElsewhere, needsCredentialsOfUsers, needsNoPermission } from './service-rules';

interface StatementMatch {
  readonly tri: Tri;
  readonly statement?: Statement;
}

const NEVER: StatementMatch = { tri: 'no' };

/**
 * Decides one request as IAM does, with a lower and an upper bound: what the template or the documentation leaves open answers
 * UNKNOWN with the reason.
 *
 * @param policies all policies that concern the request: identity, boundary and session policies of the caller (the kinds that
 *   are absent do not limit), resource policies, or the trust policy of the role asked for
 * @param request the request
 * @returns the verdict
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly Policy[], request: AccessRequest): Evaluation {
  const ready = makeReady(request);
  if (request.principal.kind === 'session' && needsNoPermission(ready.action)) return { verdict: 'ALLOWED', reason: `${request.action} needs no permission` };
  if (request.principal.kind === 'session' && needsCredentialsOfUsers(ready.action)) return { verdict: 'DENIED', reason: `AWS takes ${request.action} with the credentials of an IAM user alone` };
  const denied = findDeny(policies, ready);
  if (denied.tri === 'yes') return { verdict: 'DENIED', statement: denied.statement!.id, reason: `${denied.statement!.id} denies it` };
  const allowed = findAllow(policies, ready);
  if (allowed.tri === 'no') return { verdict: 'DENIED', reason: implicitReason(policies, ready) };
  const foreign = foreignAccount(policies, ready);
  if (foreign !== undefined && foreign.inTemplates && resourceAllows(policies, ready).any.tri === 'no') return { verdict: 'DENIED', reason: `the resource is in account ${foreign.account}, and no policy of it lets them in` };
  const away = foreign === undefined || foreign.isDecided ? undefined : `the resource is in account ${foreign.account}: access across accounts is not decided`;
  const elsewhere = away ?? decidedElsewhere(request, ready.action, () => policies.some((policy) => policy.origin.mustAllow === true && governs(policy, ready) !== 'no'));
  if (allowed.tri === 'yes' && denied.tri === 'no' && elsewhere === undefined) {
    return { verdict: 'ALLOWED', statement: allowed.statement!.id, reason: `${allowed.statement!.id} allows it` };
  }
  const doubtful = denied.tri === 'maybe' ? denied : allowed;
  const why = elsewhere ?? (doubtful.statement && (whyDoubtful(doubtful.statement, ready) ?? unclearPrincipal(doubtful.statement, ready) ?? unclearAction(doubtful.statement, ready))) ?? whyLimited(policies, ready) ?? 'the policy of a resource lets them in, and a boundary or session policy does not: which of them counts here is not documented';
  return { verdict: 'UNKNOWN', ...(doubtful.statement && { statement: doubtful.statement.id }), reason: why };
}

function findDeny(policies: readonly Policy[], ready: ReadyRequest): StatementMatch {
  const bounded = policies.some((policy) => policy.origin.kind === 'boundary');
  let result = NEVER;
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect !== 'Deny' && (statement.unknown === undefined || statement.neverDenies)) continue;
      const named = isForOthers(policy.origin.kind) && statement.unknown === undefined ? deniesCaller(statement, ready.request.principal, bounded) : 'yes';
      if (named === 'no' || result.tri === 'maybe' && statement.unknown !== undefined) continue;
      const tri = all([named, applies(statement, policy, ready)]);
      if (tri === 'yes') return { tri, statement };
      if (tri === 'maybe') result = { tri, statement };
    }
  }
  return result;
}

function unclearPrincipal({ id, principals }: Statement, { request }: ReadyRequest): string | undefined {
  if (principals === undefined) return undefined;
  const { session, role, everyone } = naming(principals, request.principal);
  return [session, role, everyone].includes('maybe') ? `whether the Principal of ${id} names them is ${[...principals.byKind.values()].flat().some(holdsSymbol) ? 'known only at deployment' : 'not documented'}` : undefined;
}

/** Of an action that only the deployment knows it is known that the statement allows it, and not whether anything limits it. */
function unclearAction({ id }: Statement, { request }: ReadyRequest): string | undefined {
  return holdsSymbol(request.action) ? `which actions ${id} allows is known only at deployment` : undefined;
}

/** Why it is not decided whether a boundary or a session policy allows it. */
function whyLimited(policies: readonly Policy[], ready: ReadyRequest): string | undefined {
  const limits = policies.filter(({ origin }) => origin.kind === 'boundary' || origin.kind === 'session');
  const doubtful = limits.flatMap((policy) => allows(policy).filter((statement) => applies(statement, policy, ready) === 'maybe'));
  return doubtful.map((statement) => whyDoubtful(statement, ready)).find((reason) => reason !== undefined);
}

function isForOthers(kind: PolicyKind): boolean {
  return kind === 'resource' || kind === 'trust';
}

// The ways to an Allow, as the evaluation logic draws them for one account.
function findAllow(policies: readonly Policy[], ready: ReadyRequest): StatementMatch {
  const { principal } = ready.request;
  const own = layer(policies, 'identity', ready);
  const boundary = layer(policies, 'boundary', ready);
  const session = layer(policies, 'session', ready);
  const limits = all([boundary?.tri ?? 'yes', session?.tri ?? 'yes']);
  const away = policies.filter((policy) => isOfAnotherAccount(policy, principal));
  const given = resourceAllows(away.length === 0 ? policies : policies.filter((policy) => !away.includes(policy)), ready);
  const ways: StatementMatch[] = [];
  if (principal.kind === 'session') {
    const needed = policies.filter((policy) => policy.origin.kind === 'trust' || (policy.origin.mustAllow === true && !away.includes(policy)));
    const must = all(needed.map((policy) => {
      const here = governs(policy, ready);
      return here === 'no' ? 'yes' : resourceAllows([policy], ready).any.tri;
    }));
    const there = lettingIn(away, policies, ready);
    ways.push({ tri: all([own?.tri ?? 'no', limits, must, there.tri]), statement: own?.tri === 'yes' && there.tri === 'maybe' ? there.statement : own?.statement });
    ways.push(given.session, { ...given.role, tri: all([given.role.tri, limits]) }, given.everyoneByArn);
    const limited = boundary || session ? all([given.everyone.tri, limits]) : given.everyone.tri;
    // Whether a boundary or session policy limits a grant to everyone is disputed.
    ways.push({ ...given.everyone, tri: given.everyone.tri !== 'no' && limited === 'no' ? 'maybe' : limited });
  } else {
    for (const way of [given.role, given.everyone, given.everyoneByArn]) ways.push({ ...way, tri: all([way.tri, limits]) });
  }
  return strongest(ways);
}

/** Whether the policies of another account allow it as well, or have nothing to do with it. */
function lettingIn(away: readonly Policy[], policies: readonly Policy[], ready: ReadyRequest): StatementMatch {
  const here = any(away.map((policy) => governs(policy, ready)));
  if (here === 'no') return { tri: 'yes' };
  const { any: surely } = resourceAllows(away, ready);
  if (surely.tri !== 'no') return surely;
  const { any: perhaps } = resourceAllows(policies.filter((policy) => !away.includes(policy) && mayBeOfAnotherAccount(policy, ready.request.principal)), ready);
  return { ...perhaps, tri: here === 'maybe' || perhaps.tri !== 'no' ? 'maybe' : 'no' };
}

function layer(policies: readonly Policy[], kind: PolicyKind, ready: ReadyRequest): StatementMatch | undefined {
  const mine = policies.filter((policy) => policy.origin.kind === kind);
  if (mine.length === 0) return undefined;
  return strongest(mine.flatMap((policy) => allows(policy).map((statement) => ({ tri: applies(statement, policy, ready), statement }))));
}

function resourceAllows(policies: readonly Policy[], ready: ReadyRequest): Record<'session' | 'role' | 'everyone' | 'everyoneByArn' | 'any', StatementMatch> {
  const found = { session: NEVER, role: NEVER, everyone: NEVER, everyoneByArn: NEVER, any: NEVER };
  for (const policy of policies) {
    if (!isForOthers(policy.origin.kind)) continue;
    for (const statement of allows(policy)) {
      const applied = applies(statement, policy, ready);
      if (applied === 'no') continue;
      const named = statement.unknown === undefined ? naming(statement.principals, ready.request.principal)
        : { session: 'maybe', role: 'maybe', everyone: 'maybe', account: 'maybe' } as const;
      const everyone = statement.conditions.some((c) => c.key === 'aws:principalarn') ? 'everyoneByArn' : 'everyone';
      const add = (way: keyof typeof found, tri: Tri): void => {
        found[way] = strongest([found[way], { tri: all([tri, applied]), statement }]);
      };
      add('session', named.session);
      add('role', named.role);
      add(everyone, named.everyone);
      add('any', any([named.session, named.role, named.everyone, named.account]));
    }
  }
  return found;
}

function allows(policy: Policy): Statement[] {
  return policy.statements.filter((statement) => statement.effect === 'Allow' || statement.unknown !== undefined);
}

function strongest(findings: readonly StatementMatch[]): StatementMatch {
  return findings.find((f) => f.tri === 'yes') ?? findings.find((f) => f.tri === 'maybe') ?? NEVER;
}

/** The account of the resource where it surely is another than that of the caller, whether the templates hold the resource, and so decide. */
function foreignAccount(policies: readonly Policy[], ready: ReadyRequest): { readonly account: string; readonly inTemplates: boolean; readonly isDecided: boolean } | undefined {
  const { principal, resource } = ready.request;
  const mine = principal.account;
  if (mine === undefined || holdsSymbol(mine)) return undefined;
  const named = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];
  const held = policies.find((p) => isForOthers(p.origin.kind) && p.origin.account !== undefined && governs(p, ready) !== 'no');
  const account = named ?? held?.origin.account;
  if (account === undefined || holdsSymbol(account) || account === mine) return undefined;
  const inTemplates = held?.origin.account === account && governs(held, ready) === 'yes';
  return { account, inTemplates, isDecided: inTemplates && isOfAnotherAccount(held, principal) && !ACCESS_POINT.test(resource) };
}

/**
 * The policy of the bucket behind an access point has to let in as well.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
const ACCESS_POINT = /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\//;

function implicitReason(policies: readonly Policy[], ready: ReadyRequest): string {
  if (ready.request.principal.kind !== 'session') return 'no statement allows it';
  const closed = (['identity', 'boundary', 'session'] as const).find((kind) => layer(policies, kind, ready)?.tri === 'no');
  const words = { identity: 'no policy of the role allows it', boundary: 'the permissions boundary does not allow it', session: 'the session policies do not allow it' };
  return closed ? words[closed] : 'no statement allows it';
}
