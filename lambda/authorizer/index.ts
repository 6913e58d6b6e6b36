import { authorize } from './authorizer';
import type { HttpApiAnswer, HttpApiRequest, RestApiAnswer, RestApiRequest } from './authorizer';
import { TokenCheck } from './token-check';
import type { TokenRequirements } from './token-check';

// Once for each execution environment: the keys of the pool stay in its cache from request to request.
const check = new TokenCheck(JSON.parse(process.env.TOKEN_REQUIREMENTS ?? '') as TokenRequirements);

/** The handler of the Lambda authorizer. */
export const handler = (event: RestApiRequest | HttpApiRequest): Promise<RestApiAnswer | HttpApiAnswer> => authorize(event, check, (line) => console.log(line));
