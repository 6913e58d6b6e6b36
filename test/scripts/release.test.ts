import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
