import { because } from '../../text/because';
import { actionsMatching } from '../authorization-data/actions';
import type { Session } from '../access-graph/sessions';
import type { Policy, Statement } from '../iam/policy';
import { isOpenSymbol, isSymbol } from '../symbols/symbol';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import type { Resource } from '../template/reader';

/** Keys of conditions that divide a table, or a bucket, among people. */
const DIVIDING = new Set(['dynamodb:leadingkeys', 's3:prefix']);

/** So many parts of an ARN stand before what it names. */
const BEFORE_NAME = 5;
/** The resource part of the formats that a name alone fits, such as that of a queue. */
const NAME = '*';

/**
 * Finds what policies perhaps mean to be everybody's own: where all of what a statement names is known only at deployment, it may
 * be a pattern with the variable. A parameter in the place of a name is none: names hold no variables.
 *
 * @param context what is reachable
 * @param sessions those whose variable has a value
 * @param said policies of which more is said already
 * @returns what to say of each of the others
 */
export function openSlices(context: CheckContext, sessions: readonly Session[], said: readonly Policy[]): (Decision & { readonly about: Resource; readonly subject: string })[] {
  const recorded = new Set(context.records.isolations.map(({ resource }) => resource));
  const policies = new Map(sessions.flatMap((session) => session.role.policies.map((policy) => [policy, session] as const)));
  return [...policies].flatMap(([policy, session]) => {
    if (policy.origin.kind !== 'identity' || said.includes(policy)) return [];
    const statement = policy.statements.find(mayBeOwned);
    const holder = statement && context.graph.policyIndex.holderOf(statement.id);
    if (statement === undefined || (holder !== undefined && recorded.has(holder))) return [];
    return [{ about: holder ?? session.pool.resource, subject: policy.origin.path, verdict: 'UNKNOWN', message: `whether ${statement.id} gives everybody a part of their own is known only at deployment${because(statement.moreConditions === true ? statement.uncertain : undefined)}`, statement: statement.id }];
  });
}

function mayBeOwned({ effect, actions, notAction, resources, notResource, conditions, moreConditions, variables, unknown }: Statement): boolean {
  if (effect !== 'Allow' || notResource || !variables || unknown !== undefined) return false;
  const asWhole = resources.some(({ text }) => isOpenArn(text) || (isOpen(partOf(text)) && !notAction && actions.every(({ text: action }) => takesMoreThanNames(action))));
  return asWhole || moreConditions === true || conditions.some(({ operator, key, values }) => DIVIDING.has(key) && /(^|:)String(Equals|Like)/.test(operator) && values.some(isOpen));
}

/** Whether nothing of a text is known: a wildcard beside it says no more. */
function isOpen(text: string): boolean {
  const letters = [...text].filter((letter) => letter !== '*' && letter !== '?');
  return letters.length > 0 && letters.every((letter) => isSymbol(letter) && isOpenSymbol(letter));
}

/** Whether nothing is known of what an ARN names, perhaps not even its kind. */
function isOpenArn(text: string): boolean {
  const parts = text.split(':');
  return parts.length <= BEFORE_NAME && isOpen(parts[parts.length - 1]);
}

/** What follows the account in an ARN. */
const partOf = (arn: string): string => arn.split(':').slice(BEFORE_NAME).join(':');

/** Whether no action of a pattern takes what one name tells: what stands there is a pattern then, and no name. */
function takesMoreThanNames(pattern: string): boolean {
  const formats = actionsMatching(pattern).map(({ resources }) => resources);
  return formats.length > 0 && formats.every((of) => of.length > 0 && of.every((format) => partOf(format) !== NAME));
}
