import { governsArn } from '../iam/applies';
import { evaluate } from '../iam/evaluate';
import type { Policy } from '../iam/policy';
import type { AccessRequest } from '../iam/request';
import { sessionPolicies, sessionPoliciesAnywhere } from '../access-graph/guest-scope-down';
import { mayBe, type IdentityPool, type Provider } from '../access-graph/identity-pools';
import type { AccessGraph } from '../access-graph/access-graph';
import type { Session } from '../access-graph/sessions';
import { questionsAsked } from '../solver';
import { inEveryDeployment } from '../template/deployments';
import { TemplateError } from '../template/value';
import type { KeptReadings } from './kept-readings';
import { whyNoRequest } from '../analysis/real-requests';
import { obtained, type Obtained } from './obtain';
import { poolsOf, providersOf } from './pools-and-providers';
import { unknownName } from './known-names';
import { nearMiss } from './near-miss';
import { unnamedResource } from './unnamed-resource';
import { holdsOpenSymbol } from '../symbols/symbol';
import { bySteps } from './by-steps';
import { checkSubject, checkQuestion, type Answer, type QuestionError, type SubjectDescription, type Question } from './question';
import { named, ownIdentityId, referencesIn, resolveText, withLogicalIds } from './references';
import { requestOf, sessionTagsOf, trustIn } from './requests';

/**
 * Answers whether somebody may do something, in every way in which the conditions of the templates can turn out.
 *
 * @param readings the templates
 * @param person who
 * @param question what they would do
 * @returns the answer
 * @throws QuestionError when the question is wrong, TemplateError when a template is
 */
export function ask(readings: KeptReadings, person: SubjectDescription, question: Question): Answer {
  checkSubject(person);
  checkQuestion(question);
  const { templates } = readings;
  if (templates.every(({ body }) => body.Resources === undefined)) throw new TemplateError('not-a-template', templates[0]?.file ?? '', '', 'there are no Resources');
  const references = referencesIn([question.resource, ...person.claims.values(), ...person.tags.values(), ...[...question.context.values()].flat()]);
  const names = readings.names();
  const somebody = withLogicalIds(person, names);
  return named(names, () => readings.askedFor(references, (set) => inEveryDeployment(set, {
    visit: ({ graph }) => {
      const { model } = graph;
      const pools = poolsOf(graph, somebody);
      const answer = answerIn(graph, pools, somebody, question);
      const wrong = unknownName(graph, pools, somebody) ?? unnamedResource(graph, question, answer);
      return { wrong, answer: model.defaults.size === 0 ? answer : { ...answer, reason: `${answer.reason}, if ${[...model.defaults].join(', and ')}` }, when: model.circumstances.join(', ') };
    },
    combine: answerOfAll,
    isDecided: ({ verdict }) => verdict !== 'UNKNOWN',
    // That it depends on the deployment says more than that it is not known.
    refine: (first, second) => (second.verdict === 'UNKNOWN' && !second.reason.startsWith(DEPENDS) ? first : second),
    effort: questionsAsked,
  })));
}

const DEPENDS = 'it depends on the deployment: ';

/** The answer where several ways to deploy the templates give one each. */
function answerOfAll(answers: readonly { readonly answer: Answer; readonly when: string; readonly wrong: QuestionError | undefined }[]): Answer {
  const [first] = answers;
  if (first.wrong !== undefined && answers.every(({ wrong }) => wrong !== undefined)) throw first.wrong;
  if (answers.every(({ answer }) => answer.verdict === first.answer.verdict)) return { ...answers.find(({ answer }) => answer.bySteps !== undefined)?.answer ?? first.answer };
  const reason = answers.map(({ answer, when }) => `${answer.verdict} when ${when}: ${answer.reason}`).join('; ');
  return { ...strongest(answers.map(({ answer }) => answer)), verdict: 'UNKNOWN', reason: `${DEPENDS}${reason}` };
}

/**
 * @param answers answers, each for something else that the person could do
 * @returns the best for them
 */
export function strongest(answers: readonly Answer[]): Answer {
  const denied = answers.filter(({ verdict }) => verdict === 'DENIED');
  return answers.find(({ verdict }) => verdict === 'ALLOWED') ?? answers.find(({ verdict }) => verdict === 'UNKNOWN')
    ?? withSteps(denied.find(({ statement }) => statement !== undefined) ?? denied.find(({ role }) => role !== undefined) ?? denied[0], denied);
}

/** One of several denials says what the others would say of steps. */
function withSteps(answer: Answer, denied: readonly Answer[]): Answer {
  const steps = answer.bySteps ?? denied.find((one) => one.bySteps !== undefined)?.bySteps;
  return steps === undefined ? answer : { ...answer, bySteps: steps };
}

function answerIn(graph: AccessGraph, pools: readonly IdentityPool[], person: SubjectDescription, question: Question): Answer {
  const { model } = graph;
  const answer = pools.length === 0 ? withoutPool(graph) : strongest(pools.map((pool) => answerOf(graph, pool, person, question)));
  const inWords = (text: string): string => graph.policyIndex.originalSpelling(model.symbols.render(text));
  const rendered = { ...answer, reason: inWords(answer.reason), ...(answer.bySteps !== undefined && { bySteps: inWords(answer.bySteps) }), ...(answer.role !== undefined && { role: model.symbols.render(answer.role) }) };
  return model.undecided.length === 0 ? rendered : { ...rendered, verdict: 'UNKNOWN', reason: model.undecided[0] };
}

function withoutPool({ roles }: AccessGraph): Answer {
  const trusting = roles.all().find(({ trust }) => trust.statements.some(({ unknown, principals }) => unknown !== undefined
    || principals?.byKind.get('Federated')?.some((name) => name.startsWith('cognito-identity') || holdsOpenSymbol(name)) === true));
  return trusting === undefined ? { verdict: 'DENIED', reason: 'the templates have no identity pool, so nobody gets AWS credentials' }
    : { verdict: 'UNKNOWN', role: trusting.name, reason: `the identity pool that ${trusting.name} trusts is not in the templates` };
}

function answerOf(graph: AccessGraph, pool: IdentityPool, person: SubjectDescription, question: Question): Answer {
  const { model } = graph;
  const own = ownIdentityId(pool, model);
  const resolved = (values: ReadonlyMap<string, string>): Map<string, string> => new Map([...values].map(([key, value]) => [key, resolveText(value, model, own)]));
  const somebody = { ...person, claims: resolved(person.claims), tags: resolved(person.tags) };
  const resource = resolveText(question.resource, model, own);
  const context = Object.fromEntries([...question.context].map(([key, values]) => [key, values.map((value) => resolveText(value, model, own))]));
  const asked = { action: question.action, resource, context };
  const providers = providersOf(graph, pool, somebody);
  const { own: mine, further } = obtained(graph, pool, somebody, providers);
  const answers = mine.map((one) => answerWith(graph, one, somebody, own, asked));
  const answer = answers.length > 0 ? strongest(answers) : withoutRole(pool, somebody, providers);
  if (answer.verdict !== 'DENIED') return notARequest(asked) ?? answer;
  const beyond = further.map((one) => ({ one, answer: answerWith(graph, one, somebody, own, asked) })).find((found) => found.answer.verdict !== 'DENIED');
  if (beyond === undefined) return { ...answer, ...leadingThere(graph, pool, [...mine, ...further], asked), reason: answer.reason + nearestOf(graph, mine, somebody, own, asked, answer) + besideIam(graph, asked) };
  const how = beyond.one.session.steps.length > 0 ? `after more steps: ${beyond.one.session.way.text}` : beyond.one.uncertainties[0] ?? '';
  return notARequest(asked) ?? { ...beyond.answer, verdict: 'UNKNOWN', reason: `not with the role that the identity pool gives them, but perhaps ${how}: ${beyond.answer.reason}` };
}

function leadingThere(graph: AccessGraph, pool: IdentityPool, all: readonly Obtained[], asked: Asked): Pick<Answer, 'bySteps'> {
  const found = notARequest(asked) === undefined ? bySteps(graph, pool, all.map(({ session }) => session), asked.resource) : undefined;
  return found === undefined ? {} : { bySteps: found };
}

function notARequest(asked: Asked): Answer | undefined {
  const reason = whyNoRequest(asked);
  return reason === undefined ? undefined : { verdict: 'DENIED', reason };
}

/** What nothing denies, and nothing allows, may be asked in another way. */
function nearestOf(graph: AccessGraph, mine: readonly Obtained[], person: SubjectDescription, own: string, asked: Asked, { statement }: Answer): string {
  if (statement !== undefined) return '';
  for (const one of mine) {
    const { role, pool } = one.session;
    const [tags = new Map<string, string>()] = sessionTagsOf(graph, one.session, person).ways;
    const valueOf = (key: string): string | undefined => (key === `${pool.service}:sub` ? own : tags.get(key.replace(/^aws:principaltag\//, '')));
    const statements = role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements);
    const near = nearMiss(statements, asked, valueOf, (changed) => answerWith(graph, one, person, own, changed).verdict === 'ALLOWED');
    if (near !== undefined) return `; ${near}`;
  }
  return '';
}

/** The question is about credentials of AWS; that there are other ways in is worth saying. */
function besideIam(graph: AccessGraph, { action, resource }: Asked): string {
  const door = graph.openDoors().find(({ actions, resources }) => actions.some((pattern) => pattern === '*' || action.toLowerCase().startsWith(pattern.slice(0, -1))) && governsArn(resources, resource) !== 'no');
  return door === undefined ? '' : `; ${door.what} also answers requests that IAM does not decide about`;
}

type Asked = Parameters<typeof requestOf>[5];

/**
 * @param graph who reaches what
 * @param obtained a session that somebody has
 * @param person who has it
 * @param own their identity id
 * @param asked what they would do
 * @returns whether they may with this session
 */
export function answerWith(graph: AccessGraph, { session, uncertainties }: Obtained, person: SubjectDescription, own: string, asked: Asked): Answer {
  const tags = sessionTagsOf(graph, session, person);
  if (tags.refused !== undefined) return { verdict: 'DENIED', role: session.role.name, reason: `${tags.refused}${howOf(session)}` };
  const trusted = trustIn(graph, session, person, own);
  if (trusted.refused !== undefined) return { verdict: 'DENIED', role: session.role.name, reason: `${trusted.refused}${howOf(session)}` };
  const doubts = [...uncertainties.filter((reason) => reason !== trusted.decided), ...trusted.uncertainties, ...tags.uncertainties];
  const policies = [...session.role.policies, ...graph.resourcePolicies([asked.resource]), ...sessionPoliciesAnywhere(session), ...trustOf(graph, asked)];
  return judged(session, doubts, tags.ways.map((way) => decided(session, policies, requestOf(session, { values: way, open: tags.open }, own, policies, graph, asked))));
}

/** Whoever asks for another role needs its trust policy to let them in. */
function trustOf(graph: AccessGraph, { action, resource }: Pick<Asked, 'action' | 'resource'>): Policy[] {
  return /^sts:assumerole$/i.test(action) ? graph.roles.find(resource).map(({ role }) => role.trust) : [];
}

function decided(session: Session, policies: readonly Policy[], request: AccessRequest): Answer {
  const role = session.role.name;
  const answer = evaluate(policies, request);
  if (answer.verdict !== 'DENIED' || answer.statement !== undefined || sessionPolicies(session).length === 0) return { ...answer, role };
  const unlimited = evaluate(policies.filter(({ origin }) => origin.kind !== 'session'), request);
  if (unlimited.verdict !== 'ALLOWED') return { ...answer, role };
  return { ...unlimited, verdict: 'DENIED', role, reason: `${unlimited.reason}, but Amazon Cognito limits guests in the enhanced flow to services that do not include it` };
}

/** The one answer of all the ways in which what is not documented can turn out. */
function judged(session: Session, uncertainties: readonly string[], answers: readonly Answer[]): Answer {
  const [first] = answers;
  const how = howOf(session);
  const open = answers.find(({ verdict }) => verdict !== first.verdict);
  if (open !== undefined) {
    return { ...first, verdict: 'UNKNOWN', reason: `it depends on what becomes of session tags whose claim is missing from the token, which is not documented${how}` };
  }
  if (first.verdict !== 'ALLOWED' || uncertainties.length === 0) return { ...first, reason: `${first.reason}${how}` };
  return { ...first, verdict: 'UNKNOWN', reason: `${first.reason}, but it is not certain that they get there: ${uncertainties[0]}${how}` };
}

function howOf({ role, way, flow, provider }: Session): string {
  const from = provider === undefined ? '' : `, signed in with ${provider.name}`;
  return ` (role ${role.name} by ${way.kind === 'rule' ? `the rule ${way.text}` : way.text}, ${flow} flow${from})`;
}

function withoutRole(pool: IdentityPool, person: SubjectDescription, providers: readonly Provider[]): Answer {
  const { id } = pool.resource;
  const verdict = pool.unknown.length > 0 ? 'UNKNOWN' : 'DENIED';
  const but = pool.unknown.length > 0 ? ` that the templates show, but ${pool.unknown[0]}` : '';
  if (person.kind === 'guest') {
    return !mayBe(pool.guests, true) ? { verdict: 'DENIED', reason: `guests are off: the identity pool '${id}' has AllowUnauthenticatedIdentities false` }
      : { verdict, reason: `the identity pool '${id}' gives guests no role that trusts them${but}` };
  }
  if (providers.length === 0) return { verdict, reason: `the identity pool '${id}' takes no provider that they could sign in with${but}` };
  return { verdict, reason: `the identity pool '${id}' gives them no role that trusts them, by group, by rule or by default${but}` };
}
