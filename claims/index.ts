export { Caller, type Claims } from './caller';
export type { GraphqlEvent, HttpApiEvent, LoadBalancerEvent, RestApiEvent } from './events';
export type { DecodedToken, KeyCache, PublishedKey, PublishedKeys } from './key-cache';
export { LoadBalancerDoor, type LoadBalancerDoorOptions } from './load-balancer-door';
export { NoCallerError, NotAllowedError } from './refusal';
export { SignedCaller } from './signed-caller';
