import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { report } from '../../bin/commands/report';
import { WatchedPage } from '../../examples/photo-upload/browser';
import { templatesAt } from '../../lib/proof/template/together';
import type { Counts } from '../test/counts';
import { one, sum } from '../test/counts';
import { answeredByCan, questionsAbout, type Answered, type AskedQuestion } from './questions';

type Print = (line: string) => void;

/** Runs in the page: the answers to many questions, as `can` gives them. */
const ASK_ALL = `(questions) => questions.map((question) => {
  try {
    const { verdict, role, statement, reason } = cdkCognitoPools.can(question);
    return { verdict, reason, ...(role !== undefined && { role }), ...(statement !== undefined && { statement }) };
  } catch (error) {
    return { wrong: error.message };
  }
})`;

/** So many questions are asked about each template, spread over all that there are. */
const EACH = 80;

/** Makes the report of some templates, opens it in a browser, and asks it what `can` is asked. */
export async function checkReport(browser: Browser, name: string, path: string, folder: string, print: Print): Promise<Counts> {
  const out = join(folder, `${name}.html`);
  if (await report([path, '--out', out]) !== 0) throw new Error(`no report of ${path}`);
  const watched = await WatchedPage.open(browser, pathToFileURL(out).href);
  const { page } = watched;
  try {
    await page.locator('#ask-all:not([disabled])').waitFor();
    const assemblies = templatesAt([path]);
    const all = assemblies.flatMap(questionsAbout);
    const step = Math.max(1, all.length / EACH);
    const questions = Array.from({ length: Math.min(EACH, all.length) }, (_one, i) => all[Math.floor(i * step)]);
    const answers = await page.evaluate<Answered[]>(`(${ASK_ALL})(${JSON.stringify(questions)})`);
    const checks = questions.map((question, i) => same(question, answers[i], answeredByCan(assemblies, question), print));
    const asked = questions.find((_question, i) => answers[i].verdict !== undefined);
    if (asked !== undefined) checks.push(one(await formAnswers(watched, asked, answers[questions.indexOf(asked)])));
    await watched.look(`report-${name}`);
    for (const wrong of [...watched.problems, ...watched.barriers]) print(`  ${name}: ${wrong}`);
    print(`  ${name}: ${questions.length} questions, ${new Set(answers.map(({ verdict }) => verdict ?? 'wrong')).size} kinds of answers`);
    return sum([...checks, one(watched.problems.length === 0), one(watched.barriers.length === 0)]);
  } finally {
    await page.context().close();
  }
}

function same(question: AskedQuestion, page: Answered, can: Answered, print: Print): Counts {
  const equal = (['verdict', 'role', 'statement', 'reason', 'wrong'] as const).every((field) => page[field] === can[field]);
  if (!equal) print(`  ${JSON.stringify(question)}\n    page ${JSON.stringify(page)}\n    can  ${JSON.stringify(can)}`);
  return one(equal);
}

/** The form answers what the evaluator behind it does. */
async function formAnswers({ page }: WatchedPage, { as, action, resource, groups = [], claims = {}, tags = {}, context = {} }: AskedQuestion, { verdict = '' }: Answered): Promise<boolean> {
  const lines = (values: object) => Object.entries(values).map(([key, value]) => `${key}=${String(value)}`).join('\n');
  await page.getByText('Groups, claims, and more about the request').click();
  await page.getByLabel('Who', { exact: true }).selectOption(as);
  await page.getByLabel('does what').fill(action);
  await page.getByLabel('to which resource').fill(resource);
  if (as === 'user') {
    await page.getByLabel('In the groups').fill(groups.join(', '));
    await page.getByLabel('Claims').fill(lines(claims));
    await page.getByLabel('Session tags').fill(lines(tags));
  }
  await page.getByLabel('Condition keys').fill(lines(context));
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.locator(`#answer .verdict.${verdict}`).waitFor();
  return true;
}
