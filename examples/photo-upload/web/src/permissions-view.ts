import { element, icon } from './dom';
import { field, form } from './form';
import { folderOf } from './photos';
import type { Person } from './session';
import type { Settings } from './settings';
import { guestTries, memberTries, outcomeOf, tryKey } from './tries';
import type { Outcome, Try } from './tries';

/** Shows what this person may and may not do: each line is a real request, made now. */
export function permissionsCard(settings: Settings, person: Person | undefined): HTMLElement {
  const list = element('ul', { class: 'tries' });
  const sum = element('p', { class: 'small muted', role: 'status' });
  const again = element('button', { type: 'button', class: 'quiet', onclick: () => { void run(); } }, 'Try again');
  const card = element('section', { 'id': 'permissions', 'class': 'card stack', 'aria-labelledby': 'permissions-title' },
    element('div', { class: 'tight' },
      element('h2', { id: 'permissions-title' }, person ? 'What you may do' : 'What a guest may do'),
      element('p', { class: 'small muted' }, `Each line is a real request to AWS, made just now ${person ? 'with your own credentials' : 'without signing in'}.`)),
    list, element('div', { class: 'row spread' }, sum, again),
    ...(person ? [ownTry(settings, person)] : []));
  void run();
  return card;

  async function run(): Promise<void> {
    const tries = person ? memberTries(settings, person) : guestTries(settings);
    const lines = tries.map((one) => ({ one, line: lineOf(one.what) }));
    delete card.dataset.tried;
    list.replaceChildren(...lines.map(({ line }) => line.node));
    sum.textContent = 'Trying …';
    again.disabled = true;
    const good = await Promise.all(lines.map(async ({ one, line }) => judge(one, line)));
    again.disabled = false;
    const wrong = good.filter((one) => !one).length;
    sum.textContent = wrong === 0 ? `All ${good.length} as promised.` : `${wrong} of ${good.length} not as promised.`;
    card.dataset.tried = String(good.length);
  }
}

interface Line {
  readonly node: HTMLElement;
  tell(outcome: Outcome, promised: boolean): void;
}

function lineOf(what: string): Line {
  const verdict = element('span', { class: 'verdict' }, '…');
  const reason = element('span', { class: 'reason' });
  return {
    node: element('li', { class: 'try' }, element('span', {}, what), verdict, reason),
    tell: (outcome, promised) => {
      const kind = promised ? outcome.verdict : 'unexpected';
      verdict.className = `verdict ${kind}`;
      verdict.replaceChildren(icon(({ allowed: 'check', refused: 'lock', failed: 'warning', unexpected: 'warning' } as const)[kind], 14), outcome.verdict);
      reason.textContent = outcome.reason ?? '';
    },
  };
}

async function judge({ meant, run }: Try, line: Line): Promise<boolean> {
  const outcome = await outcomeOf(run);
  const promised = outcome.verdict === meant;
  line.tell(promised ? outcome : { ...outcome, reason: `This should be ${meant}. ${outcome.reason ?? ''}` }, promised);
  return promised;
}

/** A key of one's own choice, so that nobody has to believe that these were all. */
function ownTry(settings: Settings, { identityId }: Person): HTMLElement {
  const answer = element('div', { 'class': 'answer', 'role': 'status', 'aria-label': 'Answer' });
  return element('details', { class: 'own-try' }, element('summary', {}, 'Try a key of your own choice'),
    form('Try to read it', [field('Key or folder in the bucket', { id: 'key', type: 'text', class: 'key', value: folderOf(identityId), autocapitalize: 'none', autocomplete: 'off', spellcheck: 'false' })], async ({ key }) => {
      const line = lineOf(key);
      answer.replaceChildren(element('ul', {}, line.node));
      const outcome = await tryKey(settings, key);
      line.tell(outcome, outcome.verdict !== 'failed');
    }), answer);
}
