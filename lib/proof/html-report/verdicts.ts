import type { Finding, Verdict } from '../findings/finding';
import { rulePage } from '../../text/pages';
import { headline } from '../findings/render';
import { addTo } from './grouped';
import { html, Markup } from './html';

export const WORDS: Readonly<Record<Verdict, string>> = { VIOLATED: 'VIOLATED', UNKNOWN: 'UNKNOWN', NOT_PROVED: 'NOT PROVED', PROVED: 'PROVED' };
export const VERDICTS = Object.keys(WORDS) as Verdict[];

const MEANINGS: Readonly<Record<Verdict, string>> = {
  VIOLATED: 'Somebody can do what was promised to be impossible. Each case was tried again by the evaluator.',
  UNKNOWN: 'Something that decides is not in the templates. Each says what, and what to give.',
  NOT_PROVED: 'Nothing shows that it holds, and nothing that it is broken.',
  PROVED: 'Holds for every user, whatever their identity, claims and tags, in every deployment of these templates.',
};

/** Of findings that are alike so many are named. */
const MOST = 200;

/** Of what one rule says so much is shown in full, and a line of each further. */
const IN_FULL = 50;

/** A finding as people read it, with the place that it blames. */
export interface Shown {
  readonly finding: Finding;
  readonly place: string;
}

/**
 * @param findings what was decided
 * @returns a list: what is violated first and open; what says the same of many as one
 */
export function verdictsOf(findings: readonly Shown[]): Markup {
  if (findings.length === 0) return html`<p>The templates record no promise, and no rule has anything to say.</p>`;
  return html`${VERDICTS.map((verdict) => listOf(verdict, findings.filter(({ finding }) => finding.verdict === verdict)))}`;
}

function listOf(verdict: Verdict, findings: readonly Shown[]): Markup {
  if (findings.length === 0) return html``;
  const alike = new Map<string, Shown[]>();
  for (const shown of findings) {
    const { rule, title, message, fix, counterexample } = shown.finding;
    const key = JSON.stringify(verdict === 'VIOLATED' ? [rule, title, message, counterexample ?? null, shown.place] : verdict === 'PROVED' ? [rule] : [rule, title, message, fix ?? null]);
    addTo(alike, key, shown);
  }
  const byRule = new Map<string, (readonly Shown[])[]>();
  for (const group of alike.values()) addTo(byRule, group[0].finding.rule, group);
  const items = [...byRule.values()].map((groups) => html`${groups.slice(0, IN_FULL).map((group) => itemOf(group))}${groups.length > IN_FULL ? linesOf(groups.slice(IN_FULL).flat()) : ''}`);
  return html`<h4>${findings.length} ${WORDS[verdict]}</h4><p class="soft">${MEANINGS[verdict]}</p>${items}`;
}

/** Many that one rule found, a line each. */
function linesOf(findings: readonly Shown[]): Markup {
  const [{ finding: { verdict, rule } }] = findings;
  const lines = findings.map(({ finding }) => {
    const { counterexample: example, message, fix } = finding;
    return html`<li>${headline(finding)}: ${example === undefined ? message : `${example.who}, ${example.verb} ${example.what}, by ${example.by}`}${fix === undefined ? '' : `; ${fix}`}</li>`;
  });
  return html`<details class="finding ${verdict}"><summary><span class="badge ${verdict}">${WORDS[verdict]}</span> ${findings.length} more of the rule ${rule}</summary><ul>${lines}</ul></details>`;
}

function itemOf(group: readonly Shown[]): Markup {
  const [{ finding, place }] = group;
  const { verdict, message, rule, statement, counterexample: example, assumptions, notLookedAt = [], fix, title } = finding;
  const titles = new Set(group.map((one) => one.finding.title));
  const named = [...new Set(group.map((one) => (titles.size > 1 ? headline(one.finding) : one.place)).filter((text) => text !== ''))];
  const all = `${named.slice(0, MOST).join(', ')}${named.length > MOST ? ` and ${named.length - MOST} more` : ''}`;
  const details: [string, string | undefined][] = [
    ['who', example?.who], [example?.verb ?? '', example?.what], ['steps', example?.steps?.join('; ')], ['by', example?.by ?? (group.length > 1 ? undefined : statement)], ['why', group.every((one) => one.finding.message === message) ? message : undefined],
    ['replayed', example === undefined ? undefined : example.replayed ? 'the evaluator confirms it' : 'not confirmed'],
    [verdict === 'UNKNOWN' ? 'what helps' : 'fix', fix ?? (verdict === 'UNKNOWN' ? whatHelps(message) : undefined)], [titles.size > 1 ? 'that is' : 'where', group.length > 1 ? all : place], ['given', assumptions.join('; ')], ['not looked at', notLookedAt.join('; ')],
  ];
  const shown = details.filter(([, text]) => text !== undefined && text !== '');
  return html`<details class="finding ${verdict}"${verdict === 'VIOLATED' ? new Markup(' open') : ''}><summary><span class="badge ${verdict}">${WORDS[verdict]}</span> ${group.length > 1 ? `${title}${titles.size > 1 ? `, and ${group.length - 1} more alike` : ` (${group.length} times)`}` : headline(finding)}</summary><dl>${shown.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}<dt>rule</dt><dd><a href="${rulePage(rule)}" rel="noreferrer">${rule}</a></dd></dl></details>`;
}

/** What can be given for what is not in the templates. */
function whatHelps(message: string): string | undefined {
  if (/managed policy \S+ is not in the templates/.test(message)) return 'write the policy in the templates, or attach one of AWS that is known here';
  if (/nested stack .* is not at hand/.test(message)) return "name its template: --nested <logical id>=<file>";
  if (/not (in the templates|at hand)/.test(message)) return 'name the template that holds it beside these';
  if (/known only at deployment|depends on/.test(message)) return 'give the values of parameters and the environment: --parameter <name>=<value>, --environment aws://<account>/<region>';
  return undefined;
}

/**
 * @param findings what was decided
 * @returns all of it in one sentence, and how good it is
 */
export function sentenceOf(findings: readonly Finding[]): { readonly text: string; readonly tone: Verdict } {
  const count = (verdict: Verdict, among = findings): number => among.filter((finding) => finding.verdict === verdict).length;
  const violated = count('VIOLATED');
  if (violated > 0) return { tone: 'VIOLATED', text: `${capital(things(violated))} not as ${violated === 1 ? 'it has' : 'they have'} to be: somebody reaches what they must not, or something does not work. ${violated === 1 ? 'It is' : 'They are'} marked red.` };
  const promises = findings.filter(({ severity }) => severity === undefined);
  const [unknown, open] = [count('UNKNOWN', promises), count('NOT_PROVED', promises)];
  const rest = [unknown > 0 ? `${things(unknown)} not known, because something that decides is not in the templates` : '', open > 0 ? `${things(open)} neither proved nor broken` : ''].filter((text) => text !== '').join(', and ');
  if (rest !== '') return { tone: 'UNKNOWN', text: `Nothing is broken, but ${rest}.` };
  const others = count('UNKNOWN') + count('NOT_PROVED');
  const beside = others === 0 ? '' : ` ${capital(things(others))} not known beside them: see the verdicts.`;
  if (promises.length === 0) return { tone: 'NOT_PROVED', text: `The templates promise nothing, and no rule finds anything wrong; what follows is who reaches what.${beside}` };
  return { tone: 'PROVED', text: `${promises.length === 1 ? 'The one promise of this app is kept' : `All ${promises.length} promises of this app are kept`}: nobody reaches what is not theirs.${beside}` };
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

const things = (count: number): string => (count === 1 ? 'one thing is' : `${count} things are`);
