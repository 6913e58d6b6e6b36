import type { Access } from './access';
import { html, type Markup } from './html';

const COLUMNS = ['Who signs in how', 'Identity pool', 'Role', 'Resource'];
const BOX = { width: 262, height: 46, gap: 12, between: 36, top: 40 };
const MOST = 40;
const LETTERS = 31;

interface Node {
  readonly column: number;
  readonly text: string;
}

/**
 * Draws provider, identity pool, role and resource, and what leads from one to the other.
 *
 * @param access who reaches what
 * @returns the drawing; the table says the same in words
 */
export function drawingOf(access: Access): Markup {
  const columns: string[][] = [[], [], [], []];
  const edges = new Map<string, { from: Node; to: Node; doubtful: boolean }>();
  const node = (column: number, text: string): Node => {
    if (!columns[column].includes(text)) columns[column].push(text);
    return { column, text };
  };
  const join = (from: Node, to: Node, doubtful: boolean): void => {
    const key = JSON.stringify([from, to]);
    edges.set(key, { from, to, doubtful: doubtful && edges.get(key)?.doubtful !== false });
  };
  for (const { who, provider, pool, role, doubts, cells } of access.rows) {
    const doubtful = doubts.length > 0;
    const [person, itsPool, itsRole] = [node(0, `${who}\n${provider}`), node(1, pool), node(2, role)];
    join(person, itsPool, doubtful);
    join(itsPool, itsRole, doubtful);
    for (const [resource, whys] of cells) if (whys.some(({ effect }) => effect !== 'Deny')) join(itsRole, node(3, resource), doubtful || whys.every(({ effect }) => effect === 'Unknown'));
  }
  const shown = columns.map((texts) => texts.slice(0, MOST));
  const rows = Math.max(1, ...shown.map(({ length }) => length));
  const height = BOX.top + rows * (BOX.height + BOX.gap);
  const width = 4 * BOX.width + 3 * BOX.between;
  const x = (column: number): number => column * (BOX.width + BOX.between);
  const y = ({ column, text }: Node): number => BOX.top + (shown[column].indexOf(text) + (rows - shown[column].length) / 2) * (BOX.height + BOX.gap);
  const visible = [...edges.values()].filter(({ from, to }) => [from, to].every(({ column, text }) => shown[column].includes(text)));
  const paths = visible.map(({ from, to, doubtful }) => {
    const [x1, y1, x2, y2] = [x(from.column) + BOX.width, y(from) + BOX.height / 2, x(to.column), y(to) + BOX.height / 2];
    const half = BOX.between / 2;
    return html`<path class="${doubtful ? 'edge doubtful' : 'edge'}" d="M${x1} ${y1}C${x1 + half} ${y1} ${x2 - half} ${y2} ${x2} ${y2}"/>`;
  });
  const boxes = shown.flatMap((texts, column) => texts.map((text) => {
    const [left, top] = [x(column), y({ column, text })];
    const lines = text.split('\n');
    const written = lines.map((line, i) => html`<text class="${i > 0 ? 'second' : ''}" x="${left + 10}" y="${top + (lines.length > 1 ? 19 : 27) + i * 17}">${shorten(line)}</text>`);
    return html`<g><title>${text}</title><rect class="box c${column}" x="${left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="6"/>${written}</g>`;
  }));
  const heads = COLUMNS.map((text, column) => html`<text class="head" x="${x(column)}" y="20">${text}${columns[column].length > MOST ? ` (${MOST} of ${columns[column].length})` : ''}</text>`);
  return html`<svg viewBox="-2 0 ${width + 4} ${height}" width="${width}" height="${height}" role="img" aria-label="Who comes by which role and reaches which resource; the table below says the same in words">${heads}${paths}${boxes}</svg>`;
}

/** The ends of a name tell it apart. */
function shorten(text: string): string {
  const letters = [...text];
  if (letters.length <= LETTERS) return text;
  return `${letters.slice(0, 15).join('')}…${letters.slice(-15).join('')}`;
}
