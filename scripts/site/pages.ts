import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A page of the site, as Markdown. */
export interface Page {
  /** Where it stands on the site, from its root, with the ending `.md`. */
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** What stands at the top of the project and becomes a page, and where. */
const OF_THE_PROJECT: Readonly<Record<string, string>> = {
  'README.md': 'index.md', 'CHANGELOG.md': 'changelog.md', 'CONTRIBUTING.md': 'contributing.md', 'SECURITY.md': 'security-policy.md', 'CODE_OF_CONDUCT.md': 'code-of-conduct.md',
};

const REFERENCE = 'reference/index.md';

/**
 * All pages: what the project has in Markdown, and the reference, a page for each class.
 *
 * @param root the project
 * @param repository where its files are on the web
 * @returns the pages
 */
export function pagesOf(root: string, repository: string): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file.replaceAll('\\', '/')}`);
  const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/README.md`).filter((file) => existsSync(join(root, file)));
  const sources = [...Object.keys(OF_THE_PROJECT), ...docs, ...examples];
  const placeOf = new Map([...sources.map((file) => [file, onSite(file)] as const), ['API.md', REFERENCE] as const]);
  const pages = sources.map((file): Page => {
    const text = linked(readFileSync(join(root, file), 'utf8'), file, placeOf, repository);
    return { path: onSite(file), title: titleOf(text, file), text: besidesCode(text, withoutBraces) };
  });
  return [...pages, ...referenceOf(readFileSync(join(root, 'API.md'), 'utf8'))];
}

function onSite(file: string): string {
  return (OF_THE_PROJECT[file] ?? file.replace(/^docs\//, '')).replace(/README\.md$/, 'index.md');
}

const titleOf = (text: string, file: string): string => (/^# (.+)$/m.exec(text)?.[1] ?? file).replace(/<.*$/, '').replaceAll('`', '').trim() || file;

/** Links to what is a page lead there; links to other files of the project, to the repository. */
function linked(text: string, file: string, placeOf: ReadonlyMap<string, string>, repository: string): string {
  return text.replace(/\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)/g, (_link, target: string, anchor = '') => {
    const meant = posix.normalize(posix.join(posix.dirname(file), target)).replace(/\/$/, '');
    const place = placeOf.get(meant) ?? placeOf.get(`${meant}/README.md`);
    if (place === undefined) return `](${repository}/blob/main/${meant}${String(anchor)})`;
    return `](/${place.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}${String(anchor)})`;
  });
}

/** The reference in one page a class: in a single one nobody finds anything. */
function referenceOf(api: string): Page[] {
  const kinds = api.split(/^## /m).slice(1).map((part) => ({ kind: part.slice(0, part.indexOf(' <a')), members: part.split(/^### /m).slice(1) }));
  const pages = kinds.flatMap(({ kind, members }) => members.map((text) => ({ kind, name: text.slice(0, text.indexOf(' <a')), text: `# ${text.replace(/^##(#{2,}) /gm, '$1 ')}` })));
  const pageOf = new Map(pages.flatMap(({ name, text }) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => [id, name] as const)));
  const across = (name: string, text: string): string => text.replace(/href="#([^"]+)"/g, (link, id: string) => {
    const page = pageOf.get(id);
    return page === undefined || page === name ? link : `href="./${page}#${id}"`;
  });
  const list = kinds.filter(({ members }) => members.length > 0).map(({ kind, members }) => `## ${kind}\n\n${members.map((text) => `- [${text.slice(0, text.indexOf(' <a'))}](./${text.slice(0, text.indexOf(' <a'))})`).join('\n')}`);
  return [
    { path: REFERENCE, title: 'Reference', text: `# Reference\n\nMade from the jsii assembly: the same in every language, in the words of TypeScript.\n\n${list.join('\n\n')}\n` },
    ...pages.map(({ name, text }): Page => ({ path: `reference/${name}.md`, title: name, text: across(name, escaped(text)) })),
  ];
}

/** Angle brackets of docstrings are text, those of the generator are tags. */
function escaped(text: string): string {
  return besidesCode(text, (part) => withoutBraces(part.replace(/<(?!\/?(?:a|code|sup|br)\b)/g, '&lt;')));
}

/** Double braces are text of templates: the generator would put values in their place. */
const withoutBraces = (text: string): string => text.replaceAll('{{', '&#123;&#123;');

function besidesCode(text: string, change: (part: string) => string): string {
  return text.split(/(```[^]*?```|`[^`\n]*`)/).map((part, i) => (i % 2 === 1 ? part : change(part))).join('');
}
