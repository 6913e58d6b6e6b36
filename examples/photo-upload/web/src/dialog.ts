import { element, icon } from './dom';
import type { Child } from './dom';
import { busy } from './form';
import { complain } from './notices';

/** Opens a dialog over the page. The browser keeps the focus in it, closes it with Escape, and gives the focus back. */
export function openDialog(title: string, kind: string, ...children: Child[]): HTMLDialogElement {
  const dialog = element('dialog', { 'class': kind, 'aria-labelledby': 'dialog-title', 'onclose': () => dialog.remove() },
    element('div', { class: 'row spread dialog-head' },
      element('h2', { id: 'dialog-title' }, title),
      element('button', { 'type': 'button', 'class': 'plain', 'aria-label': 'Close', 'onclick': () => dialog.close() }, icon('close'))),
    ...children);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that cannot be undone. */
export function confirm(title: string, text: string, button: string, act: () => Promise<void>): void {
  const yes = element('button', {
    type: 'button', class: 'danger',
    onclick: () => {
      busy(yes, true);
      act().catch(complain).finally(() => dialog.close());
    },
  }, button);
  const no = element('button', { type: 'button', class: 'quiet', autofocus: true, onclick: () => dialog.close() }, 'Cancel');
  const dialog = openDialog(title, 'ask', element('p', {}, text), element('div', { class: 'row end' }, no, yes));
}
