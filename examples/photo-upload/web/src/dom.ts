type Child = Node | string;

interface Attributes {
  readonly [name: string]: string | boolean | undefined | ((event: Event) => void);
}

/** An element with attributes, listeners (`onclick`) and children. Text is only ever text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (typeof value === 'string') made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A bin, for buttons that have a label of their own. */
export function binIcon(): SVGSVGElement {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: '18', height: '18', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.800', 'stroke-linecap': 'round', 'aria-hidden': 'true' })) icon.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M4 7h16M10 4h4M6.500 7l1 13h9l1-13M10 11v5M14 11v5');
  icon.append(path);
  return icon;
}

/** An element of the page itself. */
export function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}

/** A field with its label, and a hint that screen readers read with it. */
export function field(label: string, attributes: Attributes & { readonly id: string }, hint?: string): HTMLElement {
  const hintId = `${attributes.id}-hint`;
  return element('div', { class: 'field' },
    element('label', { for: attributes.id }, label),
    element('input', { required: true, ...attributes, name: attributes.id, 'aria-describedby': hint ? hintId : undefined }),
    ...(hint ? [element('p', { id: hintId, class: 'small muted' }, hint)] : []));
}

/** A form whose button is out of use while it is sent. What goes wrong is said in the status line. */
export function form(button: string, fields: HTMLElement[], send: (values: Record<string, string>) => Promise<void>): HTMLFormElement {
  const submit = element('button', { type: 'submit' }, button);
  return element('form', {
    class: 'stack',
    onsubmit: (event) => {
      event.preventDefault();
      const values = Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, String(value)]));
      submit.disabled = true;
      say('');
      send(values).catch(complain).finally(() => { submit.disabled = false; });
    },
  }, ...fields, submit);
}

/** Says something in the status line, which screen readers read out. */
export function say(text: string): void {
  byId('status').className = 'status';
  byId('status').textContent = text;
}

/** Says what went wrong. */
export function complain(error: unknown): void {
  byId('status').className = 'status bad';
  byId('status').textContent = error instanceof Error ? error.message : String(error);
}
