import type { Finding } from '../../../lib/proof/findings/finding';
import { RULES } from '../../../lib/proof/rules';
import { RULE_CASES } from './cases';
import { all } from './cases/rule-case';
import { examined, plainApp } from './plain-app';

const isOpen = ({ verdict }: Finding): boolean => verdict !== 'PROVED';
const about = ({ rule, resource, subject }: Finding): string => `${rule} of ${resource}, about ${subject}`;

const MENDED = RULE_CASES.flatMap(([rule, name, change, , resource, mended]) => (mended === undefined ? [] : [{ rule, name, change, resource, ...mended }]));

describe.each(RULES.map(({ id }) => id))('%s', (id) => {
  test.each(MENDED.filter(({ rule }) => rule === id))('$name: what the finding says to do closes it, and opens nothing', ({ change, resource, fix, after }) => {
    const before = examined(change).filter(isOpen);
    const left = examined(all(change, after)).filter(isOpen);
    const found = before.filter((finding) => finding.rule === id && finding.resource === resource);
    expect(found.map((finding) => finding.fix)).toContain(fix);
    expect(left.map(about).filter((one) => found.some((finding) => finding.fix === fix && about(finding) === one))).toEqual([]);
    expect(left.map(about).filter((one) => !before.map(about).includes(one))).toEqual([]);
  });
});

test.each(MENDED)('$rule, $name: the fix names only what is there', ({ change, fix }) => {
  const template = plainApp();
  change(template);
  const text = JSON.stringify(template);
  for (const [, name] of fix.matchAll(/'(\w+)'/g)) if (name !== 'code') expect(text).toContain(name);
  for (const [, id, path] of fix.matchAll(/(?<![\w.])(\w+)(?:\.\w+)?\.(Statement|ManagedPolicyArns)\[\d+\]/g)) expect(JSON.stringify(template.Resources[id])).toContain(`"${path}"`);
});

test('every rule has a case with its fix', () => {
  expect(RULES.map(({ id }) => id).filter((id) => !MENDED.some(({ rule }) => rule === id))).toEqual([]);
});

test('every case that is not proved has a fix', () => {
  expect(RULE_CASES.filter(([, , , verdict, , mended]) => verdict !== 'PROVED' && mended === undefined).map(([rule, name]) => `${rule}: ${name}`)).toEqual([]);
});
