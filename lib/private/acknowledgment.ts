import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from './errors';
import { isKnown } from './tokens';

/** Acknowledges something that would be an error without a reason. */
export interface AcknowledgmentOptions {
  /**
   * The reason why it stands. Not empty.
   */
  readonly reason: string;
}

/** Refuses an acknowledgment whose reason is empty. */
export function requireReason(what: string, acknowledgment: AcknowledgmentOptions | undefined, fix: string, scope?: IConstruct): void {
  if (acknowledgment === undefined || !isKnown(acknowledgment.reason) || acknowledgment.reason.trim() !== '') return;
  throw new CognitoPoolsError({ code: 'acknowledgment-without-reason', received: `${what} is acknowledged without a reason`, fix }, scope);
}
