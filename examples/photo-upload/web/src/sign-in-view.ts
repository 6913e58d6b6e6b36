import { confirmSignIn, confirmSignUp, resendSignUpCode, signIn, signUp } from 'aws-amplify/auth';
import type { SignInOutput } from 'aws-amplify/auth';
import { byId, complain, element, field, form, say } from './dom';
import type { Settings } from './settings';

/** The way in: sign in, or make an account; then whatever step Cognito asks for. */
export function showSignIn(settings: Settings, onSignedIn: () => Promise<void>): void {
  const body = element('div', { class: 'stack' });
  const tabs = { 'sign-in': tab('Sign in', () => signInForm()), 'sign-up': tab('Create account', () => signUpForm()) };
  const card = element('div', { class: 'card stack' },
    element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Account' }, ...Object.values(tabs)), body);
  byId('content').replaceChildren(
    element('div', { class: 'hero' },
      element('h1', {}, 'A folder of your own for photos'),
      element('p', {}, 'Sign in, and your photos go straight to a place that only you can reach. Not by hiding the address: AWS checks every request.')),
    card);
  signInForm();

  function tab(label: string, onclick: () => void): HTMLButtonElement {
    return element('button', { type: 'button', role: 'tab', onclick, onkeydown: moveBetweenTabs }, label);
  }

  function moveBetweenTabs(event: Event): void {
    if (!['ArrowLeft', 'ArrowRight'].includes((event as KeyboardEvent).key)) return;
    const other = Object.values(tabs).find((one) => one !== event.target)!;
    other.click();
    other.focus();
  }

  function show(selected: keyof typeof tabs, ...children: HTMLElement[]): void {
    for (const [name, button] of Object.entries(tabs)) {
      button.setAttribute('aria-selected', String(name === selected));
      button.tabIndex = name === selected ? 0 : -1;
    }
    body.replaceChildren(...children);
  }

  function showStep(title: string, text: string, ...children: HTMLElement[]): void {
    body.replaceChildren(element('div', { class: 'tight' }, element('h2', {}, title), element('p', { class: 'muted' }, text)), ...children);
    body.querySelector('input')?.focus();
  }

  function signInForm(): void {
    show('sign-in', form('Sign in', [
      field('E-mail address', { id: 'email', type: 'email', autocomplete: 'username' }),
      field('Password', { id: 'password', type: 'password', autocomplete: 'current-password' }),
    ], async ({ email, password }) => next(await signIn({ username: email, password }), email, password)));
  }

  function signUpForm(): void {
    show('sign-up', form('Create account', [
      field('E-mail address', { id: 'email', type: 'email', autocomplete: 'username' }),
      field('Password', { id: 'password', type: 'password', autocomplete: 'new-password' }, settings.passwordHint),
    ], async ({ email, password }) => {
      await signUp({ username: email, password, options: { userAttributes: { email } } });
      confirmForm(email, password);
    }));
  }

  function confirmForm(email: string, password: string): void {
    showStep('Confirm your address', `We sent a code to ${email}.`,
      codeForm('Confirm', async (confirmationCode) => {
        await confirmSignUp({ username: email, confirmationCode });
        await next(await signIn({ username: email, password }), email, password);
      }),
      element('button', {
        type: 'button', class: 'link', onclick: () => { resendSignUpCode({ username: email }).then(() => say('A new code is on its way.'), complain); },
      }, 'Send another code'));
  }

  async function next({ isSignedIn, nextStep }: SignInOutput, email: string, password: string): Promise<void> {
    if (isSignedIn) return onSignedIn();
    switch (nextStep.signInStep) {
      case 'CONFIRM_SIGN_UP':
        return confirmForm(email, password);
      case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
        return showStep('Enter your code', 'Open your authenticator app and enter the code for Photo folder.',
          codeForm('Continue', async (challengeResponse) => next(await confirmSignIn({ challengeResponse }), email, password)));
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        return showStep('Choose a password', 'Your account was made for you. Choose a password that only you know.',
          form('Save password', [field('New password', { id: 'password', type: 'password', autocomplete: 'new-password' }, settings.passwordHint)],
            async (values) => next(await confirmSignIn({ challengeResponse: values.password }), email, values.password)));
      default:
        throw new Error(`This page does not know the step ${nextStep.signInStep}`);
    }
  }
}

/** A form for a code of six digits. */
export function codeForm(button: string, send: (code: string) => Promise<void>): HTMLFormElement {
  return form(button, [field('Code', { id: 'code', type: 'text', class: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', pattern: '[0-9]{6}', maxlength: '6' })],
    ({ code }) => send(code));
}
