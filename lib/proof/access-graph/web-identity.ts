import { compareTexts } from '../iam/match';
import type { Condition, Policy } from '../iam/policy';
import type { UnknownValue } from '../iam/request';
import type { Binding } from '../solver';
import { OF_EVERY_REQUEST } from './every-request';
import type { IdentityPool, Provider } from './identity-pools';

/** How a role is asked for with a token of an identity pool, where that is known. */
export interface AskedFor {
  /** In the enhanced flow Cognito asks for the role, and chooses what the request says besides the token; otherwise the client does. */
  readonly flow: 'enhanced' | 'classic';
  /** The session tags that the token may name; undefined: any. */
  readonly tags: readonly string[] | undefined;
}

/** Of requests with tokens of strangers nothing is known. */
export const BY_ANYBODY: AskedFor = { flow: 'classic', tags: undefined };

type Keys = Readonly<Record<string, Binding>>;

const MISSING: Binding = { kind: 'missing' };
const SOME_TAG: Binding = { kind: 'free', domain: { kind: 'session-tag' }, optional: true };

/**
 * What no request of AssumeRoleWithWebIdentity with a token of an identity pool has, or has otherwise: it takes no external id, goes
 * over TLS, and the token is of no other provider.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
const OF_EVERY_TOKEN: Keys = {
  ...OF_EVERY_REQUEST,
  'aws:SecureTransport': { kind: 'value', value: 'true' },
  'sts:ExternalId': MISSING,
  ...Object.fromEntries(['accounts.google.com:*', 'graph.facebook.com:*', 'www.amazon.com:*', 'saml:*'].map((key) => [key, MISSING])),
};

/** What the token says, or the request has whoever makes it. All else is for whoever makes the request to choose, or unknown. */
const OF_THE_TOKEN = /^(aws:(currenttime|epochtime|securetransport)|sts:externalid|accounts\.google\.com:.*|graph\.facebook\.com:.*|www\.amazon\.com:.*|saml:.*)$/;

/**
 * @param asked how the role is asked for
 * @returns what the request has besides aud, amr and sub
 */
export function tokenKeys({ tags }: AskedFor): Keys {
  if (tags === undefined) return OF_EVERY_TOKEN;
  return {
    ...OF_EVERY_TOKEN, 'aws:RequestTag/*': MISSING, ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag}`, SOME_TAG])),
    ...(tags.length === 0 && { 'aws:TagKeys': MISSING }),
  };
}

/**
 * A trust policy as far as it is decided what it says of a request: what a statement asks for besides is neither documented nor anybody's
 * choice, so that it may apply or not.
 *
 * @param trust the trust policy
 * @param service the name of the identity service
 * @param asked how the role is asked for
 * @returns the policy; the same where all is decided
 */
export function asAsked(trust: Policy, service: string, asked: AskedFor): Policy {
  const isDecided = ({ key, values }: Condition): boolean => decidesKey(key, service, asked) && !values.some((value) => value.includes('${'));
  const isAddress = (operator: string) => (condition: Condition): boolean => asked.flow === 'enhanced' && condition.key === 'aws:sourceip' && condition.operator === operator;
  // Of the addresses that a policy keeps out none is that of Cognito, which asks for the role.
  const [keptOut, outside] = [isAddress('IpAddress'), isAddress('NotIpAddress')];
  const statements = trust.statements.filter(({ effect, unknown, conditions }) => effect === 'Allow' || unknown !== undefined || !conditions.some(keptOut)).map((statement) => {
    const conditions = statement.effect === 'Allow' ? statement.conditions.filter((condition) => !outside(condition)) : statement.conditions;
    const open = conditions.find((condition) => !isDecided(condition));
    if (statement.unknown !== undefined || (open === undefined && conditions.length === statement.conditions.length)) return statement;
    if (open === undefined) return { ...statement, conditions };
    const reason = `${statement.id} asks for ${open.key}, and what that is when ${asked.flow === 'enhanced' ? 'Cognito asks for a role' : 'a role is asked for'} with a token of an identity pool is not documented`;
    return { ...statement, conditions: conditions.filter(isDecided), uncertain: statement.uncertain ?? reason };
  });
  return statements.length !== trust.statements.length || statements.some((statement, i) => statement !== trust.statements[i]) ? { ...trust, statements } : trust;
}

function decidesKey(key: string, service: string, { flow, tags }: AskedFor): boolean {
  if (OF_THE_TOKEN.test(key) || [`${service}:aud`, `${service}:amr`, `${service}:sub`].includes(key)) return true;
  if (key.startsWith('aws:requesttag/')) return true;
  // Which tags a token without a claim has is not documented.
  if (key === 'aws:tagkeys') return tags === undefined || tags.length === 0;
  return flow === 'classic' && BY_CLIENTS.has(key);
}

/** What a client that asks for the role by itself chooses, or comes with. */
export const BY_CLIENTS: ReadonlySet<string> = new Set(['sts:rolesessionname', 'sts:durationseconds', 'aws:useragent', 'aws:referer', 'aws:sourceip', 'aws:requestedregion']);

/**
 * What is not the choice of whoever asks: where a trust policy looks at it, it lets in some of the people only.
 *
 * @param service the name of the identity service
 * @param asked how the role is asked for
 * @returns the keys and what is known of them
 */
export function givenToPeople(service: string, { tags }: AskedFor): Readonly<Record<string, UnknownValue>> {
  return { [`${service}:sub`]: { mayBeMissing: false }, ...Object.fromEntries((tags ?? []).map((tag) => [`aws:RequestTag/${tag}`, { mayBeMissing: true }])) };
}

/**
 * @param pool an identity pool
 * @param provider how they signed in; undefined for guests
 * @returns the session tags that claims of their tokens are mapped to
 */
export function mappedTags(pool: IdentityPool, provider: Provider | undefined): string[] {
  if (provider === undefined) return [];
  const names = ['*', ...provider.names];
  return [...new Set(pool.tagMaps.filter((map) => names.includes(map.provider)).flatMap((map) => [...map.claims.keys()]))];
}

/**
 * @param pool an identity pool
 * @param provider how they signed in; undefined for guests
 * @returns the session tags that their tokens may name; undefined: any
 */
export function tagsOfTokens(pool: IdentityPool, provider: Provider | undefined): readonly string[] | undefined {
  // Whoever vouches for developer-authenticated identities names the tags of each.
  if (provider?.kind === 'developer') return undefined;
  const perhaps = provider !== undefined && pool.tagMaps.some((map) => provider.names.some((name) => compareTexts(map.provider, name) === 'maybe'));
  const others = provider !== undefined && pool.tagMaps.some((map) => map.others === true && provider.names.includes(map.provider));
  return perhaps || others || pool.unknown.length > 0 ? undefined : mappedTags(pool, provider);
}
