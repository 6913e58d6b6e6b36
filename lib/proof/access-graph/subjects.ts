import { matchesWildcard } from '../authorization-data/wildcard';
import type { Binding, Subject } from '../solver';
import type { Policy, Statement } from '../iam/policy';
import { holdsSymbol } from '../symbols/symbol';
import type { TemplateModel } from '../template/reader';
import { EARLIEST, OF_EVERY_REQUEST } from './every-request';
import type { Role } from './roles';
import { methodsOf, type Session } from './sessions';
import { foreignPoolId, STRANGERS } from './stranger';
import { mappedTags, tagsOfTokens } from './web-identity';

/** What tells one owner from another. */
export type OwnerKey = { readonly kind: 'identity-id' } | { readonly kind: 'session-tag'; readonly tag: string };

type Keys = Record<string, Binding>;

const MISSING: Binding = { kind: 'missing' };
const SESSION_TAG = { kind: 'session-tag' } as const;
const FALSE: Binding = { kind: 'value', value: 'false' };

/** Keys that requests of a person with credentials of their own never have: they belong to services and other federations. */
const NEVER_THERE = [
  'accounts.google.com:*', 'graph.facebook.com:*', 'www.amazon.com:*', 'saml:*', 'aws:username', 'aws:SourceArn', 'aws:SourceAccount',
  'aws:SourceOrgID', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList',
];

/** Only requests through an access point have them, and these are asked about under its own name, if it is of this account. */
const OF_ACCESS_POINTS = ['s3:DataAccessPointArn', 's3:DataAccessPointAccount', 's3:AccessPointNetworkOrigin'];

/** What requests with the credentials of a role have besides. */
const OF_EVERY_SESSION: Readonly<Keys> = {
  ...OF_EVERY_REQUEST,
  'aws:TokenIssueTime': { kind: 'present', from: EARLIEST },
  'aws:PrincipalType': { kind: 'value', value: 'AssumedRole' },
  'aws:PrincipalIsAWSService': FALSE,
  // A service may act on behalf of whoever asks it to. Whether one does so with what is in question is not looked at.
  'aws:ViaAWSService': { kind: 'free', domain: { kind: 'values', values: ['false', 'true'] }, alone: 'false' },
};

/** What requests of a session have and lack, whichever session it is. */
const ALIKE: Readonly<Keys> = { ...Object.fromEntries([...NEVER_THERE, ...OF_ACCESS_POINTS].map((key) => [key, MISSING])), ...OF_EVERY_SESSION };

/**
 * The one place that says what a request of somebody with a session has under each condition key. Where a claim becomes a tag
 * that tells owners apart there are two subjects: one whose token has the claim and one whose token lacks it, so that the tag
 * of the role shows.
 *
 * @param session the session
 * @param policies resource and session policies that concern them
 * @param model for symbols
 * @param owner what tells owners apart, when that is the question
 * @returns the subjects
 */
export function subjectsOf(session: Session, policies: readonly Policy[], model: TemplateModel, owner?: OwnerKey): Subject[] {
  let known = kinds.get(session);
  if (known === undefined) kinds.set(session, known = new Map<string, readonly Kind[]>());
  const about = owner === undefined ? '' : owner.kind === 'identity-id' ? owner.kind : `tag ${owner.tag}`;
  let found = known.get(about);
  if (found === undefined) known.set(about, found = kindsOf(session, model, owner));
  const all = [...session.role.policies, ...policies];
  const url = throughNoUrl(all);
  const points = admitsOtherAccessPoints(all) ? OF_ACCESS_POINTS : [];
  return found.map((kind) => ({ ...kind, ...((url !== undefined || points.length > 0) && { ambient: { ...without(kind.ambient, points), ...url } }), policies: all }));
}

const BY_URL = 'lambda:InvokedViaFunctionUrl';

/**
 * A request has the key only through a function URL, for which lambda:InvokeFunctionUrl must be allowed as well. Where no policy
 * allows that, nobody invokes a function so.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function throughNoUrl(policies: readonly Policy[]): Keys | undefined {
  const statements = (): Statement[] => policies.filter(({ origin }) => origin.kind === 'identity' || origin.kind === 'resource').flatMap((policy) => policy.statements);
  if (!statements().some(({ conditions }) => conditions.some(({ key }) => key === BY_URL.toLowerCase()))) return undefined;
  const opensUrls = statements().some(({ effect, unknown, notAction, actions }) => unknown !== undefined || (effect === 'Allow' && (notAction || actions.some(({ text }) => holdsSymbol(text) || matchesWildcard(text, 'lambda:invokefunctionurl')))));
  return opensUrls ? undefined : { [BY_URL]: FALSE };
}

type Kind = Omit<Subject, 'policies'>;

/** The kinds of subjects behind a session do not depend on the policies that are asked about. */
const kinds = new WeakMap<Session, Map<string, readonly Kind[]>>();

function kindsOf(session: Session, model: TemplateModel, owner: OwnerKey | undefined): Kind[] {
  const { pool, role } = session;
  const { account } = pool.resource;
  const roleAccount = /^arn:[^:]*:iam::([^:]*):/.exec(role.arn)?.[1] ?? account;
  const base = {
    title: titleOf(session, model),
    principal: { kind: 'session', roleArn: role.arn, sessionArn: sessionArnOf(role.arn, model), account: roleAccount, signedIn: session.provider !== undefined && isFromPool(session), ...providerOf(session) } as const,
    ambient: {
      ...ALIKE,
      'aws:PrincipalArn': { kind: 'value', value: role.arn },
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
      'aws:userid': { kind: 'value', value: `${role.resource?.attribute('RoleId') ?? model.symbols.symbolFor(`id of ${role.arn}`, `${role.name}.RoleId`, 'role-id', 'the id of a role is known only at deployment')}:${sessionName(model)}` },
      'aws:PrincipalAccount': { kind: 'value', value: roleAccount },
      'kms:CallerAccount': { kind: 'value', value: roleAccount },
      ...federationKeys(session, model, owner),
    } satisfies Keys,
  };
  const own: Keys = owner?.kind === 'identity-id' && (isFromPool(session) || session.stranger === 'identity-pool') ? { [`${pool.service}:sub`]: { kind: 'owner' } } : {};
  return tagKeys(session, owner).map(({ keys, title }) => ({ ...base, title: title === undefined ? base.title : `${base.title}, ${title}`, keys: { ...own, ...keys } }));
}

function isFromPool({ flow }: Session): boolean {
  return flow === 'enhanced' || flow === 'classic';
}

/** What the credentials came of, as the Principal element names it. */
function providerOf({ pool, provider, flow }: Session): { provider?: string } {
  if (flow === 'assumed') return {};
  return { provider: flow === 'direct' && provider !== undefined ? provider.names[provider.names.length - 1] : pool.service };
}

function federationKeys(session: Session, model: TemplateModel, owner: OwnerKey | undefined): Keys {
  const { pool, provider, flow } = session;
  const service = `${pool.service}:*`;
  // What becomes of the keys of a federation when another role is assumed is not documented for all of them: none is relied upon.
  if (flow === 'assumed') return { [service]: MISSING, 'aws:FederatedProvider': { kind: 'free', domain: { kind: 'any' }, optional: true } };
  if (session.stranger === 'identity-pool') {
    return { [`${pool.service}:aud`]: { kind: 'value', value: foreignPoolId(model) }, [service]: { kind: 'free', domain: { kind: 'any' }, optional: true }, 'aws:FederatedProvider': { kind: 'value', value: pool.service } };
  }
  if (flow === 'direct') {
    const issuer = provider?.name ?? '';
    return { [service]: MISSING, [`${issuer}:*`]: { kind: 'free', domain: { kind: 'any' }, optional: true }, 'aws:FederatedProvider': { kind: 'free', domain: { kind: 'any' }, optional: true } };
  }
  return {
    [service]: MISSING,
    [`${pool.service}:aud`]: { kind: 'value', value: pool.id },
    [`${pool.service}:amr`]: { kind: 'list', values: methodsOf(session, model) },
    ...(owner?.kind !== 'identity-id' && { [`${pool.service}:sub`]: { kind: 'free', domain: { kind: 'identity-id' } } }),
    'aws:FederatedProvider': { kind: 'value', value: pool.service },
  };
}

/** The tags of a session: those of the role, each overridden by the claim that is mapped to it, whatever the case of their keys. */
function tagKeys(session: Session, owner: OwnerKey | undefined): { keys: Keys; title?: string }[] {
  const { role, pool } = session;
  const tag = (key: string): string => `aws:PrincipalTag/${key}`;
  if (!isFromPool(session)) return [{ keys: session.tagged === true ? freeTags() : ofRole(role) }];
  const mapped = mappedTags(pool, session.provider);
  // Where their token may name other tags, nothing is known of these, and those of the role may be overridden.
  const rest = session.provider !== undefined && tagsOfTokens(pool, session.provider) === undefined ? {} : ofRole(role);
  if (mapped.length === 0) return [{ keys: rest }];
  const own = owner?.kind === 'session-tag' ? mapped.find((key) => key.toLowerCase() === owner.tag.toLowerCase()) : undefined;
  const withRest = withoutTags(rest, mapped);
  for (const key of mapped.filter((one) => one !== own)) {
    const stands = role.tags === undefined || [...role.tags.keys()].some((name) => name.toLowerCase() === key.toLowerCase());
    withRest[tag(key)] = { kind: 'free', domain: SESSION_TAG, ...((!stands || role.tags === undefined) && { optional: true }) };
  }
  if (own === undefined) return [{ keys: withRest }];
  const ofTheRole = Object.entries(rest).filter(([name]) => name.toLowerCase() === tag(own).toLowerCase());
  return [{ keys: { ...withRest, [tag(own)]: { kind: 'owner' } } }, { keys: { ...withRest, ...Object.fromEntries(ofTheRole) }, title: `without the claim that becomes the tag ${own}` }];
}

function ofRole(role: Role): Keys {
  if (role.tags === undefined) return freeTags();
  return { 'aws:PrincipalTag/*': MISSING, ...Object.fromEntries([...role.tags].map(([key, value]) => [`aws:PrincipalTag/${key}`, { kind: 'value', value } as const])) };
}

function freeTags(): Keys {
  return { 'aws:PrincipalTag/*': { kind: 'free', domain: SESSION_TAG, optional: true } };
}

const sessionName = (model: TemplateModel): string => model.symbols.symbolFor('session-name', 'session', 'open', 'the name of the session is not documented');

/** The name of the session is the client's choice in the classic flow and not documented in the other: a policy that names one may mean this. */
function sessionArnOf(roleArn: string, model: TemplateModel): string {
  return roleArn.replace(/^(arn:[^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]*)$/s, (_all, head: string, account: string, role: string) => `${head}:sts::${account}:assumed-role/${role}/${sessionName(model)}`);
}

function withoutTags(tags: Keys, overridden: readonly string[]): Keys {
  const gone = new Set(overridden.map((tag) => `aws:principaltag/${tag.toLowerCase()}`));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
}

/**
 * @param session a session
 * @param model for symbols
 * @returns who has it, for people
 */
export function titleOf(session: Session, model: TemplateModel): string {
  const { provider, role, way, flow, steps, origin } = session;
  const from = origin ?? session;
  const who = from.stranger !== undefined ? nameOfStranger(from) : provider === undefined ? 'guest' : from.way.kind === 'group' ? `signed-in user in ${from.way.text}` : 'signed-in user';
  if (steps.length > 0) return model.symbols.render(`${who}, role ${role.name} after ${steps.length === 1 ? 'a step' : `${steps.length} steps`}`);
  const through = way.kind === 'group' ? '' : ` (${way.kind === 'rule' ? `rule ${way.text}` : way.text})`;
  return model.symbols.render(`${who}, role ${role.name}${through}, ${flow} flow`);
}

const nameOfStranger = ({ stranger, provider }: Session): string => (stranger === 'token' && provider !== undefined ? `somebody with a token of ${provider.name}` : STRANGERS[stranger!]);

/**
 * Somebody without any credentials, who only resource policies let in.
 *
 * @param policies resource policies
 * @returns the subject
 */
export function anonymousCaller(policies: readonly Policy[]): Subject {
  const keys = ['aws:Principal*', 'aws:FederatedProvider', 'aws:userid', 'aws:username', 'aws:TokenIssueTime', 'kms:CallerAccount', 'cognito-identity*', 'aws:SourceArn', 'aws:SourceAccount', ...(admitsOtherAccessPoints(policies) ? [] : OF_ACCESS_POINTS)];
  return {
    title: 'anybody, without credentials',
    principal: { kind: 'anonymous' },
    keys: {},
    ambient: { ...OF_EVERY_REQUEST, 'aws:ViaAWSService': FALSE, 'aws:PrincipalIsAWSService': FALSE, ...throughNoUrl(policies), ...Object.fromEntries(keys.map((key) => [key, MISSING])) },
    policies,
  };
}

/**
 * Whether a bucket lets in what access points of other accounts allow. Such points stand in no template, and somebody may come
 * through one: only otherwise do requests on the bucket itself have none of the keys.
 */
function admitsOtherAccessPoints(policies: readonly Policy[]): boolean {
  return policies.some(({ origin, statements }) => statements.some(({ effect, conditions }) => effect === 'Allow' && conditions.some(({ key }) => /^s3:(?:dataaccesspoint|accesspointnetworkorigin)/.test(key))
    && !conditions.some(({ operator, key, values }) => operator === 'StringEquals' && key === 's3:dataaccesspointaccount' && values.every((value) => value === origin.account))));
}

function without(ambient: Keys | undefined, keys: readonly string[]): Keys {
  return Object.fromEntries(Object.entries(ambient ?? {}).filter(([key]) => !keys.includes(key)));
}
