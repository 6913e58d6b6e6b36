import { ALL_SYMBOLS, SymbolCharacters, holdsSymbol, isOpenSymbol } from './symbol';

interface Entry {
  readonly label: string;
  readonly reason: string;
}

/** The beginning of a text up to its first symbol. */
function headOf(text: string): string | undefined {
  const at = text.search(ALL_SYMBOLS);
  return at < 0 ? undefined : text.slice(0, at + String.fromCodePoint(text.codePointAt(at)!).length);
}

/** Says under which key a symbol is kept; `shape` is undefined where nobody makes it. */
export type KeyOf = (key: string, shape?: string) => string;

/** The symbols of one set of templates: what each stands for, and how people know it. */
export class SymbolTable {
  private readonly byKey = new Map<string, string>();
  private readonly entries = new Map<string, Entry>();
  private readonly labels = new Map<string, string>();
  private readonly plain = new Map<string, string>();
  /** Short forms by text, under the beginning of the text up to its first symbol. */
  private readonly aliases = new Map<string, Map<string, string>>();
  private readonly characters = new SymbolCharacters();
  private keyOf: KeyOf = (key) => key;

  /**
   * The same symbols, seen from other templates: what the two have in common has one symbol.
   *
   * @param keyOf the key in this table of what has a key there: another one where the two mean different things by it
   * @returns the view
   */
  public viewedBy(keyOf: KeyOf): SymbolTable {
    return Object.assign(new SymbolTable(), this, { keyOf });
  }

  /**
   * @param key what the symbol stands for: the same key gives the same symbol
   * @param label how people know it, such as `Photos` or `AWS::AccountId`
   * @param shape the key of its shape; `open` for any text
   * @param reason why the text is not known
   * @returns the symbol
   */
  public symbolFor(key: string, label: string, shape: string, reason = ''): string {
    const kept = this.keyOf(key, shape);
    const known = this.byKey.get(kept);
    if (known !== undefined) return known;
    const symbol = this.characters.next(shape);
    this.byKey.set(kept, symbol);
    this.entries.set(symbol, { label, reason });
    return symbol;
  }

  /**
   * Remembers what is encoded in a symbol.
   *
   * @param symbol a symbol that stands for encoded text
   * @param text the text, of which pieces are known only at deployment
   * @returns the symbol
   */
  public encoding(symbol: string, text: string): string {
    this.plain.set(symbol, text);
    return symbol;
  }

  /**
   * @param text text with symbols
   * @returns the text that each of its symbols encodes, of those that do
   */
  public encodedIn(text: string): string[] {
    return (text.match(ALL_SYMBOLS) ?? []).flatMap((symbol) => this.plain.get(symbol) ?? []);
  }

  /**
   * @param key what identifies it
   * @returns the symbol, where somebody has asked for it
   */
  public known(key: string): string | undefined {
    return this.byKey.get(this.keyOf(key));
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
    if (!holdsSymbol(text)) return text;
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
      if (entry !== undefined && entry.reason !== '' && isOpenSymbol(symbol)) reasons.add(entry.reason);
    }
    return [...reasons];
  }

  private labelOf(symbol: string): string {
    const entry = this.entries.get(symbol);
    return entry === undefined ? '\ufffd' : `\${${entry.label}}`;
  }
}
