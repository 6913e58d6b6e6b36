import type { Provider } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import { compareTexts } from '../iam/match';
import type { Resource } from '../template/reader';
import { textOf } from '../template/value';

/** Types of providers of a user pool with which everybody on the internet has an account, or makes one. */
const PUBLIC: ReadonlySet<string> = new Set(['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple']);

/**
 * Whether anybody signs in to a user pool by an app client without an account that somebody made for them: the user pool makes the profile
 * of a federated user at their first sign-in, and AllowAdminCreateUserOnly is about the operation SignUp.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html,
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUserConfigType.html
 *
 * @param pool the user pool
 * @param provider the provider of an identity pool, which names the user pool and an app client of it
 * @returns the type of a public provider that the client offers; a reason where that is not known; undefined where it offers none
 */
export function publicSignIn(pool: UserPool, provider: Provider): { readonly offers: string } | { readonly unknown: string } | undefined {
  const among = new Map(pool.identityProviders.map((one) => [nameOf(one), typeOf(one)]));
  const isPublic = (name: string): string | undefined => (PUBLIC.has(name) ? name : undefined) ?? [...among].find(([one, type]) => one === name && PUBLIC.has(type ?? ''))?.[1];
  const known = [...among].some(([name, type]) => name === undefined || type === undefined || PUBLIC.has(type));
  const client = pool.clients.find(({ resource: { ref } }) => provider.names.some((name) => name.startsWith(`${provider.name}:`) && compareTexts(name.slice(provider.name.length + 1), ref) === 'yes'));
  if (client === undefined) return known ? { unknown: `whether the app client of the identity pool offers a public provider of '${pool.resource.id}' does not stand in the templates` } : undefined;
  const { properties, id } = client.resource;
  const offered = properties.items('SupportedIdentityProviders');
  if (!offered.known) return { unknown: `which providers the app client '${id}' offers is known only at deployment: ${offered.reason}` };
  const names = offered.value.map((one) => textOf(one));
  const found = names.flatMap((name) => (name === undefined ? [] : isPublic(name) ?? []))[0];
  if (found !== undefined) return { offers: found };
  return known && (names.length === 0 || names.includes(undefined)) ? { unknown: `which providers the app client '${id}' offers is not known` } : undefined;
}

const nameOf = ({ properties, ref }: Resource): string | undefined => textOf(properties.get('ProviderName')) ?? ref;
const typeOf = ({ properties }: Resource): string | undefined => textOf(properties.get('ProviderType'));
