import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { examineTemplates } from '../../lib/proof/prove';
import { loadTemplate } from '../../lib/proof/template/load';
import { photoApp } from './photo-app';
import { ASSUMED, lookedAt, sectionOf } from './looked-at';
import { RULE_CASES } from './rules/cases';
import { examined } from './rules/plain-app';

test('docs/proof.md says what the code looks at: where it differs, write what lookedAt() returns', () => {
  expect(sectionOf(readFileSync('docs/proof.md', 'utf8'))).toBe(lookedAt());
});

const EXAMPLES = readdirSync('examples').filter((name) => existsSync(`examples/${name}/expected.template.json`));

test('what is assumed anywhere stands in the table', () => {
  const findings = [
    ...EXAMPLES.flatMap((name) => examineTemplates([loadTemplate(`examples/${name}/expected.template.json`)])), ...examineTemplates([{ file: 'photo-app.json', body: photoApp() }], () => undefined),
    ...RULE_CASES.filter((_one, i) => i % 5 === 0).flatMap(([, , change]) => examined(change)),
  ];
  const assumed = [...new Set(findings.flatMap(({ assumptions }) => assumptions))];
  expect(assumed.length).toBeGreaterThan(3);
  expect(assumed.filter((text) => !ASSUMED.some(([pattern]) => pattern.test(text)))).toEqual([]);
});
