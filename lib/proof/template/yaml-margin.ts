/** What is used of the lexer of `yaml` beyond what it declares. */
export interface LexerState {
  /** How many brackets are open. */
  readonly flowLevel: number;
  /** How far the present line is indented. */
  readonly indentValue: number;
  /** How far the next line has to be indented at least to go on with the present value. */
  readonly indentNext: number;
}

/** The lexer says so what follows or ends; they stand in no text. */
const MARKS = ['\x02', '\x18', '\x1f'];
const SCALAR_FOLLOWS = '\x1f';
const BLOCK_HEAD = /^[|>]/;

/**
 * Lets lines within brackets and quotes begin at any margin. CloudFormation takes them so, as other readers of YAML 1.1 do: its
 * templates close brackets at the indentation of the key. `yaml` asks for more, as the specification of YAML does.
 */
export class Margin {
  /** Where the lexer goes on. */
  public offset = 0;
  private isContent = false;
  private wasContent = false;
  /** Behind the head of a block of text, whose first line may begin with a quote. */
  private isBlock = false;
  private atLineStart = true;
  private isWithin = false;
  private margin = 0;
  private unlowered: number | undefined;

  public constructor(private readonly source: string, private readonly lexer: LexerState) {
    Object.defineProperty(lexer, 'indentNext', { get: () => (this.isWithin ? 0 : this.margin), set: (margin: number) => { this.margin = margin; } });
  }

  /**
   * Is told of each token of the lexer, before the lexer goes on.
   *
   * @param lexeme the token
   */
  public after(lexeme: string): void {
    const isMark = MARKS.includes(lexeme);
    if (!isMark) this.offset += lexeme.length;
    if (!this.isContent && this.lexer.flowLevel === 0 && BLOCK_HEAD.test(lexeme)) this.isBlock = true;
    else if (lexeme === SCALAR_FOLLOWS) this.isBlock = false;
    const isWithin = this.isWithinBrackets(lexeme) || (!this.isBlock && lexeme !== SCALAR_FOLLOWS && this.isAtQuote());
    if (!isMark) this.atLineStart = !this.isContent && (lexeme.endsWith('\n') || (this.atLineStart && lexeme.trim() === ''));
    this.wasContent = this.isContent;
    this.isContent = lexeme === SCALAR_FOLLOWS;
    if (isWithin && !this.isWithin) this.enter();
    else if (!isWithin && this.isWithin) this.leave();
  }

  /**
   * Is asked about each token after it was told of.
   *
   * @param lexeme the token
   * @returns why YAML 1.1 reads something else there; undefined when it does not
   */
  public strange(lexeme: string): string | undefined {
    const next = this.source.charAt(this.offset);
    if (this.wasContent) return this.lexer.flowLevel > 0 && /^[?:]/.test(lexeme) ? `in brackets '${lexeme.charAt(0)}' begins a key or a value for some readers, and text for others; write '${lexeme.split('\n')[0]}' in quotes` : undefined;
    // They are a part of the tag.
    return lexeme.startsWith('!') && /[,[\]{}]/.test(next) ? `a tag needs a space behind it, received '${lexeme}${next}'` : undefined;
  }

  /** The lexer counts a bracket when it has told of it. */
  private isWithinBrackets(lexeme: string): boolean {
    const { flowLevel } = this.lexer;
    if (this.isContent) return flowLevel > 0;
    return flowLevel > (lexeme === ']' || lexeme === '}' ? 1 : 0) || lexeme === '[' || lexeme === '{';
  }

  private isAtQuote(): boolean {
    const next = this.source.charAt(this.offset);
    return next === '"' || next === "'";
  }

  /** At the beginning of a line the lexer would lower the margin to that of the line, save before a space. */
  private enter(): void {
    this.isWithin = true;
    this.unlowered = this.atLineStart && !/^\s?$/.test(this.source.charAt(this.offset + 1)) ? this.margin : undefined;
  }

  private leave(): void {
    this.isWithin = false;
    if (this.margin === this.unlowered) this.margin = Math.min(this.margin, this.lexer.indentValue);
  }
}
