import type { AccessGraph } from '../access-graph/access-graph';
import type { ActionFacts } from '../authorization-data/actions';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import type { Session } from '../access-graph/sessions';
import type { Statement } from '../iam/policy';
import { answerWith } from '../queries/ask';
import type { SubjectDescription } from '../queries/question';
import { ownIdentityId } from '../queries/references';
import { addTo } from './grouped';
import { candidateFor, extentOf, partOf, type Values } from './requests';
import { merged, type Kind, type Reach, type Target, type Verb, type Who } from './reach';
import { serviceOf, type Targets } from './targets';
import { actionsByVerb, servicesOf } from './verbs';

/** Of the actions that do the same so many are tried: the first that is allowed speaks for all. */
const TRIED = 3;

const PLAIN = { verdict: 'ALLOWED', reason: '' } as const;

/**
 * Who comes by which role, and what they reach with it: each statement of a policy is tried with a request that it is made for, which
 * the evaluator decides with all policies that concern it. So a Deny, a boundary and what Amazon Cognito leaves to guests count.
 *
 * @param graph who reaches what
 * @param targets the resources
 * @param render puts text for people in place of symbols
 * @returns the people
 */
export function peopleOf(graph: AccessGraph, targets: Targets, render: (text: string) => string): Who[] {
  const found = new Map<string, Who & { readonly providers: Set<string> }>();
  for (const pool of graph.pools) {
    const own = ownIdentityId(pool, graph.model);
    for (const session of graph.sessions(pool)) {
      const { role, way, provider, steps } = session;
      const title = steps.length > 0 ? `${titleOf(session)}, after more steps` : titleOf(session);
      const how = way.kind === 'rule' ? `the rule ${way.text}` : way.kind === 'group' ? `the group '${way.group}'` : way.kind === 'default' ? 'what the identity pool gives by default' : way.text;
      const row = { kind: kindOf(session), title: render(title), role: role.name, way: render(how), tags: claimsOf(session).map(([tag, claim]) => render(`${tag} from the claim ${claim}`)), doubts: session.uncertainties.map(render) };
      const key = JSON.stringify(row);
      const before = found.get(key);
      const providers = (before?.providers ?? new Set<string>()).add(provider === undefined ? 'without signing in' : `signed in with ${providerIn(render(provider.name))}`);
      found.set(key, { ...row, providers, through: [...providers].join(' or '), reaches: before?.reaches ?? new SessionReach(graph, session, own, targets, render).reaches() });
    }
  }
  return [...found.values()];
}

/** The name of a user pool as a provider, in words. */
function providerIn(name: string): string {
  return name.replace(/^(cognito-idp\.\S*\/)?\$\{([^{}.]+)(\.ProviderName)?\}$/, 'the user pool $2');
}

function titleOf({ provider, way }: Session): string {
  if (provider === undefined) return 'Guests';
  switch (way.kind) {
    case 'group': return `Members of ${way.group}`;
    case 'rule': return `Users with ${way.text}`;
    case 'choice': return 'Users who ask for the role';
    default: return 'Every signed-in user';
  }
}

function kindOf({ provider, way }: Session): Kind {
  if (provider === undefined) return 'guest';
  return way.kind === 'group' ? 'member' : way.kind === 'rule' ? 'rule' : 'user';
}

function claimsOf({ pool, provider }: Session): [string, string][] {
  if (provider === undefined) return [];
  return pool.tagMaps.filter((map) => map.provider === '*' || provider.names.includes(map.provider)).flatMap(({ claims }) => [...claims]);
}

class SessionReach {
  private readonly person: SubjectDescription;
  private readonly isUnlimited: boolean;
  private readonly values: Values;
  private readonly claims: ReadonlyMap<string, string>;

  public constructor(private readonly graph: AccessGraph, private readonly session: Session, private readonly own: string, private readonly targets: Targets, private readonly render: (text: string) => string) {
    const { provider, way, role } = session;
    const claims = claimsOf(session);
    // Each tag has some value: whose it is does not matter here, that it is somebody's does.
    const tags = new Map(claims.map(([tag]) => [tag, 'theirs']));
    this.person = { kind: provider === undefined ? 'guest' : 'user', groups: way.kind === 'group' ? [way.group] : [], claims: new Map(), tags };
    this.isUnlimited = claims.length === 0 && sessionPolicies(session).length === 0 && role.policies.every(({ origin, statements }) => origin.kind === 'identity' && statements.every(({ effect, unknown }) => effect === 'Allow' && unknown === undefined));
    this.values = { own, tags: new Map([...role.tags ?? [], ...tags].map(([tag, value]) => [tag.toLowerCase(), value])) };
    this.claims = new Map(claims.map(([tag, claim]) => [tag.toLowerCase(), claim]));
  }

  public reaches(): Map<string, readonly Reach[]> {
    const { role } = this.session;
    const found = new Map<string, Reach[]>();
    const policies = [...role.policies.filter(({ origin }) => origin.kind === 'identity'), ...this.graph.resourcePolicies()];
    for (const { origin, statements } of policies) {
      for (const statement of statements) {
        if ((statement.effect === 'Deny' && statement.unknown === undefined) || (origin.kind === 'resource' && !this.isNamed(statement))) continue;
        for (const [key, reach] of this.tried(statement, origin.kind === 'resource' ? origin.attachedTo : undefined)) addTo(found, key, reach);
      }
    }
    return new Map([...found].map(([key, reaches]) => [key, merged(reaches)]));
  }

  private isNamed({ principals, unknown }: Statement): boolean {
    if (principals === undefined) return unknown !== undefined;
    const names = [...principals.byKind].flatMap(([kind, all]) => (kind === 'Service' ? [] : all));
    return principals.negated || names.some((name) => name === '*' || name === this.session.role.arn || name.endsWith(':root') || name.includes('*') || !name.startsWith('arn:'));
  }

  private *tried(statement: Statement, attachedTo: readonly string[] | undefined): Generator<[string, Reach]> {
    const services = servicesOf(statement);
    const patterns: (string | undefined)[] = statement.notResource || statement.resources.length === 0 ? [undefined] : statement.resources.map(({ text }) => text);
    for (const pattern of patterns) {
      const named = attachedTo === undefined || (pattern !== undefined && pattern !== '*') ? [pattern ?? '*'] : attachedTo;
      for (const target of new Set(named.flatMap((one) => this.targets.named(one, services)))) {
        const service = target.type === '' && services?.size === 1 ? [...services][0] : serviceOf(target);
        for (const [verb, facts] of actionsByVerb(statement, service)) {
          const reach = this.reachBy(statement, pattern, target, verb, facts);
          if (reach !== undefined) yield [target.key, reach];
        }
      }
    }
  }

  /** Where nothing denies, and the statement has no conditions, there is nothing to decide. */
  private isPlain({ conditions, unknown, uncertain, effect, notAction }: Statement, pattern: string | undefined, { base, type }: Target): boolean {
    if (!this.isUnlimited || effect !== 'Allow' || notAction || conditions.length > 0 || unknown !== undefined || uncertain !== undefined) return false;
    return type !== '' && pattern !== undefined && pattern.startsWith(base) && this.targets.isOpen(base, this.graph);
  }

  private reachBy(statement: Statement, pattern: string | undefined, target: Target, verb: Verb, facts: readonly ActionFacts[]): Reach | undefined {
    const candidates = facts.flatMap((one) => candidateFor(statement, pattern, target, one, this.values) ?? []);
    if (candidates.length === 0) return undefined;
    const answers = this.isPlain(statement, pattern, target) ? [PLAIN] : candidates.slice(0, TRIED).map((candidate) => answerWith(this.graph, { session: this.session, uncertainties: [] }, this.person, this.own, candidate));
    const answer = answers.find(({ verdict }) => verdict === 'ALLOWED') ?? answers.find(({ verdict }) => verdict === 'UNKNOWN');
    if (answer === undefined) return undefined;
    const part = partOf(pattern, statement, target);
    return {
      verb, extent: extentOf(statement, pattern, target, this.claims), parts: part === '' ? [] : [this.render(part)], actions: candidates.map(({ action }) => action),
      statements: [statement.id], conditions: statement.conditions.map(({ operator, key, values }) => this.render(`${key} ${operator} ${values.join(' or ')}`)),
      // Who they are, and how they come by the role, stands in the row.
      doubt: answer.verdict === 'ALLOWED' ? undefined : this.render(answer.reason).replace(/ \(role [^()]* by .*$/s, ''),
    };
  }
}
