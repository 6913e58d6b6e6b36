import type { AccessRequest } from '../iam/request';
import type { Policy } from '../iam/policy';
import type { Provider } from '../access-graph/identity-pools';
import type { AccessGraph } from '../access-graph/access-graph';
import { authenticationMethods, type Session } from '../access-graph/sessions';
import { claimOf } from './claims';
import type { SubjectDescription } from './question';

/** The keys that come with a session, in each way in which what is not documented can turn out. */
export interface Credentials {
  /** The keys. */
  readonly keys: readonly Readonly<Record<string, string | readonly string[]>>[];
  /** Why they are not certain; empty when they are. */
  readonly uncertainties: readonly string[];
  /** Why there are none at all, where AWS STS refuses them. */
  readonly refused?: string;
}

/** What AWS STS takes as the value of a session tag. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}\p{Co}_.:/=+\-@]{0,256}$/u;

/**
 * @param reach who reaches what
 * @param session a session
 * @param person whose it is
 * @param own their identity id
 * @returns the keys of all their requests
 */
export function credentialsOf(reach: AccessGraph, session: Session, person: SubjectDescription, own: string): Credentials {
  const { pool, role, provider } = session;
  const { service } = pool;
  const base: Record<string, string | readonly string[]> = {
    [`${service}:aud`]: pool.id,
    [`${service}:amr`]: authenticationMethods(provider, reach.model),
    [`${service}:sub`]: own,
    'aws:FederatedProvider': service,
    'aws:PrincipalIsAWSService': 'false',
  };
  const uncertainties: string[] = [];
  const { given, absent, unclear } = provider === undefined ? { given: new Map<string, string>(), absent: [], unclear: [] } : tagsOf(reach, session, person, provider);
  const bad = [...given].find(([, value]) => !TAG_VALUE.test(value));
  if (bad !== undefined) return { keys: [], uncertainties, refused: `AWS STS refuses the value '${bad[1]}' of the session tag '${bad[0]}'` };
  if (given.size + absent.length + unclear.length > 0) {
    const tagging = reach.finder.admits(role, service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, reach.model) }, 'sts:TagSession');
    if (tagging.found === 'no') return { keys: [], uncertainties, refused: `the trust policy of ${role.name} does not allow sts:TagSession, so AWS STS refuses the session tags` };
    if (tagging.found === 'maybe') uncertainties.push(tagging.reason);
  }
  const mentioned = role.policies.some(mentionsTags);
  if (mentioned) uncertainties.push(...unclear);
  if (mentioned && role.tags === undefined) uncertainties.push(`the tags of ${role.name} are known only at deployment`);
  // What becomes of a tag whose claim is missing is not documented: the tag of the role may stand in for it, or it is empty.
  const ways = absent.length === 0 ? [given] : [given, new Map([...absent.map((tag) => [tag, ''] as const), ...given])];
  return { keys: ways.map((tags) => ({ ...base, ...principalTags(role.tags ?? new Map(), tags) })), uncertainties };
}

/**
 * @param credentials keys of the person
 * @param session their session
 * @param action what they do
 * @param resource to what
 * @param context the keys of the request itself
 * @returns the requests
 */
export function requestsOf({ keys }: Credentials, session: Session, action: string, resource: string, context: Readonly<Record<string, readonly string[]>>): AccessRequest[] {
  const principal = { kind: 'session', roleArn: session.role.arn, account: session.pool.resource.account } as const;
  return keys.map((own) => ({ action, resource, principal, context: { ...context, ...own } }));
}

function tagsOf({ model }: AccessGraph, { pool }: Session, person: SubjectDescription, provider: Provider): { given: Map<string, string>; absent: string[]; unclear: string[] } {
  const given = new Map(person.tags);
  const absent: string[] = [];
  const unclear: string[] = [];
  const stated = new Set([...person.tags.keys()].map((tag) => tag.toLowerCase()));
  for (const map of pool.tagMaps.filter((one) => one.provider === '*' || provider.names.includes(one.provider))) {
    for (const [tag, name] of map.claims) {
      if (stated.has(tag.toLowerCase())) continue;
      const claim = claimOf(name, person, provider, model);
      if (claim.kind === 'text') given.set(tag, claim.text);
      else if (claim.kind === 'missing') absent.push(tag);
      else unclear.push(claim.reason);
    }
  }
  return { given, absent, unclear };
}

/** Session tags override the tags of the role, whatever the case of their keys. */
function principalTags(ofRole: ReadonlyMap<string, string>, ofSession: ReadonlyMap<string, string>): Record<string, string> {
  const byKey = new Map([...ofRole, ...ofSession].map(([tag, value]) => [`aws:principaltag/${tag.toLowerCase()}`, value]));
  return Object.fromEntries(byKey);
}

function mentionsTags({ statements }: Policy): boolean {
  return statements.some(({ resources, conditions }) => conditions.some(({ key, values }) => /principaltag/i.test(key) || values.some((value) => /principaltag/i.test(value)))
    || resources.some(({ text }) => /principaltag/i.test(text)));
}
