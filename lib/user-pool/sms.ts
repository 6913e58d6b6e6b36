import type { SignInPolicy, UserPool, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import type { CfnRole, IRoleRef, Role } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, shown } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { isKnown } from '../private/tokens';
import type { MultiFactorAuthentication } from '../sign-in/multi-factor-authentication';
import { SignIn } from '../sign-in/sign-in';
import { snsRegionsOf } from './message-regions';
import type { UserPoolOptions } from './user-pool-options';

/** Ways to a forgotten password that send SMS messages. */
const RECOVERED_BY_PHONE: (AccountRecovery | undefined)[] = [
  AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA, AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL, AccountRecovery.PHONE_ONLY_WITHOUT_MFA, AccountRecovery.PHONE_AND_EMAIL,
];

const COGNITO = 'cognito-idp.amazonaws.com';

/** The role that Cognito sends SMS messages with, where it sends any and nowhere else, and the Region by way of which they go. */
export function smsSettings(scope: IConstruct, settings: UserPoolOptions, signIn: SignIn, { secondFactor }: MultiFactorAuthentication, signInPolicy?: SignInPolicy): Pick<UserPoolProps, 'enableSmsRole' | 'snsRegion'> {
  const passedOn = settings.userPoolProps ?? {};
  // The L2 knows all other uses.
  const code = (signInPolicy?.allowedFirstAuthFactors?.smsOtp ?? false) || RECOVERED_BY_PHONE.includes(settings.accountRecovery);
  const sends = code || (secondFactor?.sms ?? false) || (passedOn.autoVerify ?? signIn.aliases).phone;
  if (passedOn.enableSmsRole === false && sends) {
    throw new CognitoPoolsError({
      code: 'sms-role-required',
      received: "userPoolProps has 'enableSmsRole' false, and the pool sends SMS messages",
      fix: "leave 'enableSmsRole' out, or give a role of your own as 'smsRole'",
    }, scope);
  }
  refuseStrayRole(scope, passedOn);
  return { ...(code && !passedOn.smsRole && { enableSmsRole: true }), snsRegion: snsRegion(scope, passedOn.snsRegion) };
}

function refuseStrayRole(scope: IConstruct, { enableSmsRole, smsRole, smsRoleExternalId }: UserPoolProps): void {
  // An item of a list that is known only at deploy time is no text.
  if (smsRoleExternalId !== undefined) isKnown(smsRoleExternalId);
  const stray = smsRole && enableSmsRole === false ? ["'smsRole', and 'enableSmsRole' false", "leave out one of the two"]
    : !smsRole && smsRoleExternalId !== undefined ? ["'smsRoleExternalId' without 'smsRole'", "leave it out: the role that is made here has an external id of its own"] : undefined;
  if (stray) throw new CognitoPoolsError({ code: 'sms-role', received: `userPoolProps has ${stray[0]}`, fix: stray[1] }, scope);
}

/** Cognito sends from some Regions by way of others, and from Seoul in no other way. */
function snsRegion(scope: IConstruct, wanted: string | undefined): string | undefined {
  const { region } = Stack.of(scope);
  const possible = snsRegionsOf(region);
  if (wanted === undefined) return possible?.includes(region) === false ? possible[0] : undefined;
  if (!isKnown(wanted) || !possible || possible.includes(wanted)) return wanted;
  throw new CognitoPoolsError({
    code: 'sms-region',
    received: `'snsRegion' is ${shown(wanted)}, and the pool is in ${region}`,
    fix: possible.includes(region) ? `leave it out${possible.length > 1 ? `, or use ${possible.filter((one) => one !== region).join(', ')}` : ''}: Cognito sends the SMS messages of the pool by way of no other Region`
      : `leave it out: Cognito sends the SMS messages of the pool by way of ${possible.join(', ')} alone`,
  }, scope);
}

/**
 * Goes with the pool, and lets Cognito send for pools of this account and Region alone: the L2 asks for an external id only. The role
 * cannot name the pool, which waits for it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-sms-settings.html#sms-create-a-role
 */
export function adoptSmsRole(userPool: UserPool): void {
  const role = userPool.node.tryFindChild('smsRole')?.node.defaultChild as CfnRole | undefined;
  if (!role) return;
  retainWithPool(role, userPool);
  const stack = Stack.of(userPool);
  role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Condition', {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' }) },
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly Service?: unknown };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What keeps Cognito from sending with a role of the app's own, as its trust policy is when the template is written. */
export function smsRoleIssues({ smsRole, smsRoleExternalId }: UserPoolProps, secondFactorBySms: boolean): ValidationIssue[] {
  const trusting = smsRole && statementsFor(smsRole);
  if (!trusting) return [];
  const name = `the role ${smsRole.node.path} of SMS messages`;
  const fix = "let it be assumed by new iam.ServicePrincipal('cognito-idp.amazonaws.com', { conditions: { StringEquals: { 'sts:ExternalId': id } } }), with the same id as 'smsRoleExternalId'";
  if (trusting.length === 0) return [{ code: 'sms-role', received: `${name} does not let Cognito assume it`, fix }];
  const asked = trusting.map(externalIdsOf);
  if (asked.some((ids) => ids === 'unknown')) return [];
  const ids = asked.flatMap((one) => one as string[]);
  const given = smsRoleExternalId === undefined ? undefined : JSON.stringify(Stack.of(smsRole).resolve(smsRoleExternalId));
  const wrong = given === undefined ? ids.length > 0 || secondFactorBySms : !ids.includes(given);
  if (!wrong) return [];
  const received = given === undefined
    ? `${name} ${ids.length > 0 ? 'asks for an external id' : 'asks for no external id, which Cognito demands for a second factor by SMS'}, and there is no 'smsRoleExternalId'`
    : `'smsRoleExternalId' is ${shown(smsRoleExternalId)}, which ${name} does not ask for`;
  return [{ code: 'sms-role', received, fix }];
}

/** The statements that let Cognito assume the role; undefined where its trust policy is not known here. */
function statementsFor(role: IRoleRef): Statement[] | undefined {
  const { assumeRolePolicy } = role as Partial<Role>;
  if (!assumeRolePolicy) return undefined;
  const { Statement: statements } = Stack.of(role).resolve(assumeRolePolicy) as { readonly Statement: readonly Statement[] };
  return statements.filter(({ Effect, Principal }) => Effect !== 'Deny' && ([] as unknown[]).concat(Principal?.Service ?? []).some((service) => service === COGNITO || typeof service === 'object'));
}

/** The external ids that a statement takes, as JSON; those of conditions with patterns are not known. */
function externalIdsOf({ Condition = {} }: Statement): string[] | 'unknown' {
  const ids = Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys).filter(([key]) => key.toLowerCase() === 'sts:externalid').map(([, value]) => [operator, value] as const));
  if (ids.some(([operator]) => operator !== 'StringEquals')) return 'unknown';
  return ids.flatMap(([, value]) => ([] as unknown[]).concat(value)).map((value) => JSON.stringify(value));
}
