import { readFileSync, writeFileSync } from 'node:fs';
import { AccessProof } from '../../../lib/access-proof';
import { RULES } from '../../../lib/proof/rules';
import { rulePage } from '../../../lib/text/pages';
import { rulesPage } from './rules-page';

test('docs/rules.md says what the rules say: UPDATE_EXPECTED=1 writes it anew', () => {
  if (process.env.UPDATE_EXPECTED === '1') writeFileSync('docs/rules.md', rulesPage(RULES));
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesPage(RULES));
});

test('every rule and promise has its section, to which the page of its findings leads', () => {
  const sections = [...readFileSync('docs/rules.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, id]) => id);
  const pages = (new AccessProof().ruleIds ?? []).map(rulePage);
  expect(pages.filter((page) => !sections.includes(/\/docs\/rules\.md#(.+)$/.exec(page)?.[1] ?? ''))).toEqual([]);
  expect(sections).toHaveLength(pages.length);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s is explained', (id, { title, why, fix, page }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(title).toMatch(/^[a-z].*[^.]$/);
  expect(why.split(/(?<=\.) (?=[A-Z])/).length).toBe(2);
  expect(fix).toMatch(/[^.]$/);
  expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

test('every id stands for one rule', () => expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length));
