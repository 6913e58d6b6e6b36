import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { Script } from 'node:vm';
import ts from 'typescript';
import { root } from '../../emulator/paths';

type Require = (name: string) => unknown;
type Body = (exports: object, require: Require, module: Loaded, filename: string, dirname: string) => void;

interface Loaded {
  exports: object;
}

const OWN_NAMES: Readonly<Record<string, string>> = { 'cdk-cognito-pools': 'lib/index.ts', 'fast-check': 'test/support/fast-check.js' };
const PACKAGES = join(root, 'node_modules') + sep;
const ENDINGS = ['', '.ts', '.js', '.cjs', '.json', '/index.ts', '/index.js'];
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.dev.json'), (path) => readFileSync(path, 'utf8')).config, ts.sys, root);

/**
 * The modules of the project in this process. What uses a changed file is loaded anew, and nothing else: the CDK, which takes the most
 * time, is loaded once.
 */
export class Modules {
  private readonly loaded = new Map<string, Loaded>();
  private readonly bodies = new Map<string, Body>();
  private readonly users = new Map<string, Set<string>>();
  private readonly changed = new Map<string, string>();

  /** Puts another text in place of a file's, until it is put right. */
  change(path: string, text: string): void {
    this.changed.set(path, text);
    this.bodies.delete(path);
    this.forget(path);
  }

  putRight(path: string): void {
    this.changed.delete(path);
    this.bodies.delete(path);
    this.forget(path);
  }

  forget(path: string): void {
    if (!this.loaded.delete(path)) return;
    for (const user of this.users.get(path) ?? []) this.forget(user);
  }

  forgetAll(): void {
    this.loaded.clear();
  }

  /** What is loaded meanwhile is loaded anew, and gone afterwards. */
  apart(step: () => void): void {
    const before = new Map(this.loaded);
    this.loaded.clear();
    step();
    this.loaded.clear();
    for (const [path, module] of before) this.loaded.set(path, module);
  }

  load(path: string): unknown {
    const before = this.loaded.get(path);
    if (before !== undefined) return before.exports;
    const module: Loaded = { exports: {} };
    this.loaded.set(path, module);
    try {
      if (extname(path) === '.json') module.exports = JSON.parse(readFileSync(path, 'utf8')) as object;
      else this.bodyOf(path)(module.exports, this.requireOf(path), module, path, dirname(path));
    } catch (error) {
      this.loaded.delete(path);
      throw error;
    }
    return module.exports;
  }

  /** What a file takes for `require`. */
  requireOf(path: string): Require {
    const native = createRequire(path);
    return Object.assign((name: string) => {
      const own = this.ownPath(path, name);
      if (own === undefined) return native(name) as unknown;
      if (!this.users.has(own)) this.users.set(own, new Set());
      this.users.get(own)?.add(path);
      return this.load(own);
    }, { resolve: native.resolve });
  }

  private ownPath(from: string, name: string): string | undefined {
    if (name in OWN_NAMES) return join(root, OWN_NAMES[name]);
    if (!name.startsWith('.') && !name.startsWith(sep)) return undefined;
    const base = resolve(dirname(from), name);
    if (base.startsWith(PACKAGES)) return undefined;
    return ENDINGS.map((ending) => base + ending).find((path) => existsSync(path) && statSync(path).isFile());
  }

  private bodyOf(path: string): Body {
    const before = this.bodies.get(path);
    if (before !== undefined) return before;
    const text = this.changed.get(path) ?? readFileSync(path, 'utf8');
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${this.scriptOf(path, text)}\n})`, { filename: path });
    const body = script.runInThisContext() as Body;
    this.bodies.set(path, body);
    return body;
  }

  private scriptOf(path: string, text: string): string {
    if (extname(path) !== '.ts') return text;
    return ts.transpileModule(text, { fileName: path, compilerOptions: { ...options, module: ts.ModuleKind.CommonJS, noEmit: false, sourceMap: false, inlineSourceMap: true } }).outputText;
  }
}
