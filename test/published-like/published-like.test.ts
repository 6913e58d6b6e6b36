import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examineTemplates } from '../../lib/proof/prove';
import { templatesAt } from '../../lib/proof/template/together';

/** Templates of this project in the shapes that people publish, and the rules that each breaks: found by reading it. */
const EXPECTED = JSON.parse(readFileSync(join(__dirname, 'expected.json'), 'utf8')) as Record<string, string[]>;
const NAMES = readdirSync(__dirname).filter((name) => /\.(json|yaml)$/.test(name) && name !== 'expected.json').sort();
const DECIDED = 0.95;

const found = new Map(NAMES.map((name) => [name, templatesAt([join(__dirname, name)]).flatMap((templates) => examineTemplates(templates))]));

test('there are enough, and each has its expectation', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(EXPECTED).sort()).toEqual(NAMES);
});

test.each(NAMES)('%s: what it breaks is found, and nothing else', (name) => {
  const violated = found.get(name)!.filter(({ verdict }) => verdict === 'VIOLATED').map(({ rule }) => rule);
  expect([...new Set(violated)].sort()).toEqual(EXPECTED[name]);
});

test('nearly all is decided', () => {
  const all = [...found.values()].flat();
  const open = [...found].flatMap(([name, findings]) => findings.filter(({ verdict }) => verdict === 'UNKNOWN' || verdict === 'NOT_PROVED').map(({ rule, message }) => `${name} ${rule}: ${message}`));
  expect(all.length).toBeGreaterThan(300);
  expect({ share: 1 - open.length / all.length >= DECIDED, open: open.length / all.length < 1 - DECIDED ? [] : open }).toEqual({ share: true, open: [] });
});
