const OF_VALUES = /^(AccessPropertyOptions|AccessModel|AccessSubject|Access(Guest|User|Request)Options|(Access)?Baseline(Check)?Props|BrandingAsset|BrandingFilesOptions|ClaimMatch|TokenClaim|Owner|IdentityPoolProvider|UserPoolWebAcl|(String|Number)CustomAttributeOptions|(Code|Link|Invitation)Text)\b/;

const OF_STRUCTURES = ['options of an attribute', 'options of a provider', 'options of SAML', 'a passkey', 'options of attached roles', 'options of retained roles', 'an app id', 'a bucket', 'a table', 'a stream', 'an access property', 'an authorizer of HTTP APIs', 'an authorizer of GraphQL APIs', 'what is acknowledged', 'known access', 'a sender', 'a second factor', 'a verification', 'options of threat protection', 'options of a web ACL', 'files of a style', 'a user who is asked about',
  'sign-in by several',
  'actions of a property', 'resources of a property'];

/** Whether no construct is at hand where the value is given: what is made there stands nowhere yet, or is asked after the synth. The line of the caller leads to it. */
export function hasNoPlace(name: string): boolean {
  return OF_VALUES.test(name) || OF_STRUCTURES.includes(name);
}
