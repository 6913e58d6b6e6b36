import { LIMITS } from './limits';
import { TemplateError } from './value';
import { FlowReader, tagged } from './yaml-flow';
import { readPlain, withoutComment } from './yaml-scalar';

/**
 * Reads what CloudFormation templates use of YAML: block and flow collections, all kinds of scalars, anchors, and the short
 * forms of its functions. What else there is in YAML (complex keys, several documents) is an error with its line.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 *
 * @param source the text
 * @param file the file, for messages
 * @returns the document, with the functions in their long form
 */
export function parseYaml(source: string, file: string): unknown {
  return new BlockReader(source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), file).read();
}

const PROPERTIES = /^(?:(![^\s,[\]{}]*)|&([^\s,[\]{}]+))(?:\s+|$)/;

/** What stands before a value: a tag and an anchor. */
interface Properties {
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

class BlockReader {
  private readonly lines: string[];
  private readonly starts: number[] = [];
  private readonly anchors = new Map<string, unknown>();
  private at = 0;
  private depth = 0;

  public constructor(private readonly source: string, private readonly file: string) {
    this.lines = source.replace(/\n$/, '').split('\n');
    let start = 0;
    for (const line of this.lines) {
      this.starts.push(start);
      start += line.length + 1;
    }
  }

  public read(): unknown {
    while (this.skipBlank() && /^(%|---\s*(#.*)?$)/.test(this.lines[this.at])) this.at += 1;
    if (!this.skipBlank()) return null;
    const value = this.node(0);
    if (this.skipBlank() && !this.lines[this.at].startsWith('...')) {
      throw this.error(this.lines[this.at].startsWith('---') ? 'a template is one document' : 'the indentation fits nothing before it');
    }
    return value;
  }

  /** Moves to the next line that says something; false at the end. */
  private skipBlank(): boolean {
    while (this.at < this.lines.length && /^\s*(#|$)/.test(this.lines[this.at])) this.at += 1;
    return this.at < this.lines.length;
  }

  private indent(): number {
    const line = this.lines[this.at];
    const indent = line.length - line.trimStart().length;
    if (line.slice(0, indent).includes('\t')) throw this.error('a tab cannot indent');
    return indent;
  }

  /** The value that begins on this line, indented by at least so much. */
  private node(least: number): unknown {
    if (++this.depth > LIMITS.depth) throw new TemplateError('nested-too-deep', this.file, `line ${this.at + 1}`, `values are nested more than ${LIMITS.depth} deep`);
    const indent = this.indent();
    const content = this.lines[this.at].slice(indent);
    const value = isItem(content) ? this.sequence(indent) : this.keyOf(content) !== undefined ? this.mapping(indent) : this.value(indent, least - 1);
    this.depth -= 1;
    return value;
  }

  private sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.skipBlank() && this.indent() === indent && isItem(this.lines[this.at].slice(indent))) {
      const line = this.lines[this.at];
      const column = indent + 1 + (/^\s*/.exec(line.slice(indent + 1))?.[0].length ?? 0);
      const content = line.slice(column);
      if (isItem(content) || this.keyOf(content) !== undefined) {
        // The dash counts as indentation of what stands beside it.
        this.lines[this.at] = ' '.repeat(column) + content;
        items.push(this.node(indent + 1));
      } else {
        items.push(this.value(column, indent));
      }
    }
    return items;
  }

  private mapping(indent: number): unknown {
    const entries = new Map<string, unknown>();
    const merged: object[] = [];
    while (this.skipBlank() && this.indent() === indent && !/^(---|\.\.\.)(\s|$)/.test(this.lines[this.at])) {
      const content = this.lines[this.at].slice(indent);
      const key = this.keyOf(content);
      if (key === undefined) throw this.error("expected 'key: value'");
      const line = this.lines[this.at];
      const column = indent + key.length + (/^\s*/.exec(line.slice(indent + key.length))?.[0].length ?? 0);
      const failed = this.error(`the key '${key.text}' occurs twice`);
      const value = this.value(column, indent, true);
      if (entries.has(key.text)) throw failed;
      if (key.text === '<<' && typeof value === 'object' && value !== null) merged.push(value);
      else entries.set(key.text, value);
    }
    return Object.fromEntries([...merged.flatMap((map) => Object.entries(map)), ...entries]);
  }

  /** The key that a line begins with, and how long it is with its colon. */
  private keyOf(content: string): { text: string; length: number } | undefined {
    if (content.startsWith('"') || content.startsWith("'")) {
      const found = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*:(?=\s|$)/.exec(content);
      if (found === null) return undefined;
      const quoted = new FlowReader(content, 0, (why) => this.error(why), this.anchors).quoted();
      return { text: quoted, length: found[0].length };
    }
    if (/^[[{!&*|>%@`#]/.test(content)) return undefined;
    const colon = content.search(/:(\s|$)/);
    if (colon <= 0) return undefined;
    const key = content.slice(0, colon);
    return / #/.test(key) ? undefined : { text: key.trimEnd(), length: colon + 1 };
  }

  /** The value that begins at a column of this line, and belongs to something indented by `parent`. */
  private value(column: number, parent: number, ofKey = false): unknown {
    const { tag, anchor, rest, column: from } = this.properties(column);
    const value = this.bare(rest, from, parent, ofKey, tag !== undefined);
    const result = tag === undefined ? value : tagged(tag, value);
    if (anchor !== undefined) this.anchors.set(anchor, result);
    return result;
  }

  private properties(column: number): Properties & { rest: string; column: number } {
    let tag: string | undefined;
    let anchor: string | undefined;
    let from = column;
    for (let found = PROPERTIES.exec(this.lines[this.at].slice(from)); found !== null; found = PROPERTIES.exec(this.lines[this.at].slice(from))) {
      tag ??= found[1];
      anchor ??= found[2];
      from += found[0].length;
    }
    return { tag, anchor, column: from, rest: this.lines[this.at].slice(from) };
  }

  private bare(rest: string, column: number, parent: number, ofKey: boolean, asText: boolean): unknown {
    if (/^(#|$)/.test(rest)) return this.below(parent, ofKey);
    if (/^[|>]/.test(rest)) return this.blockScalar(rest, parent);
    if (/^["'[{*]/.test(rest)) {
      const flow = new FlowReader(this.source, this.starts[this.at] + column, (why) => this.error(why), this.anchors);
      const value = flow.value();
      while (this.at + 1 < this.starts.length && this.starts[this.at + 1] <= flow.at) this.at += 1;
      if (!/^\s*(#|$)/.test(this.lines[this.at].slice(flow.at - this.starts[this.at]))) throw this.error('something stands behind the value');
      this.at += 1;
      return value;
    }
    return this.plain(rest, parent, asText);
  }

  /** What stands on the lines below; the items of a list may stand straight below the key. */
  private below(parent: number, ofKey: boolean): unknown {
    this.at += 1;
    if (!this.skipBlank()) return null;
    const indent = this.indent();
    if (indent > parent) return this.node(parent + 1);
    return ofKey && indent === parent && isItem(this.lines[this.at].slice(indent)) ? this.node(parent) : null;
  }

  private plain(rest: string, parent: number, asText: boolean): unknown {
    const parts = [withoutComment(rest)];
    this.at += 1;
    const ended = parts[0].length < rest.trimEnd().length;
    while (!ended && this.at < this.lines.length && (this.lines[this.at].trim() === '' || this.indent() > parent)) {
      const line = this.lines[this.at].trim();
      if (line.startsWith('#')) break;
      if (this.keyOf(line) !== undefined) throw this.error('the indentation fits nothing before it');
      parts.push(withoutComment(line));
      this.at += 1;
    }
    while (parts.at(-1) === '') parts.pop();
    return parts.length > 1 ? folded(parts) : readPlain(parts[0] ?? '', asText);
  }

  private blockScalar(header: string, parent: number): string {
    const found = /^([|>])(?:([1-9])?([+-])?|([+-])([1-9]))\s*(?:#.*)?$/.exec(header);
    if (found === null) throw this.error('the head of the block is not understood');
    const [, style, first, after, before, second] = found;
    const stated = first ?? second;
    this.at += 1;
    const from = this.at;
    let indent = stated === undefined ? 0 : Math.max(parent, 0) + Number(stated);
    while (this.at < this.lines.length) {
      const line = this.lines[this.at];
      const own = line.length - line.trimStart().length;
      if (line.trim() !== '') {
        if (indent === 0) indent = Math.max(own, parent + 1);
        if (own < indent) break;
      }
      this.at += 1;
    }
    const lines = this.lines.slice(from, this.at).map((line) => line.slice(indent));
    let last = lines.length - 1;
    while (last >= 0 && lines[last] === '') last -= 1;
    const text = style === '|' ? lines.slice(0, last + 1).join('\n') : folded(lines.slice(0, last + 1));
    const chomping = after ?? before;
    if (chomping === '+') return `${text}${'\n'.repeat(lines.length - last)}`;
    return chomping === '-' || text === '' ? text : `${text}\n`;
  }

  private error(why: string): TemplateError {
    return new TemplateError('bad-yaml', this.file, `line ${this.at + 1}`, why);
  }
}

const isItem = (content: string): boolean => /^-(\s|$)/.test(content);

/** One line break becomes a space; of several, and around lines that are indented further, they stay. */
function folded(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  let breaks = 0;
  let before = text;
  for (const line of lines.slice(1)) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    const keeps = /^\s/.test(line) || /^\s/.test(before);
    text += (keeps ? '\n'.repeat(breaks + 1) : breaks === 0 ? (text === '' ? '' : ' ') : '\n'.repeat(breaks)) + line;
    before = line;
    breaks = 0;
  }
  return text;
}
