import { byId, element } from './dom';
import { gallery } from './gallery';
import { complain } from './notices';
import { permissionsCard } from './permissions-view';
import { secondFactorCard } from './second-factor-view';
import type { Person } from './session';
import type { Settings } from './settings';
import { signInCard } from './sign-in-view';
import { uploads } from './uploads';

/** What somebody sees who has not signed in. */
export function showGuest(settings: Settings, onSignedIn: () => Promise<void>): void {
  byId('main').replaceChildren(element('div', { class: 'guest' },
    element('div', { class: 'hero' },
      element('h1', {}, 'Your photos, in a folder of your own'),
      element('p', {}, 'They go straight from this page to AWS, which checks every single request: nobody else can add, change or delete anything in your folder, and only curators may look into it.')),
    signInCard(settings, onSignedIn),
    permissionsCard(settings, undefined)));
}

/** The own folder, what this person may do, and how they sign in. */
export async function showMember(settings: Settings, person: Person): Promise<void> {
  const photos = gallery(settings, person);
  const side = element('div', { class: 'side' }, permissionsCard(settings, person));
  byId('main').replaceChildren(element('div', { class: 'member' },
    element('section', { 'class': 'folder', 'aria-labelledby': 'gallery-title' }, photos.head, uploads(settings, person, photos), photos.body), side));
  await Promise.all([photos.open(), secondFactorCard(person).then((card) => side.prepend(card), complain)]);
}
