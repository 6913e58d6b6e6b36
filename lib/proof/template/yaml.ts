import { isAlias, isMap, isScalar, isSeq, parseDocument, Scalar } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { LIMITS } from './limits';
import { TemplateError } from './value';

/**
 * Reads a template in YAML, with the short forms of the functions of CloudFormation.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 *
 * @param source the text
 * @param file the file, for messages
 * @returns the document, with the functions in their long form
 */
export function parseYaml(source: string, file: string): unknown {
  if (nesting(source) > LIMITS.depth) throw tooDeep(file);
  // Every scalar as it stands: what is a number or a date is CloudFormation's to say, not YAML's.
  const document = parseDocument(source, { schema: 'failsafe', prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new TemplateError('bad-yaml', file, line === undefined ? '' : `line ${line}`, reasonOf(error.message));
  }
  return document.contents === null ? null : new Reader(document, file).value(document.contents, 0);
}

/** The parser's reason in the house's style: one line, lower case, without the place. */
function reasonOf(message: string): string {
  const [line] = message.split('\n');
  return (line.charAt(0).toLowerCase() + line.slice(1)).replace(/ at line \d+, column \d+:?$/, '');
}

/** A bound from above on how deep the parser has to go; it follows the nesting by recursion. */
function nesting(source: string): number {
  let [open, deepest] = [0, 0];
  for (const char of source) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++open);
    else if ((char === ']' || char === '}') && open > 0) open -= 1;
  }
  const indents = new Set(source.split('\n').map((line) => /^[\s-]*/.exec(line)![0].length));
  return Math.max(deepest, indents.size - 1);
}

function tooDeep(file: string): TemplateError {
  return new TemplateError('nested-too-deep', file, '', `values are nested more than ${LIMITS.depth} deep`);
}

class Reader {
  private steps = 0;

  public constructor(private readonly document: Document, private readonly file: string) {}

  public value(node: Node | null, depth: number): unknown {
    if (depth > LIMITS.depth) throw tooDeep(this.file);
    if (++this.steps > LIMITS.steps) throw new TemplateError('template-too-large', this.file, '', 'aliases repeat more than can be read');
    if (node === null) return null;
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (target === undefined) throw new TemplateError('bad-yaml', this.file, '', `there is no anchor '${node.source}' before its alias`);
      return this.value(target, depth + 1);
    }
    const { tag } = node as { tag?: string };
    const isFunction = tag !== undefined && /^![^!]/.test(tag);
    const value = this.untagged(node, depth, isFunction);
    return isFunction ? longForm(tag.slice(1), value) : value;
  }

  private untagged(node: Node, depth: number, isFunction: boolean): unknown {
    if (isSeq(node)) return node.items.map((item) => this.value(item as Node, depth + 1));
    if (isMap(node)) return this.map(node, depth);
    if (!isScalar(node)) return null;
    const text = typeof node.value === 'string' ? node.value : '';
    const isText = isFunction || node.type !== Scalar.PLAIN || (node.tag !== undefined && node.tag.endsWith('str'));
    return isText ? text : readPlain(text);
  }

  private map(node: YAMLMap, depth: number): Record<string, unknown> {
    const own: [string, unknown][] = [];
    const merged: [string, unknown][] = [];
    for (const { key, value } of node.items as Pair<Node, Node>[]) {
      const name = String(isScalar(key) ? key.value : '');
      const read = this.value(value, depth + 1);
      if (name === '<<') merged.push(...[read].flat().flatMap((one) => (typeof one === 'object' && one !== null ? Object.entries(one) : [])).reverse());
      else own.push([name, read]);
    }
    return Object.fromEntries([...merged, ...own]);
  }
}

function longForm(name: string, value: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

/**
 * A scalar without quotes. Dates and numbers that would lose digits (versions, account ids) stay text: CloudFormation takes
 * them so.
 */
function readPlain(text: string): string | number | boolean | null {
  if (/^(~|null)?$/i.test(text)) return null;
  if (/^(true|yes|on)$/i.test(text)) return true;
  if (/^(false|no|off)$/i.test(text)) return false;
  return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
