import { LIMITS } from './limits';
import type { TemplateError } from './value';
import { readPlain } from './yaml-scalar';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0', 'a': '\x07', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', 'e': '\x1b', ' ': ' ', '"': '"', '/': '/', '\\': '\\', 'N': '\x85', '_': '\xa0', 'L': '\u2028', 'P': '\u2029',
};

/**
 * Writes the short form of a function out.
 *
 * @param tag the tag, such as `!GetAtt`
 * @param value its argument
 * @returns the long form
 */
export function tagged(tag: string, value: unknown): unknown {
  if (tag.startsWith('!!') || tag === '!') return tag === '!!str' || tag === '!' ? String(value) : value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

/** Reads values that need no indentation: in quotes, in brackets, and aliases. */
export class FlowReader {
  private depth = 0;

  public constructor(
    private readonly source: string,
    /** Where the reader stands. */
    public at: number,
    private readonly error: (why: string) => TemplateError,
    private readonly anchors: Map<string, unknown>,
  ) {}

  /** @returns the value that begins here */
  public value(): unknown {
    this.skip();
    if (++this.depth > LIMITS.depth) throw this.error(`values are nested more than ${LIMITS.depth} deep`);
    const found = this.matched(/(?:![^\s,[\]{}]*|&[^\s,[\]{}]+)(?=[\s,[\]{}]|$)/y);
    const value = found === undefined ? this.bare(false) : this.named(found);
    this.depth -= 1;
    return value;
  }

  /** @returns the text in quotes that begins here */
  public quoted(): string {
    const quote = this.source[this.at++];
    let text = '';
    for (;;) {
      const end = this.source[this.at];
      if (end === undefined) throw this.error('the text in quotes does not end');
      this.at += 1;
      if (end === quote) {
        if (quote === '"' || this.source[this.at] !== quote) return text;
        this.at += 1;
        text += quote;
      } else if (end === '\n') {
        text = text.trimEnd() + this.lineBreaks();
      } else {
        text += end === '\\' && quote === '"' ? this.escaped() : end;
      }
    }
  }

  private named(name: string): unknown {
    if (name.startsWith('&')) {
      const value = this.value();
      this.anchors.set(name.slice(1), value);
      return value;
    }
    this.skip();
    return tagged(name, this.bare(true));
  }

  private bare(asText: boolean): unknown {
    switch (this.source[this.at]) {
      case '"': case "'": return this.quoted();
      case '[': return this.sequence();
      case '{': return this.mapping();
      case '*': return this.alias();
      case '!': return this.value();
      default: return readPlain(this.matched(/(?:[^\s,[\]{}#:]|:(?![\s,[\]{}]|$)|(?<=\S)#|[ \t]+(?![\s,[\]{}#:]))+/y) ?? '', asText);
    }
  }

  private sequence(): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    for (this.skip(); this.source[this.at] !== ']'; this.separator(']')) {
      const value = this.value();
      this.skip();
      items.push(this.source[this.at] === ':' ? this.pair(value) : value);
    }
    this.at += 1;
    return items;
  }

  private mapping(): unknown {
    const entries: [string, unknown][] = [];
    this.at += 1;
    for (this.skip(); this.source[this.at] !== '}'; this.separator('}')) {
      const key = this.value();
      this.skip();
      entries.push(...Object.entries(this.source[this.at] === ':' ? this.pair(key) : { [String(key)]: null }));
    }
    this.at += 1;
    return Object.fromEntries(entries);
  }

  private pair(key: unknown): Record<string, unknown> {
    this.at += 1;
    return Object.fromEntries([[String(key), this.value()]]);
  }

  private separator(end: string): void {
    this.skip();
    if (this.source[this.at] === ',') this.at += 1;
    else if (this.source[this.at] !== end) throw this.error(`expected ',' or '${end}'`);
    this.skip();
  }

  private alias(): unknown {
    const name = this.matched(/\*[^\s,[\]{}]+/y)?.slice(1) ?? '';
    if (!this.anchors.has(name)) throw this.error(`there is no anchor '${name}' before it`);
    return this.anchors.get(name);
  }

  private lineBreaks(): string {
    const blank = this.matched(/\s+/y) ?? '';
    const breaks = blank.split('\n').length - 1;
    return breaks === 0 ? ' ' : '\n'.repeat(breaks);
  }

  private escaped(): string {
    const kind = this.source[this.at++];
    if (kind === '\n') {
      this.matched(/[ \t]+/y);
      return '';
    }
    const digits = { x: 2, u: 4, U: 8 }[kind];
    if (digits === undefined) {
      if (!Object.hasOwn(ESCAPES, kind)) throw this.error(`'\\${kind}' is no escape`);
      return ESCAPES[kind];
    }
    const code = Number.parseInt(this.source.slice(this.at, this.at + digits), 16);
    if (!(code <= 0x10ffff)) throw this.error('the escape names no character');
    this.at += digits;
    return String.fromCodePoint(code);
  }

  private skip(): void {
    this.matched(/(?:\s+|(?<=[\s,[\]{}])#[^\n]*)+/y);
  }

  private matched(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
