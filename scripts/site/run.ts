// npm run site: the documentation as a static site in .work/site, its links checked, looked at with --look.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { report } from '../../bin/commands/report';
import { root, work } from '../../emulator/paths';
import { configurationOf, THEME } from './config';
import { deadLinksOf } from './links';
import { lookAtSite } from './look';
import { pagesOf } from './pages';

const source = join(work, 'site-source');
const site = join(work, 'site');

async function main(): Promise<void> {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } };
  const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  const pages = pagesOf(root, address);
  rmSync(source, { recursive: true, force: true });
  for (const { path, text } of pages) write(join(source, path), text);
  write(join(source, '.vitepress', 'config.mjs'), configurationOf(pages, address));
  for (const [file, text] of Object.entries(THEME)) write(join(source, '.vitepress', 'theme', file), text);
  mkdirSync(join(source, 'public'), { recursive: true });
  if (await report([join(root, 'examples', 'photo-upload', 'expected.template.json'), '--out', join(source, 'public', 'report.html')]) !== 0) throw new Error('no report of the example');
  const built = spawnSync(process.execPath, [join(root, 'node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', source, '--outDir', site], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the generator failed');
  const dead = deadLinksOf(site);
  dead.forEach((link) => console.log(`dead link: ${link}`));
  console.log(`${pages.length} pages in ${site}, ${dead.length} dead links`);
  const barriers = process.argv.includes('--look') ? await lookAtSite(site, console.log) : 0;
  if (dead.length + barriers > 0) process.exitCode = 1;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

void main();
