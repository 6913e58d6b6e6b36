import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Browser, Page } from 'playwright-core';
import type { ExampleRun } from '../support';
import { administratorS3Settings, createUser, credentialsFor, s3Settings, signIn, userPoolProvider } from '../support';
import { WatchedPage, startBrowser } from './browser';
import { servePage } from './page';
import { picture } from './picture';
import { codeNow } from './totp';

const DANA = 'dana@example.com';
const ERIN = 'erin@example.com';
const FRANK = 'frank@example.com';
const PASSWORD = 'Correct-horse-battery-7!';
/** The code that the emulator would send; it sends no mail. */
const SENT_CODE = '123456';
/** Bytes a second: an upload does not end before it was looked at. */
const SLOW = 40_000;
const FULL_SPEED = -1;
/** Runs in the page, as all text that is handed to `evaluate`. */
const NOTE_PROGRESS = `globalThis.seenProgress = [];
  new MutationObserver(() => document.querySelectorAll('progress').forEach(({ value }) => seenProgress.push(value)))
    .observe(document.body, { subtree: true, childList: true, attributes: true });`;

const NOTE_TYPES = `globalThis.seenTypes = [];
  { const address = URL.createObjectURL; URL.createObjectURL = (blob) => { seenTypes.push(blob.type); return address.call(URL, blob); }; }`;
/** A script in the page itself, as an attacker would put one there, and what became of it. */
const RUN_INLINE = `{ const script = document.createElement('script'); script.textContent = 'globalThis.ranInline = true'; document.body.append(script); } globalThis.ranInline === true`;

/** A request to elsewhere, and which directive of the policy refused it. */
const ASK_ELSEWHERE = `new Promise((resolve) => {
  addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
  fetch('http://localhost:1/').catch(() => setTimeout(resolve, 1000, 'none'));
})`;

/** Users use the page in a browser: Dana keeps photos there, Erin has one that is not Dana's, Frank is a curator. */
export async function usePage(example: ExampleRun, executablePath: string): Promise<void> {
  const erinsPhoto = await example.allowed('erin has a photo in a folder of her own', () => photoOfErin(example));
  await createUser(example, { userPoolId: example.output('UserPoolId'), username: FRANK, groups: ['curators'], attributes: { email: FRANK, email_verified: 'true' } });
  const served = await servePage(example);
  const browser = await startBrowser(executablePath);
  try {
    const dana = await WatchedPage.open(browser, served.url);
    await guest(example, dana);
    await signUp(example, dana);
    const folder = await permissions(example, dana, erinsPhoto);
    await photos(example, dana, folder);
    await documents(example, dana, folder);
    await secondFactor(example, dana);
    await policyInPage(example, browser, served.url);
    const frank = await WatchedPage.open(browser, served.url);
    await curator(example, frank, erinsPhoto);
    example.equal('the page throws no error, and wants nothing from elsewhere', [...dana.problems, ...frank.problems], []);
    example.equal('axe finds no barrier, and nothing is wider than a small phone', [...dana.barriers, ...frank.barriers], []);
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The key of a photo that Erin has put into her folder. */
async function photoOfErin(example: ExampleRun): Promise<string> {
  const userPoolId = example.output('UserPoolId');
  await createUser(example, { userPoolId, username: ERIN, attributes: { email: ERIN, email_verified: 'true' } });
  const { idToken } = await signIn(example, { userPoolId, clientId: example.output('WebClientId'), username: ERIN });
  const erin = await credentialsFor(example, { identityPoolId: example.output('IdentityPoolId'), logins: { [userPoolProvider(example, userPoolId)]: idToken } });
  const Key = `users/${erin.identityId}/lighthouse.png`;
  await new S3Client(s3Settings(example, erin)).send(new PutObjectCommand({ Bucket: example.output('PhotosBucket'), Key, Body: picture(20, 200, 30), ContentType: 'image/png' }));
  return Key;
}

async function guest(example: ExampleRun, dana: WatchedPage): Promise<void> {
  const { page } = dana;
  await tried(page, 4);
  example.equal('the page shows a guest that AWS refuses them everything', await verdicts(page), ['refused', 'refused', 'refused', 'refused']);
  await dana.look('01-guest');
  await fillIn(page, DANA, 'Wrong-horse-battery-7!');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  example.equal('an unknown user is told so in plain words', await problem(page), 'The e-mail address or the password is not right.');
  await dana.look('02-sign-in-refused');
}

async function signUp(example: ExampleRun, dana: WatchedPage): Promise<void> {
  const { page } = dana;
  const { keyboard } = page;
  await page.reload();
  await example.allowed('a user signs up, confirms the address, and is signed in, with the keyboard alone', async () => {
    await dana.tabTo(page.getByRole('tab', { name: 'Sign in' }));
    await keyboard.press('ArrowRight');
    await dana.tabTo(page.getByLabel('E-mail address'));
    await keyboard.type(DANA);
    await dana.tabTo(page.getByLabel('Password', { exact: true }));
    const start = PASSWORD.slice(0, 7);
    await keyboard.type(start);
    await keyboard.press('Enter');
    await page.getByText('Still needed: 12 characters, a digit, a symbol.').waitFor();
    await dana.look('03-sign-up');
    await keyboard.press('End');
    await keyboard.type(PASSWORD.slice(start.length));
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Confirm your address' }).waitFor();
    await keyboard.type('654321');
    await keyboard.press('Enter');
    await page.getByText('That code is not right.').waitFor();
    await dana.look('04-confirm');
    await keyboard.type(SENT_CODE);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your photos', exact: true }).waitFor();
  });
  example.equal('the focus goes where the page goes on', await page.locator(':focus').innerText(), 'Your photos');
}

/** The own folder, as the page knows it. */
async function permissions(example: ExampleRun, dana: WatchedPage, erinsPhoto: string): Promise<string> {
  const { page } = dana;
  await tried(page, 8);
  await page.getByText('No photos yet').waitFor();
  example.equal('the page tries what they may do, and what they may not', await verdicts(page),
    ['allowed', 'allowed', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused']);
  await dana.look('05-empty');
  await page.getByText('Try a key of your own choice').click();
  const folder = await page.getByLabel('Key or folder').inputValue();
  example.equal("what they try themselves is refused where it is erin's, and allowed where it is their own",
    [await readKey(page, erinsPhoto), await readKey(page, erinsPhoto.replace('lighthouse.png', '')), await readKey(page, folder)], ['refused', 'refused', 'allowed']);
  return folder;
}

async function photos(example: ExampleRun, dana: WatchedPage, folder: string): Promise<void> {
  const { page } = dana;
  const upload = await uploadSpeed(page);
  await upload(SLOW);
  await page.evaluate(NOTE_PROGRESS);
  await example.allowed('they upload a photo and see it', async () => {
    await page.getByLabel(/Choose photos/).setInputFiles(file('harbour.png', 700, 12, 210));
    await page.locator('progress').waitFor();
    await dana.look('06-upload');
    await upload(FULL_SPEED);
    await shown(dana, 'harbour.png');
  });
  const seen = await page.evaluate<number[]>('seenProgress');
  example.equal('a bar showed how far the upload was', seen.some((value) => value > 0 && value < 100), true);
  await example.allowed('they add more, one with a name that is taken', async () => {
    await page.getByLabel(/Choose photos/).setInputFiles([file('meadow.png', 300, 95, 150), file('sunset.png', 300, 20, 330), file('dunes.png', 300, 45, 25), file('harbour.png', 300, 190, 230)]);
    for (const name of ['meadow.png', 'sunset.png', 'dunes.png', 'harbour-2.png']) await shown(dana, name);
    await page.locator('progress').waitFor({ state: 'detached' });
  });
  await dana.look('07-gallery');
  await example.allowed('look at one', async () => {
    await page.getByRole('button', { name: 'Open sunset.png' }).click();
    await page.getByRole('dialog', { name: 'sunset.png' }).getByRole('img').waitFor();
    await dana.look('08-photo');
    await page.keyboard.press('Escape');
  });
  await example.allowed('and delete one, after a question', async () => {
    await page.getByRole('button', { name: 'Delete dunes.png' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Open dunes.png' }).waitFor({ state: 'detached' });
  });
  const { Contents = [] } = await new S3Client(administratorS3Settings(example)).send(new ListObjectsV2Command({ Bucket: example.output('PhotosBucket'), Prefix: folder }));
  example.equal('that is what their folder in the bucket holds', Contents.map(({ Key }) => Key), ['harbour-2.png', 'harbour.png', 'meadow.png', 'sunset.png'].map((name) => folder + name));
}

/** An SVG is a document that can run scripts: opened by an address of this page it would read the tokens. */
async function documents(example: ExampleRun, dana: WatchedPage, folder: string): Promise<void> {
  const { page } = dana;
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>opener.ran = true</script></svg>');
  const administrator = new S3Client(administratorS3Settings(example));
  const put = (name: string, ContentType: string) => administrator.send(new PutObjectCommand({ Bucket: example.output('PhotosBucket'), Key: folder + name, Body: script, ContentType }));
  await put('page.png', 'text/html');
  await put('claimed.png', 'image/png');
  await page.evaluate(NOTE_TYPES);
  await page.getByLabel(/Choose photos/).setInputFiles({ name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: script });
  await example.allowed('an SVG, and what only has the name of a picture, are downloaded', async () => {
    for (const name of ['drawing.svg', 'page.png', 'claimed.png']) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Download ${name}` }).click()]);
      if (file.suggestedFilename() !== name) throw new Error(`'${file.suggestedFilename()}' is downloaded, not '${name}'`);
    }
  });
  const types = await page.evaluate<string[]>('seenTypes');
  example.equal('no address of the page holds a document', [...new Set(types)].sort(), ['application/octet-stream', 'image/png']);
  example.equal('what is downloaded has run no script', await page.evaluate('globalThis.ran'), undefined);
  for (const name of ['drawing.svg', 'page.png', 'claimed.png']) {
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: `Download ${name}` }).waitFor({ state: 'detached' });
  }
}

/** Another server may send no policy: what stands in the built page holds even so. */
async function policyInPage(example: ExampleRun, browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  const { origin } = new URL(url);
  await page.route((address) => address.origin === origin, async (route) => {
    const response = await route.fetch();
    const headers = Object.fromEntries(Object.entries(response.headers()).filter(([name]) => name !== 'content-security-policy'));
    await route.fulfill({ response, headers });
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  example.equal('the policy in the page keeps scripts out that are put into it', await page.evaluate(RUN_INLINE), false);
  example.equal('and lets it talk to the services alone', await page.evaluate<string>(ASK_ELSEWHERE), 'connect-src');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.close();
}

async function secondFactor(example: ExampleRun, dana: WatchedPage): Promise<void> {
  const { page } = dana;
  let secret = '';
  await example.allowed('they set up an authenticator app', async () => {
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await page.getByText('Or type a key').click();
    secret = (await page.locator('#secret').innerText()).replaceAll(' ', '');
    await dana.look('09-second-factor');
    await page.getByLabel('Code', { exact: true }).fill(codeNow(secret));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('You are asked for a code').waitFor();
  });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out').waitFor();
  example.equal('who signs out leaves no token behind', await page.evaluate<string[]>('Object.keys(localStorage).filter((key) => /token/i.test(key))'), []);
  await fillIn(page, DANA, PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Code', { exact: true }).fill(codeNow(secret) === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  example.equal('a wrong code lets nobody in', await problem(page), 'That code is not right. Check it, and enter it again.');
  await dana.look('10-challenge');
  await example.allowed('the right code of the app does', async () => {
    await page.getByLabel('Code', { exact: true }).fill(codeNow(secret));
    await page.getByRole('button', { name: 'Continue' }).click();
    await shown(dana, 'harbour.png');
  });
}

async function curator(example: ExampleRun, frank: WatchedPage, erinsPhoto: string): Promise<void> {
  const { page } = frank;
  await fillIn(page, FRANK, PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await tried(page, 8);
  example.equal('the page shows a curator that they may look into all folders, and write into their own alone', await verdicts(page),
    ['allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'refused', 'refused', 'refused']);
  await page.getByText('Try a key of your own choice').click();
  example.equal("a curator reads erin's photo", await readKey(page, erinsPhoto), 'allowed');
  await frank.look('11-curator');
}

async function fillIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

async function problem(page: Page): Promise<string> {
  const said = page.locator('.problem:not(:empty)');
  await said.waitFor();
  return said.innerText();
}

async function tried(page: Page, count: number): Promise<void> {
  await page.locator(`#permissions[data-tried="${count}"]`).waitFor();
}

async function verdicts(page: Page): Promise<string[]> {
  const all = await page.locator('#permissions > .tries .verdict').all();
  return Promise.all(all.map(async (one) => `${await one.innerText()}${(await one.getAttribute('class'))?.includes('unexpected') ? ', not as promised' : ''}`));
}

async function readKey(page: Page, key: string): Promise<string> {
  await page.getByLabel('Key or folder').fill(key);
  await page.getByRole('button', { name: 'Try to read it' }).click();
  const answer = page.getByLabel('Answer').filter({ hasText: key }).locator('.verdict:is(.allowed, .refused, .failed)');
  await answer.waitFor();
  return answer.innerText();
}

function file(name: string, size: number, from: number, to: number) {
  return { name, mimeType: 'image/png', buffer: picture(size, from, to) };
}

async function shown(dana: WatchedPage, name: string): Promise<void> {
  await dana.until(`[...document.images].some((image) => image.alt === ${JSON.stringify(name)} && image.naturalWidth > 0)`);
}

/** Lets uploads take their time, in bytes a second. */
async function uploadSpeed(page: Page): Promise<(uploadThroughput: number) => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.enable');
  return async (uploadThroughput) => {
    await browser.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  };
}
