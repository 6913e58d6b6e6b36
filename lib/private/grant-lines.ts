import { join, relative, resolve, sep } from 'node:path';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnElement, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A statement of a policy in a template, which somebody has to explain. */
export interface BlamedStatement {
  /** The file of the template. */
  readonly templateFile: string;
  /** The resource that holds it. */
  readonly logicalId: string;
  /** The statement as the template has it. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** The action that breaks the promise. */
  readonly action: string | undefined;
}

interface Grant {
  readonly statement: PolicyStatement;
  readonly line: string;
}

const GRANTS = new WeakMap<IConstruct, Grant[]>();
/** Where this library is; in a package it is below node_modules as well. In the bundle of an ES module nobody can tell. */
const ours = (): string | undefined => (typeof __dirname === 'string' ? resolve(__dirname, '..') + sep : undefined);
const DEPTH = 60;

/** Remembers, beside the template, where somebody granted something to a principal. */
export function rememberGrant(principal: IConstruct, statement: PolicyStatement): void {
  const line = callerLine();
  if (line !== undefined) GRANTS.set(principal, [...GRANTS.get(principal) ?? [], { statement, line }]);
}

/** The line in somebody's code that granted what a statement allows; undefined where none is known. */
export function grantLine(app: IConstruct, { templateFile, logicalId, statement, action }: BlamedStatement): string | undefined {
  const holder = app.node.findAll().find((one) => CfnElement.isCfnElement(one) && templateOf(one) === resolve(templateFile) && one.stack.resolve(one.logicalId) === logicalId);
  if (holder === undefined) return undefined;
  const stack = Stack.of(holder);
  const resources = new Set(texts(statement.Resource));
  const granted = app.node.findAll().flatMap((one) => GRANTS.get(one) ?? []).filter(({ statement: one }) => {
    const said = stack.resolve(one.toStatementJson()) as { Action?: unknown; Resource?: unknown };
    return texts(said.Resource).some((text) => resources.has(text)) && (action === undefined || texts(said.Action).some((text) => mayBe(JSON.parse(text), action)));
  });
  return granted.at(-1)?.line;
}

const templateOf = (element: CfnElement): string => resolve(join(Stage.of(element)?.outdir ?? '', element.stack.templateFile));
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map((one) => JSON.stringify(one));

function mayBe(pattern: unknown, action: string): boolean {
  if (typeof pattern !== 'string') return true;
  const [before] = pattern.toLowerCase().split(/[*?]/);
  return /[*?]/.test(pattern) ? action.toLowerCase().startsWith(before) : before === action.toLowerCase();
}

/** The first line of the stack that is neither ours nor that of a package. */
function callerLine(): string | undefined {
  const library = ours();
  if (library === undefined) return undefined;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of stack.split('\n').slice(1)) {
    const [, file, row] = /\(?((?:file:\/\/)?[^()]+):(\d+):\d+\)?$/.exec(line.trim().replace(/^at /, '').replace(/^.* \(/, '(')) ?? [];
    const path = file?.replace(/^file:\/\//, '');
    if (path !== undefined && !path.startsWith('node:') && !path.includes(`${sep}node_modules${sep}`) && !path.startsWith(library) && path.includes(sep)) return `${shortened(path)}:${row}`;
  }
  return undefined;
}

function shortened(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below;
}
