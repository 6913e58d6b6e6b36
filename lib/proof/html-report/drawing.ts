import type { ReportedAccess } from './access';
import { html, type Markup } from './html';
import { wrapped } from './wrapped';

const COLUMNS = ['Who signs in how', 'Identity pool', 'Role', 'Resource'];
const BOX = { width: 276, padding: 11, line: 17, gap: 12, between: 40, top: 40 };
const MOST = 40;
const LETTERS = { name: 33, note: 36 };

/** A box: what tells it apart, and what is written under that. */
interface Node {
  readonly column: number;
  readonly text: string;
  readonly notes: Set<string>;
}

interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly doubtful: boolean;
}

/** A box with its place. */
interface Box {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

interface Line {
  readonly text: string;
  readonly isNote: boolean;
}

/**
 * Draws provider, identity pool, role and resource, and what leads from one to the other.
 *
 * @param access who reaches what
 * @returns the drawing; the table says the same in words
 */
export function drawingOf(access: ReportedAccess): Markup {
  const { columns, edges } = graphOf(access);
  const boxes = placed(columns.map((nodes) => nodes.slice(0, MOST)));
  const width = COLUMNS.length * BOX.width + (COLUMNS.length - 1) * BOX.between;
  const height = Math.max(BOX.top, ...[...boxes.values()].map((box) => box.top + box.height)) + BOX.gap;
  const paths = edges.flatMap(({ from, to, doubtful }) => {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    return start === undefined || end === undefined ? [] : [pathOf(start, end, doubtful)];
  });
  const heads = COLUMNS.map((text, column) => html`<text class="head" x="${leftOf(column)}" y="20">${text}${columns[column].length > MOST ? ` (${MOST} of ${columns[column].length})` : ''}</text>`);
  return html`<svg viewBox="-2 0 ${width + 4} ${height}" width="${width}" height="${height}" role="img" aria-label="Who comes by which role and reaches which resource; the table below says the same in words">${heads}${paths}${[...boxes].map(([node, box]) => boxOf(node, box))}</svg>`;
}

function graphOf({ rows }: ReportedAccess): { columns: Node[][]; edges: Edge[] } {
  const columns: Map<string, Node>[] = COLUMNS.map(() => new Map<string, Node>());
  const edges = new Map<Node, Map<Node, Edge>>();
  const node = (column: number, text: string, note?: string, key = text): Node => {
    const found = columns[column].get(key) ?? { column, text, notes: new Set<string>() };
    columns[column].set(key, found);
    if (note !== undefined) found.notes.add(note);
    return found;
  };
  const join = (from: Node, to: Node, doubtful: boolean): void => {
    const ends = edges.get(from) ?? new Map<Node, Edge>();
    edges.set(from, ends);
    ends.set(to, { from, to, doubtful: doubtful && ends.get(to)?.doubtful !== false });
  };
  for (const { who, provider, pool, role, way, uncertainties, cells } of rows) {
    const doubtful = uncertainties.length > 0;
    const [person, itsPool, itsRole] = [node(0, who, provider, JSON.stringify([who, provider])), node(1, pool), node(2, role, `by ${way}`)];
    join(person, itsPool, doubtful);
    join(itsPool, itsRole, doubtful);
    for (const [resource, whys] of cells) if (whys.some(({ effect }) => effect !== 'Deny')) join(itsRole, node(3, resource), doubtful || whys.every(({ effect }) => effect === 'Unknown'));
  }
  return { columns: columns.map((nodes) => [...nodes.values()]), edges: [...edges.values()].flatMap((ends) => [...ends.values()]) };
}

/** Every column stands in the middle of the highest. */
function placed(columns: readonly (readonly Node[])[]): Map<Node, Box> {
  const sized = columns.map((nodes) => nodes.map((node) => {
    const lines = linesOf(node);
    return { node, lines, height: lines.length * BOX.line + BOX.padding * 2 - 4 };
  }));
  const heights = sized.map((nodes) => nodes.reduce((sum, { height }) => sum + height + BOX.gap, 0));
  const highest = Math.max(...heights);
  const boxes = new Map<Node, Box>();
  sized.forEach((nodes, column) => {
    let top = BOX.top + (highest - heights[column]) / 2;
    for (const { node, lines, height } of nodes) {
      boxes.set(node, { lines, left: leftOf(column), top, height });
      top += height + BOX.gap;
    }
  });
  return boxes;
}

function linesOf({ text, notes }: Node): Line[] {
  const written = (isNote: boolean) => (part: string): Line[] => wrapped(part, isNote ? LETTERS.note : LETTERS.name).map((line) => ({ text: line, isNote }));
  return [...written(false)(text), ...[...notes].flatMap(written(true))];
}

function leftOf(column: number): number {
  return column * (BOX.width + BOX.between);
}

function pathOf(from: Box, to: Box, doubtful: boolean): Markup {
  const [x1, y1, x2, y2] = [from.left + BOX.width, from.top + from.height / 2, to.left, to.top + to.height / 2];
  const middle = (x1 + x2) / 2;
  return html`<path class="${doubtful ? 'edge doubtful' : 'edge'}" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
}

function boxOf({ column, text, notes }: Node, { lines, left, top, height }: Box): Markup {
  const written = lines.map((line, i) => html`<text class="${line.isNote ? 'second' : ''}" x="${left + 11}" y="${top + BOX.padding + 11 + i * BOX.line}">${line.text}</text>`);
  return html`<g><title>${[text, ...notes].join('\n')}</title><rect class="box c${column}" x="${left}" y="${top}" width="${BOX.width}" height="${height}" rx="7"/>${written}</g>`;
}
