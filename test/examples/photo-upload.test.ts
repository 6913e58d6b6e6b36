import { inflateSync } from 'node:zlib';
import { picture } from '../../examples/photo-upload/picture';
import { codeNow } from '../../examples/photo-upload/totp';
import { findChromium } from '../../examples/support/chromium';

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

test('the browser is what CHROMIUM names, else what is in a usual place', () => {
  expect(findChromium({ CHROMIUM: '/own/chromium' }, () => true)).toBe('/own/chromium');
  expect(findChromium({}, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
  expect(findChromium({}, () => false)).toBeUndefined();
});
