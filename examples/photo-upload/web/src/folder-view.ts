import { binIcon, byId, complain, element, say } from './dom';
import { listPhotos, pictureOf, remove, upload } from './photos';
import type { Photo } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';
import { secondFactorCard } from './second-factor-view';

/** The own folder: upload, and what is there. */
export async function showFolder(settings: Settings, person: Person): Promise<void> {
  const uploads = element('div', { class: 'stack', 'aria-live': 'polite' });
  const gallery = element('div', { id: 'gallery' });
  const count = element('span', { class: 'muted small', id: 'count' });
  byId('content').replaceChildren(
    element('section', { class: 'card stack', 'aria-labelledby': 'upload-title' }, element('h2', { id: 'upload-title' }, 'Add photos'), dropZone(), uploads),
    element('section', { class: 'card stack', 'aria-labelledby': 'gallery-title' },
      element('div', { class: 'row spread' }, element('h2', { id: 'gallery-title' }, 'Your photos'), count), gallery),
    await secondFactorCard(person));
  await refresh();

  function dropZone(): HTMLElement {
    const input = element('input', { type: 'file', id: 'files', accept: 'image/*', multiple: true, onchange: () => { void add([...input.files ?? []]); input.value = ''; } });
    const zone = element('label', {
      class: 'drop', for: 'files',
      ondragover: (event) => { event.preventDefault(); zone.classList.add('over'); },
      ondragleave: () => zone.classList.remove('over'),
      ondrop: (event) => { event.preventDefault(); zone.classList.remove('over'); void add([...(event as DragEvent).dataTransfer?.files ?? []]); },
    }, input, element('span', {}, element('strong', {}, 'Choose photos'), ' or drop them here'), element('span', { class: 'small muted' }, 'They go into your own folder, and nowhere else.'));
    return zone;
  }

  async function add(files: File[]): Promise<void> {
    const [pictures, others] = [files.filter(({ type }) => type.startsWith('image/')), files.filter(({ type }) => !type.startsWith('image/'))];
    say(others.length > 0 ? `${others.map(({ name }) => name).join(', ')}: only pictures can be added.` : '');
    await Promise.all(pictures.map(addOne));
  }

  async function addOne(file: File): Promise<void> {
    const bar = element('progress', { max: '100', value: '0', 'aria-label': `Uploading ${file.name}` });
    const percent = element('span', { class: 'muted small' }, '0 %');
    const line = element('div', { class: 'upload' }, element('div', { class: 'row spread' }, element('span', {}, file.name), percent), bar);
    uploads.append(line);
    try {
      await upload(settings, person.identityId, file, (sent, total) => {
        bar.value = (100 * sent) / total;
        percent.textContent = `${Math.round(bar.value)} %`;
      });
      await refresh();
      say(`${file.name} is in your folder.`);
    } catch (error) {
      complain(error);
    } finally {
      line.remove();
    }
  }

  async function refresh(): Promise<void> {
    const photos = await listPhotos(settings, person.identityId);
    count.textContent = photos.length === 1 ? '1 photo' : `${photos.length} photos`;
    gallery.querySelectorAll('img').forEach(({ src }) => URL.revokeObjectURL(src));
    gallery.replaceChildren(photos.length === 0
      ? element('p', { class: 'empty' }, 'Nothing here yet. Add your first photo above.')
      : element('ul', { class: 'grid' }, ...photos.map((photo) => element('li', {}, figureOf(photo)))));
  }

  function figureOf(photo: Photo): HTMLElement {
    const image = element('img', { alt: photo.name });
    pictureOf(settings, photo).then((address) => { image.src = address; }, complain);
    const button = element('button', {
      type: 'button', title: 'Delete', 'aria-label': `Delete ${photo.name}`,
      onclick: () => {
        button.disabled = true;
        remove(settings, photo).then(refresh).then(() => say(`${photo.name} is gone.`), complain);
      },
    }, binIcon());
    return element('figure', { class: 'photo' }, image, element('figcaption', {}, element('span', { class: 'name small' }, photo.name), button));
  }
}
