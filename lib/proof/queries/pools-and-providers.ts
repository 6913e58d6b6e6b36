import type { IdentityPool, Provider } from '../access-graph/identity-pools';
import type { AccessGraph } from '../access-graph/access-graph';
import { QuestionError, type SubjectDescription } from './question';

/** What people call the providers that identity pools know by name. */
const COMMON_NAMES: { readonly [provider: string]: string } = {
  'accounts.google.com': 'google',
  'graph.facebook.com': 'facebook',
  'www.amazon.com': 'amazon',
  'appleid.apple.com': 'apple',
  'api.twitter.com': 'twitter',
};

/**
 * @param provider what somebody calls a provider
 * @returns whether it is a name that needs no resource of a template
 */
export function isCommonName(provider: string): boolean {
  return Object.values(COMMON_NAMES).includes(provider.toLowerCase()) || Object.hasOwn(COMMON_NAMES, provider);
}

/**
 * @param reach who reaches what
 * @param person somebody
 * @returns the identity pools that they may ask for credentials
 * @throws QuestionError when they name one that is not there
 */
export function poolsOf(reach: AccessGraph, person: SubjectDescription): readonly IdentityPool[] {
  if (person.identityPool === undefined) return withProvider(reach, reach.pools, person);
  const found = reach.pools.filter(({ resource }) => resource.id === person.identityPool || `${resource.stack}/${resource.id}` === person.identityPool);
  if (found.length === 0) {
    throw new QuestionError('unknown-identity-pool', `the templates have no identity pool '${person.identityPool}'`,
      `write the construct path or the logical id of one of them: ${reach.pools.map(({ resource }) => resource.id).join(', ') || 'there is none'}`);
  }
  return withProvider(reach, found, person);
}

function withProvider(reach: AccessGraph, pools: readonly IdentityPool[], person: SubjectDescription): readonly IdentityPool[] {
  if (person.provider === undefined || pools.length === 0) return pools;
  const found = pools.filter((pool) => pool.unknown.length > 0 || providersOf(reach, pool, person).length > 0);
  if (found.length > 0) return found;
  const known = pools.flatMap(({ providers }) => providers.map((provider) => reach.model.symbols.render(commonNames(reach, provider)[0])));
  throw new QuestionError('unknown-provider', `the identity pool takes no sign-in by '${person.provider}'`, `write one of its providers: ${[...new Set(known)].join(', ') || 'it has none'}`);
}

/**
 * @param reach who reaches what
 * @param pool an identity pool
 * @param person somebody
 * @returns the providers of the pool that they may have signed in with: only a user pool knows groups
 */
export function providersOf(reach: AccessGraph, pool: IdentityPool, person: SubjectDescription): readonly Provider[] {
  const { provider: wanted } = person;
  if (person.kind === 'guest') return [];
  const possible = wanted === undefined ? pool.providers : pool.providers.filter((provider) => commonNames(reach, provider).some((name) => name.toLowerCase() === wanted.toLowerCase()));
  return person.groups.length === 0 ? possible : possible.filter(({ kind }) => kind === 'user-pool');
}

/** A user pool is known by its logical id and by those of its app clients; everything else by its name. */
function commonNames({ model }: AccessGraph, { name, names, kind }: Provider): string[] {
  const shown = [name, ...names, ...names.map((text) => model.symbols.render(text))];
  if (kind !== 'user-pool') return [...(Object.hasOwn(COMMON_NAMES, name) ? [COMMON_NAMES[name]] : []), ...shown, ...names.map((text) => text.replace(/^.*[:/]/, ''))];
  const ids = model.resources.filter(({ type, ref }) => (type === 'AWS::Cognito::UserPool' && name.endsWith(`/${ref}`))
    || (type === 'AWS::Cognito::UserPoolClient' && names.some((text) => text.endsWith(`:${ref}`)))).map(({ id }) => id);
  return [...ids, ...shown];
}
