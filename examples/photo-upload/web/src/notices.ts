import { byId, element, icon } from './dom';
import { inWords } from './errors';

const SHOWN_FOR = 5000;
let hiding: number | undefined;

/** Says that something is done; screen readers read it out, and it goes away by itself. */
export function say(text: string): void {
  clearTimeout(hiding);
  byId('alert').replaceChildren();
  byId('status').textContent = text;
  hiding = window.setTimeout(() => { byId('status').textContent = ''; }, SHOWN_FOR);
}

/** Says what went wrong; it stays until it is read. */
export function complain(error: unknown): void {
  byId('status').textContent = '';
  byId('alert').replaceChildren(
    icon('warning'), element('span', {}, inWords(error)),
    element('button', { 'type': 'button', 'class': 'plain', 'aria-label': 'Close this message', 'onclick': () => byId('alert').replaceChildren() }, icon('close')));
}
