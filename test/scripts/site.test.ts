import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadLinksOf } from '../../scripts/site/links';
import { pagesOf } from '../../scripts/site/pages';

const pages = pagesOf(join(__dirname, '../..'), 'https://example.com/project');
const pageAt = (path: string): string => pages.find((page) => page.path === path)?.text ?? '';

test('every guide, every document and every class has a page', () => {
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['index.md', 'guides/photo-upload.md', 'rules.md', 'moving-in/index.md', 'adr/0002-intent-in-the-template.md', 'reference/index.md', 'reference/UserPoolPlusIdentityPool.md', 'examples/tenants/index.md']));
});

test('links lead to pages, and those to other files to the repository', () => {
  expect(pageAt('index.md')).toContain('](/identity-pool)');
  expect(pageAt('index.md')).toContain('](/reference/)');
  expect(pageAt('guides/photo-upload.md')).toContain('](/examples/photo-upload/)');
  expect(pages.flatMap(({ text }) => [...text.matchAll(/\]\(((?:\.|docs\/|examples\/|lib\/)[^)]*)\)/g)].map(([, link]) => link)).filter((link) => !link.startsWith('./'))).toEqual([]);
});

test('a link of the reference to another class leads to its page', () => {
  expect(pageAt('reference/UserPoolOnly.md')).toContain('href="./UserPoolOnlyProps#cdk-cognito-pools.UserPoolOnlyProps"');
});

test('a dead link is found, to a page as to a place of it', () => {
  const site = mkdtempSync(join(tmpdir(), 'site-'));
  try {
    mkdirSync(join(site, 'a'));
    writeFileSync(join(site, 'index.html'), '<a href="/a/">there</a><a class="x" href="/a/#place">there</a><a href="/a/#nowhere">dead</a><a href="/b.html">dead</a><a href="https://example.com/">elsewhere</a>');
    writeFileSync(join(site, 'a', 'index.html'), '<h2 id="place">…</h2><a href="../index.html">there</a><a href="#gone">dead</a>');
    expect(deadLinksOf(site).sort()).toEqual(['a/index.html: #gone', 'index.html: /a/#nowhere', 'index.html: /b.html']);
  } finally {
    rmSync(site, { recursive: true });
  }
});
