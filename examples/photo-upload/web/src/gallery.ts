import { confirm, openDialog } from './dialog';
import { element, icon } from './dom';
import { inWords } from './errors';
import { complain, say } from './notices';
import { download, listPhotos, pictureOf, remove } from './photos';
import type { Photo } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';

/** The photos of the own folder. */
export interface Gallery {
  readonly head: HTMLElement;
  readonly body: HTMLElement;
  /** The names that are taken. */
  names(): ReadonlySet<string>;
  /** Shows the folder for the first time; that it cannot be read is said in its place. */
  open(): Promise<void>;
  /** Reads the folder again; a photo that is shown already is not loaded again. */
  refresh(): Promise<void>;
}

/** Shows what is in the own folder. */
export function gallery(settings: Settings, { identityId }: Person): Gallery {
  const shown = new Map<string, HTMLElement>();
  let photos: Photo[] = [];
  const count = element('span', { 'class': 'muted', 'id': 'count' });
  const body = element('div', { 'id': 'gallery', 'aria-busy': 'true' }, element('div', { class: 'grid' }, ...Array.from({ length: 3 }, () => element('div', { class: 'photo waiting' }))));
  const title = element('h1', { id: 'gallery-title', tabindex: '-1' }, 'Your photos');

  async function refresh(): Promise<void> {
    photos = await listPhotos(settings, identityId);
    const id = ({ key, date }: Photo) => `${key} ${Number(date)}`;
    const present = new Set(photos.map(id));
    for (const [one, item] of shown) if (!present.has(one)) forget(one, item);
    for (const photo of photos) if (!shown.has(id(photo))) shown.set(id(photo), element('li', {}, figureOf(photo)));
    count.textContent = ['', '1 photo'][photos.length] ?? `${photos.length} photos`;
    body.replaceChildren(photos.length === 0 ? emptyState('picture', 'No photos yet', 'What you add is shown here.') : element('ul', { class: 'grid' }, ...photos.map((photo) => shown.get(id(photo))!)));
    body.setAttribute('aria-busy', 'false');
  }

  async function open(): Promise<void> {
    body.setAttribute('aria-busy', 'true');
    await refresh().catch((error: unknown) => {
      body.setAttribute('aria-busy', 'false');
      body.replaceChildren(emptyState('warning', 'Your folder cannot be read', inWords(error)), element('div', { class: 'row centre' }, element('button', { type: 'button', class: 'quiet', onclick: () => { void open(); } }, 'Try again')));
    });
  }

  function forget(id: string, item: HTMLElement): void {
    URL.revokeObjectURL(item.querySelector('img')?.src ?? '');
    shown.delete(id);
  }

  function figureOf(photo: Photo): HTMLElement {
    const withoutPreview = () => {
      thumb.classList.add('no-preview');
      thumb.setAttribute('aria-label', `Download ${photo.name}`);
    };
    const image = element('img', { alt: photo.name, onerror: withoutPreview });
    const open = () => {
      if (thumb.classList.contains('no-preview')) download(settings, photo).catch(complain);
      else look(photo, image);
    };
    const thumb = element('button', { 'type': 'button', 'class': 'thumb waiting', 'aria-label': `Open ${photo.name}`, 'onclick': open }, image, icon('picture', 32));
    pictureOf(settings, photo).then((address) => {
      if (address === undefined) withoutPreview();
      else image.src = address;
    }, complain).finally(() => thumb.classList.remove('waiting'));
    const bin = element('button', { 'type': 'button', 'class': 'plain', 'title': 'Delete', 'aria-label': `Delete ${photo.name}`, 'onclick': () => ask(photo) }, icon('bin'));
    return element('figure', { class: 'photo' }, thumb, element('figcaption', {}, element('span', { class: 'name small' }, photo.name), bin));
  }

  function ask(photo: Photo): void {
    confirm('Delete this photo?', `${photo.name} will be gone for good.`, 'Delete', async () => {
      await remove(settings, photo);
      await refresh();
      title.focus();
      say(`${photo.name} is deleted.`);
    });
  }

  return { head: element('div', { class: 'row spread' }, title, count), body, open, refresh, names: () => new Set(photos.map(({ name }) => name)) };
}

function look({ name, bytes, date }: Photo, { src }: HTMLImageElement): void {
  openDialog(name, 'look', element('img', { src, alt: name }),
    element('p', { class: 'muted small' }, `${date.toLocaleDateString(undefined, { dateStyle: 'long' })}, ${size(bytes)}`));
}

function size(bytes: number): string {
  const kilobytes = bytes / 1000;
  return kilobytes < 1000 ? `${Math.max(1, Math.round(kilobytes))} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}

function emptyState(drawn: 'picture' | 'warning', title: string, text: string): HTMLElement {
  return element('div', { class: 'empty' }, icon(drawn, 40), element('p', {}, element('strong', {}, title)), element('p', { class: 'muted' }, text));
}
