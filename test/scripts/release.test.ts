import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { materials } from '../../scripts/release/materials';
import { releasedChangelog } from '../../scripts/release/version';

const changelog = '# Changelog\n\n## 0.2.0 (unreleased)\n\n- more\n\n## 0.1.0 (2026-11-01)\n';

test('a release has its version and its day', () => {
  expect(releasedChangelog(changelog, '0.2.0', '0.1.0', '2026-11-27')).toBe('# Changelog\n\n## 0.2.0 (2026-11-27)\n\n- more\n\n## 0.1.0 (2026-11-01)\n');
});

test('the changelog of the project is ready for its next release', () => {
  const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const [, next] = /^## (\S+) \(unreleased\)$/m.exec(read('CHANGELOG.md')) ?? [];
  expect(releasedChangelog(read('CHANGELOG.md'), next, version, '2026-11-27')).toContain(`## ${next} (2026-11-27)`);
});

test.each([
  ['two', "'two' is no version: write one such as 0.2.0"],
  ['0.0.9', "'0.0.9' does not come after '0.1.0', the version of package.json"],
  ['0.3.0', "CHANGELOG.md says nothing of '0.3.0': it has no heading '## 0.3.0 (unreleased)'"],
])('%s is refused', (version, message) => {
  expect(() => releasedChangelog(changelog, version, '0.1.0', '2026-11-27')).toThrow(message);
});

describe('the bill of materials', () => {
  const component = (name: string, version = '1'): object => ({ name, version, 'bom-ref': `${name}@${version}` });
  const lock = JSON.stringify({ packages: { 'node_modules/yaml': { version: '1' }, 'node_modules/aws-jwt-verify': { version: '1' }, 'node_modules/aws-cdk-lib/node_modules/yaml': { version: '0' } } });
  const of = (...names: string[]): string => JSON.stringify({
    bomFormat: 'CycloneDX', metadata: { component: { 'name': 'ours', 'bom-ref': 'ours@1' } }, components: names.map((name) => component(name)), dependencies: [{ ref: 'jest@1' }],
  });

  test('has all code of others that is shipped, and nothing that is used for development alone', () => {
    const bill = JSON.parse(materials(of('yaml', 'jest', 'aws-jwt-verify'), 'Ours\n\naws-jwt-verify\nApache\n\nyaml\nISC\n', lock)) as object;
    expect(bill).toEqual({
      bomFormat: 'CycloneDX', metadata: { component: { 'name': 'ours', 'bom-ref': 'ours@1' } }, components: [component('yaml'), component('aws-jwt-verify')],
      dependencies: [{ ref: 'ours@1', dependsOn: ['yaml@1', 'aws-jwt-verify@1'] }, { ref: 'yaml@1', dependsOn: [] }, { ref: 'aws-jwt-verify@1', dependsOn: [] }],
    });
  });

  test('has nothing of the same name that another package brings', () => {
    const all = JSON.parse(of('yaml')) as { components: object[] };
    const bill = JSON.stringify({ ...all, components: [component('yaml', '0'), ...all.components] });
    expect(JSON.parse(materials(bill, 'Ours\n\nyaml\n', lock))).toMatchObject({ components: [component('yaml')] });
  });

  test('is never empty', () => expect(() => materials(of('jest'), 'Ours\n', lock)).toThrow('the bill of materials would be empty'));
});
