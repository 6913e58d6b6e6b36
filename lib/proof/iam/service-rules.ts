import type { AccessRequest } from './request';

/** Actions that need no permission: a Deny does not stop them either. */
const FREE: ReadonlySet<string> = new Set([
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  'sts:getcalleridentity',
  // https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html: anybody calls them, or whoever has a token
  ...['associatesoftwaretoken', 'changepassword', 'confirmdevice', 'confirmforgotpassword', 'confirmsignup', 'deleteuser', 'deleteuserattributes', 'forgetdevice', 'forgotpassword', 'getdevice', 'getuser',
    'getuserattributeverificationcode', 'globalsignout', 'initiateauth', 'listdevices', 'resendconfirmationcode', 'respondtoauthchallenge', 'revoketoken', 'setusermfapreference', 'setusersettings', 'signup',
    'updatedevicestatus', 'updateuserattributes', 'verifysoftwaretoken', 'verifyuserattribute'].map((name) => `cognito-idp:${name}`),
  ...['getcredentialsforidentity', 'getid', 'getopenidtoken', 'unlinkidentity'].map((name) => `cognito-identity:${name}`),
]);

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html, API_GetSessionToken.html */
const OF_USERS: ReadonlySet<string> = new Set(['sts:getfederationtoken', 'sts:getsessiontoken']);

/** @returns the actions, in lower case, of which no policy decides whether somebody with a role may do them */
export const actionsWithoutPermission = (): string[] => [...FREE, ...OF_USERS];

/**
 * @param action an action in lower case
 * @returns whether whoever has credentials may do it, whatever policies say
 */
export function needsNoPermission(action: string): boolean {
  return FREE.has(action);
}

/**
 * @param action an action in lower case
 * @returns whether AWS takes it of users of IAM alone, never with credentials of a role
 */
export function needsCredentialsOfUsers(action: string): boolean {
  return OF_USERS.has(action);
}

/**
 * What decides a request besides IAM policies and cannot stand in a template.
 *
 * @param request a request that the policies allow
 * @param action its action in lower case
 * @param isGoverned whether a policy that has to allow as well is among those that were looked at
 * @returns what else has to allow it, if anything
 */
export function decidedElsewhere({ principal, resource }: AccessRequest, action: string, isGoverned: () => boolean): string | undefined {
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  if (action.startsWith('kms:') && /^arn:[^:]*:kms:/.test(resource) && !isGoverned()) return `the key policy of ${resource} has to allow it too, and is not in the templates`;
  // https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html
  if (/^iot:(publish|subscribe|connect|receive|retainpublish)$|^iot:.*thingshadow/.test(action)) {
    if (principal.signedIn === true) {
      return 'users who signed in also need a policy of IoT Core that is attached to their identity, which happens at run time';
    }
  }
  // https://docs.aws.amazon.com/lake-formation/latest/dg/lake-formation-permissions.html
  if (/^lakeformation:getdataaccess$/.test(action)) return `what Lake Formation grants on ${resource} is not looked at`;
  return undefined;
}
