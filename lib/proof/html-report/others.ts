import { kindOf } from '../author-names';
import { anonymousCaller } from '../access-graph/subjects';
import type { AccessGraph } from '../access-graph/access-graph';
import { mayOverlap } from '../access-graph/overlap';
import { publicDoors } from '../access-graph/public-doors';
import type { Role } from '../access-graph/roles';
import { isClosedToAnonymousCallers } from '../analysis/affected-subjects';
import { evaluate } from '../iam/evaluate';
import { keysMentionedBy } from '../solver';
import type { Policy, Statement } from '../iam/policy';
import type { Principal } from '../iam/request';
import { textOf } from '../template/value';
import { candidateFor, extentOf, partOf, type Candidate } from './requests';
import { merged, type Reach, type Target, type Who } from './reach';
import { serviceOf, type Targets } from './targets';
import { actionsByVerb, servicesOf } from './verbs';

/** Of the actions that do the same so many are tried: the first that is allowed speaks for all. */
const TRIED = 3;

const NO_VALUES = { own: 'x', tags: new Map<string, string>() };
const NO_CLAIMS: ReadonlyMap<string, string> = new Map();

interface Caller {
  readonly principal: Principal;
  readonly policies: readonly Policy[];
  /** The statements that may let them in. */
  readonly statements: readonly { readonly statement: Statement; readonly attachedTo?: readonly string[] | undefined }[];
  readonly doubt?: string | undefined;
  /** Whether they may get to a resource at all; left out: they may. */
  readonly isOpen?: (target: Target) => boolean;
}

/**
 * Whoever needs no credentials, by the policy of a resource, a distribution, or an API that asks IAM about nothing.
 *
 * @param graph who reaches what
 * @param targets the resources
 * @param render puts text for people in place of symbols
 * @returns them, where they reach anything
 */
export function internetOf(graph: AccessGraph, targets: Targets, render: (text: string) => string): Who[] {
  const governing = graph.resourcePolicies();
  const base = { kind: 'internet', role: '', tags: [], doubts: [] } as const;
  const isOpen = ({ base: resource }: Target): boolean => !isClosedToAnonymousCallers(graph.model, [resource]);
  const anonymous = reachesOf({ principal: anonymousCaller(governing).principal, policies: governing, statements: allowing(governing), isOpen }, targets, render);
  const doors = publicDoors(graph.model, governing).map(({ subject, uncertainties }) => {
    const limit = subject.policies.find(({ origin }) => origin.kind === 'session');
    const statements = limit === undefined ? allowing(governing) : limit.statements.map((statement) => ({ statement }));
    return { title: subject.title, reaches: reachesOf({ principal: subject.principal, policies: subject.policies, statements, doubt: uncertainties[0] }, targets, render) };
  });
  const ways = new Map<string, { readonly target: Target; readonly whats: string[] }>();
  for (const { what, resources } of graph.openDoors()) {
    for (const target of targets.all.filter(({ base }) => resources.some((one) => isOf(one, base)))) ways.set(target.key, { target, whats: [...ways.get(target.key)?.whats ?? [], what] });
  }
  const others = [...ways.values()].map(({ target, whats }) => ({ through: throughOf(whats), reaches: new Map([[target.key, [CALLED]]]) }));
  return [
    { ...base, title: 'Anyone on the internet', through: 'without credentials', way: '', reaches: anonymous },
    ...doors.map(({ title, reaches }): Who => ({ ...base, title: 'Anyone on the internet', through: render(title.replace(/^anyone on the internet, /, '')), way: '', reaches })),
    ...others.map(({ through, reaches }): Who => ({ ...base, title: 'Callers without AWS credentials', through, way: '', reaches })),
  ].filter(({ reaches }) => reaches.size > 0);
}

/** Whether an ARN of a way in is that of a resource, or of something in it. */
function isOf(pattern: string, base: string): boolean {
  const [wanted, found] = [pattern.split(':'), base.split(':')];
  const rest = wanted.slice(5).join(':');
  const name = found.slice(5).join(':');
  return wanted.slice(0, 5).every((field, i) => field === '*' || field === found[i]) && (rest === name || rest.startsWith(`${name}/`));
}

const SHOWN = 3;

function throughOf(whats: readonly string[]): string {
  const few = whats.slice(0, SHOWN).map((what) => what.replace(/^the (\S+) /, (_all, type: string) => `${kindOf(type)} `)).join(', ');
  return `through ${whats.length > SHOWN ? `${few} and ${whats.length - SHOWN} more` : few}`;
}

const CALLED: Reach = { verb: 'calls', extent: 'part', parts: [], actions: [], statements: [], conditions: [], doubt: 'IAM does not decide about these requests: an authorizer does, or nothing' };

/**
 * Services of the templates with a role of their own: what they do for whoever calls them is decided by their code.
 *
 * @param graph who reaches what
 * @param targets the resources
 * @param render puts text for people in place of symbols
 * @returns them, where they reach anything
 */
export function servicesFor(graph: AccessGraph, targets: Targets, render: (text: string) => string): Who[] {
  return graph.roles.all().flatMap((role): Who[] => {
    const services = role.trust.statements.flatMap(({ effect, principals }) => (effect === 'Allow' ? principals?.byKind.get('Service') ?? [] : []));
    if (services.length === 0) return [];
    const functions = graph.model.resources.filter(({ type, properties }) => type === 'AWS::Lambda::Function' && textOf(properties.get('Role')) === role.arn).map(({ id }) => id);
    const reaches = reachesOf(serviceCaller(role, graph), targets, render);
    const ofCode = functions.length > 0;
    const title = ofCode ? `Function ${functions.join(', ')}` : `The service ${services.map((service) => service.split('.')[0]).join(', ')}`;
    return reaches.size === 0 ? [] : [{ kind: 'service', title, through: ofCode ? 'for whoever calls it, as its code decides' : 'as this app has set it up', role: role.name, way: 'its own role', tags: [], doubts: [], reaches }];
  });
}

function serviceCaller(role: Role, graph: AccessGraph): Caller {
  const account = /^arn:[^:]*:iam::([^:]*):/.exec(role.arn)?.[1] ?? '';
  const identity = role.policies.filter(({ origin }) => origin.kind === 'identity');
  return {
    principal: { kind: 'session', roleArn: role.arn, account }, policies: [...role.policies, ...graph.resourcePolicies()],
    statements: identity.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow').map((statement) => ({ statement }))),
  };
}

function allowing(policies: readonly Policy[]): Caller['statements'] {
  return policies.flatMap(({ origin, statements }) => statements.filter(({ effect, principals, unknown }) => unknown !== undefined || (effect === 'Allow' && principals !== undefined && (principals.negated || [...principals.byKind.values()].flat().length > 0))).map((statement) => ({ statement, attachedTo: origin.attachedTo })));
}

function reachesOf({ principal, policies, statements, doubt, isOpen = () => true }: Caller, targets: Targets, render: (text: string) => string): Map<string, readonly Reach[]> {
  const found = new Map<string, Reach[]>();
  for (const { statement, attachedTo } of statements) {
    const services = servicesOf(statement);
    for (const pattern of statement.notResource || statement.resources.length === 0 ? [undefined] : statement.resources.map(({ text }) => text)) {
      const named = attachedTo === undefined || (pattern !== undefined && pattern !== '*') ? [pattern ?? '*'] : attachedTo;
      for (const target of new Set(named.flatMap((one) => targets.named(one, services)).filter((one) => one.type !== '' && isOpen(one)))) {
        for (const [verb, facts] of actionsByVerb(statement, serviceOf(target))) {
          const candidates = facts.flatMap((one) => candidateFor(statement, pattern, target, one, NO_VALUES) ?? []);
          const answers = candidates.slice(0, TRIED).map((candidate) => evaluated(candidate, principal, policies, target));
          const answer = answers.find(({ verdict }) => verdict === 'ALLOWED') ?? answers.find(({ verdict }) => verdict === 'UNKNOWN');
          if (answer === undefined) continue;
          const part = partOf(pattern, statement, target);
          found.set(target.key, [...(found.get(target.key) ?? []), {
            verb, extent: extentOf(statement, pattern, target, NO_CLAIMS), parts: part === '' ? [] : [render(part)], actions: candidates.map(({ action }) => action), statements: answer.statement === undefined ? [] : [answer.statement],
            conditions: statement.conditions.map(({ operator, key, values }) => render(`${key} ${operator} ${values.join(' or ')}`)), doubt: doubt ?? (answer.verdict === 'ALLOWED' ? undefined : render(answer.reason)),
          }]);
        }
      }
    }
  }
  return new Map([...found].map(([key, reaches]) => [key, merged(reaches)]));
}

function evaluated({ action, resource, context }: Candidate, principal: Principal, policies: readonly Policy[], { base }: Target): ReturnType<typeof evaluate> {
  const concerned = policies.filter(({ origin }) => origin.kind !== 'resource' || (origin.attachedTo ?? ['*']).some((one) => mayOverlap(one, base) || mayOverlap(one, `${base}/`)));
  const unknown = Object.fromEntries(keysMentionedBy(concerned).filter((key) => context[key] === undefined && /^aws:(source|principal(isawsservice|servicename))|^aws:(currenttime|epochtime|requestedregion)/.test(key)).map((key) => [key, { mayBeMissing: true }]));
  return evaluate(concerned, { action, resource, principal, context: { 'aws:securetransport': 'true', ...context }, unknown });
}
