import { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';
import { encode } from 'uqr';
import { confirm, openDialog } from './dialog';
import { drawing, element, icon } from './dom';
import { busy, codeField, form } from './form';
import { complain, say } from './notices';
import type { Person } from './session';

/** An authenticator app as the second factor: whether there is one, and how to set one up. */
export async function secondFactorCard(person: Person): Promise<HTMLElement> {
  const body = element('div', { class: 'stack' });
  const { enabled = [] } = await fetchMFAPreference();
  show(enabled.includes('TOTP'));
  return element('section', { 'class': 'card stack', 'aria-labelledby': 'factor-title' },
    element('h2', { id: 'factor-title', class: 'with-icon' }, icon('shield'), 'Authenticator app'), body);

  function show(on: boolean): void {
    const button = element('button', { type: 'button', class: 'quiet' }, on ? 'Turn off' : 'Set up an app');
    button.addEventListener('click', () => {
      if (on) return askToTurnOff();
      busy(button, true);
      setUp().catch(complain).finally(() => busy(button, false));
    });
    body.replaceChildren(
      element('p', { class: 'muted' }, on ? 'On. You are asked for a code of your app at every sign-in.' : 'Off. With an app that makes codes, your password alone opens nothing.'),
      element('div', {}, button));
  }

  async function setUp(): Promise<void> {
    const { sharedSecret, getSetupUri } = await setUpTOTP();
    const uri = getSetupUri('Photo folder', person.email).toString();
    const dialog = openDialog('Set up an authenticator app', 'set-up',
      element('ol', { class: 'stack steps' },
        element('li', {},
          element('p', {}, 'Scan this with the app, or ', element('a', { href: uri }, 'open it on this device'), '.'), qrCode(uri),
          element('details', {}, element('summary', {}, 'Or type a key'), element('code', { class: 'secret', id: 'secret' }, sharedSecret.replace(/(.{4})(?=.)/g, '$1 ')))),
        element('li', {}, element('p', {}, 'Enter the code that the app shows.'), form('Turn on', [codeField()], async ({ code }) => {
          await verifyTOTPSetup({ code });
          await updateMFAPreference({ totp: 'PREFERRED' });
          dialog.close();
          show(true);
          say('Your authenticator app is set up.');
        }))));
    dialog.querySelector('input')?.focus();
  }

  function askToTurnOff(): void {
    confirm('Turn off the authenticator app?', 'Your password alone will open your folder again.', 'Turn off', async () => {
      await updateMFAPreference({ totp: 'DISABLED' });
      show(false);
      say('Your authenticator app is turned off.');
    });
  }
}

/** Dark on light in any colour scheme: apps cannot read it the other way round. */
function qrCode(text: string): HTMLElement {
  const { size, data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return element('div', { 'class': 'qr', 'role': 'img', 'aria-label': 'QR code with the key' }, drawing(`0 0 ${size} ${size}`, path, { 'shape-rendering': 'crispEdges' }));
}
