import { arnFormats } from '../authorization-data/action-table';
import { isNamedBesidesAlone, isOfService, serviceOf } from '../authorization-data/beyond-own-service';
import type { IdentityPool } from '../access-graph/identity-pools';
import { holdersOutside, rolesOutside, unsure } from '../access-graph/outside-roles';
import type { Power } from '../access-graph/powers';
import type { Role } from '../access-graph/roles';
import type { Session } from '../access-graph/sessions';
import { titleOf } from '../access-graph/subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { overResources, overRoles } from './concerned-resources';
import { throughService } from './served-resources';
import { takeOut } from './statement-fixes';
import { ofType } from '../template/of-type';
import { mentionsTagsOf } from './tag-readers';
import { throughTriggers } from './trigger-code';

/** What a promise rests on, besides who is allowed what today. */
export interface RestsOn {
  /** The identity pools whose people it is about. */
  readonly pools: readonly IdentityPool[];
  /** The resources that it is about, as patterns of ARNs. */
  readonly resources: readonly string[];
  /** Parts of them of which people have some for themselves, and whether nobody does any of these actions to the part of another. */
  readonly parts?: { readonly resources: readonly string[]; readonly apart: (actions: readonly string[]) => boolean };
  /** Whether it makes a difference who is a member of a group. */
  readonly groups: boolean;
  /** Whether it makes a difference what claims say. */
  readonly claims: boolean;
  /** Whether it makes a difference which user of the user pool somebody is. */
  readonly users: boolean;
  /** Whether it is about writing alone, which nobody does who only reads more. */
  readonly written?: boolean;
  /** Whether it is about who comes to be a member of a group, and not about who no longer is one. */
  readonly joined?: boolean;
}

/** Somebody who may change what a promise rests on. */
export interface Gain {
  readonly session: Session;
  readonly power: Power;
  /** Why it is not certain; undefined when it is. */
  readonly uncertain: string | undefined;
}

/**
 * Looks for somebody who may change what a promise rests on, by any sequence of steps.
 *
 * @param context what is reachable
 * @param sessions those who must not, of whom those without any power may be left out
 * @param restsOn what the promise rests on
 * @returns the worst that was found; undefined where nobody may
 */
export function gainOver(context: CheckContext, sessions: readonly Session[], restsOn: RestsOn): Gain | undefined {
  let perhaps: Gain | undefined;
  for (const session of oneOfEachKind(context, sessions.map((one) => context.beyondAdministration(one)))) {
    for (const power of context.graph.powers.powersOf(session)) {
      const found = relevant(context, session, power, restsOn);
      if (found === undefined) continue;
      const gain: Gain = { session, power: found, uncertain: found.uncertain };
      if (gain.uncertain === undefined) return gain;
      perhaps ??= gain;
    }
  }
  return perhaps;
}

/** Of those whom no policy tells apart one stands for all. */
function oneOfEachKind({ graph }: CheckContext, sessions: readonly Session[]): Session[] {
  const result = new Map<Role['policies'], Map<string, Session>>();
  for (const session of sessions) {
    const { role } = session;
    if (role.resource === undefined) continue;
    const ofRole = result.get(role.policies) ?? new Map<string, Session>();
    result.set(role.policies, ofRole);
    const key = graph.powers.kindOf(session);
    const before = ofRole.get(key);
    if (before === undefined || before.uncertainties.length > session.uncertainties.length) ofRole.set(key, session);
  }
  return [...result.values()].flatMap((ofRole) => [...ofRole.values()]);
}

/** What something else has to prepare gives nothing where no template does. */
export function isUnprepared({ model }: CheckContext, { actions }: Power): boolean {
  return actions.length > 0 && actions.every(({ onlyWith }) => onlyWith?.every((type) => ofType(model, type).length === 0) === true);
}

function relevant(context: CheckContext, session: Session, held: Power, { pools, resources, parts, groups, claims, users, written, joined }: RestsOn): Power | undefined {
  const actions = held.actions.filter(({ givesReading, takesMembership }) => !(written === true && givesReading === true) && !(joined === true && takesMembership === true));
  const power = actions.length === held.actions.length ? held : { ...held, actions };
  if (power.actions.length === 0 && held.actions.length > 0) return undefined;
  const { powers } = context.graph;
  if (isUnprepared(context, power)) return undefined;
  const ofPeople = (): Power | undefined => (users || groups || claims ? throughTriggers(context, session, power, pools) : undefined);
  switch (power.gains) {
    case 'any-role': return overRoles(context, session, power, resources);
    case 'identity-pool': {
      const found = isListing(power) ? pools.filter((pool) => !isWithoutGuests(pool)).map(arnOf) : [...pools.map(arnOf), anyPoolFor(power)];
      return found.length === 0 ? undefined : powers.powerOver(session, power, found);
    }
    case 'user-pool': return users ? overUserPools(context, session, power, pools) : undefined;
    case 'groups': return groups ? overUserPools(context, session, power, pools) : undefined;
    case 'attributes': return claims && power.edge === 'identity' ? overUserPools(context, session, power, pools) : undefined;
    case 'named-role': return rolesOutside({ model: context.model, roles: context.graph.roles, powers }, session, power);
    case 'role-of-resource': return holdersOutside({ model: context.model, roles: context.graph.roles, powers }, session, power) ?? ofPeople();
    case 'resource': return overResources(context, session, power, resources) ?? overParts(context, session, power, parts) ?? throughService(context, session, power, resources) ?? ofPeople();
    case undefined:
      // The tags of a role are what its policies may read as those of the caller.
      if (power.edge === 'tag') return power.actions.some(({ name }) => name.startsWith('iam:') && (claims || mentionsTagsOf(context.graph, session.role.policies, name))) ? unsure(power, `policies may read the tags that ${power.action} changes`) : undefined;
      if (power.edge === 'pass-role' || power.edge === 'identity') return undefined;
      if (power.actions.length > 0 && !power.actions.some(({ name }) => mayConcern(name, resources) || context.actsWithRole(serviceOf(name)))) return throughService(context, session, power, resources);
      return unsure(power, `what ${power.action === '' ? 'the policy' : power.action} gives is not known: this action ${power.why}`);
  }
}

/** Of other pools people may be masters. What takes no resource is asked for `*`, which no ARN matches: a text of one letter stands for it. */
const anyPoolFor = ({ actions }: Power): string => (actions.every(({ name }) => /^cognito-id(?:p|entity):/.test(name)) ? '?' : '*');

/** Of an identity pool that is not known as a whole any user pool may be one of its providers. */
function overUserPools(context: CheckContext, session: Session, power: Power, pools: readonly IdentityPool[]): Power | undefined {
  const found = context.graph.powers.powerOver(session, power, [...userPoolsOf(context, pools), anyPoolFor(power)]);
  const [doubt] = pools.flatMap(({ unknown }) => unknown);
  if (found !== undefined || doubt === undefined) return found;
  const perhaps = context.graph.powers.powerOver(session, power, ['*']);
  return perhaps && unsure(perhaps, doubt);
}

/** Whoever changes their own part alone comes to nothing that is another's. */
function overParts(context: CheckContext, session: Session, power: Power, parts: RestsOn['parts']): Power | undefined {
  if (parts === undefined || parts.resources.length === 0) return undefined;
  // An action of another service is no request for them.
  const actions = power.actions.filter((action) => parts.resources.some((resource) => isOfService(action, resource)));
  const found = actions.length === 0 ? undefined : context.graph.powers.powerOver(session, { ...power, actions }, parts.resources);
  return found === undefined || parts.apart(actions.map(({ name }) => name)) ? undefined : found;
}

/** Where it stands who somebody is, what they may do, and what decides either. */
const OF_ACCESS: ReadonlySet<string> = new Set(['cognito-idp', 'cognito-identity', 'cognito-sync', 'iam', 'sts', 'lambda', 'cloudformation', 'organizations', 'sso', 'ram']);

/** What an action gives of which that is not known, it gives in its own service: it matters to resources of that service, and where it decides access. */
function mayConcern(action: string, resources: readonly string[]): boolean {
  const service = serviceOf(action);
  return OF_ACCESS.has(service) || resources.some((resource) => {
    const field = /^arn:[^:]*:([^:]*):/.exec(resource)?.[1];
    return field === undefined || field === service || (arnFormats(service).some((format) => format.split(':')[2] === field) && !isNamedBesidesAlone(service, resource));
  });
}

const LISTS: ReadonlySet<string> = new Set(['cognito-identity:ListIdentities', 'cognito-identity:LookupDeveloperIdentity']);

/** Who knows the id of a guest is that guest; of people who signed in it takes their token. */
const isListing = ({ actions }: Power): boolean => actions.length > 0 && actions.every(({ name }) => LISTS.has(name));

const isWithoutGuests = ({ guests }: IdentityPool): boolean => guests.known && !guests.value;

const arnOf = ({ resource }: IdentityPool): string => poolArn(resource.regionText, resource.account, resource.ref);

/**
 * @param context what is reachable
 * @param session somebody
 * @param power a power of theirs
 * @returns whether it is to list the identities of pools without guests alone
 */
export function listsNoGuests({ graph }: CheckContext, session: Session, power: Power): boolean {
  const closed = graph.pools.filter(isWithoutGuests).map(arnOf);
  return closed.length > 0 && isListing(power) && graph.powers.powerOver(session, power, ['*'], undefined, closed) === undefined;
}

const poolArn = (region: string, account: string, id: string): string => `arn:*:cognito-identity:${region}:${account}:identitypool/${id}`;

function userPoolsOf(context: CheckContext, pools: readonly IdentityPool[]): string[] {
  return pools.flatMap(({ providers }) => providers).filter(({ kind }) => kind === 'user-pool').flatMap(({ name }) => {
    const named = context.graph.userPools.named(name);
    return named.length > 0 ? named.map(({ pool }) => pool.resource.arn) : [`arn:*:cognito-idp:*:*:userpool/${name.slice(name.lastIndexOf('/') + 1)}`];
  });
}

/**
 * Puts a gain into words.
 *
 * @param context for the names of things
 * @param gain what was found
 * @param breaks what becomes of the promise, as the end of "and so …"
 * @returns the decision: violated where the gain is certain
 */
export function decisionOf(context: CheckContext, { session, power, uncertain }: Gain, breaks: string): Decision {
  const statement = power.statement === undefined ? {} : { statement: power.statement };
  const who = titleOf(session, context.model);
  const does = power.action === '' ? 'do anything' : `do ${power.action}: this ${power.why}`;
  const fix = power.action === '' ? 'give the text of the policy, or take it off the role' : takeOut(context, power.statement, power.action);
  if (uncertain !== undefined) return { verdict: 'UNKNOWN', message: `${who} may ${does}; ${uncertain}`, fix, ...statement };
  const steps = [...session.steps.map(({ text }) => text), `${power.action}: ${power.why}`, breaks];
  const resource = context.render(power.resource ?? '*');
  return {
    verdict: 'VIOLATED', message: `${power.action} ${power.why}`, fix, ...statement,
    counterexample: {
      who, verb: 'gains', what: breaks, by: power.statement === undefined ? session.role.name : context.byLine(power.statement), steps,
      request: { action: power.action, resource, context: {} }, replayed: true,
    },
  };
}

