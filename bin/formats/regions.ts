import { isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { readText, STANDARD_INPUT } from '../../lib/proof/template/files';

/** A part of one line of a file, counted from 1. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const BEGINNING: Region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

/** Finds where resources stand in the files of templates, as people wrote them. */
export class Regions {
  private readonly files = new Map<string, TemplateText | undefined>();

  /**
   * @param file the file of a template
   * @param resource the logical id of a resource; empty for the template as a whole
   * @param location where in the resource, such as `Properties.PolicyDocument.Statement[0]`
   * @returns the key that stands nearest to it in the file; its beginning where the file has nothing of it
   */
  public of(file: string, resource: string, location: string): Region {
    if (file === STANDARD_INPUT || resource === '') return BEGINNING;
    if (!this.files.has(file)) this.files.set(file, TemplateText.read(file));
    return this.files.get(file)?.regionOf(resource, location) ?? BEGINNING;
  }
}

class TemplateText {
  public static read(file: string): TemplateText | undefined {
    const lines = new LineCounter();
    const text = readText(file);
    // JSON is YAML as well. What the text means was decided before: here only places count.
    return new TemplateText(parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false, strict: false, schema: 'failsafe', resolveKnownTags: false, merge: false }), text, lines);
  }

  private constructor(private readonly document: Document, private readonly text: string, private readonly lines: LineCounter) {}

  public regionOf(resource: string, location: string): Region | undefined {
    const resources = step(this.document.contents, 'Resources')?.value;
    let found = step(resources, resource) ?? this.makerOf(resources, resource);
    let place = found?.place;
    for (const part of location.match(/[^.[\]]+/g) ?? []) {
      found = step(found?.value, part);
      if (found === undefined) break;
      place = found.place;
    }
    return place === undefined ? undefined : this.regionAt(place);
  }

  /** Macros name what they make after the resource that they make it of: `UploadRole` belongs to `Upload`. */
  private makerOf(resources: unknown, resource: string): Step | undefined {
    if (!isMap(resources)) return undefined;
    const ids = resources.items.flatMap(({ key }) => (isScalar(key) && typeof key.value === 'string' && key.value !== '' && resource.startsWith(key.value) ? [key.value] : []));
    const [longest] = ids.sort((a, b) => b.length - a.length);
    return longest === undefined ? undefined : step(resources, longest);
  }

  /** Of an item of a list its first key says more than the bracket that it begins with. */
  private regionAt(item: Node): Region {
    const place = isMap(item) && isScalar(item.items[0]?.key) ? item.items[0].key : item;
    const [from, to] = place.range ?? [0, 1];
    const start = this.lines.linePos(from);
    const rest = this.text.slice(from, isCollection(place) ? from + 1 : to).split(/\r?\n/, 1)[0];
    return { startLine: start.line, startColumn: start.col, endLine: start.line, endColumn: start.col + Math.max(1, rest.length) };
  }
}

interface Step {
  readonly place: Node;
  readonly value: unknown;
}

/** The value of a key or the item of a list, and what to show of it. */
function step(value: unknown, part: string): Step | undefined {
  if (isMap(value)) {
    const pair = value.items.find(({ key }) => isScalar(key) && String(key.value) === part);
    return pair === undefined ? undefined : { place: pair.key as Node, value: pair.value };
  }
  if (!isSeq(value)) return undefined;
  const item = value.items[Number(part)] as Node | undefined;
  return item === undefined ? undefined : { place: item, value: item };
}
