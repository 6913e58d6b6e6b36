import { element, icon } from './dom';
import { inWords } from './errors';
import type { Gallery } from './gallery';
import { say } from './notices';
import { upload } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';

/** Where photos are chosen or dropped, and how far each of them is. */
export function uploads(settings: Settings, { identityId }: Person, { names, refresh }: Gallery): HTMLElement {
  const lines = element('ul', { 'class': 'stack uploads', 'aria-label': 'Uploads' });
  let queue = Promise.resolve();
  return element('section', { 'class': 'stack', 'aria-label': 'Add photos' }, dropZone(), lines);

  function dropZone(): HTMLElement {
    const input = element('input', { type: 'file', id: 'files', accept: 'image/*', multiple: true, onchange: () => { add([...input.files ?? []]); input.value = ''; } });
    const zone = element('label', {
      class: 'drop', for: 'files',
      ondragover: (event) => { event.preventDefault(); zone.classList.add('over'); },
      ondragleave: () => zone.classList.remove('over'),
      ondrop: (event) => { event.preventDefault(); zone.classList.remove('over'); add([...(event as DragEvent).dataTransfer?.files ?? []]); },
    }, input, icon('upload', 28),
    element('span', {}, element('strong', {}, 'Choose photos'), element('span', { class: 'mouse' }, ' or drop them here')),
    element('span', { class: 'small muted' }, 'They go into your own folder, which nobody else can change.'));
    return zone;
  }

  /** One after the other: each has the whole line for itself, and the order is that of the choice. */
  function add(files: File[]): void {
    const pictures = files.filter(({ type }) => type.startsWith('image/'));
    const others = files.filter((file) => !pictures.includes(file)).map(({ name }) => name);
    if (others.length > 0) say(`Only pictures can be added, so not ${others.join(', ')}.`);
    for (const file of pictures) lines.append(lineFor(file));
  }

  function lineFor(file: File): HTMLElement {
    const bar = element('progress', { 'max': '100', 'value': '0', 'aria-label': `Uploading ${file.name}` });
    const state = element('span', { class: 'muted small' }, 'Waiting');
    const cancel = element('button', { 'type': 'button', 'class': 'plain', 'title': 'Cancel', 'aria-label': `Cancel ${file.name}` }, icon('close', 18));
    const line = element('li', { class: 'upload' }, element('span', { class: 'name' }, file.name), state, cancel, bar);
    const stop = new AbortController();
    cancel.addEventListener('click', () => { stop.abort(); line.remove(); });
    queue = queue.then(async () => {
      if (stop.signal.aborted) return;
      try {
        const name = await upload(settings, identityId, file, names(), (sent, total) => {
          bar.value = (100 * sent) / total;
          state.textContent = `${Math.round(bar.value)} %`;
        }, stop.signal);
        await refresh();
        line.remove();
        say(`${name} is in your folder.`);
      } catch (error) {
        if (!stop.signal.aborted) fail(line, file, error);
      }
    });
    return line;
  }

  function fail(line: HTMLElement, file: File, error: unknown): void {
    line.querySelector('progress')!.remove();
    line.querySelector('.muted')!.replaceWith(element('button', { type: 'button', class: 'link small', onclick: () => line.replaceWith(lineFor(file)) }, 'Try again'));
    line.append(element('p', { class: 'problem', role: 'alert' }, inWords(error)));
  }
}
