import { entry, isRawMap, isTrue, itemsOf, mapAt, scalar, type RawMap } from '../../raw';
import type { Route } from './routes';

/** The authorizer of those who sign their requests. */
export const IAM = 'AWS_IAM';
/** What asks for an API key. */
export const API_KEY = 'api_key';
const NONE = 'NONE';

/**
 * What an event asks of the callers of its method, before the defaults of the API.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html
 *
 * @param route the method
 * @param authorizers the authorizers of the API
 * @returns the requirements; undefined when the event states none
 */
export function statedSecurity({ auth }: Route, authorizers: RawMap): RawMap[] | undefined {
  const name = scalar(auth.Authorizer);
  const security: RawMap[] = [];
  const keyed = isTrue(auth.ApiKeyRequired);
  if (name !== undefined && !(name === NONE && keyed)) security.push({ [name]: name === NONE || name === IAM ? [] : auth.AuthorizationScopes ?? scopesOf(authorizers, name) });
  if (keyed) security.push({ [API_KEY]: [] });
  return security.length === 0 && auth.ApiKeyRequired === undefined ? undefined : security;
}

/**
 * Adds the default authorizer of an API to the requirements of a method.
 *
 * @param security the requirements that the method states
 * @param authorizer the name of the default authorizer
 * @param authorizers the authorizers of the API
 * @returns the requirements with it; as they are where the method has an authorizer of the API, or asks for none
 */
export function withDefaultAuthorizer(security: unknown, authorizer: string, authorizers: RawMap): unknown[] {
  const present = itemsOf(security);
  const names = present.flatMap((item) => (isRawMap(item) ? Object.keys(item) : []));
  if (names.some((name) => name === NONE || name === IAM || Object.hasOwn(authorizers, name))) return [...present];
  return [...present, { [authorizer]: scopesOf(authorizers, authorizer) }];
}

/**
 * Adds the API key to the requirements of a method.
 *
 * @param security the requirements of the method
 * @returns the requirements with it
 */
export function withApiKey(security: unknown): unknown[] {
  const present = itemsOf(security);
  return present.some((item) => entry(item, API_KEY) !== undefined) ? [...present] : [...present, { [API_KEY]: [] }];
}

const scopesOf = (authorizers: RawMap, name: string): unknown => mapAt(authorizers, name).AuthorizationScopes ?? [];
