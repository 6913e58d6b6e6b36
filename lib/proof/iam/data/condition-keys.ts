/**
 * Which condition keys hold a list, as the service authorization reference types them (`ArrayOf…`), and which surely do not.
 * A key in neither list may do either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const MULTI_VALUED = new Set([
  'aws:calledvia', 'aws:principalorgpaths', 'aws:principalservicenameslist', 'aws:resourceorgpaths', 'aws:sourceorgpaths', 'aws:tagkeys',
  'aws:vpceorgpaths', 'cognito-identity.amazonaws.com:amr', 'cognito-identity-us-gov.amazonaws.com:amr', 'cognito-identity.cn-north-1.amazonaws.com.cn:amr',
  'dynamodb:attributes', 'dynamodb:leadingkeys', 'kms:encryptioncontextkeys', 'kms:grantoperations', 's3:requestobjecttagkeys',
]);

const SINGLE_VALUED = new Set([
  'aws:currenttime', 'aws:epochtime', 'aws:multifactorauthage', 'aws:multifactorauthpresent', 'aws:principalaccount', 'aws:principalarn',
  'aws:principalorgid', 'aws:principaltype', 'aws:referer', 'aws:requestedregion', 'aws:resourceaccount', 'aws:resourceorgid', 'aws:securetransport',
  'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:tokenissuetime', 'aws:useragent', 'aws:userid',
  'aws:username', 'aws:viaawsservice', 'aws:federatedprovider', 'dynamodb:returnconsumedcapacity', 'dynamodb:returnvalues', 'dynamodb:select',
  's3:delimiter', 's3:max-keys', 's3:prefix', 's3:versionid', 's3:x-amz-acl', 's3:x-amz-server-side-encryption',
]);

const SINGLE_PREFIXES = ['aws:principaltag/', 'aws:requesttag/', 'aws:resourcetag/', 's3:existingobjecttag/', 's3:requestobjecttag/'];

/** Global keys that whoever asks can give any value by what, when and from where they ask. All others of `aws:` come from AWS. */
const ASKERS_CHOICE = new Set([
  'aws:currenttime', 'aws:epochtime', 'aws:referer', 'aws:requestedregion', 'aws:securetransport', 'aws:sourceip', 'aws:tagkeys', 'aws:tokenissuetime', 'aws:useragent',
]);

/**
 * What a resource is, not what is asked of it: its tags, its account, the aliases and the kind of a key. Tags of single objects are not
 * among them: there may be objects with any.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const OF_RESOURCE = /^([a-z0-9-]+:resourcetag\/|s3:(buckettag\/|resourceaccount$)|kms:(resourcealiases|key(origin|spec|usage)|multiregion(keytype)?|primaryregion)$)/;

/**
 * @param key a condition key in lower case
 * @returns whether it says what the resource of a request is, so that whoever asks cannot choose it
 */
export const isOfResource = (key: string): boolean => OF_RESOURCE.test(key);

/**
 * @param key a condition key in lower case
 * @returns whether whoever asks can bring about any value of it, and its absence
 */
export function isAskersChoice(key: string): boolean {
  return (!key.startsWith('aws:') || ASKERS_CHOICE.has(key) || key.startsWith('aws:requesttag/')) && !isOfResource(key);
}

/**
 * Keys of tables are never empty.
 *
 * https://aws.amazon.com/about-aws/whats-new/2020/05/amazon-dynamodb-now-supports-empty-values-for-non-key-string-and-binary-attributes-in-dynamodb-tables/
 *
 * @param key a condition key in lower case
 * @returns whether one of its values may be the empty text
 */
export const mayBeEmpty = (key: string): boolean => key !== 'dynamodb:leadingkeys';

/**
 * @param key a condition key in lower case
 * @returns how many values it holds
 */
export function cardinality(key: string): 'one' | 'many' | 'unknown' {
  if (MULTI_VALUED.has(key)) return 'many';
  if (SINGLE_VALUED.has(key) || SINGLE_PREFIXES.some((prefix) => key.startsWith(prefix)) || /:(aud|sub)$/.test(key)) return 'one';
  return 'unknown';
}
