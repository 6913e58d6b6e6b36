import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { startBrowser, WatchedPage } from '../../examples/photo-upload/browser';
import { chromiumOf } from '../../examples/support/chromium';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.woff2': 'font/woff2' };

/** The pages that are looked at: one of each kind. */
const VIEWS: Readonly<Record<string, string>> = { start: '/index.html', guide: '/guides/photo-upload.html', rules: '/rules.html', errors: '/errors.html', reference: '/reference/UserPoolPlusIdentityPool.html', proof: '/proof.html' };

/**
 * Opens pages of the site in Chromium, light and dark, wide and as on a phone, with axe.
 *
 * @param site the folder of the site
 * @param print prints a line
 * @returns how much is in the way
 */
export async function lookAtSite(site: string, print: (line: string) => void): Promise<number> {
  const server = await serve(site);
  const browser = await startBrowser(await chromiumOf(print));
  try {
    let found = 0;
    for (const [view, path] of Object.entries(VIEWS)) {
      const watched = await WatchedPage.open(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      await watched.look(`site-${view}`);
      const wrong = [...watched.problems, ...watched.barriers];
      wrong.forEach((line) => print(`  ${view}: ${line}`));
      found += wrong.length;
      await watched.page.context().close();
    }
    print(`${Object.keys(VIEWS).length} pages looked at, ${found} barriers`);
    return found;
  } finally {
    await browser.close();
    server.close();
  }
}

function serve(site: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = join(site, normalize(decodeURIComponent((request.url ?? '/').split(/[?#]/)[0])));
    const isThere = existsSync(file) && statSync(file).isFile();
    response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(isThere ? readFileSync(file) : '');
  });
  return new Promise((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(server); }); });
}
