import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3 } from './clients';
import type { Settings } from './settings';

/** A photo in the own folder. */
export interface Photo {
  readonly key: string;
  readonly name: string;
}

/** The folder that belongs to an identity. */
export const folderOf = (identityId: string) => `users/${identityId}/`;

/** The photos of the own folder, the latest first. */
export async function listPhotos(settings: Settings, identityId: string): Promise<Photo[]> {
  const folder = folderOf(identityId);
  const { Contents = [] } = await s3(settings).send(new ListObjectsV2Command({ Bucket: settings.bucket, Prefix: folder }));
  const byDate = [...Contents].sort((a, b) => Number(b.LastModified) - Number(a.LastModified));
  return byDate.map(({ Key = '' }) => ({ key: Key, name: Key.slice(folder.length) }));
}

/** The photo's picture, as an address for an image. */
export async function pictureOf(settings: Settings, { key }: Photo): Promise<string> {
  const { Body, ContentType } = await s3(settings).send(new GetObjectCommand({ Bucket: settings.bucket, Key: key }));
  const bytes = await Body!.transformToByteArray();
  return URL.createObjectURL(new Blob([bytes.slice()], { type: ContentType }));
}

/** Uploads a file into the own folder. */
export async function upload(settings: Settings, identityId: string, file: File, onProgress: (sent: number, total: number) => void): Promise<void> {
  const Key = folderOf(identityId) + file.name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  await s3(settings, onProgress).send(new PutObjectCommand({ Bucket: settings.bucket, Key, Body: file, ContentType: file.type }));
}

/** Removes a photo from the own folder. */
export async function remove(settings: Settings, { key }: Photo): Promise<void> {
  await s3(settings).send(new DeleteObjectCommand({ Bucket: settings.bucket, Key: key }));
}
