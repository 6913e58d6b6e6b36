/** Text that is markup already. Everything else is escaped where it enters a page. */
export class Markup {
  public constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

type Piece = Markup | string | number | undefined | readonly Piece[];

const ESCAPES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters that no page may hold, and those that turn the order of the text around. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/**
 * Puts together markup: whatever is filled in is text, and is escaped, unless it is markup itself.
 *
 * @param strings the markup
 * @param pieces what is filled in
 * @returns the markup
 */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(strings.map((text, i) => text + (i < pieces.length ? written(pieces[i]) : '')).join(''));
}

function written(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.toString();
  if (typeof piece === 'object') return piece.map(written).join('');
  return String(piece).replace(INVISIBLE, '\ufffd').replace(/[&<>"']/g, (char) => ESCAPES[char]);
}
