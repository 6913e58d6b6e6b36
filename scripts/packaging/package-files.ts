import { posix } from 'node:path';

/** What package.json of a package says, as far as it is checked. */
export interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** For TypeScript with node10, which does not read `exports`. */
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A text file of a package. */
export interface TextFile {
  /** Its path in the package, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files that package.json names and the package does not have. */
export function missingTargets({ main, types, exports, typesVersions, bin }: Manifest, files: readonly string[]): string[] {
  const entries = Object.values(exports).flatMap((target) => typeof target === 'string' ? target : Object.values(target));
  const named = [main, types, ...entries, ...Object.values(typesVersions).flatMap((paths) => Object.values(paths).flat()), ...Object.values(bin)];
  return named.map((target) => posix.normalize(target)).filter((target) => !files.includes(target));
}

/** What npm would run while it installs the package. */
export function installScripts({ scripts = {} }: Manifest, files: readonly string[]): string[] {
  return [...['preinstall', 'install', 'postinstall'].filter((name) => name in scripts), ...files.filter((file) => file === 'binding.gyp')];
}

/** The relative links of a page that lead to nothing in the package, or to a heading that its page does not have. */
export function danglingLinks({ path, text }: TextFile, pages: readonly TextFile[], files: readonly string[]): string[] {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));
  return links.filter((link) => {
    const [file, heading] = link.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), file).replace(/\/$/, '');
    if (!files.includes(target) && !files.some((other) => other.startsWith(`${target}/`))) return true;
    return heading !== undefined && !headings(pages.find((page) => page.path === target)?.text ?? '').includes(heading);
  }).map((link) => `${path}: ${link}`);
}

/** The packages that a declaration file imports and whoever installs the package does not get with it. */
export function strayImports({ path, text }: TextFile, { dependencies, peerDependencies }: Manifest): string[] {
  const packages = [...text.matchAll(/(?:\bfrom |\bimport\(|\bimport |\breference types=)["']((?:@[^/"']+\/)?[^./"'][^/"']*)/g)].map(([, name]) => name);
  return packages.filter((name) => !name.startsWith('node:') && !(name in { ...dependencies, ...peerDependencies })).map((name) => `${path}: ${name}`);
}

/** The packages that are in the package and that its notice does not name. */
export function unnamedBundles(files: readonly string[], notice: string): string[] {
  const bundled = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...bundled].filter((name) => !notice.includes(`\n${name}\n`));
}

function withoutCode(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
}

/** The headings of a page, as links name them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-'));
}
