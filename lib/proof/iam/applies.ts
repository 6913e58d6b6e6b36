import { onceForEach } from '../../text/remembered';
import { readCondition } from './conditions';
import { outcome } from './conditions/outcome';
import { cardinality } from './data/condition-keys';
import { holdsSymbol } from '../symbols/symbol';
import type { Filled, VariableValue } from './match';
import { fillIn, matchFilled } from './match';
import type { Pattern } from './pattern';
import { readArnPattern } from './arn';
import type { Policy, Statement } from './policy';
import type { AccessRequest, UnknownValue } from './request';
import type { Tri } from './tri';
import { all, any, not } from './tri';

/** What a request has under a key: these values, nothing, or something that is not known. */
export type KeyState = readonly string[] | undefined | UnknownValue;

/** A request made ready to be compared: keys in lower case, the caller's own keys filled in. */
export interface ReadyRequest {
  readonly request: AccessRequest;
  readonly action: string;
  readonly values: (key: string) => KeyState;
  readonly fill: (pattern: Pattern) => Filled;
}

/**
 * @param request a request
 * @returns it, ready to be compared with statements
 */
export function makeReady(request: AccessRequest): ReadyRequest {
  const { principal } = request;
  const context = new Map<string, readonly string[]>();
  if (principal.roleArn !== undefined) context.set('aws:principalarn', [principal.roleArn]);
  if (principal.account !== undefined) context.set('aws:principalaccount', [principal.account]);
  if (principal.kind === 'session') context.set('aws:principaltype', ['AssumedRole']);
  for (const [key, value] of Object.entries(request.context)) context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  const unknown = new Map(Object.entries(request.unknown ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const values = (key: string): KeyState => context.get(key) ?? unknown.get(key);
  const lookup = (key: string): VariableValue => {
    const state = values(key);
    if (state === undefined) return { kind: 'missing' };
    // A multi-valued key cannot be a variable; what comes of the attempt is not documented.
    return isKnown(state) && state.length === 1 && cardinality(key) !== 'many' ? { kind: 'text', text: state[0] } : { kind: 'unclear' };
  };
  return { request, action: request.action.toLowerCase(), values, fill: (pattern) => fillIn(pattern, lookup) };
}

/** Whether the values are known. */
export function isKnown(state: KeyState): state is readonly string[] {
  return Array.isArray(state);
}

/**
 * Whether a statement applies to a request, its Principal element aside.
 *
 * @param statement the statement
 * @param policy the policy that it stands in
 * @param ready the request
 * @returns three-valued
 */
export function applies(statement: Statement, policy: Policy, ready: ReadyRequest): Tri {
  const action = any(statement.actions.map((pattern) => matchFilled(ready.fill(pattern), ready.action)));
  if (action === (statement.notAction ? 'yes' : 'no')) return 'no';
  const resource = all([governs(policy, ready), matchesResource(statement, ready)]);
  if (resource === 'no') return 'no';
  const conditions = statement.conditions.map((condition): Tri => {
    const test = readCondition(condition, statement.variables);
    return test ? outcome(test, ready.values(test.key), ready.fill) : 'maybe';
  });
  return all([statement.notAction ? not(action) : action, resource, ...conditions, statement.unknown === undefined && statement.uncertain === undefined ? 'yes' : 'maybe']);
}

/**
 * Whether a resource policy is the policy of the resource asked for.
 *
 * @param policy any policy
 * @param ready the request
 * @returns three-valued; `yes` for policies that are attached to no resource
 */
export function governs(policy: Policy, ready: ReadyRequest): Tri {
  return policy.origin.attachedTo === undefined ? 'yes' : governsArn(policy.origin.attachedTo, ready.request.resource);
}

/**
 * @param attachedTo what a resource policy governs, as patterns of ARNs
 * @param arn an ARN
 * @returns whether it governs that, three-valued
 */
export function governsArn(attachedTo: readonly string[], arn: string): Tri {
  return any(governedBy(attachedTo).map((pattern) => matchFilled(fillIn(pattern, () => ({ kind: 'missing' })), arn)));
}

const governedBy = onceForEach((attachedTo: readonly string[]): readonly Pattern[] => attachedTo.map(readArnPattern));

function matchesResource(statement: Statement, ready: ReadyRequest): Tri {
  if (statement.resources.length === 0) return statement.notResource ? 'maybe' : 'yes';
  const filled = statement.resources.map((pattern) => ready.fill(pattern));
  const matched = any(filled.map((pattern) => matchFilled(pattern, ready.request.resource)));
  if (!statement.notResource) return matched;
  // A variable without a value may make the whole statement void, or exempt nothing: both readings are open.
  return matched === 'no' && filled.some((one) => one === 'unresolved' || one.unclear) ? 'maybe' : not(matched);
}

/** Where the beginning of an ARN is known only at deployment, so is whether a variable stands in its last part. */
function unclearVariable({ id, resources }: Statement): string {
  return resources.some(({ text }) => holdsSymbol(text.slice(0, Math.max(0, text.search(/\$\{/)))) && text.split(':').length < 6)
    ? `whether the resource is one that ${id} names is known only at deployment`
    : `a policy variable in a resource of ${id} stands outside of the last part of the ARN, or is none that AWS documents`;
}

/**
 * Why it is not decided whether a statement applies.
 *
 * @param statement the statement
 * @param ready the request
 * @returns the reason, if it lies in the statement
 */
export function whyDoubtful(statement: Statement, ready: ReadyRequest): string | undefined {
  if (statement.unknown !== undefined || statement.uncertain !== undefined) return statement.unknown ?? statement.uncertain;
  if (matchesResource(statement, ready) === 'maybe') {
    return statement.resources.some((pattern) => ready.fill(pattern) === 'unresolved')
      ? `a variable in NotResource of ${statement.id} has no value, and what that means is not documented`
      : statement.resources.some(({ tokens }) => tokens.some((token) => token.kind === 'variable' && token.unclear))
        ? unclearVariable(statement)
        : `whether the resource is one that ${statement.id} names is known only at deployment`;
  }
  const named = any(statement.actions.map((pattern) => matchFilled(ready.fill(pattern), ready.action)));
  if (named === 'maybe') return `whether ${ready.request.action} is among the actions of ${statement.id} is known only at deployment`;
  for (const condition of statement.conditions) {
    const test = readCondition(condition, statement.variables);
    if (!test) return `${condition.operator} in ${statement.id} is not understood`;
    const values = ready.values(test.key);
    if (outcome(test, values, ready.fill) !== 'maybe') continue;
    if (test.unclear !== undefined) return `${statement.id}: ${test.unclear}`;
    if (values !== undefined && !isKnown(values)) return `${test.key} is not given, and requests have it: whether ${condition.operator} in ${statement.id} holds depends on it`;
    if (values === undefined) return `${test.key} is missing, and what ${condition.operator} in ${statement.id} makes of that is not documented`;
    return test.quantifier === 'one' && (values.length > 1 || cardinality(test.key) === 'many')
      ? `${test.key} can hold several values, and ${condition.operator} in ${statement.id} is for a single one: what comes of it is not documented`
      : `whether ${condition.operator} on ${test.key} in ${statement.id} holds cannot be told from the template`;
  }
  return undefined;
}
