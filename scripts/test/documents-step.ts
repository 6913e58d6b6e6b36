import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as core from 'aws-cdk-lib/core';
import ts from 'typescript';
import { root } from '../../emulator/paths';
import * as pools from '../../lib';
import { one, sum } from './counts';
import type { Step } from './step';

/** A code block of a page. */
export interface Snippet {
  readonly page: string;
  /** Line of the page on which its code begins. */
  readonly line: number;
  readonly code: string;
}

/** Names that snippets use as they are, by where they come from; the first that has a name gives it. */
const BARE = { 'cdk-cognito-pools': pools, 'aws-cdk-lib/core': core, 'aws-cdk-lib/aws-cognito': cognito };

/** Modules that snippets call by the name that CDK users know. */
const MODULES = {
  apigateway: 'aws-apigateway', apigatewayv2: 'aws-apigatewayv2', appsync: 'aws-appsync', dynamodb: 'aws-dynamodb', elbv2: 'aws-elasticloadbalancingv2',
  iam: 'aws-iam', kinesis: 'aws-kinesis', kms: 'aws-kms', lambda: 'aws-lambda', logs: 'aws-logs', route53: 'aws-route53', s3: 'aws-s3', ses: 'aws-ses',
};

const BEFORE = 'export class Snippet extends Stack { constructor(scope: import("constructs").Construct) { super(scope, "Snippet");';

/** The TypeScript blocks of a page. */
export function snippetsOf(page: string, text: string): Snippet[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({ page, line: text.slice(0, match.index).split('\n').length + 1, code: match[1] }));
}

/** What the compiler says of each snippet, in the words `page:line: message`. */
function complaintsOf(snippets: readonly Snippet[]): string[][] {
  const files = new Map(snippets.map((snippet, index) => [join(root, 'docs', `snippet-${index}.ts`), snippet]));
  const names = join(root, 'docs', 'names.d.ts');
  const texts = new Map([...[...files].map(([file, { code }]) => [file, moduleOf(code)] as const), [names, ambientNames()]]);
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
  const from = new Map(Object.entries(BARE).reverse().flatMap(([module, names]) => Object.keys(names).map((name) => [name, module] as const)));
  return [
    ...[...from].map(([name, module]) => `declare const ${name}: typeof import('${module}').${name};`),
    ...Object.entries(MODULES).map(([name, module]) => `declare const ${name}: typeof import('aws-cdk-lib/${module}');`),
  ].join('\n');
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
    const complaints = complaintsOf(snippets);
    complaints.flat().forEach((complaint) => print(complaint));
    return Promise.resolve(sum(complaints.map(({ length }) => one(length === 0))));
  },
};
