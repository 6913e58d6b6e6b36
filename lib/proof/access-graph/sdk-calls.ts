import { readJson } from '../../text/read-json';
import { actionFacts, isKnownService, type ActionFacts, type EdgeKind } from '../authorization-data/actions';
import { compareTexts } from '../iam/match';
import type { Resource } from '../template/reader';
import { isObject, textOf } from '../template/value';

/** How the logical id of the function behind each `AwsCustomResource` of the CDK begins. */
const HANDLER = /^AWS679f53fac002430cb0da5b7982bd2287/;

/** Services by the names that the AWS SDK has for them, where actions begin with others. */
const PREFIXES: Readonly<Record<string, string>> = {
  cloudwatchevents: 'events', cloudwatchlogs: 'logs', cognitoidentity: 'cognito-identity', cognitoidentityprovider: 'cognito-idp', cognitoidentityserviceprovider: 'cognito-idp',
  elasticloadbalancingv2: 'elasticloadbalancing', elbv2: 'elasticloadbalancing', eventbridge: 'events', opensearch: 'es', sesv2: 'ses', sfn: 'states', stepfunctions: 'states',
};

/** Calls that do what they are for and nothing through others; what a call passes, runs or sets to work is for whoever looks at the role. */
const BY_ITSELF: ReadonlySet<EdgeKind> = new Set(['inert', 'resource-policy', 'secret', 'tag', 'unclassified']);

interface SdkCall {
  readonly action: ActionFacts;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The calls of an `AwsCustomResource` of the CDK: one for each event, as its properties spell it, and no other.
 *
 * @param custom a custom resource
 * @param running the functions that it may run
 * @returns the actions by which it may change something; undefined where it does more than such calls, or these are not known
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html
 */
export function sdkCallsOf(custom: Resource, running: readonly Resource[]): readonly ActionFacts[] | undefined {
  const [handler] = running;
  if (running.length !== 1 || !HANDLER.test(handler.id) || compareTexts(handler.arn, textOf(custom.properties.get('ServiceToken')) ?? '') !== 'yes') return undefined;
  const calls = ['Create', 'Update', 'Delete'].map((event) => custom.properties.get(event)).filter((value) => value !== undefined).map((value) => callIn(textOf(value)));
  if (!calls.every((call) => call !== undefined)) return undefined;
  const added = calls.filter(opensToServicesAlone).map(({ parameters }) => parameters.policyName);
  return calls.filter((call) => !opensToServicesAlone(call) && !takesBack(call, added)).map(({ action }) => action).filter(({ edge }) => edge !== 'inert' && edge !== 'secret');
}

function callIn(text: string | undefined): SdkCall | undefined {
  const call = text === undefined ? undefined : readJson(text);
  if (!isObject(call) || typeof call.service !== 'string' || typeof call.action !== 'string' || call.assumedRoleArn !== undefined) return undefined;
  const service = call.service.replace(/^@aws-sdk\/client-/, '').replace(/[^a-z0-9]/gi, '').toLowerCase();
  const prefix = Object.hasOwn(PREFIXES, service) ? PREFIXES[service] : service;
  const facts = isKnownService(prefix) ? actionFacts(`${prefix}:${call.action.replace(/Command$/, '')}`) : undefined;
  return facts === undefined || facts.takesPassRole || !BY_ITSELF.has(facts.edge) ? undefined : { action: facts, parameters: isObject(call.parameters) ? call.parameters : {} };
}

/** A policy of CloudWatch Logs stands beside all others, and one for services lets nobody in. */
function opensToServicesAlone({ action, parameters }: SdkCall): boolean {
  if (action.name !== 'logs:PutResourcePolicy' || typeof parameters.policyDocument !== 'string' || parameters.resourceArn !== undefined) return false;
  const document = readJson(parameters.policyDocument);
  const statements: unknown[] = isObject(document) ? [document.Statement].flat() : [];
  return statements.length > 0 && statements.every((one) => isObject(one) && isObject(one.Principal) && Object.keys(one.Principal).join() === 'Service');
}

const takesBack = ({ action, parameters }: SdkCall, added: readonly unknown[]): boolean => action.name === 'logs:DeleteResourcePolicy' && parameters.policyName !== undefined && added.includes(parameters.policyName);
