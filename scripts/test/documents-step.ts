import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../../emulator/paths';
import { one, sum } from './counts';
import type { Step } from './step';

/** A code block of a page. */
export interface Snippet {
  readonly page: string;
  /** Line of the page on which its code begins. */
  readonly line: number;
  readonly code: string;
  /** Whether it is a whole program, with imports of its own. */
  readonly whole?: boolean;
}

const OURS = 'cdk-cognito-pools';

/** Modules that snippets call by their last word (`kms.Key`), and whose names they use as they are, too; the first that has a name gives it. */
const SERVICES = [
  'cognito', 'cognito-identitypool', 'iam', 'apigateway', 'apigatewayv2', 'apigatewayv2-authorizers', 'appsync', 'elasticloadbalancingv2', 'kms', 'route53', 'ses',
].map((service) => `aws-cdk-lib/aws-${service}`);

const load = createRequire(__filename);

const BEFORE = 'export class Snippet extends Stack { constructor(scope: import("constructs").Construct) { super(scope, "Snippet");';

/** The TypeScript blocks of a page. */
export function snippetsOf(page: string, text: string): Snippet[] {
  return [...text.matchAll(/^( *)```ts( nofixture)?\n([\s\S]*?)^\1```$/gm)].map(({ index, 2: mark, 3: code }) => ({ page, line: text.slice(0, index).split('\n').length + 1, code, whole: mark !== undefined }));
}

/** What the compiler says of each snippet, in the words `page:line: message`. */
function issuesOf(snippets: readonly Snippet[]): string[][] {
  const files = new Map(snippets.map((snippet, index) => [join(root, 'docs', `snippet-${index}.ts`), snippet]));
  const names = join(root, 'docs', 'names.d.ts');
  const texts = new Map([...[...files].map(([file, { code, whole }]) => [file, whole === true ? `\n${code}` : moduleOf(code)] as const), [names, ambientNames()]]);
  const options = { ...compilerOptions(), noEmit: true, noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    getSourceFile: (file, version, ...rest) => {
      const text = texts.get(file);
      return text === undefined ? disk.getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys(), join(root, 'rosetta', 'documents.d.ts')], options, host);
  return [...files].map(([file, snippet]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => {
      const line = source ? source.getLineAndCharacterOfPosition(start).line : 0;
      return `${snippet.page}:${snippet.line + line - 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

/** The snippet as the constructor of a stack, one line further down; its own imports stay where imports can be. */
function moduleOf(code: string): string {
  const lines = code.split('\n');
  const rest = lines.findIndex((line) => line !== '' && !line.startsWith('import '));
  return `${lines.slice(0, rest).join('\n')}${rest > 0 ? '\n' : ''}${BEFORE}\n${lines.slice(rest).join('\n')}}}`;
}

function ambientNames(): string {
  const from = new Map([OURS, 'aws-cdk-lib/core', ...SERVICES].reverse().flatMap((module) => namesOf(module).map((name) => [name, module])));
  return [
    ...[...from].map(([name, module]) => `declare const ${name}: typeof import('${module}').${name}; declare type ${name} = import('${module}').${name};`),
    ...SERVICES.map((module) => `declare const ${module.split('-').pop()}: typeof import('${module}');`),
    "declare type IConstruct = import('constructs').IConstruct;",
  ].join('\n');
}

function namesOf(module: string): string[] {
  return Object.keys(load(module === OURS ? '../../lib' : module) as object).filter((name) => /^[A-Z]\w*$/.test(name));
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(root, 'tsconfig.dev.json');
  return ts.parseJsonConfigFileContent(ts.readConfigFile(file, (path) => readFileSync(path, 'utf8')).config, ts.sys, root).options;
}

function pages(): string[] {
  return readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join(root, 'docs', name)).sort();
}

/** Whether every TypeScript block of the pages in docs/ compiles. */
export const documentsStep: Step = {
  name: 'snippets of docs/ compile (tsc)',
  run: (print) => {
    const snippets = pages().flatMap((page) => snippetsOf(relative(root, page), readFileSync(page, 'utf8')));
    const issues = issuesOf(snippets);
    issues.flat().forEach((issue) => print(issue));
    return Promise.resolve(sum(issues.map(({ length }) => one(length === 0))));
  },
};
