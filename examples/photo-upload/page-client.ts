import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { work } from '../../emulator/paths';
import type { ExampleRun } from '../support';
import { findChromium } from '../support/chromium';
import { picture } from './picture';
import { servePage } from './page';
import { codeNow } from './totp';

const EMAIL = 'dana@example.com';
const PASSWORD = 'Correct-horse-battery-7!';
/** The code that the emulator would send; it sends no mail. */
const SENT_CODE = '123456';
const SLOW_UPLOAD = 600_000;
/** Runs in the page, as all text that is handed to `evaluate`. */
const NOTE_PROGRESS = `globalThis.seenProgress = [];
  new MutationObserver(() => document.querySelectorAll('progress').forEach(({ value }) => seenProgress.push(value)))
    .observe(document.body, { subtree: true, childList: true, attributes: true });`;

/** Dana uses the page in a browser, as a person does. Pictures of it are left in .work/screenshots. */
export async function usePage(example: ExampleRun): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) return example.notHere('the page in a browser', 'there is no Chromium on this machine; CHROMIUM may name one');
  const served = await servePage(example);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    const page = await openPage(browser, served.url);
    await asGuest(example, page);
    await signUp(example, page);
    await photos(example, page);
    await secondFactor(example, page);
    example.equal('the page throws no error', page.problems, []);
  } finally {
    await browser.close();
    await served.close();
  }
}

type WatchedPage = Page & { problems: string[] };

async function openPage(browser: Browser, url: string): Promise<WatchedPage> {
  const page = Object.assign(await browser.newPage({ viewport: { width: 1200, height: 900 } }), { problems: [] as string[] });
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => page.problems.push(error.message));
  await page.goto(url);
  return page;
}

async function asGuest(example: ExampleRun, page: Page): Promise<void> {
  await tried(page, 1);
  example.equal('the page tells a guest that they get no AWS credentials', await verdicts(page), ['refused']);
  await pictures(page, 'guest');
}

async function signUp(example: ExampleRun, page: Page): Promise<void> {
  await example.allowed('a person signs up on the page, confirms the address, and is signed in', async () => {
    await page.getByRole('tab', { name: 'Create account' }).click();
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await pictures(page, 'sign-up');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByLabel('Code').fill(SENT_CODE);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Your photos' }).waitFor();
  });
  await tried(page, 8);
  example.equal('the page tries what they may do, and what they may not', await verdicts(page),
    ['allowed', 'allowed', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused']);
}

async function photos(example: ExampleRun, page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.enable');
  await browser.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: SLOW_UPLOAD });
  await page.evaluate(NOTE_PROGRESS);
  await example.allowed('they upload a photo and see it', async () => {
    await page.getByLabel(/Choose photos/).setInputFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: picture(700, 12, 210) });
    await page.locator('progress').waitFor();
    await pictures(page, 'upload');
    await shown(page, 'harbour.png');
  });
  const seen = await page.evaluate<number[]>('seenProgress');
  example.equal('a bar showed how far the upload was', seen.some((value) => value > 0 && value < 100), true);
  await browser.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await example.allowed('they add more', async () => {
    await page.getByLabel(/Choose photos/).setInputFiles([['meadow.png', 95, 150], ['sunset.png', 20, 330], ['dunes.png', 45, 25], ['glacier.png', 190, 230]]
      .map(([name, from, to]) => ({ name: String(name), mimeType: 'image/png', buffer: picture(300, Number(from), Number(to)) })));
    for (const name of ['meadow.png', 'sunset.png', 'dunes.png', 'glacier.png']) await shown(page, name);
    await page.locator('progress').waitFor({ state: 'detached' });
  });
  await pictures(page, 'member');
  await example.allowed('and delete one', async () => {
    await page.getByRole('button', { name: 'Delete dunes.png' }).click();
    await page.getByRole('img', { name: 'dunes.png' }).waitFor({ state: 'detached' });
  });
}

async function secondFactor(example: ExampleRun, page: Page): Promise<void> {
  let secret = '';
  await example.allowed('they set up an authenticator app', async () => {
    await page.getByRole('button', { name: 'Set up an app' }).click();
    secret = (await page.locator('#secret').innerText()).replaceAll(' ', '');
    await pictures(page, 'second-factor');
    await page.getByLabel('Code').fill(codeNow(secret));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('You are asked for a code').waitFor();
  });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Code').fill(codeNow(secret) === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('.status.bad').waitFor();
  example.equal('a wrong code lets nobody in', await page.getByRole('heading', { name: 'Your photos' }).count(), 0);
  await example.allowed('the right code of the app does', async () => {
    await page.getByLabel('Code').fill(codeNow(secret));
    await page.getByRole('button', { name: 'Continue' }).click();
    await shown(page, 'harbour.png');
  });
}

async function tried(page: Page, count: number): Promise<void> {
  await page.locator(`#permissions[data-tried="${count}"]`).waitFor();
}

async function verdicts(page: Page): Promise<string[]> {
  const all = await page.locator('.verdict').all();
  return Promise.all(all.map(async (one) => `${await one.innerText()}${(await one.getAttribute('class'))?.includes('unexpected') ? ', not as promised' : ''}`));
}

async function shown(page: Page, name: string): Promise<void> {
  await page.waitForFunction(`[...document.images].some((image) => image.alt === ${JSON.stringify(name)} && image.naturalWidth > 0)`);
}

/** Light and dark, wide and as on a phone. */
async function pictures(page: Page, name: string): Promise<void> {
  const folder = join(work, 'screenshots');
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [[1200, 900], [390, 844]]) {
      await page.setViewportSize({ width, height });
      await page.evaluate('scrollTo(0, 0)'); // the bar on top stays where the page is scrolled to
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1200, height: 900 });
}
