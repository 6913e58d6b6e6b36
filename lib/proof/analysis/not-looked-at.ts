import { actionFacts, actionsMatching, type ActionFacts } from '../authorization-data/actions';
import { classOf } from '../authorization-data/cloudformation-types';
import type { AccessGraph } from '../access-graph/access-graph';
import { isHandlerOfTheCdk } from '../access-graph/custom-resources';
import { federatedBy } from '../access-graph/direct-federation';
import { ANY_PROVIDER, holdersOf, issuerOf, namesSomebody } from '../access-graph/issuers';
import type { Role } from '../access-graph/roles';
import type { Statement } from '../iam/policy';
import { ALL_SYMBOLS } from '../symbols/symbol';
import { ofType } from '../template/of-type';
import type { Resource } from '../template/reader';
import { textOf } from '../template/value';

/** Something that acts for others: what it does stands in no policy, so that no proof can look at it. */
export interface NotLookedAt {
  /** What is not looked at, for people. */
  readonly what: string;
  /** What is known of it, and what a proof therefore says. */
  readonly known: string;
  /**
   * @param graph who reaches what
   * @returns what of this kind the templates have, one line each
   */
  readonly of: (graph: AccessGraph) => string[];
}

/** What lets people in, and then acts with roles of its own. */
const APIS = new Set(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api', 'AWS::VpcLattice::Service']);
/** What passes on what people write or send. */
const PASSING_ON = new Set([
  'AWS::Lambda::EventSourceMapping', 'AWS::SNS::Subscription', 'AWS::Events::Rule', 'AWS::Pipes::Pipe', 'AWS::IoT::TopicRule', 'AWS::KinesisFirehose::DeliveryStream', 'AWS::Logs::SubscriptionFilter', 'AWS::S3ObjectLambda::AccessPoint',
]);
/** What belongs to what is named otherwise, or is looked at. */
const OTHERWISE = /^AWS::(Cognito|IAM|CloudFormation|Serverless|ApiGateway|ApiGatewayV2|AppSync)::|^AWS::(Lambda::Function|SNS::Topic)$/;

/** What no proof looks at, by kind. */
export const NOT_LOOKED_AT: readonly NotLookedAt[] = [
  { what: 'what functions do for whoever invokes them, or sends what they receive', known: 'what their roles may do, which is printed', of: functions },
  { what: 'what the triggers of a user pool decide', known: 'that they may refuse, add claims and write roles into tokens: assumed and printed where a verdict rests on it, or it is not PROVED', of: triggers },
  { what: 'what an API does for those whom it lets in', known: 'whom its policy lets in, where it has one', of: (graph) => ofTypes(graph, (type) => APIS.has(type)).map((one) => `what the API ${named(one)} does for those whom it lets in`) },
  { what: 'what streams, queues, topics and rules pass on', known: 'who writes to them', of: (graph) => ofTypes(graph, (type) => PASSING_ON.has(type)).map((one) => `what ${named(one)} passes on, and what becomes of it`) },
  { what: 'what other services do with roles of their own', known: 'who may start or change them, where that is an edge, and who may write what they run from a bucket (one of people that only the deployment names counts as another, unless both are named by the same)', of: (graph) => ofTypes(graph, actsWithRole).map((one) => `what ${named(one)} does with a role of its own`) },
  { what: 'what custom resources do at deployment', known: 'what the roles of their functions may do, and those of what these set to work: where that can change what a promise rests on, it counts as done', of: ({ customResources }) => [...customResources] },
  { what: 'to whom other issuers give tokens that roles take', known: 'which roles those are, and whether everybody can have such a token', of: issuers },
  { what: 'what becomes of what users send to code that is not in the templates', known: 'the statement that lets them', of: (graph) => byStatements(graph, ({ edge, why }) => edge === 'mediated' && /^(calls code|sends a message)/.test(why), (id, action) => `what becomes of what users send by ${id} (${action})`) },
  { what: 'what secrets and parameters hold that users may read', known: 'the statement that lets them', of: (graph) => byStatements(graph, ({ edge }) => edge === 'secret', (id, action) => `what is kept in what users may read by ${id} (${action})`) },
];

/**
 * @param graph who reaches what
 * @returns what the templates have that acts for others and was not looked at, for people; never empty where there is any
 */
export function notLookedAt(graph: AccessGraph): readonly string[] {
  return [...new Set(NOT_LOOKED_AT.flatMap(({ of }) => of(graph)))];
}

const named = ({ id, type }: Resource): string => `'${id}' (${type})`;

const ofTypes = ({ model }: AccessGraph, isMeant: (type: string) => boolean): Resource[] => model.resources.filter(({ type }) => isMeant(type));

function actsWithRole(type: string): boolean {
  return !OTHERWISE.test(type) && !APIS.has(type) && !PASSING_ON.has(type) && classOf(type)?.kind === 'has-role';
}

function functions(graph: AccessGraph): string[] {
  return ofType(graph.model, 'AWS::Lambda::Function').filter(({ id }) => !isHandlerOfTheCdk(id)).map((one) => {
    const arn = textOf(one.properties.get('Role'));
    const role = arn === undefined ? undefined : graph.roles.find(arn).find(({ role: { resource }, uncertain }) => resource !== undefined && uncertain === undefined)?.role;
    const may = role === undefined ? ', with a role that is not in the templates' : mayDo(graph, role);
    return `what the function '${one.id}' does for whoever invokes it${may}`;
  });
}

/** Writing logs and traces, and being in a network, is what every function does. */
const OF_EVERY_FUNCTION = /^(logs|xray|ec2):/;
const SHOWN = 3;

function mayDo({ model, policyIndex }: AccessGraph, role: Role): string {
  const statements = role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements).filter(({ effect, unknown }) => effect === 'Allow' || unknown !== undefined);
  const parts = statements.flatMap(({ unknown, notAction, notResource, actions, resources }: Statement): string[] => {
    if (unknown !== undefined) return ['more than is known'];
    const names = actions.map(({ text }) => text).filter((text) => notAction || !OF_EVERY_FUNCTION.test(text)).map((text) => policyIndex.originalSpelling(model.symbols.render(text)));
    if (names.length === 0) return [];
    return [`${notAction ? 'all but ' : ''}${few(names)} on ${notResource ? 'all but ' : ''}${few(resources.map(({ text }) => model.symbols.render(text)))}`];
  });
  return parts.length === 0 ? '' : `: it may do ${few([...new Set(parts)], '; ')}`;
}

const few = (texts: readonly string[], separator = ', '): string => (texts.length <= SHOWN ? texts.join(separator) : `${texts.slice(0, SHOWN).join(separator)} and ${texts.length - SHOWN} more`);

function triggers({ userPools }: AccessGraph): string[] {
  return userPools.all.flatMap(({ resource }) => {
    const config = resource.properties.entries('LambdaConfig');
    if (!config.known) return [`what the triggers of '${resource.id}' decide`];
    const names = config.value.map(([name]) => name).filter((name) => name !== 'KMSKeyID');
    return names.length === 0 ? [] : [`what the triggers of '${resource.id}' decide (${names.join(', ')})`];
  });
}

function issuers({ roles, userPools, model }: AccessGraph): string[] {
  return roles.all().filter(({ resource }) => resource !== undefined).flatMap(({ name, trust }) => trust.statements.flatMap((statement) => federatedBy(statement)
    .filter((federated) => namesSomebody(statement, federated) || holdersOf(federated, userPools).kind === 'known-to-the-issuer').map((federated) => `to whom ${federated === ANY_PROVIDER ? 'other issuers give' : `${model.symbols.render(issuerOf(federated))} gives`} tokens, with which they take the role ${name}`)));
}

/** Statements of roles that people come by, by what their actions are. */
function byStatements(graph: AccessGraph, isMeant: (facts: ActionFacts) => boolean, line: (id: string, action: string) => string): string[] {
  const held = graph.model.resources.filter(({ type }) => type === 'AWS::Lambda::Function' || APIS.has(type)).map(({ arn }) => arn);
  const isHeld = (text: string): boolean => held.some((arn) => text === arn || text.startsWith(`${arn}:`) || text.startsWith(`${arn}/`));
  const policies = new Set(graph.pools.flatMap((pool) => graph.sessions(pool)).flatMap(({ role }) => role.policies).filter(({ origin }) => origin.kind === 'identity'));
  const found = new Map<string, string | undefined>();
  const firstOf = (pattern: string): string | undefined => {
    if (!found.has(pattern)) found.set(pattern, factsOf(pattern).find(isMeant)?.name);
    return found.get(pattern);
  };
  // Of many statements with the same action one line is enough: it stands with every proof.
  const byAction = new Map<string, string[]>();
  for (const { id, effect, unknown, notAction, actions, resources } of [...policies].flatMap(({ statements }) => statements)) {
    if (effect !== 'Allow' || unknown !== undefined || notAction) continue;
    const action = actions.map(({ text }) => firstOf(text.replace(ALL_SYMBOLS, '*'))).find((name) => name !== undefined);
    // What is in the templates is listed by itself.
    if (action === undefined || (resources.length > 0 && resources.every(({ text }) => isHeld(text)))) continue;
    const ids = byAction.get(action);
    if (ids === undefined) byAction.set(action, [id]);
    else ids.push(id);
  }
  return [...byAction].map(([action, ids]) => line(few(ids), action));
}

function factsOf(pattern: string): readonly ActionFacts[] {
  if (/[*?]/.test(pattern)) return actionsMatching(pattern);
  const facts = actionFacts(pattern);
  return facts === undefined ? [] : [facts];
}
