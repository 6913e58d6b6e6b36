import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IEmailIdentity, IEmailIdentityRef } from 'aws-cdk-lib/aws-ses';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { environmentOf, formatArnOf, isElsewhere } from '../private/environment';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, refuseListItems } from '../private/tokens';
import { requireObject, requireOptions, requireText } from '../private/types';
import { sesRegionsOf } from './message-regions';
import { senderName } from './sender-name';

/** The sender of e-mails through SES. */
export interface SesSenderOptions {
  /**
   * The address that e-mails come from; of the verified domain, or the verified address itself.
   */
  readonly from: string;

  /**
   * The name that users see beside the address, in one line. Quoted and encoded as e-mails need it.
   *
   * @default - the address alone
   */
  readonly fromName?: string;

  /**
   * The address that answers go to.
   *
   * @default - to the sender
   */
  readonly replyTo?: string;

  /**
   * The SES configuration set that collects bounces, issues and the like.
   *
   * @default - none
   */
  readonly configurationSetName?: string;

  /**
   * The Region of an SES identity that is imported by its name. Regions without SES of their own use another's.
   *
   * @default - the Region that the ARN of the identity states, or of the stack that makes it; else the Region of the pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html#user-pool-email-developer-region-mapping
   */
  readonly sesRegion?: string;
}

/**
 * The sender of the e-mails of a user pool. Without one Cognito sends them from an address of its own, a few dozen a day.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export class EmailSender {
  /**
   * Your own address through Amazon SES, which charges for each e-mail. An identity of another Region is used there, where
   * Cognito takes that Region for the pool's; one of another account must let the pool send, by a sending authorization policy.
   *
   * @param identity the verified domain or address: `EmailIdentity` made here, `fromEmailIdentityArn` or `fromEmailIdentityName`
   * @param options the address and name that e-mails come from
   * @returns the sender
   */
  public static ses(identity: IEmailIdentityRef, options: SesSenderOptions): EmailSender {
    requireObject('the identity of the sender', identity, 'emailIdentityRef', "EmailIdentity.fromEmailIdentityName(…) or another identity of SES");
    requireOptions("'options' of the sender", options);
    return new EmailSender((scope) => sesConfiguration(scope, identity, options));
  }

  /** @internal */
  public readonly _configuration: (scope: IConstruct) => CfnUserPool.EmailConfigurationProperty;

  private constructor(configuration: (scope: IConstruct) => CfnUserPool.EmailConfigurationProperty) {
    this._configuration = configuration;
  }
}

function sesConfiguration(scope: IConstruct, identity: IEmailIdentityRef, options: SesSenderOptions): CfnUserPool.EmailConfigurationProperty {
  const { emailIdentity: emailIdentityName } = identity.emailIdentityRef;
  refuseListItems(options);
  checkAddress(scope, 'from', options.from);
  if (options.replyTo !== undefined) checkAddress(scope, 'replyTo', options.replyTo);
  checkCovered(scope, emailIdentityName, options.from);
  checkNames(scope, options);
  return {
    emailSendingAccount: 'DEVELOPER',
    from: options.fromName === undefined ? options.from : `${senderName(options.fromName)} <${options.from}>`,
    replyToEmailAddress: options.replyTo,
    configurationSet: options.configurationSetName,
    sourceArn: sesIdentityArn(scope, identity, options.sesRegion),
  };
}

/** The identity is where it is; of one that is imported by its name nobody knows, and `sesRegion` says it. */
export function sesIdentityArn(scope: IConstruct, identity: IEmailIdentityRef, sesRegion?: string): string {
  const { emailIdentityArn } = identity as Partial<IEmailIdentity>;
  const { account, region } = environmentOf(identity, emailIdentityArn);
  const { emailIdentity: resourceName } = identity.emailIdentityRef;
  const isStated = emailIdentityArn !== undefined && isKnown(emailIdentityArn);
  if (sesRegion !== undefined && isElsewhere(sesRegion, region) && (isStated || CfnResource.isCfnResource(identity.node.defaultChild))) {
    throw new CognitoPoolsError({
      code: 'email-sender',
      received: `'sesRegion' is ${shown(sesRegion)}, and the SES identity ${identity.node.path} is in ${region}`,
      fix: "leave 'sesRegion' out, or pass the identity of that Region",
    }, scope);
  }
  checkSesRegion(scope, identity, sesRegion ?? region);
  return formatArnOf(scope, { account, region: sesRegion ?? region }, { service: 'ses', resource: 'identity', resourceName });
}

/** Refuses identities of Regions from which Cognito sends no e-mails of the pool, where its pages say which these are. */
function checkSesRegion(scope: IConstruct, identity: IEmailIdentityRef, there: string): void {
  const { region } = Stack.of(scope);
  const possible = sesRegionsOf(region);
  if (!isKnown(there) || !possible || possible.includes(there)) return;
  throw new CognitoPoolsError({
    code: 'another-region',
    received: `the SES identity ${identity.node.path} is in ${there}, and the user pool in ${region}`,
    fix: `use an identity in ${possible.join(', ')}: Cognito sends the e-mails of the pool from no other Region`,
  }, scope);
}

/** Refuses an address that SES does not let this identity send from. */
export function checkCovered(scope: IConstruct, identity: string, from: string): void {
  if (!isKnown(identity) || !isKnown(from) || from === identity || from.endsWith(`@${identity}`) || from.endsWith(`.${identity}`)) return;
  throw new CognitoPoolsError({
    code: 'email-sender',
    received: `the address ${shown(from)} is not of the SES identity ${shown(identity)}`,
    fix: 'send from an address of the verified domain, or verify the domain of this address',
  }, scope);
}

function checkNames(scope: IConstruct, { configurationSetName, fromName, sesRegion }: SesSenderOptions): void {
  if (fromName !== undefined) requireText("'fromName'", fromName, scope);
  if (fromName !== undefined && /^$|\p{Cc}|[\u2028\u2029]/u.test(fromName)) {
    throw new CognitoPoolsError({
      code: 'email-sender', received: `'fromName' is ${shown(fromName)}`, fix: 'write a name in one line, without control characters: it is quoted and encoded where it needs to be',
    }, scope);
  }
  if (configurationSetName !== undefined && !conformsTo('cognito-idp:SESConfigurationSet', configurationSetName)) {
    throw new CognitoPoolsError({ code: 'email-sender', received: `'configurationSetName' is ${shown(configurationSetName)}`, fix: "name it in 1 to 64 letters, digits, '-' and '_'" }, scope);
  }
  if (sesRegion !== undefined && isKnown(sesRegion) && !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(sesRegion)) {
    throw new CognitoPoolsError({ code: 'email-sender', received: `'sesRegion' is ${shown(sesRegion)}`, fix: 'name the Region of the SES identity, such as eu-west-1' }, scope);
  }
}

/** Refuses what is no plain address. */
export function checkAddress(scope: IConstruct, name: string, address: string): void {
  requireText(`'${name}'`, address, scope);
  if (!isKnown(address) || /^[\x21-\x7e]+@[\x21-\x7e]+\.[\x21-\x7e]+$/.test(address)) return;
  throw new CognitoPoolsError({
    code: 'email-sender',
    received: `'${name}' is ${shown(address)}, which is no e-mail address that SES takes`,
    fix: 'write a plain address such as no-reply@example.com (international domains in their xn-- form); the name goes into \'fromName\'',
  }, scope);
}
