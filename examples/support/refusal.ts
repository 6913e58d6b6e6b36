const refusals = new Set([
  'AccessDenied', 'AccessDeniedException', 'NotAuthorizedException', 'Forbidden', 'ForbiddenException', 'Unauthorized', 'UnauthorizedException',
  'SignatureDoesNotMatch', 'InvalidSignatureException', 'InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidIdentityToken',
]);
// What `aws-jwt-verify` throws of a token that it does not accept; it names its errors by class alone.
const verifierRefusal = /^(Jwt(Invalid|Expired|NotBefore)|CognitoJwtInvalid|KidNotFound)\w*Error$/;

interface AwsError {
  readonly name?: string;
  readonly code?: string;
  readonly status?: number;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The name of the refusal that an error is, or undefined when it is no refusal: a wrong request, a missing resource, a fault. */
export function refusalReason(error: unknown, because?: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code, status, $metadata } = error as AwsError;
  if (because !== undefined) return [name, code].includes(because) ? because : undefined;
  const named = [name, code].find((text) => text !== undefined && refusals.has(text));
  if (named) return named;
  if (verifierRefusal.test(error.constructor.name)) return error.constructor.name;
  const http = status ?? $metadata?.httpStatusCode;
  return http === 401 || http === 403 ? `HTTP ${http}` : undefined;
}
