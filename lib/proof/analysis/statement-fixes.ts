import { matchesWildcard } from '../authorization-data/wildcard';
import type { Policy, Statement } from '../iam/policy';
import type { OwnerKey } from '../access-graph/subjects';
import type { OwnedSlice } from '../solver';
import type { CheckContext } from './check-context';

interface Found {
  readonly statement: Statement;
  readonly policy: Policy;
}

/**
 * A value with a slash names a folder in what belongs to another value.
 *
 * @param ids the blame ids of statements that give each value of a session tag a folder
 * @param tag the tag
 * @returns what to change in them
 */
export function refuseSlashes(ids: readonly string[], tag: string): string {
  return `add to ${ids.join(' and ')} the condition StringNotLike aws:PrincipalTag/${tag} = "" and "*/*"`;
}

/** What to do about a statement whose text is AWS's, and so not the author's to change; undefined where it is theirs. */
function ofManaged({ policy: { origin } }: Found, whose: string): string | undefined {
  return origin.path === '' && /\.ManagedPolicyArns\[\d+\]$/.test(origin.resource) ? `replace the managed policy in ${origin.resource} by statements that list what ${whose} need` : undefined;
}

/**
 * What to change in a statement that allows too many actions, in the words that stand in it.
 *
 * @param context for the statement
 * @param id the blame id of the statement; undefined where none is known
 * @param action the action that it should not allow
 * @param whose whose actions stay, such as `guests`
 * @returns the fix
 */
export function takeOut(context: CheckContext, id: string | undefined, action: string, whose = 'users'): string {
  const { policyIndex } = context.graph;
  const found = id === undefined ? undefined : policyIndex.find(id);
  if (id === undefined || found === undefined) return `take ${action} out of what the role allows`;
  const managed = ofManaged(found, whose);
  if (managed !== undefined) return managed;
  if (found.statement.notAction) return `list in ${id} the actions that ${whose} need (Action), in place of NotAction`;
  const stated = found.statement.actions.map(({ text }) => text).filter((text) => matchesWildcard(text, action.toLowerCase())).map((text) => policyIndex.originalSpelling(text));
  const wide = stated.filter((text) => /[*?]/.test(text));
  return wide.length === 0 ? `take ${policyIndex.originalSpelling(action)} out of ${id}` : `list in ${id} the actions that ${whose} need, in place of ${wide.join(' and ')}`;
}

/**
 * What to change in a statement that reaches resources that it does not name.
 *
 * @param context for the statement
 * @param id the blame id of the statement; undefined where none is known
 * @param whose who needs what it allows, such as `guests`
 * @returns the fix; undefined where no statement is known
 */
export function nameResources(context: CheckContext, id: string | undefined, whose: string): string | undefined {
  const found = id === undefined ? undefined : context.graph.policyIndex.find(id);
  if (id === undefined || found === undefined) return undefined;
  const managed = ofManaged(found, whose);
  if (managed !== undefined) return managed;
  const { notAction, notResource } = found.statement;
  const instead = [...(notAction ? ['NotAction'] : []), ...(notResource ? ['NotResource'] : [])];
  return `list in ${id} the actions that ${whose} need, on the ARNs that they need them for${instead.length === 0 ? '' : `, in place of ${instead.join(' and ')}`}`;
}

/** A statement that reaches what belongs to others. */
export interface Overreach {
  /** The blame id of the statement. */
  readonly id: string;
  /** The value that tells owners apart. */
  readonly owner: OwnerKey;
  /** What belongs to an owner. */
  readonly slices: readonly OwnedSlice[];
  /** The action that reaches it, where one is known. */
  readonly action: string | undefined;
}

/**
 * What to change in a statement that reaches what belongs to others.
 *
 * @param context for the statement
 * @param overreach what it reaches
 * @returns the fix; undefined where the statement is not known
 */
export function keepToOwn(context: CheckContext, { id, owner, slices, action }: Overreach): string | undefined {
  const found = context.graph.policyIndex.find(id);
  if (found === undefined) return undefined;
  const variable = variableOf(context, owner);
  return ofManaged(found, 'users') ?? keyMayBeMissing(found.statement, id, variable, action) ?? aroundVariable(found.statement, id, variable, owner) ?? toSlice(context, id, variable, slices);
}

/** The variable as policies of the templates spell it. */
function variableOf({ graph }: CheckContext, owner: OwnerKey): string {
  if (owner.kind === 'identity-id') return '${cognito-identity.amazonaws.com:sub}';
  const { tag } = owner;
  const keys = graph.pools.flatMap(({ tagMaps }) => tagMaps.flatMap(({ claims }) => [...claims.keys()]));
  return `\${aws:PrincipalTag/${keys.find((key) => key.toLowerCase() === tag.toLowerCase()) ?? tag}}`;
}

/** Keys by which policies ask whose something is; IAM does not look at the case of keys, and readers do. */
const SPELLED: ReadonlyMap<string, string> = new Map([['dynamodb:leadingkeys', 'dynamodb:LeadingKeys']]);

const holds = (text: string, variable: string): boolean => text.toLowerCase().includes(variable.toLowerCase());

/** A condition asks for the part of the owner, and lets requests pass that name none, or others beside it. */
function keyMayBeMissing({ conditions }: Statement, id: string, variable: string, action: string | undefined): string | undefined {
  const ofOne = conditions.find(({ operator, values }) => /^ForAnyValue:/i.test(operator) && values.some((value) => holds(value, variable)));
  if (ofOne !== undefined) return `ask in ${id} by ${ofOne.operator.replace(/^ForAnyValue:/i, 'ForAllValues:')}, in place of ${ofOne.operator}, and add the condition Null ${SPELLED.get(ofOne.key) ?? ofOne.key} = false`;
  const asked = conditions.find(({ operator, values }) => /(^ForAllValues:|IfExists$)/i.test(operator) && values.some((value) => holds(value, variable)));
  if (asked === undefined) return undefined;
  // A key of an item is no folder.
  if (asked.key === 'dynamodb:leadingkeys' && asked.values.some((value) => holds(value, variable) && /[*?]$/.test(value))) return `take the wildcard after ${variable} out of the condition of ${id}`;
  const name = action?.slice(action.indexOf(':') + 1).toLowerCase();
  if (name === 'scan') return `take ${action} out of ${id}: it reads the table without a key`;
  const strict = asked.operator.replace(/IfExists$/i, '');
  return strict === asked.operator ? `add the condition Null ${SPELLED.get(asked.key) ?? asked.key} = false to ${id}` : `ask in ${id} by ${strict}, in place of ${asked.operator}`;
}

function aroundVariable({ resources, conditions }: Statement, id: string, variable: string, owner: OwnerKey): string | undefined {
  const texts = [...resources.map(({ text }) => text), ...conditions.flatMap(({ values }) => values)].filter((text) => holds(text, variable));
  for (const text of texts) {
    const start = text.toLowerCase().indexOf(variable.toLowerCase());
    const [before, after] = [text.slice(0, start), text.slice(start + variable.length)];
    // The fields of an ARN before its resource are no folders.
    const folder = before.startsWith('arn:') ? before.split(':').slice(5).join(':') : before;
    if (/[*?]/.test(folder)) return `name the folder before ${variable} in ${id}, in place of the wildcard`;
    if (/^[*?]/.test(after)) return `put a slash after ${variable} in ${id}: ${variable}/*${owner.kind === 'session-tag' ? `, and ${refuseSlashes([id], owner.tag)}` : ''}`;
  }
  return undefined;
}

function toSlice({ render }: CheckContext, id: string, variable: string, [slice]: readonly OwnedSlice[]): string {
  const own = slice.key === undefined ? render(slice.resource) : `${slice.key} = ${render(slice.value ?? '')}`;
  return `let ${id} name only what belongs to nobody, or ask for ${own.replace('${owner}', variable)}`;
}
