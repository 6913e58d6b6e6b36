import { signOut } from 'aws-amplify/auth';
import { byId, element, icon } from './dom';
import { inWords } from './errors';
import { complain, say } from './notices';
import { currentPerson } from './session';
import { loadSettings } from './settings';
import type { Settings } from './settings';
import { showGuest, showMember } from './views';

async function show(settings: Settings): Promise<void> {
  const person = await currentPerson().catch(complain);
  byId('account').hidden = !person;
  byId('who').textContent = person?.email ?? '';
  document.body.classList.toggle('signed-in', Boolean(person));
  document.title = person ? 'Your photos – Photo folder' : 'Photo folder';
  if (!person) return showGuest(settings, () => show(settings));
  const shown = showMember(settings, person);
  // The form in which the focus was is gone: screen readers go on where the page does.
  byId('gallery-title').focus();
  await shown;
}

/** A file that is dropped beside its place must not take the page away. */
function keepThePage(): void {
  for (const event of ['dragover', 'drop']) window.addEventListener(event, (dropped) => dropped.preventDefault());
}

async function start(): Promise<void> {
  const settings = await loadSettings();
  byId('where').textContent = settings.aws.endpoint ? `Its requests go to ${settings.aws.endpoint}.` : `Its requests go to AWS in ${settings.aws.region}.`;
  byId('sign-out').addEventListener('click', () => {
    signOut().then(() => show(settings)).then(() => { say('You are signed out.'); byId('main').focus(); }, complain);
  });
  keepThePage();
  await show(settings);
}

start().catch((error: unknown) => byId('main').replaceChildren(
  element('div', { class: 'card empty', role: 'alert' }, icon('warning', 40), element('h1', {}, 'This page cannot be opened'), element('p', { class: 'muted' }, inWords(error)))));
