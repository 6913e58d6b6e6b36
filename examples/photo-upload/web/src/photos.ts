import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { s3 } from './clients';
import { element } from './dom';
import { rasterType } from './raster';
import type { Settings } from './settings';
import type { OnProgress } from './wire';

/** A photo in the own folder. */
export interface Photo {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly date: Date;
}

/** The folder that belongs to an identity. */
export const folderOf = (identityId: string) => `users/${identityId}/`;

/** The photos of the own folder, the latest first. */
export async function listPhotos(settings: Settings, identityId: string): Promise<Photo[]> {
  const folder = folderOf(identityId);
  const photos: Photo[] = [];
  for (let page: ListObjectsV2CommandOutput | undefined; !page || page.IsTruncated;) {
    page = await s3(settings).send(new ListObjectsV2Command({ Bucket: settings.bucket, Prefix: folder, ContinuationToken: page?.NextContinuationToken }));
    photos.push(...(page.Contents ?? []).map(({ Key = '', Size = 0, LastModified = new Date() }) => ({ key: Key, name: Key.slice(folder.length), bytes: Size, date: LastModified })));
  }
  return photos.sort((a, b) => Number(b.date) - Number(a.date));
}

/** The photo's picture, as an address for an image; undefined for what is no raster picture, of which nothing is loaded. */
export async function pictureOf(settings: Settings, { key }: Photo): Promise<string | undefined> {
  const { Body, ContentType } = await s3(settings).send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }));
  const type = rasterType(ContentType);
  if (type !== undefined) return addressOf(await Body!.transformToByteArray(), type);
  await Body!.transformToWebStream().cancel();
  return undefined;
}

/** Saves a photo as a file. Under the type of plain bytes a browser saves what it would otherwise open in the origin of this page. */
export async function download(settings: Settings, { key, name }: Photo): Promise<void> {
  const { Body } = await s3(settings).send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }));
  const href = addressOf(await Body!.transformToByteArray(), 'application/octet-stream');
  element('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function addressOf(bytes: Uint8Array, type: string): string {
  return URL.createObjectURL(new Blob([bytes.slice()], { type }));
}

/** Uploads a file into the own folder, under a name that no photo there has; the name. */
export async function upload(settings: Settings, identityId: string, file: File, taken: ReadonlySet<string>, onProgress: OnProgress, abortSignal: AbortSignal): Promise<string> {
  const name = freeName(file.name, taken);
  await s3(settings, onProgress).send(new PutObjectCommand({ Bucket: settings.bucket, Key: folderOf(identityId) + name, Body: file, ContentType: file.type }), { abortSignal });
  return name;
}

/** Removes a photo from the own folder. */
export async function remove(settings: Settings, { key }: Photo): Promise<void> {
  await s3(settings).send(new DeleteObjectCommand({ Bucket: settings.bucket, Key: key }));
}

/** The name in letters that a key may have, with a number where it is taken. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const [, stem, ending] = /^(.*?)(\.[^.]*)?$/su.exec(name.replace(/[^\p{L}\p{N}._-]+/gu, '-')) ?? [];
  const numbered = (n: number) => `${stem}${n > 1 ? `-${n}` : ''}${ending ?? ''}`;
  let n = 1;
  while (taken.has(numbered(n))) n++;
  return numbered(n);
}
