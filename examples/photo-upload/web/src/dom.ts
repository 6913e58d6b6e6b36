export type Child = Node | string;

export interface Attributes {
  readonly [name: string]: string | boolean | undefined | ((event: Event) => void);
}

/** An element with attributes, listeners (`onclick`) and children. Text is only ever text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

function set(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (typeof value === 'string') made.setAttribute(name, value);
  }
}

/** A drawing of paths, for the eye alone. */
export function drawing(viewBox: string, path: string, attributes: Attributes): SVGSVGElement {
  const [svg, made] = (['svg', 'path'] as const).map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag)) as [SVGSVGElement, SVGPathElement];
  set(svg, { viewBox, 'aria-hidden': 'true', ...attributes });
  made.setAttribute('d', path);
  svg.append(made);
  return svg;
}

const ICONS = {
  bin: 'M4 7h16M10 4h4M6.500 7l1 13h9l1-13M10 11v5M14 11v5',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  close: 'M6 6l12 12M18 6L6 18',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  picture: 'M4 5h16v14H4zM4 16l4.500-5 4 4.500 2.500-2.500 5 5M15.500 9h.01',
  shield: 'M12 3l7 3v5c0 4.500-3 8-7 10-4-2-7-5.500-7-10V6zM9 12l2 2 4-4',
  upload: 'M12 16V5M7.500 9.500L12 5l4.500 4.500M5 19h14',
  warning: 'M12 4l9 16H3zM12 10v4.500M12 17.500h.01',
};

/** An icon beside words that say the same, or in a button with a label. */
export function icon(name: keyof typeof ICONS, size = 20): SVGSVGElement {
  return drawing('0 0 24 24', ICONS[name], { 'class': 'icon', 'width': String(size), 'height': String(size), 'fill': 'none', 'stroke': 'currentColor', 'stroke-width': '1.800', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}

/** An element of the page itself. */
export function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}
