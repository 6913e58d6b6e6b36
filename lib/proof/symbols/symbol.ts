import { shapeFor, shapesMeet, type Shape } from './shape';

/**
 * A symbol is one private-use character that stands for a piece of text which only the deployment knows. Plane 16 is *open*:
 * any text at all. Plane 15 and the basic plane are of a known shape; which one follows from the character alone, so that what
 * is remembered of a text never means another.
 */
const OPAQUE_FROM = 0xe000;
const OPAQUE_TO = 0xf8ff;
const SHAPED_FROM = 0xf0000;
const SHAPED_TO = 0xffffd;
const OPEN_FROM = 0x100000;
const OPEN_TO = 0x10fffd;
const BLOCK = 128;

const ANY_SYMBOL = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10fffd}]/u;
const OPEN_SYMBOL = /[\u{100000}-\u{10fffd}]/u;
export const ALL_SYMBOLS = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10fffd}]/gu;

/** Whether the character is a symbol. */
export function isSymbol(char: string): boolean {
  const code = char.codePointAt(0)!;
  return (code >= OPAQUE_FROM && code <= OPAQUE_TO) || code >= SHAPED_FROM;
}

/** Whether nothing at all is known of the symbol. */
export function isOpenSymbol(char: string): boolean {
  return char.codePointAt(0)! >= OPEN_FROM;
}

/** Whether any piece of the text is known at deployment only. Text of a template may hold such a character of its own; it must never pass for a symbol. */
export function holdsSymbol(text: string): boolean {
  return ANY_SYMBOL.test(text);
}

/** Whether a piece of the text may be anything. */
export function holdsOpenSymbol(text: string): boolean {
  return OPEN_SYMBOL.test(text);
}

/** The shape of each block of plane 15, in the order in which they were asked for. */
const blocks: Shape[] = [];
const OPAQUE = shapeFor('opaque');

/**
 * @param char a symbol
 * @returns its shape; undefined where it may be any text
 */
export function shapeOf(char: string): Shape | undefined {
  const code = char.codePointAt(0)!;
  if (code >= OPEN_FROM) return undefined;
  return code >= SHAPED_FROM ? blocks[Math.floor((code - SHAPED_FROM) / BLOCK)] : OPAQUE;
}

/**
 * @param char a symbol
 * @param letter a letter
 * @returns whether the text may hold the letter
 */
export function mayHold(char: string, letter: string): boolean {
  return shapeOf(char)?.mayHold(letter) ?? true;
}

/**
 * @param text text with symbols
 * @returns whether a piece of it that only the deployment knows may hold the letter
 */
export function mayHoldUnseen(text: string, letter: string): boolean {
  return (text.match(ALL_SYMBOLS) ?? []).some((char) => mayHold(char, letter));
}

/**
 * Whether two symbols may stand for the same text.
 *
 * @param one a symbol
 * @param other a symbol
 * @returns whether they may; never for two texts that were made for two things
 */
export function mayBeEqual(one: string, other: string): boolean {
  if (one === other) return true;
  const [mine, theirs] = [shapeOf(one), shapeOf(other)];
  if (mine === undefined || theirs === undefined) return true;
  return !(mine.unique && theirs.unique) && !areApart(mine, theirs) && !mine.unwritten && !theirs.unwritten && shapesMeet(mine, theirs);
}

/**
 * @param one a shape
 * @param other another
 * @returns whether texts of the two are never the same, though one may begin with the other
 */
export function areApart(one: Shape | undefined, other: Shape | undefined): boolean {
  return one?.apart === true && other?.apart === true;
}

/** Hands out characters for symbols of one set of templates. */
export class SymbolCharacters {
  private readonly taken = new Map<string, { block: number; used: number }>();
  private nextOpaque = OPAQUE_FROM;
  private nextOpen = OPEN_FROM;

  /**
   * @param key the key of a shape; `open` for any text
   * @returns a character that stands for nothing else in these templates
   */
  public next(key: string): string {
    if (key === 'open') return this.open();
    if (key === 'opaque') return this.nextOpaque > OPAQUE_TO ? this.shaped('generated-name') : String.fromCodePoint(this.nextOpaque++);
    return this.shaped(key);
  }

  private shaped(key: string): string {
    const current = this.taken.get(key);
    if (current !== undefined && current.used < BLOCK) return String.fromCodePoint(SHAPED_FROM + current.block * BLOCK + current.used++);
    const block = this.blockFor(key, current?.block);
    if (block === undefined) return this.open();
    this.taken.set(key, { block, used: 1 });
    return String.fromCodePoint(SHAPED_FROM + block * BLOCK);
  }

  // Blocks belong to a shape for as long as the process lives. When they have run out, less is known of further symbols.
  private blockFor(key: string, after = -1): number | undefined {
    const known = blocks.findIndex((shape, index) => index > after && shape.key === key);
    if (known !== -1) return known;
    return SHAPED_FROM + (blocks.length + 1) * BLOCK - 1 > SHAPED_TO ? undefined : blocks.push(shapeFor(key)) - 1;
  }

  // Past the last character, open symbols share one: whoever reads it answers UNKNOWN, whatever it stands for.
  private open(): string {
    return String.fromCodePoint(this.nextOpen > OPEN_TO ? OPEN_TO : this.nextOpen++);
  }
}
