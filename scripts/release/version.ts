const VERSION = /^\d+\.\d+\.\d+(-[\da-z.-]+)?$/;

/**
 * Gives the changelog a version and a day.
 *
 * @param changelog the changelog as it is
 * @param version the version to release
 * @param before the version that the package has
 * @param date the day of the release, such as `2026-11-27`
 * @returns the changelog of the release
 * @throws Error where the version is none, or earlier than the one before, or where the changelog says nothing of it
 */
export function releasedChangelog(changelog: string, version: string, before: string, date: string): string {
  if (!VERSION.test(version)) throw new Error(`'${version}' is no version: write one such as 0.2.0`);
  if (isEarlier(version, before)) throw new Error(`'${version}' does not come after '${before}', the version of package.json`);
  const heading = `## ${version} (unreleased)`;
  if (!changelog.split('\n').includes(heading)) throw new Error(`CHANGELOG.md says nothing of '${version}': it has no heading '${heading}'`);
  return changelog.replace(heading, `## ${version} (${date})`);
}

function isEarlier(version: string, before: string): boolean {
  const [mine, theirs] = [version, before].map((one) => one.split('-')[0].split('.').map(Number));
  const at = mine.findIndex((part, i) => part !== theirs[i]);
  return at >= 0 && mine[at] < theirs[at];
}
