import { Evaluator, type PageQuestion } from './evaluator';
import { startFilter } from './filter';

const byId = (id: string): HTMLElement => document.getElementById(id)!;
const valueOf = (id: string): string => (byId(id) as HTMLInputElement).value.trim();

/** Lines of `name=value`. */
function pairs(id: string): [string, string][] {
  return valueOf(id).split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const at = line.indexOf('=');
    if (at < 1) throw new Error(`'${line}' is no name=value`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}

function questionOf(): PageQuestion {
  const as = valueOf('ask-who') === 'guest' ? 'guest' : 'user';
  const context: Record<string, string[]> = {};
  for (const [key, value] of pairs('ask-context')) (context[key] ??= []).push(value);
  const common = { as, action: valueOf('ask-action'), resource: valueOf('ask-resource'), context, identityPool: valueOf('ask-pool') } as const;
  if (as === 'guest') return common;
  const groups = valueOf('ask-groups').split(',').map((group) => group.trim()).filter((group) => group !== '');
  return { ...common, groups, provider: valueOf('ask-provider'), claims: Object.fromEntries(pairs('ask-claims')), tags: Object.fromEntries(pairs('ask-tags')) };
}

const WORDS = { ALLOWED: 'Yes, they may.', DENIED: 'No, they may not.', UNKNOWN: 'That is not known.' };

function show(verdict: string, text: string, details: readonly (readonly [string, string])[]): void {
  const head = document.createElement('p');
  head.className = `verdict ${verdict}`;
  head.textContent = text;
  const list = document.createElement('dl');
  for (const [label, value] of details) {
    const [term, description] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = label;
    // Characters that turn the order of text around are not shown as they are.
    description.textContent = value.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
    list.append(term, description);
  }
  byId('answer').replaceChildren(head, list);
}

function answer(evaluator: Evaluator): void {
  try {
    const { verdict, inWords } = evaluator.can(questionOf());
    show(verdict, WORDS[verdict], [['why', inWords.reason], ['role', inWords.role], ['statement', inWords.statement]]);
  } catch (error) {
    show('wrong', 'This question cannot be answered.', [['because', (error as Error).message]]);
  }
}

async function start(): Promise<void> {
  startFilter(byId('filter') as HTMLInputElement);
  const evaluator = await Evaluator.of(byId('data').textContent.trim());
  Object.assign(globalThis, { cdkCognitoPools: { can: (question: PageQuestion) => evaluator.can(question) } });
  const form = byId('ask') as HTMLFormElement;
  const user = byId('ask-user') as HTMLFieldSetElement;
  byId('ask-who').addEventListener('change', () => { user.disabled = valueOf('ask-who') === 'guest'; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    byId('answer').textContent = 'Working …';
    // What is said first is seen first: with a thousand groups an answer takes a second.
    setTimeout(() => answer(evaluator), 20);
  });
  (byId('ask-all') as HTMLFieldSetElement).disabled = false;
}

void start();
