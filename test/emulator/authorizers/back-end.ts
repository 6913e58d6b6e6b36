import type { HttpApiEvent, RestApiEvent } from '../../../claims';
import { Caller, IamCaller, NoCallerError } from '../../../claims';

type Event = RestApiEvent & HttpApiEvent & { readonly version?: string };

/** Says who calls, as every back end behind the authorizers learns it. */
export function handler(event: Event): Promise<object> {
  try {
    return Promise.resolve({ statusCode: 200, body: JSON.stringify(who(event)) });
  } catch (error) {
    return Promise.resolve({ statusCode: error instanceof NoCallerError ? 401 : 500, body: JSON.stringify({ message: String(error) }) });
  }
}

function who(event: Event): object {
  const identityPoolId = process.env.IDENTITY_POOL;
  const http = event.version === '2.0';
  if (identityPoolId) {
    const { identityId, signedIn } = http ? IamCaller.fromHttpApi(event, identityPoolId) : IamCaller.fromRestApi(event, identityPoolId);
    return { identityId, signedIn };
  }
  const issuer = process.env.ISSUER ?? '';
  const { sub, groups } = http ? Caller.fromHttpApi(event, { issuer }) : Caller.fromRestApi(event, { issuer });
  return { sub, groups };
}
