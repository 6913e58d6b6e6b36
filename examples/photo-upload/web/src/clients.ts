import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { fetchAuthSession } from 'aws-amplify/auth';
import type { Settings } from './settings';
import { tellingWire } from './wire';
import type { OnProgress, Wire } from './wire';

/** The credentials of whoever is signed in; Amplify renews them. */
async function credentials() {
  const session = await fetchAuthSession();
  if (!session.credentials) throw Object.assign(new Error('You have no AWS credentials.'), { name: 'NotAuthorizedException' });
  return session.credentials;
}

/** The bucket's client. */
export function s3({ aws }: Settings, onProgress?: OnProgress): S3Client {
  const client = new S3Client({ ...bucketSettings(aws), credentials });
  if (onProgress) {
    const wire = tellingWire(client.config.requestHandler as unknown as Wire, onProgress);
    client.config.requestHandler = wire as unknown as typeof client.config.requestHandler;
  }
  return client;
}

/** The bucket's client of somebody who signs nothing, as anybody on the internet can. */
export function unsignedS3({ aws }: Settings): S3Client {
  // The client wants credentials even so; what does not sign never uses them.
  return new S3Client({ ...bucketSettings(aws), credentials: { accessKeyId: 'none', secretAccessKey: 'none' }, signer: { sign: (request) => Promise.resolve(request) } });
}

/** The click stream's client. */
export function kinesis({ aws }: Settings): KinesisClient {
  return new KinesisClient({ ...aws, credentials });
}

function bucketSettings(aws: Settings['aws']): S3ClientConfig {
  return { ...aws, forcePathStyle: aws.endpoint !== undefined, requestChecksumCalculation: 'WHEN_REQUIRED' };
}
