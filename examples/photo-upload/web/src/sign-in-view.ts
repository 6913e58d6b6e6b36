import { confirmResetPassword, confirmSignIn, confirmSignUp, resendSignUpCode, resetPassword, signIn, signUp } from 'aws-amplify/auth';
import type { SignInOutput } from 'aws-amplify/auth';
import { element } from './dom';
import { codeField, emailField, form, passwordField } from './form';
import { newPasswordField } from './new-password';
import { complain, say } from './notices';
import type { Settings } from './settings';

/** The way in: sign in, or make an account; then whatever step Cognito asks for. */
export function signInCard(settings: Settings, onSignedIn: () => Promise<void>): HTMLElement {
  const tabs = { 'sign-in': tab('sign-in', 'Sign in', () => signInForm()), 'sign-up': tab('sign-up', 'Create account', () => signUpForm()) };
  const tablist = element('div', { 'class': 'tabs', 'role': 'tablist', 'aria-label': 'Account' }, ...Object.values(tabs));
  const body = element('div', { class: 'stack' });
  const card = element('section', { 'class': 'card stack sign-in', 'aria-label': 'Account' }, tablist, body);
  signInForm();
  return card;

  function tab(name: string, label: string, onclick: () => void): HTMLButtonElement {
    return element('button', { 'type': 'button', 'role': 'tab', 'id': `tab-${name}`, 'aria-controls': 'account-panel', onclick, 'onkeydown': moveBetweenTabs }, label);
  }

  function moveBetweenTabs(event: Event): void {
    if (!['ArrowLeft', 'ArrowRight'].includes((event as KeyboardEvent).key)) return;
    const other = Object.values(tabs).find((one) => one !== event.target)!;
    other.click();
    other.focus();
  }

  function show(selected: keyof typeof tabs, ...children: HTMLElement[]): void {
    tablist.hidden = false;
    for (const [name, button] of Object.entries(tabs)) {
      button.setAttribute('aria-selected', String(name === selected));
      button.tabIndex = name === selected ? 0 : -1;
    }
    body.id = 'account-panel';
    body.setAttribute('role', 'tabpanel');
    body.setAttribute('aria-labelledby', tabs[selected].id);
    body.replaceChildren(...children);
  }

  function showStep(title: string, text: string, ...children: HTMLElement[]): void {
    tablist.hidden = true;
    for (const name of ['role', 'aria-labelledby']) body.removeAttribute(name);
    body.replaceChildren(
      element('div', { class: 'tight' }, element('h2', {}, title), element('p', { class: 'muted' }, text)), ...children,
      link('Back to sign-in', () => signInForm()));
    body.querySelector('input')?.focus();
  }

  function signInForm(email = ''): void {
    show('sign-in',
      form('Sign in', [emailField(email), passwordField('Password', 'current-password')],
        async ({ email: username, password }) => next(await signIn({ username, password }), username, password)),
      link('Forgot your password?', () => forgottenForm()));
  }

  function signUpForm(): void {
    show('sign-up', form('Create account', [emailField(), newPasswordField('Password', settings.passwordPolicy)],
      async ({ email, password }) => {
        await signUp({ username: email, password, options: { userAttributes: { email } } });
        confirmForm(email, password);
      }));
  }

  function confirmForm(email: string, password: string): void {
    showStep('Confirm your address', `We sent a code to ${email}.`,
      form('Confirm', [codeField()], async ({ code }) => {
        await confirmSignUp({ username: email, confirmationCode: code });
        await next(await signIn({ username: email, password }), email, password);
      }),
      link('Send another code', () => { resendSignUpCode({ username: email }).then(() => say('Another code is on its way.'), complain); }));
  }

  function forgottenForm(): void {
    showStep('Forgot your password?', 'Enter your address, and we send you a code with which to choose another one.',
      form('Send a code', [emailField()], async ({ email }) => {
        await resetPassword({ username: email });
        chooseForm(email);
      }));
  }

  function chooseForm(email: string): void {
    showStep('Choose another password', `We sent a code to ${email}, if there is an account with this address.`,
      form('Save password', [codeField(), newPasswordField('New password', settings.passwordPolicy)], async ({ code, password }) => {
        await confirmResetPassword({ username: email, confirmationCode: code, newPassword: password });
        await next(await signIn({ username: email, password }), email, password);
      }));
  }

  async function next({ isSignedIn, nextStep }: SignInOutput, email: string, password: string): Promise<void> {
    if (isSignedIn) return onSignedIn();
    switch (nextStep.signInStep) {
      case 'CONFIRM_SIGN_UP':
        return confirmForm(email, password);
      case 'RESET_PASSWORD':
        await resetPassword({ username: email });
        return chooseForm(email);
      case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
        return showStep('Enter your code', 'Open your authenticator app and enter the code for Photo folder.',
          form('Continue', [codeField()], async ({ code }) => next(await confirmSignIn({ challengeResponse: code }), email, password)));
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        return showStep('Choose a password', 'Your account was made for you. Choose a password that only you know.',
          form('Save password', [newPasswordField('New password', settings.passwordPolicy)],
            async (values) => next(await confirmSignIn({ challengeResponse: values.password }), email, values.password)));
      default:
        throw new Error(`This page does not know the step ${nextStep.signInStep}.`);
    }
  }
}

function link(text: string, onclick: () => void): HTMLElement {
  return element('div', {}, element('button', { type: 'button', class: 'link', onclick }, text));
}
