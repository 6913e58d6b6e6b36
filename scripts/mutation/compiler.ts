import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../emulator/paths';

/** Says of changed files whether the compiler refuses them: then no test has to. */
export class Compiler {
  private readonly changed = new Map<string, { version: number; text: string }>();
  private readonly service: ts.LanguageService;

  constructor(files: readonly string[]) {
    const config = join(root, 'tsconfig.json');
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, (path) => readFileSync(path, 'utf8')).config, ts.sys, root);
    this.service = ts.createLanguageService({
      getCompilationSettings: () => ({ ...options, noEmit: true, incremental: false, composite: false }),
      getScriptFileNames: () => files.map((file) => join(root, file)),
      getScriptVersion: (file) => String(this.changed.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.changed.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
      fileExists: (file) => ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      readDirectory: (...args) => ts.sys.readDirectory(...args),
      directoryExists: (folder) => ts.sys.directoryExists(folder),
      getDirectories: (folder) => ts.sys.getDirectories(folder),
    });
  }

  refuses(file: string, text: string): boolean {
    const path = join(root, file);
    const right = readFileSync(path, 'utf8');
    this.set(path, text);
    const found = [...this.service.getSyntacticDiagnostics(path), ...this.service.getSemanticDiagnostics(path)];
    this.set(path, right);
    return found.length > 0;
  }

  private set(path: string, text: string): void {
    this.changed.set(path, { version: (this.changed.get(path)?.version ?? 0) + 1, text });
  }
}
