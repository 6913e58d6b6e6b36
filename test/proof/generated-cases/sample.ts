/** All cases, or one in ten of them, always the same ones: GENERATED_CASES=all is for `npm run complete`. */
export function sampled<T>(cases: readonly T[], nameOf: (one: T) => string): readonly T[] {
  return process.env.GENERATED_CASES === 'all' ? cases : cases.filter((one) => hash(nameOf(one)) % 10 === SEED);
}

const SEED = 3;

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return value >>> 4;
}
