import { element } from './dom';
import type { Attributes } from './dom';
import { fieldOf, inWords } from './errors';

type Values = Readonly<Record<string, string>>;

/** A field with its label, a hint that screen readers read with it, and a place for what is wrong. */
export function field(label: string, attributes: Attributes & { readonly id: string }, hint?: HTMLElement): HTMLElement {
  const { id } = attributes;
  const error = element('p', { id: `${id}-error`, class: 'field-error' });
  const input = element('input', {
    'required': true, ...attributes, 'name': id, 'aria-describedby': [hint && `${id}-hint`, error.id].filter(Boolean).join(' '),
    'oninput': () => mark(input, ''),
  });
  if (hint) hint.id = `${id}-hint`;
  return element('div', { class: 'field' }, element('label', { for: id }, label), input, ...(hint ? [hint] : []), error);
}

/** The field for an e-mail address. */
export function emailField(value = ''): HTMLElement {
  return field('E-mail address', { id: 'email', type: 'email', autocomplete: 'username', inputmode: 'email', autocapitalize: 'none', spellcheck: 'false', value });
}

/** A field for a password that can be looked at while it is typed. */
export function passwordField(label: string, autocomplete: 'current-password' | 'new-password', hint?: HTMLElement): HTMLElement {
  const made = field(label, { id: 'password', type: 'password', autocomplete, autocapitalize: 'none', spellcheck: 'false' }, hint);
  const input = made.querySelector('input')!;
  const toggle = element('button', {
    'type': 'button', 'class': 'link small', 'aria-pressed': 'false', 'aria-controls': input.id,
    'onclick': () => {
      const hidden = input.type === 'password';
      input.type = hidden ? 'text' : 'password';
      toggle.setAttribute('aria-pressed', String(hidden));
    },
  }, 'Show password');
  input.after(element('div', {}, toggle));
  return made;
}

/** The field for a code of six digits. */
export function codeField(): HTMLElement {
  return field('Code', { id: 'code', type: 'text', class: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', pattern: '[0-9]{6}', maxlength: '6' });
}

/** A form whose button is out of use while it is sent. What is wrong is said beside what it is about. */
export function form(button: string, fields: HTMLElement[], send: (values: Values) => Promise<void>): HTMLFormElement {
  const submit = element('button', { type: 'submit' }, button);
  const problem = element('p', { class: 'problem', role: 'alert' });
  const made = element('form', {
    class: 'stack', novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      problem.textContent = '';
      if (submit.disabled || !complete(made)) return;
      const values = Object.fromEntries([...new FormData(made)].map(([name, value]) => [name, String(value)]));
      busy(submit, true);
      send(values).catch((error: unknown) => {
        problem.textContent = inWords(error);
        const about = made.querySelector<HTMLInputElement>(`#${fieldOf(error) ?? 'none'}`);
        about?.setAttribute('aria-invalid', 'true');
        about?.select();
      }).finally(() => busy(submit, false));
    },
  }, ...fields, problem, submit);
  return made;
}

/** Takes a button out of use, and says so. */
export function busy(button: HTMLButtonElement, now: boolean): void {
  button.disabled = now;
  button.setAttribute('aria-busy', String(now));
}

/** Whether every field is as it has to be; what is not is marked, and the first of it focused. */
function complete(made: HTMLFormElement): boolean {
  const inputs = [...made.querySelectorAll('input')];
  for (const input of inputs) mark(input, missing(input));
  const first = inputs.find((input) => !input.validity.valid);
  first?.focus();
  return first === undefined;
}

function missing({ validity, validationMessage, type }: HTMLInputElement): string {
  if (validity.valid) return '';
  if (validity.customError) return validationMessage;
  if (validity.patternMismatch) return 'A code has six digits.';
  if (validity.typeMismatch) return 'An address looks like name@example.com.';
  return { email: 'Enter your e-mail address.', password: 'Enter your password.' }[type] ?? 'Enter it here.';
}

function mark(input: HTMLInputElement, text: string): void {
  document.getElementById(`${input.id}-error`)!.textContent = text;
  if (text === '') input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}
