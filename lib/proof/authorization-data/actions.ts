import { nearestOf } from '../../text/nearest';
import { remembered } from '../../text/remembered';
import { type AccessLevel, hasService, readActions, servicePrefixes, type TableAction } from './action-table';
import { type Edge, edgeOf, namesARole } from './edges';
import { unlistedActions } from './unlisted-actions';
import { matchesWildcard } from './wildcard';

export type { AccessLevel } from './action-table';
export type { EdgeKind, Gain } from './edges';
export { AS_OF, SOURCES } from './generated/sources';

/** What is known of an IAM action. It widens what may happen; that something is not in the data rules nothing out. */
export interface ActionFacts extends Edge {
  /** As AWS spells it: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether its request can name a role, for which `iam:PassRole` is needed too. */
  readonly takesPassRole: boolean;
  /** ARN formats of the resources that it takes, with `*` for each variable part; none: it takes no resource. */
  readonly resources: readonly string[];
}

const services = new Map<string, ReadonlyMap<string, ActionFacts>>();

/** The actions of a service, by name in lower case. Only what is asked for is read. */
function actionsOf(prefix: string): ReadonlyMap<string, ActionFacts> {
  let actions = services.get(prefix);
  if (actions === undefined) {
    actions = new Map([...readActions(prefix), ...unlistedActions(prefix)].map((action) => [action.name.toLowerCase(), factsOf(action)]));
    services.set(prefix, actions);
  }
  return actions;
}

function factsOf(action: TableAction): ActionFacts {
  const found = edgeOf(action);
  const { edge, gains, why, onlyWith, givesReading, administers, takesMembership } = found;
  return { name: action.name, level: action.level, takesPassRole: namesARole(action, found), resources: action.resources, edge, gains, why, onlyWith, ...(givesReading && { givesReading }), ...(administers && { administers }), ...(takesMembership && { takesMembership }) };
}

/**
 * @param service the prefix of a service, such as `s3`, in any letter case
 * @returns whether the data have it
 */
export function isKnownService(service: string): boolean {
  return hasService(service.toLowerCase());
}

/**
 * @param action an action, such as `s3:GetObject`, in any letter case, without wildcards
 * @returns what is known of it; `undefined` when the data do not have it, so that nothing is known
 */
export function actionFacts(action: string): ActionFacts | undefined {
  const lower = action.toLowerCase();
  return hasService(prefixOf(lower)) ? actionsOf(prefixOf(lower)).get(lower) : undefined;
}

/**
 * The actions that a pattern of an IAM policy names. There may be more: actions that are newer than the data.
 *
 * @param pattern an action with `*` and `?`, in any letter case; `*` alone names all
 * @returns the actions, in the order of the data
 */
export function actionsMatching(pattern: string): readonly ActionFacts[] {
  return matching(pattern.toLowerCase());
}

const matching = remembered(1_000, (lower: string): readonly ActionFacts[] => {
  const prefix = prefixOf(lower);
  const open = /[*?]/.test(prefix) || !lower.includes(':');
  const prefixes = !open ? [prefix] : servicePrefixes().filter((service) => lower === '*' || mayBegin(lower, `${service}:`));
  return prefixes.flatMap((service) => {
    const actions = actionsOf(service);
    if (lower === '*' || lower === `${service}:*`) return [...actions.values()];
    return [...actions].filter(([name]) => matchesWildcard(lower, name)).map(([, facts]) => facts);
  });
});

/**
 * The actions that are spelled most alike, for a message about one that does not exist: of its service, or of the service that
 * is spelled most alike; of all services where none is named.
 *
 * @param action what was written
 * @param count how many to return at most
 * @returns their names as AWS spells them, nearest first
 */
export function nearestActions(action: string, count: number): string[] {
  if (!action.includes(':')) return nearestOf(action, servicePrefixes().flatMap(namesOf), count, (name) => name.slice(name.indexOf(':') + 1));
  const prefix = prefixOf(action.toLowerCase());
  const service = hasService(prefix) ? prefix : nearestOf(prefix, servicePrefixes(), 1)[0];
  return nearestOf(service + action.slice(prefix.length), namesOf(service), count);
}

function namesOf(service: string): string[] {
  return [...actionsOf(service).values()].map(({ name }) => name);
}

function prefixOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

/** Whether a pattern whose service is not plain could name an action of a service: its part up to the first star decides. */
function mayBegin(pattern: string, begin: string): boolean {
  const star = pattern.indexOf('*');
  const plain = star < 0 ? pattern : pattern.slice(0, star);
  return matchesWildcard(plain.slice(0, begin.length), begin.slice(0, plain.length));
}
