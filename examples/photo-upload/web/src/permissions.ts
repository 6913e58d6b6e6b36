import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { fetchAuthSession } from 'aws-amplify/auth';
import { kinesis, s3 } from './clients';
import { byId, element } from './dom';
import { folderOf } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';

/** Something to try, and how it is meant to end. */
interface Try {
  readonly what: string;
  readonly meant: 'allowed' | 'refused';
  readonly run: () => Promise<unknown>;
}

const SOMEBODY_ELSE = '00000000-0000-4000-8000-000000000000';

function guestTries(): Try[] {
  return [{
    what: 'Get AWS credentials',
    meant: 'refused',
    run: async () => {
      if (!(await fetchAuthSession({ forceRefresh: true })).credentials) throw new Error('NotAuthorizedException');
    },
  }];
}

function memberTries(settings: Settings, { identityId, groups }: Person): Try[] {
  const { bucket: Bucket } = settings;
  const [own, other] = [folderOf(identityId), folderOf(`${settings.region}:${SOMEBODY_ELSE}`)];
  const curator = groups.includes('curators') ? 'allowed' : 'refused';
  const list = (Prefix?: string) => s3(settings).send(new ListObjectsV2Command({ Bucket, Prefix }));
  return [
    { what: 'List my own folder', meant: 'allowed', run: () => list(own) },
    { what: 'Leave a click in the stream', meant: 'allowed', run: () => kinesis(settings).send(new PutRecordCommand({ StreamName: settings.clicks, PartitionKey: identityId, Data: new TextEncoder().encode('{"page":"/"}') })) },
    { what: 'List the folders of everybody', meant: curator, run: () => list('users/') },
    { what: "List somebody else's folder", meant: curator, run: () => list(other) },
    { what: "Read somebody else's photo", meant: curator, run: () => s3(settings).send(new GetObjectCommand({ Bucket, Key: `${other}photo.jpg` })) },
    { what: "Write into somebody else's folder", meant: 'refused', run: () => s3(settings).send(new PutObjectCommand({ Bucket, Key: `${other}photo.jpg`, Body: 'x' })) },
    { what: 'Write beside the folders', meant: 'refused', run: () => s3(settings).send(new PutObjectCommand({ Bucket, Key: 'photo.jpg', Body: 'x' })) },
    { what: 'List the whole bucket', meant: 'refused', run: () => list() },
  ];
}

/** Shows what this person may and may not do: each line is a real request, made now. */
export async function showPermissions(settings: Settings, person: Person | undefined): Promise<void> {
  const tries = person ? memberTries(settings, person) : guestTries();
  const lines = tries.map((one) => ({ one, verdict: element('span', { class: 'verdict' }, '…'), reason: element('span', { class: 'reason' }) }));
  const again = element('button', { type: 'button', class: 'quiet', onclick: () => { void showPermissions(settings, person); } }, 'Try again');
  byId('permissions').replaceChildren(
    element('div', { class: 'tight' },
      element('h2', { id: 'permissions-title' }, person ? 'What you may do' : 'What a guest may do'),
      element('p', { class: 'small muted' }, `Each line is a real request to AWS, made just now ${person ? 'with your own credentials' : 'without signing in'}.`)),
    element('ul', { class: 'tries' }, ...lines.map(({ one, verdict, reason }) => element('li', { class: 'try' }, element('span', {}, one.what), verdict, reason))),
    again);
  again.disabled = true;
  await Promise.all(lines.map(async ({ one, verdict, reason }) => {
    const outcome = await outcomeOf(one);
    verdict.textContent = outcome.verdict;
    verdict.className = `verdict ${outcome.verdict === one.meant ? outcome.verdict : 'unexpected'}`;
    reason.textContent = outcome.verdict === one.meant ? outcome.reason ?? '' : `Not as promised: this should be ${one.meant}. ${outcome.reason ?? ''}`;
  }));
  again.disabled = false;
  byId('permissions').dataset.tried = String(lines.length);
}

const REFUSALS = ['AccessDenied', 'AccessDeniedException', 'NotAuthorizedException'];

/** Somebody who may read but asks for what is not there was let in. */
async function outcomeOf({ run }: Try): Promise<{ verdict: 'allowed' | 'refused' | 'failed'; reason?: string }> {
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
