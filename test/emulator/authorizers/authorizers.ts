/** What may come to a authorizer that asks for a token. */
export const CASES = ['no token', 'garbage', 'expired', 'wrong issuer', 'wrong audience', 'the other kind of token', 'wrong group', 'right token'] as const;
/** See `CASES`. */
export type Case = (typeof CASES)[number];

/** A authorizer of a user pool, and what it must refuse: it is no fault of the others to pass what they do not look at. */
export interface Authorizer {
  readonly name: string;
  readonly api: 'Rest' | 'Http';
  readonly path: string;
  readonly takes: 'idToken' | 'accessToken';
  readonly refuses: readonly Case[];
}

const always = ['no token', 'garbage', 'expired', 'wrong issuer'] as const;

/** Every authorizer of a user pool that the emulator has. */
export const AUTHORIZERS: readonly Authorizer[] = [
  { name: 'REST API, ID token', api: 'Rest', path: 'id', takes: 'idToken', refuses: [...always, 'the other kind of token'] },
  { name: 'REST API, access token', api: 'Rest', path: 'access', takes: 'accessToken', refuses: [...always, 'the other kind of token'] },
  { name: 'REST API, Lambda authorizer, ID token', api: 'Rest', path: 'groups', takes: 'idToken', refuses: [...always, 'wrong audience', 'the other kind of token', 'wrong group'] },
  { name: 'HTTP API, any token', api: 'Http', path: 'any', takes: 'idToken', refuses: [...always, 'wrong audience'] },
  { name: 'HTTP API, access token', api: 'Http', path: 'access', takes: 'accessToken', refuses: [...always, 'wrong audience', 'the other kind of token'] },
  { name: 'HTTP API, Lambda authorizer, access token', api: 'Http', path: 'groups', takes: 'accessToken', refuses: [...always, 'wrong audience', 'the other kind of token', 'wrong group'] },
];
