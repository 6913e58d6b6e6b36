import { signOut } from 'aws-amplify/auth';
import { byId, complain, say } from './dom';
import { showFolder } from './folder-view';
import { showPermissions } from './permissions';
import { currentPerson } from './session';
import { loadSettings } from './settings';
import type { Settings } from './settings';
import { showSignIn } from './sign-in-view';

async function show(settings: Settings): Promise<void> {
  const person = await currentPerson();
  byId('account').hidden = !person;
  byId('who').textContent = person?.email ?? '';
  const permissions = showPermissions(settings, person);
  if (person) await showFolder(settings, person);
  else showSignIn(settings, () => show(settings));
  await permissions;
}

async function start(): Promise<void> {
  const settings = await loadSettings();
  byId('sign-out').addEventListener('click', () => {
    signOut().then(() => show(settings)).then(() => { say('You are signed out.'); byId('main').focus(); }, complain);
  });
  await show(settings);
}

start().catch(complain);
