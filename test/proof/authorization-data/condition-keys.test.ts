import { isListValuedKey } from '../../../lib/proof/authorization-data/condition-keys';
import { LIST_VALUED_KEYS } from '../../../lib/proof/authorization-data/generated/list-valued-keys';

test.each([
  'dynamodb:LeadingKeys', 'dynamodb:attributes', 'aws:TagKeys', 'AWS:CalledVia', 'aws:PrincipalOrgPaths', 'kms:EncryptionContextKeys', 'kms:GrantOperations', 's3:RequestObjectTagKeys', 'cognito-identity.amazonaws.com:amr',
  'cognito-identity-us-gov.amazonaws.com:amr',
  // of a template: events:Metadata/${MetadataKey}
  'events:Metadata/colour', 'vpc-lattice-svcs:RequestQueryString/page',
])('%s holds a list', (key) => {
  expect(isListValuedKey(key)).toBe(true);
});

test.each([
  'aws:SourceIp', 'aws:RequestTag/team', 'aws:PrincipalTag/tenant', 's3:prefix', 'cognito-identity.amazonaws.com:aud', 'cognito-identity.amazonaws.com:sub', 'kms:EncryptionContext:app', 'events:source2', 'nosuch:Key', '',
])('%j does not, or nothing is known of it', (key) => {
  expect(isListValuedKey(key)).toBe(false);
});

test('the keys are in lower case, and none occurs twice', () => {
  const keys = LIST_VALUED_KEYS.split(' ');
  expect(keys.length).toBeGreaterThanOrEqual(207);
  expect(keys).toEqual([...new Set(keys)].sort());
  expect(LIST_VALUED_KEYS).toBe(LIST_VALUED_KEYS.toLowerCase());
});
