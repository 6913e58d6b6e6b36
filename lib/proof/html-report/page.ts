import type { Finding, Verdict } from '../findings/finding';
import { headline } from '../findings/render';
import type { ReportedAccess, Row, Why } from './access';
import { drawingOf } from './drawing';
import { Markup, html } from './html';
import { stepsOf } from './steps';
import { STYLE } from './style';

/** What is known of templates that belong together. */
export interface Part {
  /** Their names. */
  readonly name: string;
  /** Who reaches what, in each way in which the conditions can turn out. */
  readonly access: readonly ReportedAccess[];
  /** What was decided. */
  readonly findings: readonly Finding[];
}

const WORDS: Readonly<Record<Verdict, string>> = { VIOLATED: 'VIOLATED', UNKNOWN: 'UNKNOWN', NOT_PROVED: 'NOT PROVED', PROVED: 'PROVED' };
const VERDICTS = Object.keys(WORDS) as Verdict[];
const MEANINGS: Readonly<Record<Verdict, string>> = {
  VIOLATED: 'There is a case in which it does not hold; the case is shown.',
  UNKNOWN: 'What decides it does not stand in the templates, or is not documented.',
  NOT_PROVED: 'Nothing shows that it holds, and nothing that it is broken.',
  PROVED: 'It holds for every user, whatever their identity, claims and tags.',
};

/** On paper, a table with more columns than these becomes a list. */
const MOST_COLUMNS_ON_PAPER = 5;

/**
 * The page: it needs nothing but itself, no script and no other file.
 *
 * @param parts what is known, one for each assembly
 * @returns the page
 */
export function pageOf(parts: readonly Part[]): string {
  const findings = parts.flatMap((part) => part.findings);
  const counts = VERDICTS.map((verdict) => {
    const count = findings.filter((finding) => finding.verdict === verdict).length;
    return html`<li class="${count === 0 ? 'zero' : verdict}"><b>${count}</b> ${WORDS[verdict]}</li>`;
  });
  const links = parts.map(({ name }, i) => html`<li>${parts.length > 1 ? html`<b>${name}</b>` : ''}<a href="#drawing${i}">Drawing</a><a href="#matrix${i}">Who × what</a><a href="#verdicts${i}">Verdicts</a></li>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Who reaches what: ${parts.map(({ name }) => name).join('; ')}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><div>
<h1>Who reaches what</h1>
<p class="soft">What users can do with the AWS credentials that Amazon Cognito gives them, read from the synthesized templates alone.</p>
<ul class="counts" aria-label="Verdicts">${counts}</ul>
<nav aria-label="Parts of the page"><ul>${links}</ul></nav>
</div></header>
<main id="content">${parts.map(partOf)}</main>
<footer>Not looked at: service and resource control policies, VPC endpoints, ACLs, S3 Access Grants, role chaining, claims that a Lambda function alters, and changes after the deployment.</footer>
</body>
</html>
`.toString();
}

function partOf({ name, access, findings }: Part, i: number): Markup {
  const ways = access.filter(({ rows }) => rows.length > 0).map((one) => ({
    one, when: access.length > 1 ? html`<h4>When ${one.circumstances.join(', ')}</h4>` : '',
  }));
  return html`<section aria-labelledby="part${i}">
<h2 id="part${i}">${name}</h2>
<h3 id="drawing${i}">From sign-in to resource</h3>
${ways.length === 0 ? html`<p>Nobody gets AWS credentials: the templates hold no identity pool that hands out a role.</p>` : html`<p class="soft">Dashed lines are not certain.</p>`}
${ways.map(({ when, one }) => html`${when}<div class="scroll drawing" tabindex="0" role="region" aria-label="Drawing">${drawingOf(one)}</div>${stepsOf(one)}`)}
<h3 id="matrix${i}">Who × what</h3>
${ways.length === 0 ? html`<p>There is nothing to show.</p>` : html`<p class="soft">Each cell opens to the statements behind it. A resource policy, a boundary or a Deny can narrow what a cell shows; the verdicts take everything together.</p>`}
${ways.map(({ when, one }) => html`${when}${matrixOf(one)}`)}
<h3 id="verdicts${i}">Verdicts</h3>
${findings.length === 0 ? html`<p>The templates record no promise, and no rule has anything to say.</p>` : VERDICTS.map((verdict) => verdictsOf(verdict, findings.filter((finding) => finding.verdict === verdict)))}
</section>`;
}

function verdictsOf(verdict: Verdict, findings: readonly Finding[]): Markup {
  if (findings.length === 0) return html``;
  return html`<h4>${findings.length} ${WORDS[verdict]}</h4><p class="soft">${MEANINGS[verdict]}</p>${findings.map(findingOf)}`;
}

function matrixOf({ rows, resources }: ReportedAccess): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of who may do what"><table class="matrix${resources.length > MOST_COLUMNS_ON_PAPER ? ' many' : ''}">
<thead><tr><th scope="col">Who</th>${resources.map((resource) => html`<th scope="col" class="id">${resource}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.who}<span class="way">role <span class="id">${row.role}</span></span><span class="way">by ${row.way}</span><span class="way">${row.provider}</span>${row.tags.length > 0 ? html`<span class="way">told apart by ${row.tags.join(', ')}</span>` : ''}${row.uncertainties.length > 0 ? html`<span class="way UNKNOWN">not certain: ${row.uncertainties.join('; ')}</span>` : ''}</th>${resources.map((resource) => cellOf(row, resource))}</tr>
`)}</tbody></table></div>`;
}

function cellOf({ cells }: Row, resource: string): Markup {
  const whys = cells.get(resource);
  if (whys === undefined) return html`<td class="none" data-resource="${resource}">nothing</td>`;
  const actions = [...new Set(whys.filter(({ effect }) => effect !== 'Deny').flatMap((why) => why.actions))];
  return html`<td data-resource="${resource}"><details><summary>${actions.length === 0 ? 'denied' : summaryOf(actions)}</summary><ul>${whys.map(whyItem)}</ul></details></td>`;
}

function summaryOf(actions: readonly string[]): string {
  return actions.length <= 3 ? actions.join(', ') : `${actions.slice(0, 2).join(', ')} and ${actions.length - 2} more`;
}

function whyItem({ statement, effect, actions, conditions, note }: Why): Markup {
  const verb = { Allow: html`allows`, Deny: html`<b class="deny">denies</b>`, Unknown: html`<b class="UNKNOWN">may allow or deny</b>` }[effect];
  return html`<li><code>${statement}</code> ${verb} ${actions.join(', ')}${conditions.length > 0 ? html` when <code>${conditions.join(' and ')}</code>` : ''}${note === undefined ? '' : ` (${note})`}</li>`;
}

function findingOf(finding: Finding): Markup {
  const { verdict, message, rule, resource, stack, statement, counterexample: example, assumptions, notLookedAt = [], fix } = finding;
  const details: [string, string | undefined][] = [
    ['who', example?.who], [example?.verb ?? '', example?.what], ['by', example?.by ?? statement], ['why', message],
    ['replayed', example === undefined ? undefined : example.replayed ? 'the evaluator confirms it' : 'not confirmed'],
    ['fix', fix], ['where', [stack, resource].filter((text) => text !== '').join('/')], ['given', assumptions.join('; ')], ['not looked at', notLookedAt.join('; ')],
  ];
  const shown = details.filter(([, text]) => text !== undefined && text !== '');
  return html`<details class="finding ${verdict}"${verdict === 'VIOLATED' ? new Markup(' open') : ''}><summary><span class="badge ${verdict}">${WORDS[verdict]}</span> ${headline(finding)} <span class="soft id">${rule}</span></summary><dl>${shown.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl></details>`;
}
