// npm run release -- <version>: makes all that a release publishes in .work/release, from a clean clone, and publishes nothing.
// With --commit the version, the changelog and a tag are committed; the workflow of that tag publishes (.github/workflows/release.yml).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, work } from '../../emulator/paths';
import { Bindings } from '../languages/bindings';
import { materials } from './materials';
import { releasedChangelog } from './version';

const LANGUAGES = ['python', 'java', 'dotnet', 'go'];
const CHANGELOG = 'CHANGELOG.md';

const run = (cwd: string, program: string, ...args: string[]): string => execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });

async function main(version: string | undefined, commits: boolean): Promise<void> {
  if (version === undefined) throw new Error('no version: npm run release -- 0.2.0');
  const out = join(work, 'release');
  const clone = join(out, 'source');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  run(root, 'git', 'clone', '--quiet', root, clone);
  setVersion(clone, version);
  run(clone, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const packages = await new Bindings(clone, join(work, 'languages')).ofLibrary(LANGUAGES);
  run(clone, 'npm', 'pack', '--silent', '--pack-destination', out);
  writeFileSync(join(out, 'sbom.cdx.json'), materials(run(clone, 'npm', 'sbom', '--sbom-format', 'cyclonedx'), readFileSync(join(clone, 'NOTICE'), 'utf8'), readFileSync(join(clone, 'package-lock.json'), 'utf8')));
  const made = readdirSync(out).filter((name) => name !== 'source').map((name) => join(out, name));
  for (const file of made) console.log(`${basename(file)}   sha256 ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
  for (const language of LANGUAGES) console.log(`${language}: ${readdirSync(join(packages, language), { recursive: true }).length} files in ${join(packages, language)}`);
  rmSync(clone, { recursive: true, force: true });
  if (!commits) {
    console.log('nothing is committed and nothing is published');
    return;
  }
  setVersion(root, version);
  run(root, 'git', 'commit', '--quiet', '-m', `Release ${version}`, 'package.json', 'package-lock.json', CHANGELOG);
  run(root, 'git', 'tag', `v${version}`);
  console.log(`committed and tagged as v${version}: the push of the tag publishes`);
}

function setVersion(folder: string, version: string): void {
  const { version: before } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const changelog = releasedChangelog(readFileSync(join(folder, CHANGELOG), 'utf8'), version, before, new Date().toISOString().slice(0, 10));
  run(folder, 'npm', 'version', version, '--no-git-tag-version', '--allow-same-version');
  writeFileSync(join(folder, CHANGELOG), changelog);
}

const given = process.argv.slice(2);
main(given.find((one) => !one.startsWith('--')), given.includes('--commit')).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
