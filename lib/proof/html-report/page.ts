import { createHash } from 'node:crypto';
import type { AuthorNames } from '../author-names';
import type { Finding } from '../findings/finding';
import { inAuthorsWords } from '../findings/named';
import { askForm, type Offered } from './ask-form';
import { cardsFor, cardOf, idle, type Card, type Violated } from './cards';
import { drawingOf } from './drawing';
import { folded, type Folded } from './folding';
import { addTo } from './grouped';
import { Markup, html } from './html';
import { VERBS, type ReportedAccess } from './reach';
import { STYLE } from './style';
import { VERDICTS, WORDS, sentenceOf, verdictsOf } from './verdicts';

/** What is known of templates that belong together. */
export interface Part {
  /** Their names. */
  readonly name: string;
  /** Who reaches what, in each way in which the conditions can turn out. */
  readonly access: readonly ReportedAccess[];
  /** What was decided. */
  readonly findings: readonly Finding[];
  /** The names that authors gave to resources. */
  readonly names: AuthorNames;
}

/** What the page says of itself, and what answers its questions. */
export interface Making {
  /** When it was made: a day, as `2026-11-27`. */
  readonly date: string;
  /** The version of this package. */
  readonly version: string;
  /** The script that answers questions. */
  readonly script: string;
  /** The templates, as `embedded` packs them. */
  readonly data: string;
}

/** So many ways in which conditions can turn out are shown. */
const MOST_WAYS = 4;

const NOT_LOOKED_AT = ['service and resource control policies of the organization', 'VPC endpoints', 'ACLs of buckets and objects', 'S3 Access Grants', 'claims that a Lambda function alters', 'what the code of functions does', 'credentials that were given before a change', 'changes after the deployment'];

/**
 * The page: it needs nothing but itself, asks nothing of any other place, and reads without its script.
 *
 * @param parts what is known, one for each assembly
 * @param making what the page says of itself
 * @returns the page
 */
export function pageOf(parts: readonly Part[], { date, version, script, data }: Making): string {
  const findings = parts.flatMap((part) => part.findings);
  const { text, tone } = sentenceOf(findings);
  const counts = VERDICTS.flatMap((verdict) => {
    const count = findings.filter((finding) => finding.verdict === verdict).length;
    return count === 0 ? [] : [html`<li class="${verdict}"><b>${count}</b> ${WORDS[verdict]}</li>`];
  });
  const links = parts.map(({ name }, i) => html`<li>${parts.length > 1 ? html`<b>${name}</b>` : ''}<a href="#reach${i}">Who reaches what</a><a href="#drawing${i}">Drawing</a><a href="#verdicts${i}">Verdicts</a></li>`);
  const given = [...new Set(parts.flatMap(({ findings: all, names }) => all.flatMap(({ assumptions }) => assumptions.map((one) => names.inWords(one)))))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'">
<title>Who reaches what: ${parts.map(({ name }) => name).join('; ')}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><div>
<p class="soft made">${parts.map(({ name }) => name).join('; ')} · made on ${date} by cdk-cognito-pools ${version}</p>
<h1>Who reaches what</h1>
<p class="sentence ${tone}">${text}</p>
<ul class="counts" aria-label="Verdicts">${counts}</ul>
<nav aria-label="Parts of the page"><ul><li><a href="#ask-title">Ask</a></li>${links}</ul></nav>
<p class="filter" hidden><label for="filter">Show only what has</label> <input id="filter" type="search"> <span id="filter-count" role="status"></span></p>
</div></header>
<main id="content">
<section aria-labelledby="ask-title" class="ask"><h2 id="ask-title">Ask: who may do what?</h2>${askForm(offeredBy(parts))}</section>
${parts.map(partOf)}
</main>
<footer><h2>What this page rests on</h2><p>It is read from the synthesized templates alone. Not looked at: ${NOT_LOOKED_AT.join(', ')}.</p>${given.length === 0 ? '' : html`<p>Taken for granted:</p><ul>${given.slice(0, 40).map((one) => html`<li>${one}</li>`)}</ul>`}<p>For its questions the page holds the templates, without code, environment variables and values of NoEcho parameters: hand it on as you would them.</p></footer>
<script type="application/octet-stream" id="data">${new Markup(data)}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.toString();
}

/** The one script that may run. */
function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/** One way in which the conditions can turn out, as it is shown. */
interface Way {
  readonly access: ReportedAccess;
  readonly people: readonly Folded[];
  readonly cards: readonly Card[];
}

function partOf({ name, access, findings, names }: Part, i: number): Markup {
  const violated = violatedBy(findings);
  const all = access.filter(({ people }) => people.length > 0);
  const ways = all.slice(0, MOST_WAYS).map((way): Way => {
    const people = folded(way.people, names);
    return { access: way, people, cards: cardsFor(way.targets, people, names) };
  });
  const shown = findings.map((finding) => ({ finding: inAuthorsWords(finding, names), place: finding.resource === '' ? '' : names.titleOf(finding.resource, finding.file) }));
  return html`<section aria-labelledby="part${i}">
<h2 id="part${i}">${name}</h2>
<h3 id="reach${i}">Who reaches what</h3>
${access.some(({ people }) => people.some(({ kind }) => kind !== 'internet' && kind !== 'service')) ? '' : html`<p>Nobody gets AWS credentials: the templates hold no identity pool that hands out a role.</p>`}
${ways.map((one, way) => html`${headOf(one.access, access.length, names)}${wayOf(one, `${i}-${way}`, violated, names)}`)}
${all.length > MOST_WAYS ? html`<p class="soft">The conditions of the templates can turn out in ${all.length - MOST_WAYS} more ways; the verdicts take all of them together.</p>` : ''}
<h3 id="drawing${i}">From people to resources</h3>
${ways.map((one) => html`${headOf(one.access, access.length, names)}<div class="scroll drawing" tabindex="0" role="region" aria-label="Drawing">${drawingOf(one.people, one.cards, violated, names)}</div>`)}
<p class="soft">Red breaks a promise; dashed lines are not certain. Roles that reach as much of the same are drawn as one.</p>
<h3 id="verdicts${i}">Verdicts</h3>
${verdictsOf(shown)}
</section>`;
}

function headOf({ circumstances }: ReportedAccess, ways: number, names: AuthorNames): Markup {
  return ways > 1 ? html`<h4 class="when">When ${names.inWords(circumstances.join(', '))}</h4>` : html``;
}

function wayOf({ access: { people, targets, undecided }, cards: all }: Way, id: string, violated: Violated, names: AuthorNames): Markup {
  const none = idle(people, targets).map(({ title, role }) => names.inWords(`${title} (role ${role})`));
  const cards = all.map((card, i) => cardOf(card, `card${id}-${i}`, violated, names));
  const more = undecided.length === 0 ? '' : html`<p class="UNKNOWN">There may be more than is shown: ${undecided.slice(0, 5).map((one) => names.inWords(one)).join('; ')}${undecided.length > 5 ? ` and ${undecided.length - 5} more` : ''}.</p>`;
  return html`${more}<div class="cards">${cards}</div>${targets.length === 0 ? html`<p>Nobody reaches any resource.</p>` : ''}${none.length === 0 ? '' : html`<p class="soft">With credentials, and reaching nothing of these: ${none.slice(0, 20).join(', ')}${none.length > 20 ? ` and ${none.length - 20} more` : ''}.</p>`}`;
}

/** What is violated, by the statement that lets it. */
function violatedBy(findings: readonly Finding[]): Violated {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.verdict !== 'VIOLATED') continue;
    const statement = finding.statement ?? finding.counterexample?.by.split(/\s/)[0];
    if (statement !== undefined) found.set(statement, [...(found.get(statement) ?? []), finding]);
  }
  return found;
}

/** What people ask most: about the actions and resources that the page shows. */
function offeredBy(parts: readonly Part[]): Offered {
  const unique = (values: readonly string[]): string[] => [...new Set(values)];
  const people = parts.flatMap(({ access }) => access.flatMap((one) => one.people));
  const named = parts.flatMap(({ names }) => names.all);
  const resources = parts.flatMap(({ access, names }) => access.flatMap(({ targets, people: all }) => {
    const paths = new Map<string, string[]>();
    for (const { reaches } of all) for (const [key, some] of reaches) for (const path of some.flatMap((reach) => reach.parts.filter((part) => !/[*?].|\$\{aws:/.test(part) && part.includes('/')))) addTo(paths, key, path);
    return targets.flatMap(({ key, base }) => {
      const start = names.inWords(base);
      return [...(paths.get(key) ?? []).map((path) => `${start}/${path.replace(/\*$/, 'a.jpg')}`), start];
    });
  }));
  return {
    groups: unique(people.filter(({ kind }) => kind === 'member').map(({ title }) => title.replace(/^Members of /, ''))),
    providers: unique(named.filter(({ type }) => type === 'AWS::Cognito::UserPool').map(({ name }) => name)),
    pools: unique(named.filter(({ type }) => type === 'AWS::Cognito::IdentityPool').map(({ name }) => name)),
    actions: unique(people.filter(({ kind }) => kind !== 'service').flatMap(({ reaches }) => [...reaches.values()].flat()).sort((a, b) => VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb)).flatMap(({ actions }) => actions.slice(0, 5))),
    resources: unique(resources).filter((one) => one !== '' && !one.includes('*')),
  };
}
