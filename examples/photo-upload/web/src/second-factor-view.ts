import { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';
import { complain, element, say } from './dom';
import type { Person } from './session';
import { codeForm } from './sign-in-view';

/** An authenticator app as the second factor: whether there is one, and how to set one up. */
export async function secondFactorCard(person: Person): Promise<HTMLElement> {
  const body = element('div', { class: 'stack' });
  const { enabled = [] } = await fetchMFAPreference().catch(() => ({ enabled: [] }));
  show(enabled.includes('TOTP'));
  return element('section', { class: 'card stack', 'aria-labelledby': 'factor-title' }, element('h2', { id: 'factor-title' }, 'Authenticator app'), body);

  function show(on: boolean): void {
    body.replaceChildren(on
      ? element('p', { class: 'muted' }, 'On. You are asked for a code of your app at every sign-in.')
      : element('p', { class: 'muted' }, 'Off. With an app that makes codes, your password alone opens nothing.'));
    if (!on) body.append(element('div', {}, element('button', { type: 'button', class: 'quiet', onclick: () => { setUp().catch(complain); } }, 'Set up an app')));
  }

  async function setUp(): Promise<void> {
    const { sharedSecret, getSetupUri } = await setUpTOTP();
    body.replaceChildren(
      element('p', {}, 'Add this key to your authenticator app, then enter the code that it shows.'),
      element('code', { class: 'secret', id: 'secret' }, sharedSecret.replace(/(.{4})(?=.)/g, '$1 ')),
      element('p', {}, element('a', { href: getSetupUri('Photo folder', person.email).toString() }, 'Open it in an app on this device')),
      codeForm('Turn on', async (code) => {
        await verifyTOTPSetup({ code });
        await updateMFAPreference({ totp: 'PREFERRED' });
        show(true);
        say('Your authenticator app is set up.');
      }));
    body.querySelector('input')?.focus();
  }
}
