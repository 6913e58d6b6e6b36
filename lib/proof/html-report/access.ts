import type { Policy, Statement } from '../iam/policy';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import type { AccessGraph } from '../access-graph/access-graph';
import type { Session } from '../access-graph/sessions';

/** One statement that lets people do something, or forbids it. */
export interface Why {
  /** Its name, such as `AuthPolicy.Statement[0]`. */
  readonly statement: string;
  /** Whether it allows or denies; `Unknown` when its text is not at hand. */
  readonly effect: 'Allow' | 'Deny' | 'Unknown';
  /** The actions, as the templates spell them. */
  readonly actions: readonly string[];
  /** The conditions, in words. */
  readonly conditions: readonly string[];
  /** What else there is to say. */
  readonly note?: string;
}

/** People who come by a role in the same way. */
export interface Row {
  /** Who they are. */
  readonly who: string;
  /** How they sign in. */
  readonly provider: string;
  /** The identity pool. */
  readonly pool: string;
  /** The role. */
  readonly role: string;
  /** How they come by it. */
  readonly way: string;
  /** The session tags that tell them apart, such as tenants, each with its claim. */
  readonly tags: readonly string[];
  /** Why it is not certain that they do. */
  readonly uncertainties: readonly string[];
  /** What they may do, by resource. */
  readonly cells: ReadonlyMap<string, readonly Why[]>;
}

/** Who reaches what, in one of the ways in which the conditions of the templates can turn out. */
export interface ReportedAccess {
  /** How the conditions turned out. */
  readonly circumstances: readonly string[];
  /** The rows. */
  readonly rows: readonly Row[];
  /** The resources, the most reached first. */
  readonly resources: readonly string[];
}

/**
 * @param reach who reaches what
 * @returns the same for a table and a drawing
 */
export function reportedAccessOf(reach: AccessGraph): ReportedAccess {
  const { model } = reach;
  const render = (text: string): string => reach.policyIndex.originalSpelling(model.symbols.render(text));
  const rows = new Map<string, Row & { readonly providers: Set<string> }>();
  for (const pool of reach.pools) {
    for (const session of reach.sessions(pool)) {
      const row = { who: whoOf(session), pool: pool.resource.id, role: render(session.role.name), way: render(`${session.way.kind === 'rule' ? 'rule ' : ''}${session.way.text}, ${session.flow} flow`), tags: tagsOf(session).map(render), uncertainties: session.uncertainties.map(render) };
      const provider = session.provider === undefined ? 'no sign-in' : render(session.provider.name);
      const key = JSON.stringify(row);
      const before = rows.get(key);
      const providers = (before?.providers ?? new Set<string>()).add(provider);
      rows.set(key, { ...row, who: render(row.who), providers, provider: [...providers].join(', '), cells: before?.cells ?? cellsOf(reach, session, render) });
    }
  }
  const counted = new Map<string, number>();
  for (const { cells } of rows.values()) for (const resource of cells.keys()) counted.set(resource, (counted.get(resource) ?? 0) + 1);
  const resources = [...counted].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([resource]) => resource);
  return { circumstances: model.circumstances.map(render), rows: [...rows.values()], resources };
}

function whoOf({ provider, way }: Session): string {
  if (provider === undefined) return 'Guests';
  switch (way.kind) {
    case 'group': return `Members of '${way.group}'`;
    case 'rule': return `Whoever has ${way.text}`;
    default: return 'Signed-in users';
  }
}

function tagsOf({ pool, provider }: Session): string[] {
  if (provider === undefined) return [];
  const maps = pool.tagMaps.filter((map) => map.provider === '*' || provider.names.includes(map.provider));
  return maps.flatMap(({ claims }) => [...claims].map(([tag, claim]) => `${tag} from the claim ${claim}`));
}

function cellsOf(reach: AccessGraph, session: Session, render: (text: string) => string): Map<string, Why[]> {
  const cells = new Map<string, Why[]>();
  const add = (resource: string, why: Why): void => { cells.set(resource, [...(cells.get(resource) ?? []), why]); };
  const { role } = session;
  const bounded = role.policies.some(({ origin }) => origin.kind === 'boundary');
  const limited = sessionPolicies(session).length > 0;
  const note = [bounded ? 'limited by the permissions boundary' : '', limited ? 'limited by what Amazon Cognito leaves to guests' : ''].filter((text) => text !== '').join('; ');
  for (const policy of role.policies.filter(({ origin }) => origin.kind === 'identity')) {
    for (const statement of policy.statements) for (const resource of resourcesOf(statement)) add(render(resource), whyOf(statement, render, note));
  }
  for (const policy of reach.resourcePolicies()) {
    for (const statement of policy.statements.filter((one) => concerns(one, policy, session))) {
      for (const resource of resourcesOf(statement)) {
        const name = render(resource);
        // A Deny matters to those whom something else lets in.
        if (statement.effect === 'Allow' || cells.has(name)) add(name, whyOf(statement, render, 'by the policy of the resource'));
      }
    }
  }
  return cells;
}

function concerns(statement: Statement, policy: Policy, { role }: Session): boolean {
  const { principals } = statement;
  if (principals === undefined) return statement.unknown !== undefined && policy.origin.kind === 'resource';
  const names = principals.byKind.get('AWS') ?? [];
  return (names.includes('*') || names.includes(role.arn)) !== principals.negated;
}

function resourcesOf({ resources, notResource, unknown }: Statement): string[] {
  if (unknown !== undefined) return ['anything, perhaps'];
  if (resources.length === 0) return ['*'];
  return notResource ? [`all but ${resources.map(({ text }) => text).join(', ')}`] : resources.map(({ text }) => text);
}

function whyOf(statement: Statement, render: (text: string) => string, note: string): Why {
  const actions = statement.unknown !== undefined ? ['not known'] : statement.actions.map(({ text }) => render(text));
  const remark = [statement.unknown === undefined ? '' : render(statement.unknown), note].filter((text) => text !== '').join('; ');
  return {
    statement: render(statement.id),
    effect: statement.unknown === undefined ? statement.effect : 'Unknown',
    actions: statement.notAction ? [`all but ${actions.join(', ')}`] : actions,
    conditions: statement.conditions.map(({ operator, key, values }) => render(`${key} ${operator} ${values.join(' or ')}`)),
    ...(remark !== '' && { note: remark }),
  };
}
