import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Links within a site that lead to no page, or to no place of it.
 *
 * @param site the folder of the site
 * @returns each as `page: link`
 */
export function deadLinksOf(site: string): string[] {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html')).map((file) => join(site, file));
  const idsOf = new Map(files.map((file) => [file, new Set([...readFileSync(file, 'utf8').matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id]) => id))]));
  return files.flatMap((file) => {
    const links = new Set([...readFileSync(file, 'utf8').matchAll(/<a\s[^>]*?href="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&')));
    return [...links].filter((href) => !/^[a-z]+:/i.test(href) && !leads(site, file, href, idsOf)).map((href) => `${relative(site, file)}: ${href}`);
  });
}

function leads(site: string, from: string, href: string, idsOf: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const [path, anchor = ''] = href.split('#');
  const target = path === '' ? from : path.startsWith('/') ? join(site, path) : join(dirname(from), path);
  const page = [target, `${target}.html`, join(target, 'index.html')].find((file) => existsSync(file) && statSync(file).isFile());
  return page !== undefined && (anchor === '' || idsOf.get(page)?.has(decodeURIComponent(anchor)) !== false);
}
