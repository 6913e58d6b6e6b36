import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IStreamRef } from 'aws-cdk-lib/aws-kinesis';
import type { IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import { RECORD_ACTIONS } from './private/actions';
import { checkReach } from './private/grantee';
import { grantOnKey } from './private/key';
import { requireObject } from '../private/types';

/**
 * Records that users and back ends send to a stream: click streams, telemetry. Sending only: nobody reads with these grants.
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
    requireObject('the stream', stream, 'streamRef', 'a stream of Kinesis, or what refers to one');
    const { streamArn } = stream.streamRef;
    return new RecordGrants((grantee) => {
      checkReach(grantee, stream, streamArn);
      grantOnKey('kinesis', stream, streamArn, grantee, ['kms:GenerateDataKey']);
      return Grant.addToPrincipal({ grantee, actions: RECORD_ACTIONS.kinesis, resourceArns: [streamArn] });
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
    return new RecordGrants((grantee) => {
      checkReach(grantee, deliveryStream, deliveryStreamArn);
      return Grant.addToPrincipal({ grantee, actions: RECORD_ACTIONS.firehose, resourceArns: [deliveryStreamArn] });
    });
  }

  private constructor(private readonly grantPut: (grantee: IGrantable) => Grant) {}

  /**
   * Put records into the stream, and encrypt them with its key where it has one.
   *
   * @param grantee who sends: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role of a back end
   * @returns the grant
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public put(grantee: IGrantable): Grant {
    return this.grantPut(grantee);
  }
}
