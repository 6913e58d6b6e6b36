import type { AuthorNames } from '../author-names';
import { isBroken, type Card, type Violated } from './cards';
import type { Folded } from './folding';
import { html, type Markup } from './html';
import { wrapped } from './wrapped';

const COLUMNS = ['Who', 'Role', 'Resource'];
const BOX = { width: 300, padding: 11, line: 17, gap: 14, between: 96, top: 40 };
const MOST = 40;
const LETTERS = { name: 36, note: 42 };
const SWEEPS = 6;

/** A box, or a bend in a line that leads past a column. */
interface Node {
  readonly column: number;
  readonly text: string;
  readonly note: string;
  readonly isBend: boolean;
  broken: boolean;
}

interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly doubtful: boolean;
  readonly broken: boolean;
}

interface Box {
  readonly lines: readonly { readonly text: string; readonly isNote: boolean }[];
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Draws who comes by which role and reaches which resource, from left to right; what breaks a promise is red.
 *
 * @param people who reaches what
 * @param cards the resources
 * @param violated what is violated, by statement
 * @param names the names that authors gave to resources
 * @returns the drawing; the cards say the same in words
 */
export function drawingOf(people: readonly Folded[], cards: readonly Card[], violated: Violated, names: AuthorNames): Markup {
  const { columns, edges } = graphOf(people, cards, violated, names);
  const shown = untangled(columns.map((nodes) => nodes.slice(0, MOST)), edges);
  const boxes = placed(shown);
  const width = COLUMNS.length * BOX.width + (COLUMNS.length - 1) * BOX.between;
  const height = Math.max(BOX.top, ...[...boxes.values()].map((box) => box.top + box.height)) + BOX.gap;
  // What is broken is drawn last, above the rest.
  const paths = [...edges].sort((a, b) => Number(a.broken) - Number(b.broken)).flatMap(({ from, to, doubtful, broken }) => {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    return start === undefined || end === undefined ? [] : [pathOf(start, end, from.isBend, `edge${doubtful ? ' doubtful' : ''}${broken ? ' broken' : ''}`)];
  });
  const heads = COLUMNS.map((text, column) => html`<text class="head" x="${leftOf(column)}" y="20">${text}${columns[column].length > MOST ? ` (${MOST} of ${columns[column].length})` : ''}</text>`);
  return html`<svg viewBox="-2 0 ${width + 4} ${height}" width="${width}" height="${height}" role="img" aria-label="Who comes by which role and reaches which resource; the cards above say the same in words">${heads}${paths}${[...boxes].filter(([{ isBend }]) => !isBend).map(([node, box]) => boxOf(node, box))}</svg>`;
}

function graphOf(people: readonly Folded[], cards: readonly Card[], violated: Violated, names: AuthorNames): { columns: Node[][]; edges: Edge[] } {
  const columns: Map<string, Node>[] = COLUMNS.map(() => new Map<string, Node>());
  const edges = new Map<string, Edge>();
  const node = (column: number, key: string, text: string, note: string, isBend = false): Node => {
    const found = columns[column].get(key) ?? { column, text, note, isBend, broken: false };
    columns[column].set(key, found);
    return found;
  };
  const join = (from: Node, to: Node, doubtful: boolean, broken: boolean): void => {
    const key = JSON.stringify([from.column, from.text, from.note, to.text, to.note]);
    const before = edges.get(key);
    edges.set(key, { from, to, doubtful: doubtful && before?.doubtful !== false, broken: broken || before?.broken === true });
    if (broken) from.broken = to.broken = true;
  };
  for (const [i, { title, through, members, reaches, doubts }] of people.entries()) {
    const mine = cards.filter(({ target }) => reaches.has(target.key));
    if (mine.length === 0) continue;
    const [{ role }] = members;
    const person = node(0, JSON.stringify([title, through]), title, through);
    const middle = role === '' ? node(1, `bend ${i}`, `bend ${i}`, '', true)
      : members.length > 1 ? node(1, `roles ${i}`, `${members.length} roles`, 'each for what is its group’s') : node(1, role, names.inWords(role), '');
    const isBad = mine.some(({ target }) => isBroken(reaches.get(target.key)!, violated));
    const isDoubtful = doubts.length > 0 || (middle.isBend && mine.every(({ target }) => reaches.get(target.key)!.every(({ doubt }) => doubt !== undefined)));
    join(person, middle, isDoubtful, isBad);
    for (const { target, title: name } of mine) {
      const all = reaches.get(target.key)!;
      join(middle, node(2, target.key, name, target.type === '' ? 'not in the templates' : ''), doubts.length > 0 || all.every(({ doubt }) => doubt !== undefined), isBroken(all, violated));
    }
  }
  return { columns: columns.map((nodes) => [...nodes.values()]), edges: [...edges.values()] };
}

/** Orders each column by where its lines come from and lead to, until lines cross as little as that brings about. */
function untangled(columns: Node[][], edges: readonly Edge[]): Node[][] {
  const neighbours = new Map<Node, Node[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  let best = columns;
  let least = crossings(best, edges);
  let now = columns;
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const order = sweep % 2 === 0 ? [1, 2] : [1, 0];
    for (const column of order) {
      const beside = sweep % 2 === 0 ? column - 1 : column + 1;
      const place = new Map(now[beside].map((one, i) => [one, i]));
      const centre = (one: Node, i: number): number => {
        const places = (neighbours.get(one) ?? []).flatMap((other) => place.get(other) ?? []);
        return places.length === 0 ? i : places.reduce((sum, at) => sum + at, 0) / places.length;
      };
      const sorted = now[column].map((one, i) => ({ one, at: centre(one, i) })).sort((a, b) => a.at - b.at).map(({ one }) => one);
      now = now.map((nodes, i) => (i === column ? sorted : nodes));
    }
    const found = crossings(now, edges);
    if (found < least) [best, least] = [now, found];
  }
  return best;
}

function crossings(columns: readonly (readonly Node[])[], edges: readonly Edge[]): number {
  const place = new Map(columns.flatMap((nodes) => nodes.map((one, i) => [one, i] as const)));
  const lines = edges.map(({ from, to }) => [from.column, place.get(from), place.get(to)] as const).filter((line): line is readonly [number, number, number] => line[1] !== undefined && line[2] !== undefined);
  let count = 0;
  for (const [i, [column, a, b]] of lines.entries()) for (const [other, c, d] of lines.slice(i + 1)) if (column === other && (a - c) * (b - d) < 0) count++;
  return count;
}

/** Every column stands in the middle of the highest. */
function placed(columns: readonly (readonly Node[])[]): Map<Node, Box> {
  const sized = columns.map((nodes) => nodes.map((node) => {
    const lines = node.isBend ? [] : [...wrapped(node.text, LETTERS.name).map((text) => ({ text, isNote: false })), ...(node.note === '' ? [] : wrapped(node.note, LETTERS.note).map((text) => ({ text, isNote: true })))];
    return { node, lines, height: node.isBend ? 4 : lines.length * BOX.line + BOX.padding * 2 - 4 };
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

function leftOf(column: number): number {
  return column * (BOX.width + BOX.between);
}

function pathOf(from: Box, to: Box, passes: boolean, name: string): Markup {
  const [x1, y1, x2, y2] = [passes ? from.left : from.left + BOX.width, from.top + from.height / 2, to.left, to.top + to.height / 2];
  const [start, end] = [passes ? x1 + BOX.width : x1, x2];
  const middle = (start + end) / 2;
  return html`<path class="${name}" d="M${x1} ${y1}${passes ? `H${start}` : ''}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
}

function boxOf({ column, text, note, broken }: Node, { lines, left, top, height }: Box): Markup {
  const written = lines.map((line, i) => html`<text class="${line.isNote ? 'second' : ''}" x="${left + 12}" y="${top + BOX.padding + 11 + i * BOX.line}">${line.text}</text>`);
  return html`<g><title>${note === '' ? text : `${text}\n${note}`}</title><rect class="box c${column}${broken ? ' broken' : ''}" x="${left}" y="${top}" width="${BOX.width}" height="${height}" rx="7"/>${written}</g>`;
}
