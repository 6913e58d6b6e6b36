import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { pageListener } from '../../examples/photo-upload/page';
import { picture } from '../../examples/photo-upload/picture';
import { policyHeader, policyPlugin, type PageSettings } from '../../examples/photo-upload/policy';
import { codeNow } from '../../examples/photo-upload/totp';
import { fieldOf, inWords } from '../../examples/photo-upload/web/src/errors';
import { rasterType } from '../../examples/photo-upload/web/src/raster';
import { chromiumOf } from '../../examples/support/chromium';
import type { Machine } from '../../examples/support/chromium';

// RFC 6238, appendix B, with the last six of its eight digits; the secret is '12345678901234567890' in base 32.
test.each([[59, '287082'], [1111111109, '081804'], [1234567890, '005924'], [20000000000, '353130']])('at second %d the authenticator app shows %s', (second, code) => {
  expect(codeNow('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', second * 1000)).toBe(code);
});

test('the picture is a PNG of its size', () => {
  const png = picture(8, 10, 200);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 8]);
  const length = png.readUInt32BE(33);
  expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(8 * (1 + 3 * 8));
});

describe('what the page says of an error', () => {
  test.each([
    ['NotAuthorizedException', 'Incorrect username or password.', 'The e-mail address or the password is not right.', 'password'],
    ['NotAuthorizedException', 'Password attempts exceeded', 'That was tried too often. Wait a few minutes, then try again.', 'password'],
    ['NotAuthorizedException', 'User is disabled.', 'This account is closed.', 'password'],
    ['NotAuthorizedException', 'Invalid session for the user, session is expired.', 'That took too long. Go back, and sign in again.', 'password'],
    ['NotAuthorizedException', 'Access Token has been revoked', 'Your session has ended. Sign in again.', 'password'],
    ['UsernameExistsException', 'x', 'There is an account with this address already. Sign in instead.', 'email'],
    ['CodeMismatchException', 'x', 'That code is not right. Check it, and enter it again.', 'code'],
    ['TypeError', 'Failed to fetch', 'There is no connection. Check it, and try again.', undefined],
    ['AccessDenied', 'x', 'AWS does not let you do this.', undefined],
    ['SomethingElse', 'What AWS says itself.', 'What AWS says itself.', undefined],
  ])('%s: %s', (name, message, words, field) => {
    const error = Object.assign(new Error(message), { name });
    expect(inWords(error)).toBe(words);
    expect(fieldOf(error)).toBe(field);
  });

  test('is what was thrown where that is no error', () => {
    expect([inWords('a text'), fieldOf('a text')]).toEqual(['a text', undefined]);
  });
});

describe('what is shown as a picture', () => {
  test.each([
    ['image/png', 'image/png'], ['image/jpeg', 'image/jpeg'], ['IMAGE/WebP; q=1', 'image/webp'],
    ['image/svg+xml', undefined], ['image/png+xml', undefined], ['text/html', undefined], ['text/html; image/png', undefined], ['application/xml', undefined], ['', undefined], [undefined, undefined],
  ])('the content type %s: %s', (given, type) => {
    expect(rasterType(given)).toBe(type);
  });
});

describe('the policy of the built page', () => {
  const metaOf = (settings: PageSettings) => policyPlugin(settings).transformIndexHtml()[0].attrs?.content;
  const onAws = (region: string) => ({ auth: { aws_region: region }, storage: { bucket_name: 'photos' }, custom: {} });

  test.each([
    ['eu-west-1', 'eu-west-1.amazonaws.com'],
    ['cn-north-1', 'cn-north-1.amazonaws.com.cn'],
  ])('in %s lets it talk to the services of the stack, and to its bucket alone', (region, suffix) => {
    expect(metaOf(onAws(region))).toBe("default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'self'; connect-src 'self' "
      + `https://cognito-idp.${suffix} https://cognito-identity.${suffix} https://kinesis.${suffix} https://photos.s3.${suffix}`);
  });

  test('is that of the server, save what browsers take from a server alone', () => {
    const settings = onAws('eu-west-1');
    expect(policyHeader(settings)).toBe(`${String(metaOf(settings))}; frame-ancestors 'none'`);
  });
});

describe('the page as it is served', () => {
  const above = mkdtempSync(join(tmpdir(), 'page-'));
  const folder = join(above, 'built');
  const listener = pageListener(folder, { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-1', outputs: { ClientSettings: '{"auth":{"aws_region":"eu-west-1"},"storage":{"bucket_name":"photos"},"custom":{"clicks":"stream"}}' } });
  const server = createServer(listener);
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<p>here</p>');
    writeFileSync(join(above, 'secret.json'), '{}');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(above, { recursive: true });
  });
  // A path as it stands: fetch would resolve its dots.
  const get = (path: string) => new Promise<{ status?: number; policy?: string; body: string }>((resolve, reject) => {
    request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', path }, (response) => {
      response.setEncoding('utf8');
      let body = '';
      response.on('data', (part: string) => { body += part; }).on('end', () => resolve({ status: response.statusCode, policy: response.headers['content-security-policy'] as string, body }));
    }).on('error', reject).end();
  });

  test('is its files, which may talk to the services alone', async () => {
    const { status, policy, body } = await get('/');
    expect({ status, body }).toEqual({ status: 200, body: '<p>here</p>' });
    expect(policy).toMatch(/^default-src 'self'; .*; connect-src 'self' http:\/\/localhost:4566; frame-ancestors 'none'$/);
  });

  test('has the settings of the stack beside it, and where the services are', async () => {
    expect(JSON.parse((await get('/amplify_outputs.json')).body)).toEqual({ auth: { aws_region: 'eu-west-1' }, storage: { bucket_name: 'photos' }, custom: { clicks: 'stream', endpoint: 'http://localhost:4566' } });
  });

  test.each(['/secret.json', '/../secret.json', '/..%2fsecret.json', '/assets', '/%'])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('the browser of a machine', () => {
  const machine = (has: readonly string[], rest: Partial<Machine> = {}) => ({
    environment: {}, isRoot: false, exists: (path: string) => has.includes(path), run: () => Promise.reject(new Error('nothing may be run')), ...rest,
  });
  const quiet = () => undefined;

  test('is what CHROMIUM names, else what is in a usual place', async () => {
    expect(await chromiumOf(quiet, machine(['/own/chromium', '/usr/bin/chromium'], { environment: { CHROMIUM: '/own/chromium' } }))).toBe('/own/chromium');
    expect(await chromiumOf(quiet, machine(['/usr/bin/google-chrome']))).toBe('/usr/bin/google-chrome');
  });

  test('is not replaced by another one where CHROMIUM names none', async () => {
    await expect(chromiumOf(quiet, machine(['/usr/bin/chromium', '/usr/bin/apt-get'], { isRoot: true, environment: { CHROMIUM: '/own/chromium' } })))
      .rejects.toThrow("CHROMIUM names '/own/chromium', which does not exist: name the program itself, or leave it unset");
  });

  test.each([
    ['somebody who is not root', ['/usr/bin/apt-get'], false],
    ['a system without apt-get', [], true],
  ])('is asked for where it cannot be installed: %s', async (_, has, isRoot) => {
    await expect(chromiumOf(quiet, machine(has, { isRoot }))).rejects.toThrow(
      "there is no Chromium on this machine: install one ('apt-get install chromium', 'brew install --cask chromium'), or name one with CHROMIUM");
  });

  test('is installed by root with apt-get', async () => {
    const [said, ran, has]: string[][] = [[], [], ['/usr/bin/apt-get']];
    const run = (command: string, args: readonly string[]) => {
      ran.push([command, ...args].join(' '));
      if (args.includes('chromium')) has.push('/usr/bin/chromium');
      return Promise.resolve({ code: 0, output: '' });
    };
    expect(await chromiumOf((line) => said.push(line), machine(has, { isRoot: true, run }))).toBe('/usr/bin/chromium');
    expect(ran).toEqual(['/usr/bin/apt-get update', '/usr/bin/apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 chromium fonts-liberation']);
    expect(said).toEqual(['installing Chromium with apt-get (about 100 MB)']);
  });

  test('is missing where apt-get fails, or installs it elsewhere', async () => {
    const withRun = (code: number) => machine(['/usr/bin/apt-get'], { isRoot: true, run: () => Promise.resolve({ code, output: 'E: no network' }) });
    await expect(chromiumOf(quiet, withRun(100))).rejects.toThrow(/^there is no Chromium on this machine, and 'apt-get update' ended with 100: install one .*\nE: no network$/);
    await expect(chromiumOf(quiet, withRun(0))).rejects.toThrow('apt-get has installed chromium, but it is in none of /usr/bin/chromium, ');
  });
});
