import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IEmailIdentityRef } from 'aws-cdk-lib/aws-ses';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';

/** The sender of e-mails through SES. */
export interface SesSenderOptions {
  /**
   * The address that e-mails come from; of the verified domain, or the verified address itself.
   */
  readonly from: string;

  /**
   * The name that users see beside the address.
   *
   * @default - the address alone
   */
  readonly fromName?: string;

  /**
   * Where answers go.
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
   * The Region of the SES identity. Regions without SES of their own use another's.
   *
   * @default - the Region of the pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html#user-pool-email-developer-region-mapping
   */
  readonly sesRegion?: string;
}

/**
 * Who sends the e-mails of a user pool. Without one Cognito sends them from an address of its own, a few dozen a day.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export class EmailSender {
  /**
   * Your own address through Amazon SES, which charges for each e-mail.
   *
   * @param identity the verified domain or address: `EmailIdentity` made here, or `EmailIdentity.fromEmailIdentityName`
   * @param options the address and name that e-mails come from
   * @returns the sender
   */
  public static ses(identity: IEmailIdentityRef, options: SesSenderOptions): EmailSender {
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
  checkAddress(scope, 'from', options.from);
  if (options.replyTo !== undefined) checkAddress(scope, 'replyTo', options.replyTo);
  const covered = !isKnown(emailIdentityName) || !isKnown(options.from)
    || options.from === emailIdentityName || options.from.endsWith(`@${emailIdentityName}`) || options.from.endsWith(`.${emailIdentityName}`);
  if (!covered) {
    throw new CognitoPoolsError({
      code: 'email-sender',
      received: `the address ${shown(options.from)} is not of the SES identity ${shown(emailIdentityName)}`,
      fix: 'send from an address of the verified domain, or verify the domain of this address',
    }, scope);
  }
  return {
    emailSendingAccount: 'DEVELOPER',
    from: options.fromName === undefined ? options.from : `${options.fromName} <${options.from}>`,
    replyToEmailAddress: options.replyTo,
    configurationSet: options.configurationSetName,
    sourceArn: Stack.of(scope).formatArn({ service: 'ses', region: options.sesRegion, resource: 'identity', resourceName: emailIdentityName }),
  };
}

function checkAddress(scope: IConstruct, name: string, address: string): void {
  if (!isKnown(address) || /^[\x21-\x7e]+@[\x21-\x7e]+\.[\x21-\x7e]+$/.test(address)) return;
  throw new CognitoPoolsError({
    code: 'email-sender',
    received: `'${name}' is ${shown(address)}, which is no e-mail address that SES takes`,
    fix: 'write a plain address such as no-reply@example.com (international domains in their xn-- form); the name goes into \'fromName\'',
  }, scope);
}
