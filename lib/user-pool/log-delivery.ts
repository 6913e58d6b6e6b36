import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnLogDeliveryConfiguration } from 'aws-cdk-lib/aws-cognito';
import type { IDeliveryStreamRef } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { ArnFormat } from 'aws-cdk-lib/core';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { Neighbour } from '../private/environment';
import { environmentOf, formatArnOf, requireNearby } from '../private/environment';
import { CognitoPoolsError } from '../private/errors';
import { allowDelivery } from './log-bucket';

/** Where Cognito delivers logs to. */
const NEARBY: Omit<Neighbour, 'what' | 'environment'> = {
  with: 'the user pool', fix: 'deliver the logs to one of the account and Region of the pool: Cognito takes no other', same: ['account', 'region'],
};

/** Where a log goes, in the words of the L1. */
type Destination = Pick<CfnLogDeliveryConfiguration.LogConfigurationProperty, 'cloudWatchLogsConfiguration' | 'firehoseConfiguration' | 's3Configuration'>;

/**
 * The destination of the log of user activity: each sign-in and its risk.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 */
export class UserActivityLogDestination {
  /**
   * A log group of CloudWatch Logs, not encrypted with a key of your own, of the account and Region of the pool.
   *
   * @param logGroup the log group
   * @returns the destination
   * @throws error `another-account`, `another-region`, where the pool is made
   * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CloudWatchLogsConfigurationType.html
   */
  public static logGroup(logGroup: ILogGroupRef): UserActivityLogDestination {
    return new UserActivityLogDestination((scope) => ({ cloudWatchLogsConfiguration: { logGroupArn: logGroupArn(scope, logGroup) } }));
  }

  /**
   * A Firehose stream, of the account and Region of the pool.
   *
   * @param stream the stream
   * @returns the destination
   * @throws error `another-account`, `another-region`, where the pool is made
   */
  public static firehose(stream: IDeliveryStreamRef): UserActivityLogDestination {
    return new UserActivityLogDestination((scope) => {
      const { deliveryStreamArn: streamArn } = stream.deliveryStreamRef;
      requireNearby(scope, { ...NEARBY, what: `the Firehose stream ${stream.node.path}`, environment: environmentOf(stream, streamArn) });
      return { firehoseConfiguration: { streamArn } };
    });
  }

  /**
   * An S3 bucket. The policy of an L2 bucket, and that of its key, get the statements that let logs in; those of an imported or an L1
   * bucket are yours to write.
   *
   * @param bucket the bucket
   * @returns the destination
   */
  public static bucket(bucket: IBucketRef): UserActivityLogDestination {
    return new UserActivityLogDestination(() => ({ s3Configuration: { bucketArn: bucket.bucketRef.bucketArn } }), (scope) => allowDelivery(scope, bucket));
  }

  /** @internal */
  public readonly _destination: (scope: IConstruct) => Destination;

  /**
   * Lets logs in, and says what their delivery must come after.
   *
   * @internal
   */
  public readonly _prepare: (scope: IConstruct) => IDependable | undefined;

  private constructor(destination: (scope: IConstruct) => Destination, prepare: (scope: IConstruct) => IDependable | undefined = () => undefined) {
    this._destination = destination;
    this._prepare = prepare;
  }
}

/** The logs that a user pool delivers. */
export interface LogDeliveryOptions {
  /**
   * The destination of the log of messages that could not be delivered, by e-mail and SMS. A log group of CloudWatch Logs.
   *
   * @default - not logged
   */
  readonly notificationErrors?: ILogGroupRef;

  /**
   * The destination of the log of user activity: each sign-in and its risk. Needs threat protection.
   *
   * @default - not logged
   */
  readonly userActivity?: UserActivityLogDestination;
}

/** The one resource with all that the pool logs. */
export function deliverLogs(scope: Construct, userPool: IUserPool, { notificationErrors, userActivity }: LogDeliveryOptions): void {
  const before = userActivity?._prepare(scope);
  const delivery = new CfnLogDeliveryConfiguration(scope, 'LogDelivery', {
    userPoolId: userPool.userPoolId,
    logConfigurations: [
      ...notificationErrors ? [{ eventSource: 'userNotification', logLevel: 'ERROR', cloudWatchLogsConfiguration: { logGroupArn: logGroupArn(scope, notificationErrors) } }] : [],
      ...userActivity ? [{ eventSource: 'userAuthEvents', logLevel: 'INFO', ...userActivity._destination(scope) }] : [],
    ],
  });
  if (before) delivery.node.addDependency(before);
}

/** The ARN attribute of a log group ends in a wildcard, which Cognito refuses. */
function logGroupArn(scope: IConstruct, logGroup: ILogGroupRef): string {
  const { logGroupArn: arn, logGroupName } = logGroup.logGroupRef;
  const environment = environmentOf(logGroup, arn);
  refuseKey(scope, logGroup);
  requireNearby(scope, { ...NEARBY, what: `the log group ${logGroup.node.path}`, environment });
  return formatArnOf(scope, environment, { service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** Cognito writes into no log group that is encrypted with a key of yours; that of an imported one is not known here. */
function refuseKey(scope: IConstruct, logGroup: ILogGroupRef): void {
  const made = logGroup.node.defaultChild ?? logGroup;
  if (!(made instanceof CfnLogGroup) || made.kmsKeyId === undefined) return;
  throw new CognitoPoolsError({
    code: 'log-group-key',
    received: `the log group ${logGroup.node.path} is encrypted with a key`,
    fix: 'give one without a key: CloudWatch Logs encrypts it all the same, and Cognito takes no other',
  }, scope);
}
