import { isOutage, Refusal } from './token-check';
import type { Claims, TokenCheck } from './token-check';

/** What a REST API asks: one header, for one method. */
export interface RestApiRequest {
  readonly type: 'TOKEN';
  readonly authorizationToken?: string;
  readonly methodArn: string;
}

/** What an HTTP API asks, in payload format 2.0. */
export interface HttpApiRequest {
  readonly version: '2.0';
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The answer to a REST API: a policy for the one method that was asked about. */
export interface RestApiAnswer {
  readonly principalId: string;
  readonly policyDocument: { readonly Version: '2012-10-17'; readonly Statement: readonly { readonly Effect: 'Allow' | 'Deny'; readonly Action: string; readonly Resource: string }[] };
  readonly context?: AuthorizerContext;
}

/** The answer to an HTTP API. */
export interface HttpApiAnswer {
  readonly isAuthorized: boolean;
  readonly context?: AuthorizerContext;
}

/** What the back end gets: API Gateway passes on text, not objects. */
export interface AuthorizerContext {
  readonly claims: string;
}

/** Reasons for which signing in again would not help: the user is known, and not authorized. */
const KNOWN_BUT_NOT_ALLOWED: readonly string[] = ['wrong-group', 'wrong-scope'];

/**
 * Lets callers in or not. Whatever is not a valid token is refused; when a token cannot be checked at all, that is an error,
 * which API Gateway answers with 500: nobody gets in either way.
 */
export async function authorize(event: RestApiRequest | HttpApiRequest, check: TokenCheck, log: (line: string) => void): Promise<RestApiAnswer | HttpApiAnswer> {
  const rest = 'methodArn' in event;
  try {
    const claims = await check.claimsOf(tokenIn(rest ? event.authorizationToken : event.headers?.authorization));
    return rest ? policy('Allow', event.methodArn, claims.sub, contextOf(claims)) : { isAuthorized: true, context: contextOf(claims) };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      log(JSON.stringify({ authorizer: 'error', ...(isOutage(error) ? { reason: 'keys-not-available', error: (error as Error).message } : { reason: 'fault' }) }));
      throw error;
    }
    log(JSON.stringify({ authorizer: 'refused', reason: error.reason, sub: error.subject }));
    if (!rest) return { isAuthorized: false };
    if (KNOWN_BUT_NOT_ALLOWED.includes(error.reason)) return policy('Deny', event.methodArn, error.subject ?? 'unknown');
    throw new Error('Unauthorized', { cause: error }); // API Gateway answers 401 to this text alone
  }
}

function tokenIn(header: unknown): string {
  const token = typeof header === 'string' ? header.replace(/^Bearer +/i, '').trim() : '';
  if (token === '') throw new Refusal('no-token');
  return token;
}

function contextOf(claims: Claims): AuthorizerContext {
  return { claims: JSON.stringify(claims) };
}

function policy(Effect: 'Allow' | 'Deny', Resource: string, principalId: string, context?: AuthorizerContext): RestApiAnswer {
  return { principalId, policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }] }, context };
}
