import { createHash } from 'node:crypto';
import { sha256 } from '../../lib/text/sha256';

test.each(['', 'abc', 'ä€😀', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64), 'b'.repeat(10_001)])('the hash of %p is that of Node.js', (text) => {
  expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
});
