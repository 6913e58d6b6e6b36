import type { Resource, TemplateModel } from '../template/reader';
import { holdsOpenSymbol } from '../symbols/symbol';
import { listOf, textOf } from '../template/value';

/** An app client through which users write an attribute, and how sure that is. */
export interface Writer {
  /** The app client. */
  readonly client: Resource;
  /** Why it is not sure; left out when it is. */
  readonly doubt?: string;
}

/**
 * @param model what the templates create
 * @param provider the name of a provider
 * @returns the user pool of that name, when it is in the templates
 */
export function userPoolOf(model: TemplateModel, provider: string): Resource | undefined {
  return model.resources.find((resource) => resource.type === 'AWS::Cognito::UserPool' && provider.split(':')[0].endsWith(`/${resource.ref}`));
}

/** Claims of the token that users never write. */
const READ_ONLY = new Set(['sub', 'aud', 'iss', 'token_use', 'exp', 'iat', 'auth_time', 'jti', 'origin_jti', 'event_id', 'cognito:username', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role', 'email_verified', 'phone_number_verified', 'identities']);

/**
 * @param model what the templates create
 * @param userPool a user pool
 * @param attribute an attribute, custom ones with their prefix
 * @returns the app clients of the pool that may write it
 */
export function writersOf(model: TemplateModel, userPool: Resource, attribute: string): Writer[] {
  if (READ_ONLY.has(attribute)) return [];
  return model.resources.filter((resource) => resource.type === 'AWS::Cognito::UserPoolClient').flatMap((client): Writer[] => {
    const pool = textOf(client.properties.UserPoolId);
    const maybeOther = pool === undefined || (pool !== userPool.ref && holdsOpenSymbol(pool));
    if (!maybeOther && pool !== userPool.ref) return [];
    if (client.unknownProperties !== undefined) return [{ client, doubt: client.unknownProperties }];
    const writable = client.properties.WriteAttributes;
    const items = listOf(writable).map(textOf);
    const doubt = maybeOther ? `it is not known to which user pool '${client.id}' belongs` : undefined;
    // Left out, every attribute that can be written is.
    if (writable === undefined || writable === null || items.includes(attribute)) return [{ client, ...(doubt !== undefined && { doubt }) }];
    if (items.length === 0) return [{ client, doubt: 'what an empty list of writable attributes means is not documented' }];
    return items.some((item) => item === undefined || holdsOpenSymbol(item)) ? [{ client, doubt: `what '${client.id}' may write is known only at deployment` }] : [];
  });
}
