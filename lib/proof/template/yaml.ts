import { isAlias, isMap, isScalar, Scalar, type Alias, type ParsedNode, type YAMLMap } from 'yaml';
import { duplicateKey } from './duplicate-key';
import { LIMITS } from './limits';
import { unresolvable } from './unresolvable';
import { TemplateError } from './value';
import { Work, weightOf } from './work';
import { plainValue } from './yaml-scalars';
import { lineAt, syntaxOf } from './yaml-syntax';

/**
 * Reads a template in YAML, with the short forms of the functions of CloudFormation. CloudFormation itself takes no aliases and no
 * merged keys; `aws cloudformation package` and `sam` write them out before it sees them. They are read, within a bound.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 *
 * @param source the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the document, with the functions in their long form; what an alias repeats is one and the same value, to be read only
 */
export function parseYaml(source: string, file: string, work: Work): unknown {
  const syntax = syntaxOf(source, file, work);
  return syntax === null ? null : new Values(source, file, work).read(syntax, 0).value;
}

/** A value, and what it takes where its aliases are written out. */
interface Read {
  readonly value: unknown;
  /** In characters. */
  readonly weight: number;
  /** How deep it is nested. */
  readonly height: number;
}

/** What an anchor stands for. */
interface Anchored {
  /** Undefined while it is read: it is a part of itself. */
  read?: Read;
}

const CORE = 'tag:yaml.org,2002:';
const READ_AS_PLAIN = ['int', 'float', 'bool', 'null'].map((name) => CORE + name);
const MERGE = '<<';

class Values {
  private readonly anchors = new Map<string, Anchored>();

  public constructor(private readonly source: string, private readonly file: string, private readonly work: Work) {}

  public read(node: ParsedNode | null, depth: number): Read {
    this.work.step();
    if (node === null) return { value: null, weight: weightOf(''), height: 0 };
    if (isAlias(node)) return this.repeated(node, depth);
    const anchored: Anchored = {};
    if (node.anchor !== undefined) this.anchors.set(this.name(node.anchor, node), anchored);
    const read = isScalar(node) ? scalar(node, this.textOf(node)) : withTag(node.tag, isMap(node) ? this.map(node, depth) : this.list(node.items, depth));
    anchored.read = read;
    return read;
  }

  private repeated(alias: Alias.Parsed, depth: number): Read {
    const anchored = this.anchors.get(this.name(alias.source, alias));
    if (anchored === undefined) throw this.bad(alias, `there is no anchor '${alias.source}' before its alias`);
    if (anchored.read === undefined) throw this.bad(alias, `the anchor '${alias.source}' stands for something that it is a part of`);
    this.work.unfold(anchored.read.weight, this.file);
    if (depth + anchored.read.height > LIMITS.depth) throw new TemplateError('nested-too-deep', this.file, `line ${this.line(alias)}`, `values are nested more than ${LIMITS.depth} deep`);
    return anchored.read;
  }

  private list(items: readonly (ParsedNode | null)[], depth: number): Read {
    return together(items.map((item) => this.read(item, depth + 1)), (values) => values);
  }

  private map(node: YAMLMap.Parsed, depth: number): Read {
    const lines = new Map<string, ParsedNode>();
    const names: string[] = [];
    const own: Read[] = [];
    const merged: Read[] = [];
    for (const { key, value } of node.items) {
      const name = this.key(key);
      const before = lines.get(name);
      if (before !== undefined) throw duplicateKey(this.file, name, this.line(before), this.line(key));
      lines.set(name, key);
      const read = this.read(value, depth + 1);
      if (isScalar(key) && key.type === Scalar.PLAIN && name === MERGE) {
        merged.push(this.mergeable(read, key));
      } else {
        names.push(name);
        own.push(read);
      }
    }
    const keys = names.reduce((sum, name) => sum + name.length, 0);
    return together([...own, ...merged], (values) => {
      const sources = values.slice(own.length).flat().reverse() as object[];
      return Object.fromEntries([...sources.flatMap((one) => Object.entries(one)), ...names.map((name, i): [string, unknown] => [name, values[i]])]);
    }, keys);
  }

  /** Keys are text. CloudFormation refuses others: "map keys must be strings". */
  private key(node: ParsedNode): string {
    this.work.step();
    const read = isAlias(node) ? this.repeated(node, 0).value : undefined;
    if (typeof read === 'string') return read;
    if (!isScalar(node) || !(node.tag === undefined || node.tag === '!' || node.tag === `${CORE}str`)) throw this.bad(node, 'a key is not text; write it in quotes');
    const text = this.textOf(node);
    if (text === '' && node.type === Scalar.PLAIN) throw this.bad(node, 'a key is empty; write it in quotes');
    if (node.anchor !== undefined) this.anchors.set(this.name(node.anchor, node), { read: scalar(node, text) });
    return text;
  }

  private mergeable(read: Read, key: ParsedNode): Read {
    if (![read.value].flat().every(isMapping)) throw this.bad(key, `'${MERGE}' takes the keys of a mapping, or of a list of mappings`);
    return read;
  }

  /** YAML 1.1 ends the name of an anchor where YAML 1.2 goes on. */
  private name(anchor: string, node: ParsedNode): string {
    if (!/^[\w-]+$/.test(anchor)) throw this.bad(node, `the anchor '${anchor}' has more in its name than letters, digits, '-' and '_'`);
    return anchor;
  }

  /** A block of text whose last line is not ended has no line end there in YAML 1.1. */
  private textOf({ source, type, range }: Scalar.Parsed): string {
    const isCut = (type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED) && range[1] >= this.source.length && !this.source.endsWith('\n');
    return isCut ? source.replace(/\n$/, '') : source;
  }

  private bad(node: ParsedNode, why: string): TemplateError {
    return new TemplateError('bad-yaml', this.file, `line ${this.line(node)}`, why);
  }

  private line(node: ParsedNode): number {
    return lineAt(this.source, node.range[0]);
  }
}

function together(parts: readonly Read[], valueOf: (values: unknown[]) => unknown, keys = 0): Read {
  let [weight, height] = [weightOf('') + keys, 0];
  for (const part of parts) {
    weight += part.weight;
    height = Math.max(height, part.height);
  }
  return { value: valueOf(parts.map(({ value }) => value)), weight, height: height + 1 };
}

function scalar(node: Scalar.Parsed, text: string): Read {
  const read = (value: unknown): Read => ({ value, weight: weightOf(text), height: 0 });
  const { tag } = node;
  if (tag === undefined ? node.type === Scalar.PLAIN : READ_AS_PLAIN.includes(tag)) return read(plainValue(text));
  if (tag === '!') return read(withoutMeaning(text));
  return tag === undefined || tag === `${CORE}str` ? read(text) : withTag(tag, read(text));
}

/** What a function gives has no keys yet. */
function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.keys(value).some((key) => /^(Ref|Condition|Fn::.*)$/s.test(key));
}

/** `!` alone stands for text in YAML 1.1, and for nothing at all in most of what reads it. */
function withoutMeaning(text: string): unknown {
  const plain = plainValue(text);
  return typeof plain === 'string' || typeof plain === 'number' ? plain : unresolvable(`the tag ! before '${text}'`, text);
}

/** A tag of one's own is the short form of a function; one that CloudFormation does not know is a function that nobody knows. */
function withTag(tag: string | undefined, read: Read): Read {
  if (tag === undefined || tag === `${CORE}map` || tag === `${CORE}seq`) return read;
  const value = /^![^!]/.test(tag) ? longForm(tag.slice(1), read.value) : unresolvable(tag, read.value);
  return { value, weight: read.weight + weightOf(tag), height: read.height + 1 };
}

function longForm(name: string, value: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}
