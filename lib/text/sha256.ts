/** The first 32 bits of the fractional part of a root of each of the first primes, by which SHA-256 begins and mixes (FIPS 180-4). */
function fractions(root: (prime: number) => number, count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32) | 0);
}

const START = fractions(Math.sqrt, 8);
const CONSTANTS = fractions(Math.cbrt, 64);

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * The SHA-256 of a text. Node.js has it, browsers do so only later on, and the page of the report runs the prover in one.
 *
 * @param text the text
 * @returns its hash, in hexadecimal digits
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, i) => padded.setUint8(i, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n);
  let state = START;
  for (let block = 0; block < padded.byteLength; block += 64) state = mixed(state, Array.from({ length: 16 }, (_word, i) => padded.getInt32(block + 4 * i)));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function mixed(state: readonly number[], words: number[]): number[] {
  for (let i = 16; i < 64; i++) {
    const [before, last] = [words[i - 15], words[i - 2]];
    const [small, large] = [turned(before, 7) ^ turned(before, 18) ^ (before >>> 3), turned(last, 17) ^ turned(last, 19) ^ (last >>> 10)];
    words.push((words[i - 16] + small + words[i - 7] + large) | 0);
  }
  let [a, b, c, d, e, f, g, h] = state;
  words.forEach((word, i) => {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[i] + word) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  });
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}
