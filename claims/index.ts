export { Caller, type Claims } from './caller';
export type { GraphqlEvent, HttpApiEvent, LoadBalancerEvent, RestApiEvent } from './events';
export { LoadBalancerDoor, type LoadBalancerDoorOptions } from './load-balancer-door';
export { NoCallerError, NotAllowedError } from './refusal';
export { SignedCaller } from './signed-caller';
