import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { fetchAuthSession } from 'aws-amplify/auth';
import { kinesis, s3, unsignedS3 } from './clients';
import { folderOf } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';

/** Something to try, and how it is meant to end. */
export interface Try {
  readonly what: string;
  readonly meant: 'allowed' | 'refused';
  run(): Promise<unknown>;
}

/** How it ended, and the name of the refusal or of what went wrong. */
export interface Outcome {
  readonly verdict: 'allowed' | 'refused' | 'failed';
  readonly reason?: string;
}

/** Of nobody: AWS answers as it does for somebody, and says nothing of who exists. */
const SOMEBODY_ELSE = '00000000-0000-4000-8000-000000000000';
const REFUSALS = ['AccessDenied', 'AccessDeniedException', 'NotAuthorizedException'];

/** What a guest tries: credentials, and what the bucket answers to requests that nobody signed. */
export function guestTries(settings: Settings): Try[] {
  const bucket = new Requests(settings, unsignedS3(settings));
  const folder = folderOf(`${settings.aws.region}:${SOMEBODY_ELSE}`);
  return [
    {
      what: 'Get AWS credentials', meant: 'refused', run: async () => {
        if (!(await fetchAuthSession({ forceRefresh: true })).credentials) throw new Error('NotAuthorizedException');
      },
    },
    { what: 'List the photos of everybody', meant: 'refused', run: () => bucket.list('users/') },
    { what: "Read somebody's photo", meant: 'refused', run: () => bucket.read(`${folder}photo.jpg`) },
    { what: "Write into somebody's folder", meant: 'refused', run: () => bucket.write(`${folder}photo.jpg`) },
  ];
}

/** What somebody who is signed in tries. Curators may look into all folders, and write into their own alone. */
export function memberTries(settings: Settings, { identityId, groups }: Person): Try[] {
  const bucket = new Requests(settings, s3(settings));
  const other = folderOf(`${settings.aws.region}:${SOMEBODY_ELSE}`);
  const curator = groups.includes('curators') ? 'allowed' : 'refused';
  return [
    { what: 'List my own folder', meant: 'allowed', run: () => bucket.list(folderOf(identityId)) },
    { what: 'Leave a click in the stream', meant: 'allowed', run: () => kinesis(settings).send(new PutRecordCommand({ StreamName: settings.clicks, PartitionKey: identityId, Data: new TextEncoder().encode('{"page":"/"}') })) },
    { what: 'List the folders of everybody', meant: curator, run: () => bucket.list('users/') },
    { what: "List somebody else's folder", meant: curator, run: () => bucket.list(other) },
    { what: "Read somebody else's photo", meant: curator, run: async () => bucket.read(await bucket.keyOutside(folderOf(identityId)) ?? `${other}photo.jpg`) },
    { what: "Write into somebody else's folder", meant: 'refused', run: () => bucket.write(`${other}photo.jpg`) },
    { what: 'Write beside the folders', meant: 'refused', run: () => bucket.write('photo.jpg') },
    { what: 'List the whole bucket', meant: 'refused', run: () => bucket.list() },
  ];
}

/** Reads a key that a person has typed, or lists it where it ends as a folder does. */
export function tryKey(settings: Settings, key: string): Promise<Outcome> {
  const bucket = new Requests(settings, s3(settings));
  return outcomeOf(() => (key.endsWith('/') ? bucket.list(key) : bucket.read(key)));
}

/** Makes the request. Somebody who may read but asks for what is not there was let in. */
export async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    await run();
    return { verdict: 'allowed' };
  } catch (error) {
    const { name, message } = error as Error;
    const refusal = REFUSALS.find((one) => one === name || message.includes(one));
    if (refusal) return { verdict: 'refused', reason: refusal };
    return name === 'NoSuchKey' ? { verdict: 'allowed', reason: 'There is no such photo' } : { verdict: 'failed', reason: `${name}: ${message}` };
  }
}

class Requests {
  constructor(private readonly settings: Settings, private readonly client: S3Client) {}

  list(Prefix?: string) {
    return this.client.send(new ListObjectsV2Command({ Bucket: this.settings.bucket, Prefix }));
  }

  read(Key: string) {
    return this.client.send(new GetObjectCommand({ Bucket: this.settings.bucket, Key }));
  }

  write(Key: string) {
    return this.client.send(new PutObjectCommand({ Bucket: this.settings.bucket, Key, Body: 'x' }));
  }

  /** A photo of somebody else, for those who may see that there is one. */
  async keyOutside(folder: string): Promise<string | undefined> {
    const { Contents = [] } = await this.list('users/').catch(() => ({ Contents: [] }));
    return Contents.map(({ Key = '' }) => Key).find((key) => !key.startsWith(folder));
  }
}
