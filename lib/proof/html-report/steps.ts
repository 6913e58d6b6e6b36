import type { ReportedAccess, Row } from './access';
import { html, type Markup } from './html';

const MOST = 40;

/**
 * The drawing where there is no room for it: what follows from what stands one below the other.
 *
 * @param access who reaches what
 * @returns one list for each way to come by a role
 */
export function stepsOf({ rows }: ReportedAccess): Markup {
  const rest = rows.length > MOST ? html`<p class="soft">${rows.length - MOST} more stand in the table.</p>` : '';
  return html`<div class="ways">${rows.slice(0, MOST).map(wayOf)}${rest}</div>`;
}

function wayOf({ who, provider, pool, role, way, uncertainties, cells }: Row): Markup {
  const resources = [...cells].filter(([, whys]) => whys.some(({ effect }) => effect !== 'Deny'));
  return html`<ol class="steps${uncertainties.length > 0 ? ' doubtful' : ''}"><li><b>${who}</b><span class="way">${provider}</span></li>
<li><span class="way">identity pool</span><span class="id">${pool}</span></li>
<li><span class="way">role, by ${way}</span><span class="id">${role}</span></li>
<li><span class="way">${resources.length === 0 ? 'reaches nothing' : 'reaches'}</span>${resources.map(([resource]) => html`<span class="id reached">${resource}</span>`)}</li></ol>`;
}
