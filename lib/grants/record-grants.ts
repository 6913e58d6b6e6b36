import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IStreamRef } from 'aws-cdk-lib/aws-kinesis';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { RECORD_ACTIONS } from './private/actions';
import { grantOnKey } from './private/key';

/**
 * Records that people send to a stream: click streams, telemetry. Sending only: nobody reads with these grants.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
 */
export class RecordGrants {
  /**
   * Grants on this Kinesis data stream.
   *
   * @param stream any reference to a stream: L2, imported or L1
   * @returns the grants
   */
  public static fromStream(stream: IStreamRef): RecordGrants {
    return new RecordGrants(stream);
  }

  private constructor(private readonly stream: IStreamRef) {}

  /**
   * Put records into the stream, and encrypt them with its key where it has one.
   *
   * @param principal who sends: `auth.authenticated`, `auth.group('…')`, `guests.principal`
   * @returns the grant
   */
  public put(principal: IdentityPoolPrincipal): Grant {
    principal._refuseForeign(this.stream);
    grantOnKey('kinesis', this.stream, principal, ['kms:GenerateDataKey']);
    return Grant.addToPrincipal({ grantee: principal, actions: RECORD_ACTIONS.put, resourceArns: [this.stream.streamRef.streamArn] });
  }
}
