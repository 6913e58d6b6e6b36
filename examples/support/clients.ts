import type { Deployment } from './example-run';

/** Credentials as the AWS clients take them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Settings of any AWS client that acts with these credentials; without any it does not sign. */
export function clientSettings(deployment: Deployment, credentials?: Credentials) {
  return {
    region: deployment.region,
    ...(deployment.endpoint !== undefined && { endpoint: deployment.endpoint }),
    ...(credentials && { credentials, logger: deployment.calls?.loggerFor(credentials) }),
  };
}

/** The same for S3, whose buckets are paths rather than host names outside of AWS. */
export function s3Settings(deployment: Deployment, credentials?: Credentials) {
  return { ...clientSettings(deployment, credentials), forcePathStyle: deployment.endpoint !== undefined };
}

/** Settings of a client that prepares or inspects what the example needs, as the account's owner. */
export function administratorSettings(deployment: Deployment) {
  return { ...clientSettings(deployment), ...(deployment.administrator && { credentials: deployment.administrator }) };
}

/** The same for S3. */
export function administratorS3Settings(deployment: Deployment) {
  return { ...s3Settings(deployment), ...administratorSettings(deployment) };
}
