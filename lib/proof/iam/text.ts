/**
 * Policy text with symbols: a private-use code point stands for a piece of text that only the deployment knows. Plane 16 is
 * *open* (any text at all), the others are *generated*: non-empty, free of `/ : * ? $`, and different from every other text.
 */
export function isSymbol(char: string): boolean {
  const code = char.codePointAt(0)!;
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

/** Whether nothing at all is known of the symbol. */
export function isOpenSymbol(char: string): boolean {
  return char.codePointAt(0)! >= 0x100000;
}

const SYMBOLS = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10fffd}]/u;

/** Whether any piece of the text is unknown. */
export function holdsSymbol(text: string): boolean {
  return SYMBOLS.test(text);
}

/** What a generated name is made of is not known, save that it holds none of these. */
export function isPlain(char: string): boolean {
  return char !== '/' && char !== ':' && char !== '*' && char !== '?' && char !== '$';
}

/** Three-valued truth: `maybe` is what the template alone cannot decide. */
export type Tri = 'yes' | 'no' | 'maybe';

/** `yes` when all are, `no` when any is not. */
export function all(values: Iterable<Tri>): Tri {
  let result: Tri = 'yes';
  for (const value of values) {
    if (value === 'no') return 'no';
    if (value === 'maybe') result = 'maybe';
  }
  return result;
}

/** `yes` when any is, `no` when none is. */
export function any(values: Iterable<Tri>): Tri {
  let result: Tri = 'no';
  for (const value of values) {
    if (value === 'yes') return 'yes';
    if (value === 'maybe') result = 'maybe';
  }
  return result;
}

/** The opposite. */
export function not(value: Tri): Tri {
  return value === 'maybe' ? 'maybe' : value === 'yes' ? 'no' : 'yes';
}
