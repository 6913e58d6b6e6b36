/**
 * How much is known of a symbol. `generated`: a name or id that AWS makes up, different from every other text.
 * `open`: it may be any text at all, another symbol's included.
 */
export type SymbolKind = 'generated' | 'open';

interface Entry {
  readonly kind: SymbolKind;
  readonly label: string;
  readonly reason: string;
}

const OPEN_FROM = 0x100000;
const OPEN_TO = 0x10fffd;
const ANY_SYMBOL = /[\u{e000}-\u{f8ff}\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/u;
const ALL_SYMBOLS = new RegExp(ANY_SYMBOL.source, 'gu');

/** Text of a template may hold such a character of its own; it must never pass for a symbol. */
export const holdsSymbol = (text: string): boolean => ANY_SYMBOL.test(text);

/** Whether a piece of the text may be anything, so that no comparison with it can be decided. */
export const holdsOpenSymbol = (text: string): boolean => /[\u{100000}-\u{10fffd}]/u.test(text);

/** The beginning of a text up to its first symbol. */
function headOf(text: string): string | undefined {
  const at = text.search(ANY_SYMBOL);
  return at < 0 ? undefined : text.slice(0, at + String.fromCodePoint(text.codePointAt(at)!).length);
}

/**
 * Gives each thing that only the deployment knows one private-use character, so that text with unknown pieces stays
 * text: two texts are equal exactly when they are equal at every deployment (of generated names and ids).
 * Generated ones stand in U+E000..U+F8FF and plane 15, open ones in plane 16.
 */
export class SymbolTable {
  private readonly byKey = new Map<string, string>();
  private readonly entries = new Map<string, Entry>();
  private readonly labels = new Map<string, string>();
  /** Short forms by text, under the beginning of the text up to its first symbol. */
  private readonly aliases = new Map<string, Map<string, string>>();
  private nextGenerated = 0xe000;
  private nextOpen = OPEN_FROM;

  /**
   * @param key what the symbol stands for: the same key gives the same symbol
   * @param label how people know it, such as `Photos` or `AWS::AccountId`
   * @param kind what is known of it
   * @param reason for an open symbol, why nothing is known of it
   * @returns the symbol
   */
  public symbolFor(key: string, label: string, kind: SymbolKind, reason = ''): string {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const symbol = String.fromCodePoint(kind === 'open' ? this.takeOpen() : this.takeGenerated());
    this.byKey.set(key, symbol);
    this.entries.set(symbol, { kind, label, reason });
    return symbol;
  }

  /**
   * Logical ids are unique in one stack only; of two stacks that use the same, the second is named with it.
   *
   * @param name a logical id, perhaps with an attribute
   * @param stack the path of the stack
   * @returns what to call it
   */
  public labelFor(name: string, stack: string): string {
    const id = name.split('.')[0];
    const owner = this.labels.get(id) ?? stack;
    this.labels.set(id, owner);
    return owner === stack ? name : `${stack}/${name}`;
  }

  /**
   * Remembers the short way to write a resolved text, such as `Photos.Arn`.
   *
   * @param text the resolved text
   * @param label its short form
   */
  public alias(text: string, label: string): void {
    const head = headOf(text);
    if (head === undefined || this.entries.has(text)) return;
    let among = this.aliases.get(head);
    if (among === undefined) this.aliases.set(head, among = new Map<string, string>());
    if (!among.has(text)) among.set(text, label);
  }

  /**
   * Renders text for people, as `Fn::Sub` would spell it.
   *
   * @param text text with symbols
   * @returns text that a person can read
   */
  public render(text: string): string {
    let rest = text;
    let head = '';
    let best = '';
    const among = this.aliases.get(headOf(text) ?? '');
    for (const known of among?.keys() ?? []) {
      if (known.length > best.length && rest.startsWith(known)) best = known;
    }
    if (best !== '') {
      head = `\${${among!.get(best)}}`;
      rest = rest.slice(best.length);
    }
    return head + rest.replace(ALL_SYMBOLS, (symbol) => this.labelOf(symbol));
  }

  /**
   * @param text text with symbols
   * @returns why its open pieces are unknown, each reason once
   */
  public openReasons(text: string): string[] {
    const reasons = new Set<string>();
    for (const symbol of text.match(ALL_SYMBOLS) ?? []) {
      const entry = this.entries.get(symbol);
      if (entry?.kind === 'open') reasons.add(entry.reason);
    }
    return [...reasons];
  }

  private labelOf(symbol: string): string {
    const entry = this.entries.get(symbol);
    return entry === undefined ? '\ufffd' : `\${${entry.label}}`;
  }

  private takeGenerated(): number {
    if (this.nextGenerated === 0xf900) this.nextGenerated = 0xf0000;
    return this.nextGenerated > 0xffffd ? this.takeOpen() : this.nextGenerated++;
  }

  // Past the last code point, open symbols share one: whoever reads it answers UNKNOWN, whatever it stands for.
  private takeOpen(): number {
    return this.nextOpen > OPEN_TO ? OPEN_TO : this.nextOpen++;
  }
}
