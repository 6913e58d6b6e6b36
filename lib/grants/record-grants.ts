import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IStreamRef } from 'aws-cdk-lib/aws-kinesis';
import type { IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { aws_rum } from 'aws-cdk-lib/interfaces';
import { formatArnOf } from '../private/environment';
import { RECORD_ACTIONS } from './private/actions';
import { checkReach } from './private/grantee';
import { grantOnKey } from './private/key';
import { requireObject } from '../private/types';

/**
 * Records that users and back ends send: click streams, telemetry, what browsers measure. Sending only: nobody reads with these
 * grants.
 */
export class RecordGrants {
  /**
   * Grants on this Kinesis data stream.
   *
   * @param stream any reference to a stream: L2, imported or L1
   * @returns an object whose methods grant to principals
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
   * @returns an object whose methods grant to principals
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
   */
  public static fromDeliveryStream(deliveryStream: IDeliveryStreamRef): RecordGrants {
    requireObject('the delivery stream', deliveryStream, 'deliveryStreamRef', 'a delivery stream of Firehose, or what refers to one');
    const { deliveryStreamArn } = deliveryStream.deliveryStreamRef;
    return new RecordGrants((grantee) => {
      checkReach(grantee, deliveryStream, deliveryStreamArn);
      return Grant.addToPrincipal({ grantee, actions: RECORD_ACTIONS.firehose, resourceArns: [deliveryStreamArn] });
    });
  }

  /**
   * Grants on this app monitor of CloudWatch RUM, to which browsers send what they measure.
   *
   * The pools of this library have no classic flow, so leave `guestRoleArn` out of the configuration of the web client: with it the
   * client asks for the classic flow, and gets no credentials. `identityPoolId` alone makes it use the enhanced flow.
   *
   * @param appMonitor any reference to an app monitor
   * @returns an object whose methods grant to principals
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-get-started-authorization.html
   */
  public static fromAppMonitor(appMonitor: aws_rum.IAppMonitorRef): RecordGrants {
    requireObject('the app monitor', appMonitor, 'appMonitorRef', 'an app monitor of CloudWatch RUM, or what refers to one');
    const arn = formatArnOf(appMonitor, appMonitor.env, { service: 'rum', resource: 'appmonitor', resourceName: appMonitor.appMonitorRef.appMonitorName });
    return new RecordGrants((grantee) => {
      checkReach(grantee, appMonitor, arn);
      return Grant.addToPrincipal({ grantee, actions: RECORD_ACTIONS.rum, resourceArns: [arn] });
    });
  }

  private constructor(private readonly grantPut: (grantee: IGrantable) => Grant) {}

  /**
   * Put records into the stream or the app monitor, and encrypt them with the key of the stream where it has one.
   *
   * @param grantee who sends: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role of a back end
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public put(grantee: IGrantable): Grant {
    return this.grantPut(grantee);
  }
}
