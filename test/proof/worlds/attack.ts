import type { Deployment } from './deployment';
import { allowed, sessionsOf, type Person, type Request, type Session } from './plain-access';
import type { Answer, Context } from './plain-conditions';
import type { Asked, Promised } from './templates';

/** How a promise is broken in one deployment. */
export interface Break {
  readonly session: Session;
  readonly request: Request;
  readonly owner?: string;
}

const TEAMS = ['red', 'blue', 'redx', 'dev'];
/** Tags by which somebody gets past a folder, where nothing says what tags are made of. */
const ODD_TEAMS = ['users', 'users/', 'secret', 'public', 'x'];

/** What the prover says that somebody does, to be tried as well. */
export interface Hint {
  readonly action: string;
  /** With `${Photos.Arn}` in it. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}
const namedBy = (hint: Hint | undefined): string[] => [...Object.values(hint?.context ?? {}), ...hint?.resource.split('/').slice(1) ?? []].filter((value) => value !== '');
const uuid = (digit: string): string => [8, 4, 4, 4, 12].map((count) => digit.repeat(count)).join('-');

/** Some have no claim that would become a tag. A tag may be the identity id of somebody else, or a text that a policy or a name has: where a violation is claimed, such people count too. */
function people({ region, pool }: Deployment, { kind }: Promised, hint?: Hint): Person[] {
  const id = (digit: string): string => `${region}:${uuid(digit)}`;
  const teams = [...(hint === undefined ? [] : ['red']), 'redx', 'dev', ...(kind === 'isolated' ? [] : ODD_TEAMS), ...(hint === undefined ? [] : [id('1'), ...namedBy(hint)])];
  return [
    { kind: 'user', identityId: id('1'), groups: [], team: 'red' }, { kind: 'user', identityId: id('2'), groups: ['staff'], team: 'blue' },
    ...(pool.tags ? [{ kind: 'user', identityId: id('8'), groups: [], team: '' }, { kind: 'user', identityId: id('9'), groups: ['staff'], team: '' }] satisfies Person[] : []),
    ...(pool.tags ? teams.flatMap((team): Person[] => [{ kind: 'user', identityId: id('3'), groups: [], team }, { kind: 'user', identityId: id('4'), groups: ['staff'], team }]) : []),
    { kind: 'guest', identityId: id('5'), groups: [], team: '' },
  ];
}

/** Requests come over TLS or not, from within or without a network, to one Region or another: where the template asks. */
function places({ region, asksFor }: Deployment): Context[] {
  const choices = (key: string, values: readonly string[]): readonly string[] => (asksFor(key) ? values : values.slice(0, 1));
  return choices('aws:SecureTransport', ['true', 'false']).flatMap((tls) => choices('aws:SourceIp', ['203.0.113.7', '10.1.2.3']).flatMap((ip) => choices('aws:RequestedRegion', [region, 'eu-north-1']).map((to): Context => new Map([
    ['aws:securetransport', tls], ['aws:sourceip', ip], ['aws:requestedregion', to], ['aws:currenttime', '2026-11-27T12:00:00Z'],
  ]))));
}

const OF_ALL = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
const actionsOf = (promise: Promised, hint?: Hint): readonly string[] => (promise.actions.includes('s3:*') ? [...new Set([...hint?.action.startsWith('s3:') === true ? [hint.action] : [], ...OF_ALL])] : promise.actions);

/** The identity ids of a counterexample are those of its own deployment: the first is that of whoever asks. */
const IDENTITY_ID = /[a-z0-9-]+:(\d)\1{7}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** In the first the asker's id is their own, in the second everybody else's: after a step nobody has an id, and all are of others. */
function hinted({ bucket, table, region }: Deployment, person: Person, hint?: Hint): string[] {
  const stated = hint?.resource.replace('${Photos.Arn}', bucket.arn).replace('${Items.Arn}', table.arn);
  return stated === undefined ? [] : [...new Set(['1', undefined].map((own) => stated.replace(IDENTITY_ID, (_all, digit: string) => (digit === own ? person.identityId : `${region}:${uuid('6')}`))))];
}
const withKeys = (place: Context, ...more: (readonly [string, string | readonly string[]])[]): Context => new Map([...place, ...more]);

/**
 * Looks for somebody who breaks a promise.
 *
 * @param deployment one deployment
 * @param promise the promise
 * @param hint a request to try as well
 * @returns how they do; undefined where nobody was found who surely does
 */
export function attack(deployment: Deployment, promise: Promised, hint?: Hint): Break | undefined {
  const everybody = people(deployment, promise, hint);
  const governing = promise.actions[0].startsWith('s3:') ? deployment.bucket.policy : deployment.table.policy;
  for (const place of places(deployment)) {
    for (const person of everybody) {
      if (promise.kind === 'only-principals' && person.groups.includes('staff')) continue;
      for (const session of sessionsOf(deployment, person, place, true)) {
        for (const [request, owner] of promise.kind === 'isolated' ? othersSlices(deployment, promise, person, everybody, place, hint) : reaching(deployment, promise, person, place, hint)) {
          if (allowed(session, request, governing, deployment.account) === 'yes') return { session, request, ...(owner !== undefined && { owner }) };
        }
      }
    }
  }
  return undefined;
}

function* othersSlices(deployment: Deployment, promise: Extract<Promised, { kind: 'isolated' }>, person: Person, everybody: readonly Person[], place: Context, hint?: Hint): Generator<[Request, string]> {
  const { owner, base, before, leadingKeys } = promise;
  const valueOf = (one: Person): string => (owner === 'team' ? one.team : one.identityId);
  const mine = valueOf(person) === '' ? undefined : valueOf(person);
  // By the documented pattern of identity ids one may begin another.
  const others = new Set([...everybody.map(valueOf), ...(owner === 'team' ? [...TEAMS, 'users', ...namedBy(hint)] : [`${person.identityId}a`])].filter((value) => value !== '' && value !== mine));
  const arn = deployment.valueOf(base);
  for (const action of actionsOf(promise, hint)) {
    for (const stated of hinted(deployment, person, hint)) {
      const [, theirs] = stated.startsWith(arn + before) ? /^([^/]+)\//.exec(stated.slice((arn + before).length)) ?? [] : [];
      if (theirs !== undefined && theirs !== mine && !leadingKeys) yield [{ action, resource: stated, keys: place }, theirs];
    }
    for (const other of others) {
      if (leadingKeys) {
        // A request for items has the keys of these; what reads an index as a whole names none.
        if (action === 'dynamodb:Query' && deployment.table.indexed) for (const reading of ['dynamodb:Scan', ...(hint === undefined ? [] : [action])]) yield [{ action: reading, resource: `${arn}/index/by-day`, keys: place }, other];
        for (const resource of [arn, ...(action === 'dynamodb:Query' && deployment.table.indexed ? [`${arn}/index/by-day`] : [])]) {
          yield [{ action, resource, keys: withKeys(place, ['dynamodb:leadingkeys', [other]]) }, other];
          for (const beside of [mine, `${person.identityId}*`, person.identityId, person.team, 'public', ...(hint === undefined ? [] : TEAMS)]) if (beside !== undefined && beside !== '') yield [{ action, resource, keys: withKeys(place, ['dynamodb:leadingkeys', [beside, other]]) }, other];
        }
        continue;
      }
      for (const rest of ['a', 'private/a', `${person.identityId}/a`, 'users/a', 'ab-c', `users/${person.identityId}/private/a`]) yield [{ action, resource: `${arn}${before}${other}/${rest}`, keys: place }, other];
    }
  }
}

function* reaching(deployment: Deployment, promise: Extract<Promised, { after: string }>, person: Person, place: Context, hint?: Hint): Generator<[Request, undefined]> {
  const arn = deployment.valueOf(promise.base);
  for (const action of actionsOf(promise, hint)) {
    if (promise.after === '') {
      for (const key of ['public', person.identityId, person.team, `${person.identityId}*`, ...(hint === undefined ? [] : TEAMS)].filter((one) => one !== '')) yield [{ action, resource: arn, keys: withKeys(place, ['dynamodb:leadingkeys', [key]]) }, undefined];
      continue;
    }
    for (const stated of hinted(deployment, person, hint)) {
      if (stated.startsWith(arn + promise.after.replace('*', ''))) yield [{ action, resource: stated, keys: place }, undefined];
    }
    for (const rest of ['a', 'staff/a', 'public/a', `${person.identityId}/a`, `users/${person.identityId}/a`, 'users/staff/a', `${person.team}/a`, `x/${person.identityId}/a`]) {
      yield [{ action, resource: arn + promise.after.replace('*', rest), keys: place }, undefined];
    }
  }
}

/**
 * @param deployment one deployment
 * @param question who, and what
 * @returns whether they may, in all ways in which the question leaves the request open; `open` where these differ
 */
export function answer(deployment: Deployment, { as, groups, action, base, after, context }: Asked): Answer {
  const person: Person = { kind: as, identityId: `${deployment.region}:${uuid('7')}`, groups: as === 'user' ? groups : [], team: 'red' };
  const target = base === 'Photos' ? deployment.bucket : deployment.table;
  const given = Object.entries(context).map(([key, value]) => [key.toLowerCase(), key === 'dynamodb:LeadingKeys' ? [value] : value] as const);
  const answers = new Set(places(deployment).map((place): Answer => {
    const keys = withKeys(place, ...given);
    const found = sessionsOf(deployment, person, keys, false).map((session) => allowed(session, { action, resource: target.arn + after, keys }, target.policy, deployment.account));
    return found.includes('yes') ? 'yes' : found.includes('open') ? 'open' : 'no';
  }));
  return answers.size === 1 ? [...answers][0] : 'open';
}

