import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import type { Policy } from '../iam/policy';
import { holdsSymbol } from '../symbols/symbol';
import { isMap, textOf } from '../template/value';
import { nearest } from '../../text/nearest';
import { QuestionError, type SubjectDescription } from './question';

/** Claims that tokens have without a template saying so. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
const STANDARD_CLAIMS: ReadonlySet<string> = new Set([
  'sub', 'aud', 'iss', 'exp', 'iat', 'auth_time', 'jti', 'origin_jti', 'event_id', 'token_use', 'at_hash', 'nonce', 'identities', 'cognito:username',
  'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'email', 'email_verified', 'gender', 'birthdate',
  'zoneinfo', 'locale', 'phone_number', 'phone_number_verified', 'address', 'updated_at',
]);

/**
 * Looks for a name in the description of somebody that the templates do not have, so that it could make no difference: a mistake
 * in it would never be seen.
 *
 * @param graph who reaches what
 * @param pools the identity pools that the question is about
 * @param person somebody
 * @returns what is wrong; undefined where nothing is, or where too little is known
 */
export function unknownName(graph: AccessGraph, pools: readonly IdentityPool[], person: SubjectDescription): QuestionError | undefined {
  if (pools.length === 0 || pools.some(({ unknown }) => unknown.length > 0)) return undefined;
  return unknownGroup(graph, pools, person) ?? unknownClaim(graph, pools, person) ?? unknownTag(graph, pools, person);
}

/** The user pools behind the identity pools; undefined where one is not in the templates. */
function userPoolsOf(graph: AccessGraph, pools: readonly IdentityPool[]): readonly UserPool[] | undefined {
  const names = pools.flatMap(({ providers }) => providers).filter(({ kind }) => kind === 'user-pool').map(({ name }) => name);
  const found = names.map((name) => graph.userPools.find(name));
  return found.some((one) => one === undefined) ? undefined : found.filter((one) => one !== undefined);
}

function unknownGroup(graph: AccessGraph, pools: readonly IdentityPool[], { groups }: SubjectDescription): QuestionError | undefined {
  const userPools = groups.length === 0 ? undefined : userPoolsOf(graph, pools);
  if (userPools === undefined || userPools.length === 0) return undefined;
  const known = userPools.flatMap((pool) => pool.groups.map(({ name }) => name));
  if (known.some(holdsSymbol)) return undefined;
  const unknown = groups.find((group) => !known.includes(group));
  return unknown === undefined ? undefined : new QuestionError('unknown-group', `the user pool has no group '${unknown}'`, fixOf(unknown, known, 'it has no groups'));
}

function unknownClaim(graph: AccessGraph, pools: readonly IdentityPool[], { claims }: SubjectDescription): QuestionError | undefined {
  const mentioned = pools.flatMap(({ attachments, tagMaps }) => [
    ...attachments.flatMap(({ mappings }) => mappings.flatMap(({ rules }) => rules.map(({ claim }) => claim))), ...tagMaps.flatMap((map) => [...map.claims.values()]),
  ]);
  if (mentioned.some((name) => name === '?' || holdsSymbol(name))) return undefined;
  const custom = (userPoolsOf(graph, pools) ?? []).flatMap(customAttributesOf);
  const known = [...new Set([...mentioned, ...custom])];
  const unknown = [...claims.keys()].find((claim) => !STANDARD_CLAIMS.has(claim) && !known.includes(claim));
  return unknown === undefined ? undefined : new QuestionError('unknown-claim', `no rule, tag or attribute of the templates is about the claim '${unknown}'`, fixOf(unknown, known, 'they are about none'));
}

function customAttributesOf({ resource: { properties } }: UserPool): string[] {
  const schema = properties.items('Schema');
  return (schema.known ? schema.value : []).flatMap((item) => (isMap(item) ? textOf(item.Name) ?? [] : [])).map((name) => (/^(dev:)?custom:/.test(name) ? name : `custom:${name}`));
}

function unknownTag(graph: AccessGraph, pools: readonly IdentityPool[], { tags }: SubjectDescription): QuestionError | undefined {
  if (tags.size === 0) return undefined;
  const policies = [...graph.roles.all().flatMap(({ policies: own }) => own), ...graph.resourcePolicies()];
  if (policies.some(({ statements }) => statements.some(({ unknown }) => unknown !== undefined))) return undefined;
  const known = [...new Set([...pools.flatMap(({ tagMaps }) => tagMaps.flatMap((map) => [...map.claims.keys()])), ...policies.flatMap(tagsIn)])];
  const isKnown = (tag: string): boolean => known.some((one) => one.toLowerCase() === tag.toLowerCase() || holdsSymbol(one));
  const unknown = [...tags.keys()].find((tag) => !isKnown(tag));
  return unknown === undefined ? undefined : new QuestionError('unknown-tag', `no policy of the templates looks at the session tag '${unknown}'`, fixOf(unknown, known, 'they look at none'));
}

function tagsIn({ statements }: Policy): string[] {
  return statements.flatMap(({ resources, conditions }) => [...resources.map(({ text }) => text), ...conditions.flatMap(({ key, values }) => [`\${${key}}`, ...values])])
    .flatMap((text) => [...text.matchAll(/aws:principaltag\/([^},]+)/gi)].map(([, tag]) => tag));
}

function fixOf(wrong: string, known: readonly string[], none: string): string {
  const near = nearest(wrong, known);
  if (near !== undefined) return `did you mean '${near}'?`;
  return known.length === 0 ? `leave it out: ${none}` : `write one of ${known.join(', ')}`;
}
