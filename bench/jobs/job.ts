import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What each copy of the job is given. */
export interface JobInput {
  readonly photos: IBucket;
  readonly clicks: IStream;
}

/**
 * The same job by different means: users sign in by e-mail and get credentials to read, write and list their own folder of
 * a bucket and to put records into a stream.
 */
export type Job = (scope: Construct, id: string, input: JobInput) => void;
