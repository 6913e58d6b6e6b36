import { onceForEach, remembered } from '../../text/remembered';
import { arnFormats } from '../authorization-data/action-table';
import { actionFacts, actionsMatching, type ActionFacts, type EdgeKind, type Gain } from '../authorization-data/actions';
import { byColons } from '../iam/ids-without-colons';
import { isOperationAlone } from '../authorization-data/operations';
import { isNamedBesides, isOfService, serviceOf } from '../authorization-data/beyond-own-service';
import { fillIn, matchFilled } from '../iam/match';
import type { Policy, Statement } from '../iam/policy';
import { ALL_SYMBOLS } from '../symbols/symbol';

/** Actions of one service by which somebody gains the same. */
export interface EdgeGroup {
  readonly edge: EdgeKind;
  readonly gains: Gain | undefined;
  readonly service: string;
  /** Why it is a gain, as the end of "this action …". */
  readonly why: string;
  /** The actions as AWS spells them. */
  readonly actions: readonly ActionFacts[];
}

/** What the identity policies of a role name beyond reading and harmless writing, before anything limits it. */
export interface EdgeActions {
  readonly groups: readonly EdgeGroup[];
  /** Why there may be more: policies whose text is not known, and actions that the data do not have. */
  readonly unknown: readonly string[];
}

/** Actions that take the same resources. */
export interface SameResources {
  readonly actions: readonly ActionFacts[];
  /** Patterns of the resources of their requests, and of those that look alike and are not. */
  readonly resources: readonly string[];
  readonly except: readonly string[];
}

/** The resource of a request that takes none is `*`, which no ARN matches: a text of one letter stands for it. */
const NO_RESOURCE = '?';

/**
 * Tells actions apart by the resources that the reference knows for them.
 *
 * @param actions actions of one service
 * @returns the actions, with the resources of their requests
 */
export const byResources: (actions: readonly ActionFacts[]) => readonly SameResources[] = onceForEach(groupedByResources);

function groupedByResources(actions: readonly ActionFacts[]): SameResources[] {
  const groups = new Map<string, ActionFacts[]>();
  for (const one of actions) {
    const key = one.resources.join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((all) => {
    const { resources } = all[0];
    const longer = longerFormats(serviceOf(all[0].name), resources);
    return byColons(resources).map(({ formats, except }) => ({ actions: all, resources: [NO_RESOURCE, ...formats], except: [...longer, ...except] }));
  });
}

/**
 * A bucket's format is that of an object, too: what has as many parts or more, and another form, is another resource. A function is named
 * with a version as well: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html (FunctionName)
 */
function longerFormats(service: string, resources: readonly string[]): string[] {
  const fewest = Math.min(...resources.map(partsOf));
  return service === 'lambda' ? [] : arnFormats(service.toLowerCase()).filter((format) => partsOf(format) >= fewest && !resources.includes(format));
}

const partsOf = remembered(10_000, (format): number => format.split(/[:/]/).length);

const none: EdgeActions = { groups: [], unknown: [] };

/**
 * @param policy a policy of a role, or of a resource
 * @returns the edges that its statements name
 */
export function edgeActionsOf(policy: Policy): EdgeActions {
  if (policy.origin.kind !== 'identity' && policy.origin.kind !== 'resource') return none;
  return searched(policy);
}

const searched = onceForEach(search);

function search(policy: Policy): EdgeActions {
  const unknown = new Set<string>();
  const groups = new Map<string, EdgeGroup>();
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow' && statement.unknown === undefined) continue;
    const isWhole = statement.unknown !== undefined && statement.actions.some(({ text }) => text === '*');
    // Of a policy of a resource so much is known: what it is about.
    if (isWhole && policy.origin.kind === 'resource') for (const group of servicesOf(policy).flatMap((service) => named(`${service}:*`, unknown))) add(groups, group);
    else if (isWhole) unknown.add(statement.unknown);
    else for (const group of statement.notAction ? grouped(onResources(allBut(statement), statement)) : statement.actions.flatMap(({ text }) => ofPolicy(policy, text)).flatMap((text) => ofStatement(text, statement, unknown))) add(groups, group);
  }
  return { groups: [...groups.values()], unknown: [...unknown] };
}

/** What only reads, writes data, or sets code to work that answers for itself is no edge, but for a role that it is passed. */
function asEdge(facts: ActionFacts): Pick<EdgeGroup, 'edge' | 'gains' | 'why'> | undefined {
  const { edge, gains, why, takesPassRole } = facts;
  if (edge !== 'inert' && edge !== 'mediated' && edge !== 'secret') return { edge, gains, why };
  return takesPassRole ? { edge: 'pass-role', gains: undefined, why: 'may do with a role that is passed what the caller may not' } : undefined;
}

const byPattern = new Map<string, readonly EdgeGroup[]>();

function named(pattern: string, unknown: Set<string>): readonly EdgeGroup[] {
  const spelled = pattern.replace(ALL_SYMBOLS, '*');
  if (!/[*?]/.test(spelled) && actionFacts(spelled) === undefined && !isOperationAlone(spelled)) unknown.add(`of the action ${pattern} nothing is known here`);
  let groups = byPattern.get(spelled);
  if (groups === undefined) byPattern.set(spelled, groups = grouped(actionsMatching(spelled)));
  return groups;
}

function ofStatement(pattern: string, statement: Statement, unknown: Set<string>): readonly EdgeGroup[] {
  return isOfAnyService(pattern) ? grouped(actionsOfPattern(pattern, statement)) : named(pattern, unknown);
}

/** Whether a wildcard, or what only the deployment knows, stands where the service would be named. */
const isOfAnyService = (pattern: string): boolean => /^[^:]*[*?]/.test(pattern.replace(ALL_SYMBOLS, '*'));

/**
 * @param pattern a pattern of actions, of a statement
 * @param statement the statement
 * @returns the actions that match; where no service is named those of any may be meant, of which few can be on the resources that the statement names
 */
export function actionsOfPattern(pattern: string, statement: Statement): readonly ActionFacts[] {
  const found = actionsMatching(pattern.replace(ALL_SYMBOLS, '*'));
  return isOfAnyService(pattern) ? onResources(found, statement) : found;
}

/**
 * @param actions actions
 * @param statement a statement that names any action
 * @returns those that can be on the resources that it names
 */
export function onResources(actions: readonly ActionFacts[], { notResource, resources }: Statement): readonly ActionFacts[] {
  if (notResource || resources.length === 0 || resources.some(({ text }) => text === '*')) return actions;
  return actions.filter((facts) => resources.some(({ text }) => isOfService(facts, text) && !isNamedBesides(facts, text)));
}

/** A policy of a resource is about that resource, whatever its statements name. */
function ofPolicy(policy: Policy, pattern: string): string[] {
  const services = policy.origin.kind === 'resource' && pattern === '*' ? servicesOf(policy) : [];
  return services.length === 0 ? [pattern] : services.map((service) => `${service}:*`);
}

function servicesOf({ origin }: Policy): string[] {
  return [...new Set((origin.attachedTo ?? []).flatMap((arn) => /^arn:[^:]*:([a-z0-9-]+):/.exec(arn)?.[1] ?? []))];
}

/**
 * @param statement a statement with NotAction
 * @returns the actions that it does not name
 */
export function allBut({ actions }: Statement): ActionFacts[] {
  const left = actions.map((pattern) => fillIn(pattern, () => ({ kind: 'missing' })));
  return actionsMatching('*').filter(({ name }) => !left.some((pattern) => matchFilled(pattern, name.toLowerCase()) === 'yes'));
}

function grouped(actions: readonly ActionFacts[]): EdgeGroup[] {
  const groups = new Map<string, EdgeGroup>();
  for (const facts of actions) {
    const found = asEdge(facts);
    if (found === undefined) continue;
    const { edge, gains, why } = found;
    const key = keyOf({ edge, gains, why, service: serviceOf(facts.name) });
    groups.set(key, { edge, gains, why, service: serviceOf(facts.name), actions: [...groups.get(key)?.actions ?? [], facts] });
  }
  return [...groups.values()];
}

function add(groups: Map<string, EdgeGroup>, group: EdgeGroup): void {
  const key = keyOf(group);
  const before = groups.get(key);
  groups.set(key, before === undefined ? group : { ...before, actions: [...new Set([...before.actions, ...group.actions])] });
}

const keyOf = ({ edge, gains, service, why }: Pick<EdgeGroup, 'edge' | 'gains' | 'service' | 'why'>): string => [edge, gains, service, why].join('\n');
