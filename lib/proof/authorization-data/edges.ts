import type { TableAction } from './action-table';
import { CODE_EDGES } from './edges/code';
import { CREDENTIAL_EDGES, SECRET_EDGES } from './edges/credentials';
import { DATA_EXPORT_EDGES } from './edges/data-export';
import { DATA_PLANE_EDGES } from './edges/data-plane';
import type { EdgeGroup, EdgeKind, Gain } from './edges/edge-group';
import { IDENTITY_EDGES } from './edges/identities';
import { RESOURCE_POLICY_EDGES } from './edges/resource-policies';
import { NAMES_A_ROLE, ROLE_EDGES } from './edges/roles';

export type { EdgeKind, Gain } from './edges/edge-group';

/** The decisions that were made by reading, in no order: an action stands in one of them at most. */
export const EDGE_GROUPS: readonly EdgeGroup[] = [
  ...ROLE_EDGES, ...IDENTITY_EDGES, ...CREDENTIAL_EDGES, ...SECRET_EDGES, ...CODE_EDGES, ...DATA_EXPORT_EDGES, ...DATA_PLANE_EDGES, ...RESOURCE_POLICY_EDGES,
];

/** What somebody can gain by an action. */
export interface Edge {
  readonly edge: EdgeKind;
  /** What is gained, where the documentation says it. */
  readonly gains?: Gain;
  /** Why, as the end of "this action …". */
  readonly why: string;
  /** The CloudFormation types without which it gives nothing. */
  readonly onlyWith?: readonly string[];
  /** Whether it gives what is read, and nothing of what is written. */
  readonly givesReading?: true;
  /** Whether only those who run an application do it, though it gives them no more. */
  readonly administers?: true;
  /** Whether it takes membership of groups away, and gives nobody any. */
  readonly takesMembership?: true;
}

const IAM: Edge = { edge: 'iam-policy', gains: 'any-role', why: 'changes users, roles, policies or credentials of IAM' };
const CREDENTIALS: Edge = { edge: 'credentials', why: 'returns credentials or a token' };
const PERMISSIONS: Edge = { edge: 'resource-policy', gains: 'resource', why: 'manages permissions of a resource' };
const PASSED: Edge = { edge: 'pass-role', why: 'runs something with a role that is passed' };
const RECONFIGURED: Edge = { edge: 'code', gains: 'role-of-resource', why: 'changes something that has a role already' };
const TAG: Edge = { edge: 'tag', why: 'changes tags, which policies may read' };
const READING: Edge = { edge: 'inert', why: 'reads or lists' };
const UNKNOWN: Edge = { edge: 'unclassified', why: 'writes, and nobody has shown that it is harmless' };

/** What changes something that is there does so with the role that it has, when the request names none. */
const RECONFIGURES = /:(Update|Modify|Put|Set|Enable)/;

/** Tagging that AWS calls writing. */
const TAGS = /:(Tag|Untag)Resources?$/;

/** Names of writing actions that are about who may use a resource. */
const POLICY_NAME = /(Resource|Access|Auth|Bucket|Key|Repository|Registry|Domain|Sharing|Destination|Project|Group|Permissions)Policy(Statement)?$|Permissions?$|AccessGrants?$|Grant$|Acl$|Principals?$/;

/**
 * What somebody can gain by an action: what was decided by reading first, then what follows from the data. A reading action is
 * inert, a writing one is not unless it was decided; so an action that AWS adds is an edge until somebody has looked at it.
 *
 * @param action what the data have of the action
 * @returns the edge
 */
export function edgeOf(action: TableAction): Edge {
  const { name, level } = action;
  const reads = level === 'read' || level === 'list';
  return decisions().get(name.toLowerCase())
    ?? (name.startsWith('iam:') && !reads && level !== 'tagging' ? IAM : undefined)
    ?? (action.returnsCredentials ? CREDENTIALS : undefined)
    ?? (level === 'permissions' ? PERMISSIONS : undefined)
    ?? (action.takesPassRole ? (RECONFIGURES.test(name) ? RECONFIGURED : PASSED) : undefined)
    ?? (reads ? READING : level === 'tagging' || TAGS.test(name) ? TAG : POLICY_NAME.test(name) ? PERMISSIONS : UNKNOWN);
}

/**
 * @param action what the data have of the action
 * @param edge its edge
 * @returns whether a request can name a role, for which `iam:PassRole` is needed
 */
export function namesARole(action: TableAction, { edge }: Edge): boolean {
  return action.takesPassRole || edge === 'pass-role' || rolesNamed().has(action.name.toLowerCase());
}

/**
 * @param lists `service:Name Name …`
 * @returns each action, as AWS spells it
 */
export function spellOut(lists: readonly string[]): string[] {
  return lists.flatMap((list) => {
    const colon = list.indexOf(':') + 1;
    return list.slice(colon).split(' ').map((name) => list.slice(0, colon) + name);
  });
}

let decided: ReadonlyMap<string, Edge> | undefined;
let named: ReadonlySet<string> | undefined;

function decisions(): ReadonlyMap<string, Edge> {
  return decided ??= new Map(EDGE_GROUPS.flatMap(({ actions, ...edge }) => spellOut(actions).map((action) => [action.toLowerCase(), edge] as const)));
}

function rolesNamed(): ReadonlySet<string> {
  return named ??= new Set(spellOut(NAMES_A_ROLE).map((action) => action.toLowerCase()));
}
