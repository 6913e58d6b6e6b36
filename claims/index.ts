export { Caller, type Claims } from './caller';
export type { GraphqlEvent, HttpApiEvent, LoadBalancerEvent, RestApiEvent } from './events';
export type { DecodedToken, KeyCache, PublishedKey, PublishedKeys } from './key-cache';
export { LoadBalancerTokenVerifier, type LoadBalancerTokenVerifierOptions } from './load-balancer-token-verifier';
export { NoCallerError, NotAllowedError } from './refusal';
export { IamCaller } from './iam-caller';
export type { RestApiTokens, TrustedTokens } from './trusted-tokens';
