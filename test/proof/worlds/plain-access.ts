/**
 * Who reaches what in one deployment, written from the documentation of AWS without a line of lib/proof. It finds what surely
 * happens; where documentation leaves something open, it says so and nothing is concluded.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
import type { ConcreteRole, Deployment, PlainStatement } from './deployment';
import { both, completed, either, holds, like, listOf, not, type Answer, type Context } from './plain-conditions';

/** Somebody of the identity pool. */
export interface Person {
  readonly kind: 'guest' | 'user';
  readonly identityId: string;
  readonly groups: readonly string[];
  readonly team: string;
}

/** Credentials of a role that somebody has, and the steps to them. */
export interface Session {
  readonly person: Person;
  readonly role: ConcreteRole;
  readonly steps: readonly string[];
  /** Whether Cognito itself limits them. */
  readonly ceiling: boolean;
  readonly keys: Context;
  /** Whether they have given their role everything. */
  readonly everything?: boolean;
  /** Resources whose policy they have written anew. */
  readonly rewritten?: ReadonlySet<string>;
}

/** What is asked, beside what the session brings. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly keys: Context;
}

/** Of the actions here, those that Cognito's session policies leave to guests. */
const GUEST_SERVICES = new Set(['s3', 'dynamodb', 'kinesis', 'lambda', 'cognito-idp', 'polly', 'sns']);

const anyAction = (patterns: string | readonly string[] | undefined, action: string): boolean => {
  const name = action.toLowerCase();
  return listOf(patterns).some((pattern) => like(pattern.toLowerCase(), name));
};

function applies(statement: PlainStatement, { action, resource, keys }: Request, isIdentity: boolean): Answer {
  const named = statement.Action === undefined ? !anyAction(statement.NotAction, action) : anyAction(statement.Action, action);
  if (!named) return 'no';
  const matches = (patterns: string | readonly string[]): boolean => listOf(patterns).some((pattern) => like(isIdentity ? completed(pattern) : pattern, resource, keys));
  if (statement.Resource !== undefined && !matches(statement.Resource)) return 'no';
  // What a variable without a value excludes is not documented.
  const excluded = (pattern: string): Answer => ([...pattern.matchAll(/\$\{([^}]*)\}/g)].some(([, key]) => typeof keys.get(key.toLowerCase()) !== 'string') ? 'open' : like(completed(pattern), resource, keys) ? 'yes' : 'no');
  return both([
    statement.NotResource === undefined ? 'yes' : not(either(listOf(statement.NotResource).map(excluded))),
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, block]) => Object.entries(block).map(([key, wanted]) => holds(operator, key, listOf(wanted), keys))),
  ]);
}

const some = (statements: readonly PlainStatement[], effect: 'Allow' | 'Deny', request: Request, isIdentity = true): Answer => either(statements.filter(({ Effect }) => Effect === effect).map((one) => applies(one, request, isIdentity)));

type Named = 'role' | 'everyone' | 'account' | 'no';

function namedBy({ Principal }: PlainStatement, session: Session, account: string): Named {
  if (Principal === '*') return 'everyone';
  const names = listOf(Principal?.AWS);
  if (names.includes('*')) return 'everyone';
  if (names.includes(session.role.arn)) return 'role';
  return names.some((name) => name === account || name === `arn:aws:iam::${account}:root`) ? 'account' : 'no';
}

/**
 * @param session who asks
 * @param request what
 * @param governing the policy of the resource
 * @param account the account of both
 * @param mustAllow whether the policy of the resource has to let them in
 * @returns whether it happens
 */
export function allowed(session: Session, request: Request, governing: readonly PlainStatement[], account: string, mustAllow = false): Answer {
  const { role, ceiling, everything, rewritten } = session;
  const full = { ...request, keys: together(request.keys, session.keys) };
  const own = [...rewritten ?? []].some((base) => request.resource === base || request.resource.startsWith(`${base}/`));
  const policy = own ? [] : governing;
  const denies = policy.filter((one) => one.Effect === 'Deny' && namedBy(one, session, account) !== 'no');
  const denied = either([some(role.identity, 'Deny', full), some(role.boundary ?? [], 'Deny', full), some(denies, 'Deny', full, false)]);
  if (denied === 'yes') return 'no';
  const byIdentity = everything === true ? 'yes' : some(role.identity, 'Allow', full);
  const within = both([role.boundary === undefined ? 'yes' : some(role.boundary, 'Allow', full), !ceiling || GUEST_SERVICES.has(request.action.split(':')[0].toLowerCase()) ? 'yes' : 'no']);
  const granted = (named: Named): Answer => some(policy.filter((one) => namedBy(one, session, account) === named), 'Allow', full, false);
  const byRole: Answer = own ? 'yes' : granted('role');
  // Whether implicit denies limit what everybody is given is disputed.
  const byEveryone = granted('everyone');
  const openly: Answer = byEveryone === 'no' ? 'no' : both([byEveryone, within === 'yes' ? 'yes' : 'open']);
  const delegated = mustAllow ? granted('account') : 'yes';
  return both([not(denied), either([both([byIdentity, within, delegated]), both([byRole, within]), openly])]);
}

const joined = new WeakMap<Context, WeakMap<Context, Context>>();

/** The same keys come again and again. */
function together(keys: Context, ofSession: Context): Context {
  let mine = joined.get(keys);
  if (mine === undefined) joined.set(keys, mine = new WeakMap());
  let found = mine.get(ofSession);
  if (found === undefined) mine.set(ofSession, found = new Map([...keys, ...ofSession]));
  return found;
}

/** The keys that a session brings to every request. */
function keysOf(role: ConcreteRole, account: string, more: readonly (readonly [string, string | readonly string[]])[], tags: ReadonlyMap<string, string>): Context {
  const session = role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
  return new Map<string, string | readonly string[]>([
    ['aws:principalarn', role.arn], ['aws:principalaccount', account], ['aws:principaltype', 'AssumedRole'], ['aws:userid', `AROAEXAMPLE:${session.split('/').pop()!}`],
    ...[...tags].map(([key, value]) => [`aws:principaltag/${key}`, value] as const), ...more,
  ]);
}

function federated({ pool, account }: Deployment, person: Person, role: ConcreteRole, classic: boolean, place: Context): Session | undefined {
  const keys: (readonly [string, string | readonly string[]])[] = [
    ['cognito-identity.amazonaws.com:aud', pool.id], ['cognito-identity.amazonaws.com:sub', person.identityId],
    ['cognito-identity.amazonaws.com:amr', person.kind === 'guest' ? ['unauthenticated'] : ['authenticated', 'cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123']],
  ];
  // A token without the claim becomes no tag.
  const tagged = pool.tags && person.kind === 'user' && person.team !== '' && !classic;
  const request = (action: string): Request => ({ action, resource: role.arn, keys: new Map([...place, ...keys, ...(tagged ? [['aws:requesttag/team', person.team] as const] : [])]) });
  const letsIn = (action: string): Answer => {
    const own = (effect: string): PlainStatement[] => role.trust.filter(({ Effect, Principal }) => Effect === effect && Principal !== '*' && listOf(Principal?.Federated).includes('cognito-identity.amazonaws.com'));
    const asked = request(action);
    return both(['Allow', 'Deny'].map((effect) => {
      const answer = either(own(effect).map((one) => applies({ ...one, Resource: undefined }, asked, false)));
      return effect === 'Deny' ? not(answer) : answer;
    }));
  };
  if (letsIn('sts:AssumeRoleWithWebIdentity') !== 'yes' || (tagged && letsIn('sts:TagSession') !== 'yes')) return undefined;
  const tags = new Map([...role.tags, ...(tagged ? [['team', person.team] as const] : [])]);
  return { person, role, steps: [`${classic ? 'basic' : 'enhanced'} flow`], ceiling: person.kind === 'guest' && !classic, keys: keysOf(role, account, keys, tags) };
}

/** The roles that the identity pool itself hands out. */
function handedOut({ pool, roles }: Deployment, person: Person): ConcreteRole[] {
  const named = (arn: string | undefined): ConcreteRole[] => roles.filter((role) => role.arn === arn);
  if (person.kind === 'guest') return pool.guests ? named(pool.unauthenticated) : [];
  if (!pool.tokens) return named(pool.authenticated);
  // Of several groups any may be asked for; here there is one.
  if (person.groups.includes('staff')) return roles.filter(({ id }) => id === 'StaffRole');
  return pool.fallback ? named(pool.authenticated) : [];
}

/**
 * @param deployment the deployment
 * @param person who begins
 * @param place what requests bring: where from, when and how
 * @param withPowers whether they also use what changes who may do what
 * @returns every session that they surely come by
 */
export function sessionsOf(deployment: Deployment, person: Person, place: Context, withPowers: boolean): Session[] {
  const { pool, roles, account, bucket, table, userPool, worker } = deployment;
  const all: Session[] = [];
  const seen = new Set<string>();
  const add = (session: Session | undefined): void => {
    const key = session && [session.role.id, session.ceiling, session.person.groups.join(), session.keys.has('cognito-identity.amazonaws.com:sub'), session.everything, [...session.rewritten ?? []].join()].join('|');
    if (session === undefined || seen.has(key!)) return;
    seen.add(key!);
    all.push(session);
  };
  const begin = (one: Person): void => {
    for (const role of handedOut(deployment, one)) add(federated(deployment, one, role, false, place));
    // The basic flow is not there beside role mappings.
    if (pool.classic && !pool.tokens && (one.kind === 'user' || pool.guests)) for (const role of roles) add(federated(deployment, one, role, true, place));
  };
  begin(person);
  const may = (session: Session, action: string, resource: string, governing: readonly PlainStatement[] = []): boolean => allowed(session, { action, resource, keys: place }, governing, account) === 'yes';
  for (const session of all) {
    const after = (step: string, rest: Partial<Session>): Session => ({ ...session, ...rest, steps: [...session.steps, step] });
    const roleSession = (role: ConcreteRole, step: string): Session => ({ person: session.person, role, steps: [...session.steps, step], ceiling: false, keys: keysOf(role, account, [], role.tags) });
    for (const role of roles) {
      for (const external of [undefined, 'secret']) {
        const keys = external === undefined ? place : new Map([...place, ['sts:externalid', external]]);
        const trust = role.trust.filter(({ Action }) => anyAction(Action, 'sts:AssumeRole')).map((one) => ({ ...one, Resource: undefined }));
        if (role !== session.role && allowed(session, { action: 'sts:AssumeRole', resource: role.arn, keys }, trust, account, true) === 'yes') add(roleSession(role, `assumes ${role.id}`));
      }
    }
    if (!withPowers) continue;
    if (session.role.boundary === undefined && may(session, 'iam:PutRolePolicy', session.role.arn)) add(after('puts a policy on the role', { everything: true }));
    if (may(session, 's3:PutBucketPolicy', bucket.arn, bucket.policy)) add(after('writes the policy of the bucket', { rewritten: new Set([...session.rewritten ?? [], bucket.arn]) }));
    if (may(session, 'dynamodb:PutResourcePolicy', table.arn, table.policy)) add(after('writes the policy of the table', { rewritten: new Set([...session.rewritten ?? [], table.arn]) }));
    if (worker !== undefined && may(session, 'lambda:UpdateFunctionCode', worker.arn)) add(roleSession(roles.find(({ arn }) => arn === worker.role)!, 'changes the code of the function'));
    if (session.person.kind === 'user' && !session.person.groups.includes('staff') && may(session, 'cognito-idp:AdminAddUserToGroup', userPool.arn)) begin({ ...session.person, groups: ['staff'] });
  }
  return all;
}
