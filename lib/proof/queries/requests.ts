import type { AccessGraph } from '../access-graph/access-graph';
import type { Provider } from '../access-graph/identity-pools';
import { EARLIEST } from '../access-graph/every-request';
import { authenticationMethods, methodsOf, withoutTagging, type Session } from '../access-graph/sessions';
import { subjectsOf } from '../access-graph/subjects';
import { asAsked, BY_CLIENTS, tagsOfTokens, type AskedFor } from '../access-graph/web-identity';
import { evaluate } from '../iam/evaluate';
import { placeOf } from '../iam/place';
import type { Policy } from '../iam/policy';
import type { AccessRequest, UnknownValue } from '../iam/request';
import { bindingOf, keysMentionedBy, type Subject } from '../solver';
import { claimOf } from './claims';
import { notGiven } from './keys-not-given';
import type { SubjectDescription } from './question';

/** The session tags of somebody, in each way in which what is not documented can turn out. */
export interface SessionTags {
  /** Tags by key. */
  readonly ways: readonly ReadonlyMap<string, string>[];
  /** Keys of tags that are there, or perhaps, with values that are not known. */
  readonly open: ReadonlySet<string>;
  /** Why they are not certain; empty when they are. */
  readonly uncertainties: readonly string[];
  /** Why there are no credentials at all, where AWS STS refuses them. */
  readonly refused?: string;
}

/** Whether a trust policy lets one person in. */
export interface AskedForRole {
  /** Why there are no credentials; undefined where there are, or perhaps. */
  readonly refused?: string;
  /** Why it is not certain; empty when it is. */
  readonly uncertainties: readonly string[];
  /** What is not certain of everybody, and decided here of this one. */
  readonly decided?: string;
}

/**
 * Where a trust policy looks at more than the pool and the sign-in, it lets in some people, or at some times.
 *
 * @param graph who reaches what
 * @param session a session of an identity pool
 * @param person whose it is
 * @param own their identity id
 * @returns whether the trust policy lets them in
 */
export function trustIn(graph: AccessGraph, session: Session, person: SubjectDescription, own: string): AskedForRole {
  const { pool, role, provider, flow } = session;
  if ((flow !== 'enhanced' && flow !== 'classic') || keysMentionedBy([role.trust]).every((key) => key === `${pool.service}:aud` || key === `${pool.service}:amr`)) return { uncertainties: [] };
  const asked: AskedFor = { flow, tags: tagsOfTokens(pool, provider) };
  const methods = methodsOf(session, graph.model);
  const { given, absent, unclear } = provider === undefined ? NO_TAGS : claimedTags(graph, session, person, provider);
  const open = absent.length > 0 || unclear.length > 0;
  const request = {
    resource: role.arn, principal: { kind: 'federated', provider: pool.service } as const,
    context: {
      [`${pool.service}:aud`]: pool.id, [`${pool.service}:amr`]: methods, [`${pool.service}:sub`]: own, 'aws:SecureTransport': 'true',
      ...Object.fromEntries([...given].map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
    },
    unknown: {
      ...Object.fromEntries(['aws:CurrentTime', 'aws:EpochTime'].map((key) => [key, { mayBeMissing: false, from: EARLIEST }])),
      ...Object.fromEntries((asked.tags ?? []).filter((tag) => open && !given.has(tag)).map((tag) => [`aws:RequestTag/${tag}`, { mayBeMissing: true }])),
      ...Object.fromEntries([...BY_CLIENTS, 'aws:tagkeys'].map((key) => [key, { mayBeMissing: true }])),
    },
  };
  const policy = asAsked(role.trust, pool.service, asked);
  const answers = ['sts:AssumeRoleWithWebIdentity', ...(given.size > 0 ? ['sts:TagSession'] : [])].map((action) => evaluate([policy], { ...request, action }));
  if (answers.some(({ verdict }) => verdict === 'DENIED')) return { refused: `the trust policy of ${role.name} refuses them`, uncertainties: [] };
  const { some } = graph.trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: methods }, undefined, asked);
  return { uncertainties: answers.filter(({ verdict }) => verdict === 'UNKNOWN').map(({ reason }) => reason), ...(some !== undefined && { decided: some }) };
}

const NO_TAGS: ReturnType<typeof claimedTags> = { given: new Map(), absent: [], unclear: [] };

/** What AWS STS takes as the value of a session tag. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}\p{Co}_.:/=+\-@]{0,256}$/u;

/**
 * @param graph who reaches what
 * @param session a session
 * @param person whose it is
 * @returns the tags of their session, those of the role among them
 */
export function sessionTagsOf(graph: AccessGraph, session: Session, person: SubjectDescription): SessionTags {
  const { pool, role, provider } = session;
  // The claims become tags of what the identity pool gives. What is tagged on the way to other roles is not known here.
  if (session.flow === 'assumed' || session.flow === 'direct') return { ways: [principalTags(role.tags ?? new Map(), new Map())], open: new Set(), uncertainties: [] };
  const uncertainties: string[] = [];
  const { given, absent, unclear } = provider === undefined ? NO_TAGS : claimedTags(graph, session, person, provider);
  const open = new Set(unclear.map(({ tag }) => tag.toLowerCase()));
  const bad = [...given].find(([, value]) => !TAG_VALUE.test(value));
  if (bad !== undefined) return { ways: [], open, uncertainties, refused: `AWS STS refuses the value '${bad[1]}' of the session tag '${bad[0]}'` };
  if (given.size + absent.length + unclear.length > 0) {
    const tagging = graph.trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, graph.model) }, 'sts:TagSession');
    if (tagging.found === 'no' && given.size === 0) uncertainties.push(withoutTagging(role));
    else if (tagging.found === 'no') return { ways: [], open, uncertainties, refused: `the trust policy of ${role.name} does not allow sts:TagSession, so AWS STS refuses the session tags` };
    if (tagging.found === 'maybe') uncertainties.push(tagging.reason);
  }
  const mentioned = role.policies.some(mentionsTags);
  if (mentioned) uncertainties.push(...unclear.map(({ reason }) => reason));
  if (mentioned && role.tags === undefined) uncertainties.push(`the tags of ${role.name} are known only at deployment`);
  // What becomes of a tag whose claim is missing is not documented: the tag of the role may stand in for it, or it is empty.
  const ways = absent.length === 0 ? [given] : [given, new Map([...absent.map((tag) => [tag, ''] as const), ...given])];
  // A tag that the token may name overrides that of the role.
  const ofRole = mayNameOtherTags(session) ? new Map<string, string>() : role.tags ?? new Map<string, string>();
  return { ways: ways.map((tags) => principalTags(ofRole, tags)), open, uncertainties };
}

/** Whether the token of whoever has the session may name tags that the templates do not show. */
function mayNameOtherTags({ pool, provider, flow }: Session): boolean {
  return (flow === 'enhanced' || flow === 'classic') && provider !== undefined && tagsOfTokens(pool, provider) === undefined;
}

/**
 * The one request that a question is about. Whoever makes it, and what is not known of it, is said where the proof says it too.
 *
 * @param session a session
 * @param tags its tags, and the keys of those whose values are not known
 * @param identityId the identity id of the person
 * @param policies all policies that concern the request
 * @param graph who reaches what
 * @param asked what they do, to what, with which keys
 * @returns the request
 */
export function requestOf(session: Session, { values: tags, open }: { readonly values: ReadonlyMap<string, string>; readonly open: ReadonlySet<string> }, identityId: string, policies: readonly Policy[], graph: AccessGraph, asked: Pick<AccessRequest, 'action' | 'resource'> & { readonly context: Readonly<Record<string, readonly string[]>> }): AccessRequest {
  const [subject] = subjectsOf(session, [], graph.model);
  const given = new Set(Object.keys(asked.context).map((key) => key.toLowerCase()));
  // Whoever chose tags on the way may have any, and of a role whose tags are not known neither is their session's.
  const isOpen = session.tagged === true || session.role.tags === undefined || mayNameOtherTags(session);
  const own = new Set([...tags.keys()].map((tag) => tag.toLowerCase()));
  const context: Record<string, string | readonly string[]> = {};
  const unknown: Record<string, UnknownValue> = {};
  for (const key of keysMentionedBy(policies)) {
    if (given.has(key)) continue;
    if (key.startsWith('aws:principaltag/')) {
      const tag = key.slice('aws:principaltag/'.length);
      if (open.has(tag) || (isOpen && !own.has(tag))) unknown[key] = { mayBeMissing: true };
      continue;
    }
    const value = valueOf(graph, subject, key, session, identityId, asked);
    if (typeof value === 'string' || Array.isArray(value)) context[key] = value as string | readonly string[];
    else if (value !== undefined) unknown[key] = value as UnknownValue;
  }
  const principalTagKeys = Object.fromEntries([...tags].filter(([key]) => !open.has(key.toLowerCase())).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value]));
  return { action: asked.action, resource: asked.resource, principal: subject.principal, context: { ...context, ...principalTagKeys, ...asked.context }, unknown };
}

/** Global keys of the request itself: what is not given is not there. All others of `aws:` come from AWS, and are not known. */
const OF_THE_QUESTION = /^aws:(requesttag\/|tagkeys$)/;
/** Whoever changes tags says which. */
const TAGS = /:(un)?tag|:\w+(tagging|tags|tag)$/i;

/**
 * Somebody who asks by themselves asks no service to ask for them, and clients of AWS encrypt what they send.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia
 */
const OF_PEOPLE: ReadonlyMap<string, string | undefined> = new Map([
  ['aws:viaawsservice', 'false'], ['aws:securetransport', 'true'], ['aws:calledvia', undefined], ['aws:calledviafirst', undefined], ['aws:calledvialast', undefined],
]);

/** Keys of services, and of resources; what tokens say is bound to the session. */
const OF_A_SERVICE = /^(?!aws:|cognito-identity|accounts\.google\.com:|graph\.facebook\.com:|www\.amazon\.com:|saml:)[^:]+:|^aws:resourcetag\//;

function valueOf(graph: AccessGraph, subject: Subject, key: string, { pool, flow }: Session, own: string, asked: Pick<AccessRequest, 'action' | 'resource'>): string | readonly string[] | UnknownValue | undefined {
  if (key === `${pool.service}:sub`.toLowerCase() && (flow === 'enhanced' || flow === 'classic')) return own;
  if (OF_PEOPLE.has(key)) return OF_PEOPLE.get(key);
  const [, ofPlace] = Object.entries(placeOf([asked.resource])).find(([name]) => name.toLowerCase() === key) ?? [];
  if (ofPlace !== undefined) return ofPlace;
  const binding = bindingOf(subject, key);
  if ((binding === undefined || binding.kind === 'of-actions') && OF_A_SERVICE.test(key)) return notGiven(graph, key, asked, binding);
  const isOfTags = OF_THE_QUESTION.test(key) && TAGS.test(asked.action);
  if (binding === undefined || (binding.kind === 'of-actions' && isOfTags)) return key.startsWith('aws:') && (isOfTags || !OF_THE_QUESTION.test(key)) ? { mayBeMissing: true } : undefined;
  switch (binding.kind) {
    case 'value': return binding.value;
    case 'list': return binding.values;
    case 'missing':
    case 'of-actions': return undefined;
    case 'present': return { mayBeMissing: false, ...(binding.from !== undefined && { from: binding.from }) };
    case 'owner': return { mayBeMissing: false };
    case 'free': return { mayBeMissing: binding.optional === true };
  }
}

function claimedTags({ model }: AccessGraph, { pool }: Session, person: SubjectDescription, provider: Provider): { given: Map<string, string>; absent: string[]; unclear: { readonly tag: string; readonly reason: string }[] } {
  const given = new Map(person.tags);
  const absent: string[] = [];
  const unclear: { tag: string; reason: string }[] = [];
  const stated = new Set([...person.tags.keys()].map((tag) => tag.toLowerCase()));
  for (const map of pool.tagMaps.filter((one) => one.provider === '*' || provider.names.includes(one.provider))) {
    for (const [tag, name] of map.claims) {
      if (stated.has(tag.toLowerCase())) continue;
      const claim = claimOf(name, person, provider, model);
      // AWS STS takes no two tags whose keys differ in the case of letters: which of them Cognito passes is not documented.
      if ([...map.claims.keys()].some((other) => other !== tag && other.toLowerCase() === tag.toLowerCase())) unclear.push({ tag, reason: `which claim becomes the tag '${tag}', of which two keys differ in the case of letters, is not documented` });
      else if (map.uncertain !== undefined) unclear.push({ tag, reason: map.uncertain });
      else if (claim.kind === 'text') given.set(tag, claim.text);
      else if (claim.kind === 'missing') absent.push(tag);
      else unclear.push({ tag, reason: claim.reason });
    }
  }
  return { given, absent, unclear };
}

/** Session tags override the tags of the role, whatever the case of their keys. */
function principalTags(ofRole: ReadonlyMap<string, string>, ofSession: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...ofRole, ...ofSession].map(([tag, value]) => [tag.toLowerCase(), value]));
}

function mentionsTags({ statements }: Policy): boolean {
  return statements.some(({ resources, conditions }) => conditions.some(({ key, values }) => /principaltag/i.test(key) || values.some((value) => /principaltag/i.test(value)))
    || resources.some(({ text }) => /principaltag/i.test(text)));
}
