import { byResources } from '../access-graph/edge-actions';
import { AS_OF, actionFacts, actionsMatching, nearestActions, type ActionFacts } from '../authorization-data/actions';
import { isOfService } from '../authorization-data/beyond-own-service';
import { parsePolicy } from '../iam/policy-reader';
import { findAllowed } from '../solver';
import { ALL_SYMBOLS, isSymbol, shapeOf } from '../symbols/symbol';
import type { Value, ValueMap } from '../template/value';
import { BadRecord, mapAt, some, texts } from './intent-parser';

/**
 * Reads an object of a property. A key that is none of its own is a mistake in one that is: what it was to say would be left out.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @param keys what it may have
 * @returns the object
 */
export function statedMapAt(value: Value | undefined, where: string, keys: readonly string[]): ValueMap {
  const map = mapAt(value, where);
  const other = Object.keys(map).find((key) => !keys.includes(key));
  if (other !== undefined) throw new BadRecord(where, `'${other}' is none of ${keys.map((key) => `'${key}'`).join(', ')}`);
  return map;
}

/**
 * Reads the actions that a property is about. One that AWS does not have makes it a property about nothing.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the actions
 */
export function statedActions(value: Value | undefined, where: string): string[] {
  const actions = some(texts(value, where), where);
  const at = actions.findIndex((action) => actionsMatching(action.replace(ALL_SYMBOLS, '*')).length === 0);
  if (at < 0) return actions;
  const near = actions[at].length > LONGEST ? [] : nearestActions(actions[at], 2);
  throw new BadRecord(`${where}[${at}]`, `AWS has no action '${actions[at].slice(0, LONGEST)}' (as of ${AS_OF})${near.length === 0 ? '' : `: did you mean ${near.join(' or ')}?`}`);
}

/**
 * Reads the resources that a property is about. The name of a resource is not its ARN, and no request is about it.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the resources
 */
export function statedResources(value: Value | undefined, where: string): string[] {
  const resources = some(texts(value, where), where);
  resources.forEach((resource, i) => checkArn(resource, `${where}[${i}]`));
  return resources;
}

/**
 * Finds an action that no request does to any of the resources: what is said of it holds whatever the policies say. The reference is
 * trusted for Amazon S3, where an action is one on buckets or one on objects, and for what is another service's.
 *
 * @param actions the actions that a property is about
 * @param resources the resources, of which each action needs one
 * @returns why the property says nothing of an action; undefined where it says something of each
 */
export function saysNothingOf(actions: readonly string[], resources: readonly string[]): string | undefined {
  const facts = actions.map(actionFacts).find((one) => one !== undefined && one.resources.length > 0
    && !(one.name.startsWith('s3:') ? isAskedOf(one, resources) : resources.some((resource) => isOfService(one, resource))));
  return facts && `no request for ${facts.name} names any of the resources: it is about ${facts.resources.join(' or ')}`;
}

/** Whether a request for the action may name one of the resources. */
function isAskedOf(facts: ActionFacts, resources: readonly string[]): boolean {
  // An access point is asked about by what it is of.
  if (resources.some((resource) => resource.includes(':accesspoint/'))) return true;
  const [same] = byResources([facts]);
  const stated = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: facts.name, Resource: [...resources] }] }, { resource: 'what was stated', path: '', kind: 'identity' });
  return findAllowed({ title: 'whoever has it', principal: { kind: 'session', roleArn: '', account: '' }, keys: {}, policies: [stated] }, { actions: [facts.name], resources: same.resources, except: same.except }).found !== 'no';
}

/**
 * @param resource a resource that a property is about
 * @param where its place, for messages
 */
export function checkArn(resource: string, where: string): void {
  if (!mayBeArn(resource)) throw new BadRecord(where, 'what stands there is not an ARN, with or without wildcards');
}

/** No action has a longer name: so much of it is shown. */
const LONGEST = 100;

const BEGIN = 'arn:';

/** Whether some ARN matches: nothing is excluded from the first wildcard or variable on, or where a symbol may hold a colon. */
function mayBeArn(pattern: string): boolean {
  const letters = Array.from(pattern);
  for (let at = 0; at < BEGIN.length; at++) {
    const letter = letters[at];
    if (letter === undefined) return false;
    if (letter === '*' || letter === '?' || (letter === '$' && letters[at + 1] === '{')) return true;
    if (isSymbol(letter)) return shapeOf(letter)?.mayHold(':') !== false;
    if (letter !== BEGIN[at]) return false;
  }
  return true;
}
