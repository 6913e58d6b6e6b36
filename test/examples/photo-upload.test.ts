import { inflateSync } from 'node:zlib';
import { picture } from '../../examples/photo-upload/picture';
import { codeNow } from '../../examples/photo-upload/totp';
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
