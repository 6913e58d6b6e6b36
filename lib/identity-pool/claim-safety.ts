import type { ProviderDescription } from './identity-pool-provider';

/** Claims of the OpenID standard that users fill in about themselves. */
const PROFILE_CLAIMS = new Set([
  'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
]);

/** What names and addresses are called by the last word of their claim, in tokens and in SAML assertions. */
const NAMES_AND_ADDRESSES = new Set([
  ...PROFILE_CLAIMS, 'cognito:username', 'displayname', 'emailaddress', 'givenname', 'mail', 'nameidentifier', 'sn', 'surname', 'upn', 'username',
]);

/** Why the holder of a token may have written this claim; undefined where only the provider or an administrator does. */
export function whoWritesIt({ kind, attributes }: ProviderDescription, claim: string): string | undefined {
  if (kind === 'saml') return undefined;
  if (PROFILE_CLAIMS.has(claim)) return claim === 'email' ? 'an e-mail address may not be verified' : 'users write it themselves';
  if (kind !== 'userPool' || !claim.startsWith('custom:')) return claim === 'cognito:username' ? 'users choose it when they sign up' : undefined;
  if (!attributes) return 'the app clients of a user pool made elsewhere may be allowed to write it';
  const name = claim.slice('custom:'.length);
  return attributes.isUserWritable(name) ? 'it is declared with { userWritable: true }' : undefined;
}

/** Whether part of the claim's value says nothing about the whole: names and addresses are made up freely around any text. */
export function isNameOrAddress(claim: string): boolean {
  const lastWord = claim.slice(claim.lastIndexOf('/') + 1).toLowerCase();
  return NAMES_AND_ADDRESSES.has(lastWord);
}

/** Claims whose value is a list: how Cognito compares a list is not documented. */
export function isList(claim: string): boolean {
  return claim === 'cognito:groups' || claim === 'cognito:roles' || claim === 'identities';
}
