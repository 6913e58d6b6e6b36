import type { ProviderDescription } from '../../lib/identity-pool/identity-pool-provider';
import { isList, isNameOrAddress, whoWritesIt } from '../../lib/identity-pool/claim-safety';

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims, those about the person. */
const PROFILE = ['address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo'];
const provider = (kind: ProviderDescription['kind'], attributes?: object): ProviderDescription => ({ kind, name: 'a', identityProvider: 'a', attributes } as ProviderDescription);
const attributes = { isUserWritable: (name: string) => name === 'motto' };

test.each(PROFILE)('users write %s, of any provider but a directory', (claim) => {
  for (const kind of ['social', 'openIdConnect', 'userPool'] as const) expect(whoWritesIt(provider(kind), claim)).toBe(claim === 'email' ? 'an e-mail address may not be verified' : 'users write it themselves');
  expect(whoWritesIt(provider('saml'), claim)).toBeUndefined();
  expect(isNameOrAddress(claim)).toBe(true);
});

test.each<[string, ProviderDescription, string | undefined]>([
  ['hd', provider('social'), undefined],
  ['custom:level', provider('openIdConnect'), undefined],
  ['cognito:username', provider('userPool', attributes), 'users choose it when they sign up'],
  ['sub', provider('userPool', attributes), undefined],
  ['custom:level', provider('userPool', attributes), undefined],
  ['custom:motto', provider('userPool', attributes), 'it is declared with { userWritable: true }'],
  ['custom:level', provider('userPool'), 'the app clients of a user pool made elsewhere may be allowed to write it'],
])('%s of %j: %s', (claim, of, writer) => {
  expect(whoWritesIt(of, claim)).toBe(writer);
});

test.each(['cognito:username', 'displayName', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'givenName', 'mail', 'nameidentifier', 'sn', 'surname', 'upn', 'username'])('%s is a name or an address', (claim) => {
  expect(isNameOrAddress(claim)).toBe(true);
});

test.each(['department', 'https://directory.example.com/claims/level', 'mail/room'])('%s is none', (claim) => {
  expect(isNameOrAddress(claim)).toBe(false);
});

test.each([['cognito:groups', true], ['cognito:roles', true], ['identities', true], ['groups', false]])('%s is a list: %s', (claim, list) => {
  expect(isList(claim)).toBe(list);
});
