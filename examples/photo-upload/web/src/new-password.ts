import { element, icon } from './dom';
import { passwordField } from './form';
import type { PasswordPolicy } from './settings';

interface Rule {
  readonly words: string;
  met(password: string): boolean;
}

function rulesOf(policy: PasswordPolicy): Rule[] {
  const kinds: [boolean | undefined, string, RegExp][] = [
    [policy.require_lowercase, 'a small letter', /[a-z]/], [policy.require_uppercase, 'a capital', /[A-Z]/],
    [policy.require_numbers, 'a digit', /[0-9]/], [policy.require_symbols, 'a symbol', /[^A-Za-z0-9\s]/],
  ];
  return [
    { words: `${policy.min_length} characters`, met: (password) => password.length >= policy.min_length },
    ...kinds.filter(([required]) => required).map(([, words, pattern]) => ({ words, met: (password: string) => pattern.test(password) })),
  ];
}

/** A field for a password to be, with what the user pool asks of it, ticked off while one types. */
export function newPasswordField(label: string, policy: PasswordPolicy | undefined): HTMLElement {
  if (!policy) return passwordField(label, 'new-password');
  const rules = rulesOf(policy).map((rule) => ({ rule, item: element('li', {}, icon('check', 16), rule.words) }));
  const made = passwordField(label, 'new-password', element('ul', { 'class': 'rules small', 'aria-label': 'A password needs' }, ...rules.map(({ item }) => item)));
  const input = made.querySelector('input')!;
  const judge = () => {
    for (const { rule, item } of rules) item.classList.toggle('met', rule.met(input.value));
    const lacks = rules.filter(({ rule }) => !rule.met(input.value)).map(({ rule }) => rule.words);
    input.setCustomValidity(input.value !== '' && lacks.length > 0 ? `Still needed: ${lacks.join(', ')}.` : '');
  };
  input.addEventListener('input', judge);
  return made;
}
