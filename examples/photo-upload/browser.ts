import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { work } from '../../emulator/paths';

/** Where the pictures of a run are left. */
const pictureFolder = join(work, 'screenshots');

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };
/** In the order of the keyboard, more than there are on any view. */
const FOCUS_STOPS = 60;

/** A page in a browser, and what is wrong with it beyond what a test asks. */
export class WatchedPage {
  /** Opens an address in a session of its own. */
  static async open(browser: Browser, url: string): Promise<WatchedPage> {
    const page = await (await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' })).newPage();
    page.setDefaultTimeout(20_000);
    const watched = new WatchedPage(page);
    page.on('pageerror', ({ message }) => watched.problems.push(message));
    // What is refused is also an error of the console: here refusals are part of the show.
    page.on('console', (line) => { if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) watched.problems.push(line.text()); });
    await page.goto(url);
    return watched;
  }

  /** Errors that the page threw, and what its content security policy kept from it. */
  readonly problems: string[] = [];
  /** What axe found, and views that are wider than the narrowest phone. */
  readonly barriers: string[] = [];

  private constructor(readonly page: Page) {}

  /** Takes pictures of a view, light and dark, wide and as on a phone, and looks for barriers in each. */
  async look(view: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      for (const size of [PHONE, DESKTOP]) {
        await this.page.setViewportSize(size);
        await this.page.evaluate('scrollTo(0, 0)'); // the bar on top stays where the page is scrolled to
        const fullPage = await this.page.locator('dialog[open]').count() === 0;
        await this.page.screenshot({ path: join(pictureFolder, `${view}-${colorScheme}-${size.width}.png`), fullPage });
      }
      // Only the colours differ between the two.
      const found = await this.audit(colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] });
      this.barriers.push(...found.map((barrier) => `${view}, ${colorScheme}: ${barrier}`));
    }
    await this.page.setViewportSize(NARROWEST);
    const width = await this.page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > NARROWEST.width) this.barriers.push(`${view}: ${width} pixels wide on a screen of ${NARROWEST.width}`);
    await this.page.setViewportSize(DESKTOP);
  }

  /** Moves the focus there as one does without a mouse. */
  async tabTo(target: Locator): Promise<void> {
    const focused = target.and(this.page.locator(':focus'));
    for (let stop = 0; stop < FOCUS_STOPS; stop++) {
      if (await focused.count() > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`no way with the Tab key to ${String(target)}`);
  }

  /** Waits until an expression is true in the page. */
  async until(expression: string): Promise<void> {
    for (const deadline = Date.now() + 20_000; !await this.page.evaluate<boolean>(expression); await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`the page does not get to: ${expression}`);
    }
  }

  private async audit(options: RunOptions): Promise<string[]> {
    // The page's content security policy keeps scripts out that are put into it, but not what the debugger runs.
    if (await this.page.evaluate<boolean>('typeof axe === "undefined"')) await this.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await this.page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
  }
}

/** Starts the browser without a window, and forgets the pictures of the run before. Its sandbox does not work for root. */
export function startBrowser(executablePath: string): Promise<Browser> {
  rmSync(pictureFolder, { recursive: true, force: true });
  mkdirSync(pictureFolder, { recursive: true });
  const args = ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
}
