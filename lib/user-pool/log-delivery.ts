import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnLogDeliveryConfiguration } from 'aws-cdk-lib/aws-cognito';
import type { IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

/** Where a log goes, in the words of the L1. */
type Destination = Pick<CfnLogDeliveryConfiguration.LogConfigurationProperty, 'cloudWatchLogsConfiguration' | 'firehoseConfiguration' | 's3Configuration'>;

/**
 * Where the log of user activity goes: each sign-in and its risk.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 */
export class UserActivityLogDestination {
  /**
   * A log group of CloudWatch Logs, not encrypted with a key of your own.
   *
   * @param logGroup the log group
   * @returns the destination
   */
  public static logGroup(logGroup: ILogGroupRef): UserActivityLogDestination {
    return new UserActivityLogDestination((scope) => ({ cloudWatchLogsConfiguration: { logGroupArn: logGroupArn(scope, logGroup) } }));
  }

  /**
   * A Firehose stream.
   *
   * @param stream the stream
   * @returns the destination
   */
  public static firehose(stream: IDeliveryStreamRef): UserActivityLogDestination {
    return new UserActivityLogDestination(() => ({ firehoseConfiguration: { streamArn: stream.deliveryStreamRef.deliveryStreamArn } }));
  }

  /**
   * An S3 bucket.
   *
   * @param bucket the bucket
   * @returns the destination
   */
  public static bucket(bucket: IBucketRef): UserActivityLogDestination {
    return new UserActivityLogDestination(() => ({ s3Configuration: { bucketArn: bucket.bucketRef.bucketArn } }));
  }

  /** @internal */
  public readonly _destination: (scope: IConstruct) => Destination;

  private constructor(destination: (scope: IConstruct) => Destination) {
    this._destination = destination;
  }
}

/** The logs that a user pool delivers. */
export interface LogDeliveryOptions {
  /**
   * Where messages go that could not be delivered: errors of e-mail and SMS. A log group of CloudWatch Logs.
   *
   * @default - not logged
   */
  readonly notificationErrors?: ILogGroupRef;

  /**
   * Where the log of user activity goes: each sign-in and its risk. Needs threat protection.
   *
   * @default - not logged
   */
  readonly userActivity?: UserActivityLogDestination;
}

/** The one resource with all that the pool logs. */
export function deliverLogs(scope: Construct, userPool: IUserPool, { notificationErrors, userActivity }: LogDeliveryOptions): void {
  new CfnLogDeliveryConfiguration(scope, 'LogDelivery', {
    userPoolId: userPool.userPoolId,
    logConfigurations: [
      ...notificationErrors ? [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn: logGroupArn(scope, notificationErrors) } }] : [],
      ...userActivity ? [{ eventSource: 'userAuthEvents', logLevel: 'INFO', ...userActivity._destination(scope) }] : [],
    ],
  });
}

/** The ARN attribute of a log group ends in a wildcard, which Cognito refuses. */
function logGroupArn(scope: IConstruct, { logGroupRef }: ILogGroupRef): string {
  return Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupRef.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
