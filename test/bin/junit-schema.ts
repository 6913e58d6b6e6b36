/** An element of an XML document, with its text in `children`. */
interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

const NAME = '[A-Za-z_][\\w.-]*';
const TEXT = `(?:[^<&]|&(?:amp|lt|gt|quot|apos);)`;
const OPENING = new RegExp(`<(${NAME})((?: ${NAME}="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*")*)(/?)>`, 'y');
const CLOSING = new RegExp(`</(${NAME})>`, 'y');
const CHARACTERS = new RegExp(`${TEXT}+`, 'y');
/** Characters that XML 1.0 has no place for. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * @param text a document in XML
 * @returns its root; throws where it is not well-formed, or has what a report has no need of
 */
export function xmlOf(text: string): XmlElement {
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(prolog)) throw new Error('no declaration');
  const illegal = ILLEGAL.exec(text);
  if (illegal !== null) throw new Error(`U+${illegal[0].codePointAt(0)!.toString(16)} is no character of XML`);
  if (text.includes(']]>')) throw new Error(']]> stands in text');
  let at = prolog.length;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  const element = (): XmlElement => {
    const [, name, attributes, empty] = next(OPENING) ?? [];
    if (name === undefined) throw new Error(`no element at ${text.slice(at, at + 40)}`);
    const found = [...attributes.matchAll(new RegExp(` (${NAME})="([^"]*)"`, 'g'))].map(([, key, value]) => [key, value] as const);
    if (new Set(found.map(([key]) => key)).size !== found.length) throw new Error(`${name} has an attribute twice`);
    const children: (XmlElement | string)[] = [];
    while (empty === '') {
      const closed = next(CLOSING);
      if (closed !== null && closed[1] !== name) throw new Error(`${name} is closed as ${closed[1]}`);
      if (closed !== null) break;
      children.push(next(CHARACTERS)?.[0] ?? element());
    }
    return { name, attributes: new Map(found), children };
  };
  const root = element();
  if (text.slice(at).trim() !== '') throw new Error(`${text.slice(at, at + 40)} is behind the root`);
  return root;
}

/** By element: what it has to have, what it may have, what may stand in it, and whether text may. As junit-10.xsd of Jenkins's xUnit plugin has it. */
const SCHEMA: Readonly<Record<string, { readonly required: readonly string[]; readonly optional: readonly string[]; readonly children: readonly string[]; readonly text: boolean }>> = {
  'testsuites': { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'], text: false },
  'testsuite': { required: ['name', 'tests', 'failures', 'errors'], optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'], children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'], text: false },
  'testcase': { required: ['name'], optional: ['time', 'classname', 'group'], children: ['skipped', 'error', 'failure', 'system-out', 'system-err'], text: false },
  'failure': { required: [], optional: ['type', 'message'], children: [], text: true },
  'skipped': { required: [], optional: ['type', 'message'], children: [], text: true },
  'system-out': { required: [], optional: [], children: [], text: true },
};

/**
 * @param root an element
 * @returns what the schema has otherwise
 */
export function againstSchema({ name, attributes, children }: XmlElement): string[] {
  const known = Object.hasOwn(SCHEMA, name) ? SCHEMA[name] : undefined;
  if (known === undefined) return [`there is no ${name}`];
  return [
    ...known.required.filter((key) => !attributes.has(key)).map((key) => `${name} has no ${key}`),
    ...[...attributes.keys()].filter((key) => ![...known.required, ...known.optional].includes(key)).map((key) => `${name} has ${key}`),
    ...children.flatMap((child) => {
      if (typeof child === 'string') return known.text || child.trim() === '' ? [] : [`${name} has text`];
      return [...(known.children.includes(child.name) ? [] : [`${name} has ${child.name}`]), ...againstSchema(child)];
    }),
  ];
}

/**
 * @param root an element
 * @returns the tests within it, each by its class and its name
 */
export function testsIn({ name, attributes, children }: XmlElement): string[] {
  return name === 'testcase' ? [`${attributes.get('classname')} ${attributes.get('name')}`] : children.flatMap((child) => (typeof child === 'string' ? [] : testsIn(child)));
}
