import { html, Markup } from './html';

/** What the form offers. */
export interface Offered {
  readonly groups: readonly string[];
  readonly providers: readonly string[];
  readonly pools: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** So many suggestions are made at most. */
const MOST = 300;

/**
 * The form in which the page is asked who may do what. Without its script it stays out of use, and says so.
 *
 * @param offered what the form offers
 * @returns the form
 */
export function askForm({ groups, providers, pools, actions, resources }: Offered): Markup {
  const list = (id: string, values: readonly string[]): Markup => html`<datalist id="${id}">${values.slice(0, MOST).map((value) => html`<option value="${value}"></option>`)}</datalist>`;
  const select = (id: string, label: string, none: string, values: readonly string[]): Markup => html`<p class="field"><label for="${id}">${label}</label><select id="${id}"><option value="">${none}</option>${values.slice(0, MOST).map((value) => html`<option>${value}</option>`)}</select></p>`;
  return html`<form id="ask" autocomplete="off"><fieldset id="ask-all" disabled>
<div class="fields">
<p class="field"><label for="ask-who">Who</label><select id="ask-who"><option value="user">a signed-in user</option><option value="guest">a guest</option></select></p>
<p class="field"><label for="ask-action">does what</label><input id="ask-action" list="actions" required value="${actions[0] ?? 's3:GetObject'}" spellcheck="false"></p>
<p class="field wide"><label for="ask-resource">to which resource</label><input id="ask-resource" list="resources" required value="${resources[0] ?? '*'}" spellcheck="false"></p>
</div>
<details class="more"><summary>Groups, claims, and more about the request</summary>
<fieldset id="ask-user"><div class="fields">
<p class="field"><label for="ask-groups">In the groups (with commas)</label><input id="ask-groups" list="groups" spellcheck="false"></p>
${select('ask-provider', 'Signed in with', 'any provider', providers)}
<p class="field"><label for="ask-claims">Claims, one a line</label><textarea id="ask-claims" rows="2" placeholder="custom:tenantId=blue" spellcheck="false"></textarea></p>
<p class="field"><label for="ask-tags">Session tags, one a line</label><textarea id="ask-tags" rows="2" placeholder="tenantId=blue" spellcheck="false"></textarea></p>
</div></fieldset>
<div class="fields">
${select('ask-pool', 'Credentials from', 'any identity pool', pools)}
<p class="field"><label for="ask-context">Condition keys of the request, one a line</label><textarea id="ask-context" rows="2" placeholder="s3:prefix=users/" spellcheck="false"></textarea></p>
</div>
</details>
<p><button type="submit">Ask</button> <span class="soft">Answered here, by the evaluator that this page holds: nothing is sent anywhere.</span></p>
</fieldset>
<div id="answer" aria-live="polite"></div>
${list('actions', actions)}${list('resources', resources)}${list('groups', groups)}
</form>
<noscript><p class="soft">Questions and the filter need JavaScript; all else on this page does not.</p></noscript>
<p class="soft">A resource is an ARN, with names of the app in <span class="id">\${}</span>, such as <span class="id">\${Photos.Arn}/a.jpg</span>. <span class="id">\${cognito-identity.amazonaws.com:sub}</span> is the identity id of whoever asks.</p>`;
}
