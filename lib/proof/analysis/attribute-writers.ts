import { NO_TEXT } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import { compareTexts } from '../iam/match';
import { holdsSymbol } from '../symbols/symbol';
import type { Resource } from '../template/reader';
import { booleanOf, isMap, textOf } from '../template/value';

/** An app client through which users write an attribute, and how sure that is; the pool itself, where one may be there that is not in the templates. */
export interface Writer {
  /** The app client. */
  readonly client: Resource;
  /** Why it is not sure; left out when it is. */
  readonly doubt?: string;
}

/** Claims of the token that users never write once they have an account. */
const READ_ONLY = new Set(['sub', 'aud', 'iss', 'token_use', 'exp', 'iat', 'auth_time', 'jti', 'origin_jti', 'event_id', 'cognito:username', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role', 'email_verified', 'phone_number_verified', 'identities']);

/**
 * Attributes that only administrators change begin with this.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
const OF_DEVELOPERS = 'dev:';

/**
 * Who signs up chooses what cannot be changed later. Where administrators make the accounts they state it, or leave it open.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
function unchangeable({ resource, selfSignUp }: UserPool, attribute: string): string | undefined {
  const schema = resource.properties.items('Schema');
  if (!schema.known || !selfSignUp.known || selfSignUp.value) return undefined;
  const named = schema.value.filter((one) => isMap(one) && [attribute, attribute.replace(/^custom:/, '')].includes(textOf(one.Name) ?? ''));
  const isFixed = named.length > 0 && named.every((one) => isMap(one) && booleanOf(one.Mutable) === false);
  return isFixed ? `'${attribute}' cannot be changed, and administrators make the accounts: whether users set it at their first sign-in where it has no value is not documented` : undefined;
}

/**
 * @param claim a claim
 * @returns whether it is known only at deployment which one it is
 */
export const isOpenClaim = (claim: string): boolean => claim === NO_TEXT || holdsSymbol(claim);

const mayBe = (claim: string, attribute: string): boolean => claim === NO_TEXT || compareTexts(claim, attribute) !== 'no';

/**
 * @param userPool a user pool
 * @param attribute an attribute, custom ones with their prefix
 * @returns the app clients of the pool that may write it; where only the deployment tells which attribute it is, those that write one that it may be
 */
export function writersOf(userPool: UserPool, attribute: string): Writer[] {
  if (READ_ONLY.has(attribute) || attribute.startsWith(OF_DEVELOPERS)) return [];
  const once = unchangeable(userPool, attribute);
  const found = userPool.clients.flatMap(({ resource: client, uncertain }): Writer[] => {
    const writable = client.properties.items('WriteAttributes');
    if (!writable.known) return [{ client, doubt: writable.reason }];
    const items = writable.value.map(textOf);
    if (isOpenClaim(attribute) && (client.properties.get('WriteAttributes') === undefined || items.some((item) => item !== undefined && mayBe(attribute, item)))) {
      return [{ client, doubt: client.properties.why(attribute) ?? `whether '${client.id}' may write the claim is known only at deployment` }];
    }
    // Left out, every attribute that can be written is.
    if (client.properties.get('WriteAttributes') === undefined || items.includes(attribute)) return [{ client, ...((uncertain ?? once) !== undefined && { doubt: uncertain ?? once }) }];
    if (items.length === 0) return [{ client, doubt: 'what an empty list of writable attributes means is not documented' }];
    const open = writable.value.find((item) => textOf(item) === undefined || holdsSymbol(textOf(item) ?? ''));
    return open === undefined ? [] : [{ client, doubt: client.properties.why(open) ?? `what '${client.id}' may write is known only at deployment` }];
  });
  // Whoever may change the pool may change its app clients, and add others.
  return [...found, ...userPool.unknown.slice(0, 1).map((doubt): Writer => ({ client: userPool.resource, doubt }))];
}

/**
 * What to do so that users write an attribute no longer.
 *
 * @param userPool a user pool
 * @param client an app client of it through which they do
 * @param attribute the attribute
 * @returns the fix
 */
export function writingFix(userPool: UserPool, client: Resource, attribute: string): string {
  const mapping = userPool.identityProviders.find(({ properties }) => properties.get(`AttributeMapping.${attribute}`) !== undefined);
  // An app client must be able to write what an identity provider is mapped to, or Cognito refuses to sign its users in:
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
  if (mapping !== undefined) return `decide by another attribute: app clients must be able to write ${attribute}, which '${mapping.id}' is mapped to`;
  const listed = client.properties.items('WriteAttributes');
  if (client.properties.get('WriteAttributes') === undefined || !listed.known) return `list in WriteAttributes of '${client.id}' the attributes that users may write, without ${attribute}`;
  return listed.value.length > 1 ? `take ${attribute} out of WriteAttributes of '${client.id}'` : `list in WriteAttributes of '${client.id}' an attribute that decides nothing, in place of ${attribute}`;
}

/**
 * @param userPool a user pool
 * @param writer who perhaps writes an attribute
 * @param attribute the attribute
 * @returns what to do so that nobody does, where nothing decides whether they do
 */
export function doubtFix(userPool: UserPool, { client }: Writer, attribute: string): { readonly fix?: string } {
  return client === userPool.resource || isOpenClaim(attribute) ? {} : { fix: writingFix(userPool, client, attribute) };
}

const USER_NAME = 'cognito:username';

/**
 * What a token has from the request to sign in.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
const NONCE = 'nonce';

/**
 * Whether people choose a claim when they sign up or sign in, though it is no attribute of their account that they write.
 *
 * @param userPool a user pool
 * @param claim a claim
 * @returns why it is theirs to choose; undefined where it is not
 */
export function chosenByUsers({ resource, selfSignUp }: UserPool, claim: string): { readonly certain: boolean; readonly reason: string } | undefined {
  if (claim === NONCE) return { certain: true, reason: `whoever signs in to '${resource.id}' chooses their own nonce` };
  if (claim !== USER_NAME && !(isOpenClaim(claim) && mayBe(claim, USER_NAME))) return undefined;
  if (!selfSignUp.known) return { certain: false, reason: `whether users sign up by themselves to '${resource.id}', and choose their user name, is known only at deployment: ${selfSignUp.reason}` };
  if (!selfSignUp.value) return undefined;
  const names = resource.properties.items('UsernameAttributes');
  // With addresses as user names, Cognito makes up the name.
  return names.known && names.value.length > 0 ? undefined : { certain: names.known && claim === USER_NAME, reason: `users who sign up to '${resource.id}' choose their own user name` };
}
