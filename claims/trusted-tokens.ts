import { NoCallerError } from './refusal';

/** Whose tokens a back end takes. */
export interface TrustedTokens {
  /**
   * The issuer of the user pool, `auth.issuerUrl`, or the issuers of several: `https://cognito-idp.<region>.amazonaws.com/<user pool id>`.
   * An authorizer may be shared, or another one be put in front, so that what it let through is compared.
   */
  readonly issuer: string | readonly string[];
}

/** Whose tokens a back end behind a REST API takes. */
export interface RestApiTokens extends TrustedTokens {
  /**
   * The groups of the user pool, all of them. The Cognito authorizer of REST APIs joins them with commas, which names of groups
   * may hold: members of several groups are told apart by this list, and are refused without it. With the Lambda authorizer, which
   * passes lists on as they are, it is not needed.
   */
  readonly groups?: readonly string[];
}

/**
 * Refuses the claims of a token that somebody else has issued.
 *
 * @param claims the claims
 * @param trusted whose tokens are taken
 */
export function requireIssuer(claims: Readonly<Record<string, unknown>>, trusted: TrustedTokens | undefined): void {
  const issuer: unknown = trusted?.issuer;
  const issuers: readonly unknown[] = Array.isArray(issuer) ? issuer : [issuer];
  const known = issuers.filter((one) => typeof one === 'string' && one !== '');
  if (known.length === 0) throw new NoCallerError('no issuer is trusted: give that of the user pool, { issuer: auth.issuerUrl }');
  if (!known.includes(claims.iss)) throw new NoCallerError('the token is of another issuer');
}

/**
 * @param groups the claim `cognito:groups`, where it is a list
 * @returns the names in it; none where it is something else
 */
export function namesIn(groups: unknown): string[] {
  return Array.isArray(groups) ? groups.filter((name) => typeof name === 'string') : [];
}

/**
 * Takes apart what a REST API has joined.
 *
 * @param joined the groups, with commas between them
 * @param known the groups of the user pool
 * @returns the groups
 */
export function separated(joined: string, known: readonly string[] = []): string[] {
  if (joined === '') return [];
  const names = joined.split(',');
  const isAmbiguous = names.length > 1 && (known.some((name) => name.includes(',')) || !names.every((name) => known.includes(name)));
  if (isAmbiguous) throw new NoCallerError("the groups of the token cannot be told apart: give the groups of the user pool as 'groups', without commas in their names, or use the Lambda authorizer");
  return names;
}
