import type { AuthorNames } from '../author-names';
import type { Finding } from '../findings/finding';
import type { Folded } from './folding';
import { addTo } from './grouped';
import { html, type Markup } from './html';
import { EXTENTS, type Extent, type Reach, type Target, type Who } from './reach';

/** What the columns are called. */
const COLUMNS: Readonly<Record<Extent, string>> = { own: 'What is their own', tenant: 'What is their tenant’s', part: 'A shared part', all: 'All of it' };

const NOUNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'files', 'AWS::DynamoDB::Table': 'items', 'AWS::DynamoDB::GlobalTable': 'items', 'AWS::Kinesis::Stream': 'records', 'AWS::KinesisFirehose::DeliveryStream': 'records', 'AWS::SQS::Queue': 'messages',
};

/** Of groups that are shown as one so many are listed, and so many parts and actions of each. */
const MOST = { groups: 1000, parts: 3, actions: 6 };

/** What is violated, by the statement that lets it. */
export type Violated = ReadonlyMap<string, readonly Finding[]>;

/** A resource with all who reach it. */
export interface Card {
  readonly target: Target;
  readonly title: string;
  readonly rows: readonly Folded[];
}

/**
 * @param targets resources
 * @param people who reaches what
 * @param names the names that authors gave to resources
 * @returns each resource with all who reach it
 */
export function cardsFor(targets: readonly Target[], people: readonly Folded[], names: AuthorNames): Card[] {
  const rows = new Map<string, Folded[]>();
  for (const who of people) for (const key of who.reaches.keys()) addTo(rows, key, who);
  return targets.map((target) => {
    const title = target.id === '' ? names.inWords(target.title) : names.titleOf(target.id, target.file).replace(/ \([^()]*\)$/, '');
    return { target, title, rows: rows.get(target.key) ?? [] };
  });
}

/**
 * @param card a resource with all who reach it
 * @param id what the page calls it
 * @param violated what is violated, by statement
 * @param names the names that authors gave to resources
 * @returns the card
 */
export function cardOf({ target, title, rows }: Card, id: string, violated: Violated, names: AuthorNames): Markup {
  const used = EXTENTS.filter((extent) => rows.some(({ reaches }) => reaches.get(target.key)!.some((reach) => reach.extent === extent)));
  const broken = rows.some(({ reaches }) => reaches.get(target.key)!.some((reach) => breaking(reach, violated).length > 0));
  const fromOutside = rows.some(({ kind }) => kind === 'internet');
  return html`<article class="card${broken ? ' broken' : ''}" id="${id}" aria-labelledby="${id}-t"><h4 id="${id}-t">${title}${target.id !== '' && !title.endsWith(target.id) ? html` <span class="soft id">${target.id}</span>` : ''}${broken ? html` <span class="badge VIOLATED">Not as promised</span>` : ''}</h4>
${target.id === '' ? html`<p class="soft">Not in the templates: what its own policy says is not known.</p>` : ''}
<table><thead><tr><th scope="col">Who</th>${used.map((extent) => html`<th scope="col">${COLUMNS[extent]}</th>`)}</tr></thead>
<tbody>${rows.map((row) => rowOf(row, target, used, violated, names))}${fromOutside || target.id === '' ? '' : html`<tr class="nobody"><th scope="row">Anyone on the internet</th><td colspan="${used.length}">nothing</td></tr>`}</tbody></table></article>
`;
}

function rowOf(row: Folded, target: Target, used: readonly Extent[], violated: Violated, names: AuthorNames): Markup {
  const reaches = row.reaches.get(target.key)!;
  const broken = reaches.some((reach) => breaking(reach, violated).length > 0);
  return html`<tr class="${row.kind}${broken ? ' broken' : ''}"><th scope="row">${row.title}<span class="way">${row.through}</span>${row.tags.length > 0 ? html`<span class="way">told apart by ${row.tags.join(', ')}</span>` : ''}${row.doubts.slice(0, 1).map((doubt) => html`<span class="way UNKNOWN">not certain: ${names.inWords(doubt)}</span>`)}${whyOf(row, target, names)}</th>${used.map((extent) => cellOf(reaches.filter((reach) => reach.extent === extent), extent, target, violated, names))}</tr>`;
}

function cellOf(reaches: readonly Reach[], extent: Extent, { type }: Target, violated: Violated, names: AuthorNames): Markup {
  if (reaches.length === 0) return html`<td class="none" data-label="${COLUMNS[extent]}"><span aria-hidden="true">–</span><span class="unseen">nothing</span></td>`;
  const certain = reaches.filter(({ doubt }) => doubt === undefined).map(({ verb }) => verb);
  const perhaps = reaches.filter(({ doubt }) => doubt !== undefined);
  const parts = extent === 'own' || extent === 'tenant' ? [] : [...new Set(reaches.flatMap((reach) => reach.parts))];
  const findings = [...new Set(reaches.flatMap((reach) => breaking(reach, violated)))];
  const noun = extent === 'all' || parts.length > 0 ? '' : ` ${NOUNS[type] ?? ''}`;
  return html`<td class="${findings.length > 0 ? 'VIOLATED' : ''}" data-label="${COLUMNS[extent]}">${certain.length > 0 ? html`<b>${inWords(certain)}</b>${noun}` : ''}${perhaps.length > 0 ? html`<span class="UNKNOWN">perhaps ${inWords(perhaps.map(({ verb }) => verb))}</span><span class="way">${names.inWords(perhaps[0].doubt!)}</span>` : ''}${extent === 'part' && parts.length > 0 ? html`<span class="way id">${partsInWords(parts)}</span>` : ''}${findings.map(({ title }) => html`<span class="way">breaks: ${names.inWords(title)}</span>`)}</td>`;
}

function partsInWords(parts: readonly string[]): string {
  return parts.length > MOST.parts ? `${parts.slice(0, MOST.parts).join(', ')} and ${parts.length - MOST.parts} more` : parts.join(', ');
}

/** Verbs in a row, as one reads them aloud. */
function inWords(verbs: readonly string[]): string {
  return verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')} and ${verbs[verbs.length - 1]}`;
}

/** The statements behind a row; for many who are alike, who they are and which part is theirs. */
function whyOf({ members, reaches }: Folded, { key }: Target, names: AuthorNames): Markup {
  if (members.length > 1) {
    const shown = members.slice(0, MOST.groups);
    return html`<details><summary>which</summary><ul>${shown.map((who) => html`<li>${names.inWords(who.title)}: <span class="id">${partsInWords([...new Set((who.reaches.get(key) ?? []).filter(({ extent }) => extent === 'part').flatMap(({ parts }) => parts))])}</span></li>`)}</ul>${members.length > shown.length ? `and ${members.length - shown.length} more` : ''}</details>`;
  }
  const [{ role, way }] = members;
  const items = (reaches.get(key) ?? []).map(({ verb, extent, parts, actions, statements, conditions }) => html`<li><b>${verb}</b>${extent === 'all' ? '' : html` <span class="id">${partsInWords(parts)}</span>`}: ${names.inWords(statements.slice(0, 4).join(', '))} allows ${actionsInWords(actions)}${conditions.length > 0 ? html` when <span class="id">${names.inWords(conditions.join(' and '))}</span>` : ''}</li>`);
  return html`<details><summary>why</summary>${role === '' ? '' : html`<p class="way">with the role <span class="id">${names.inWords(role)}</span>, by ${names.inWords(way)}</p>`}<ul>${items}</ul></details>`;
}

function actionsInWords(actions: readonly string[]): string {
  return actions.length > MOST.actions ? `${actions.slice(0, MOST.actions).join(', ')} and ${actions.length - MOST.actions} more` : actions.join(', ');
}

function breaking({ statements }: Reach, violated: Violated): readonly Finding[] {
  return statements.flatMap((statement) => violated.get(statement) ?? []);
}

/**
 * @param reaches what somebody reaches
 * @param violated what is violated, by statement
 * @returns whether they reach what was promised to be out of reach
 */
export function isBroken(reaches: readonly Reach[], violated: Violated): boolean {
  return reaches.some((reach) => breaking(reach, violated).length > 0);
}

/**
 * @param people everybody
 * @param targets what is reached
 * @returns who reaches nothing: they have credentials all the same
 */
export function idle(people: readonly Who[], targets: readonly Target[]): readonly Who[] {
  const keys = new Set(targets.map(({ key }) => key));
  return people.filter(({ kind, reaches }) => kind !== 'service' && ![...reaches.keys()].some((key) => keys.has(key)));
}
