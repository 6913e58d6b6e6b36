import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IStreamRef } from 'aws-cdk-lib/aws-kinesis';
import type { IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { RECORD_ACTIONS } from './private/actions';
import { grantOnKey } from './private/key';

/**
 * Records that users send to a stream: click streams, telemetry. Sending only: nobody reads with these grants.
 */
export class RecordGrants {
  /**
   * Grants on this Kinesis data stream.
   *
   * @param stream any reference to a stream: L2, imported or L1
   * @returns the grants
   * @see https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
   */
  public static fromStream(stream: IStreamRef): RecordGrants {
    const { streamArn } = stream.streamRef;
    return new RecordGrants((principal) => {
      principal._checkResource(stream, streamArn);
      grantOnKey('kinesis', stream, streamArn, principal, ['kms:GenerateDataKey']);
      return Grant.addToPrincipal({ grantee: principal, actions: RECORD_ACTIONS.kinesis, resourceArns: [streamArn] });
    });
  }

  /**
   * Grants on this Firehose delivery stream. Where it is encrypted, Firehose uses the key itself: users need nothing of it.
   *
   * @param deliveryStream any reference to a delivery stream: L2, imported or L1
   * @returns the grants
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
   */
  public static fromDeliveryStream(deliveryStream: IDeliveryStreamRef): RecordGrants {
    const { deliveryStreamArn } = deliveryStream.deliveryStreamRef;
    return new RecordGrants((principal) => {
      principal._checkResource(deliveryStream, deliveryStreamArn);
      return Grant.addToPrincipal({ grantee: principal, actions: RECORD_ACTIONS.firehose, resourceArns: [deliveryStreamArn] });
    });
  }

  private constructor(private readonly grantPut: (principal: IdentityPoolPrincipal) => Grant) {}

  /**
   * Put records into the stream, and encrypt them with its key where it has one.
   *
   * @param principal who sends: `auth.authenticated`, `auth.group('…')`, `guests.principal`
   * @returns the grant
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public put(principal: IdentityPoolPrincipal): Grant {
    return this.grantPut(principal);
  }
}
