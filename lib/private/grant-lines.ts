import { join, resolve } from 'node:path';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnElement, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { callerLine } from './call-stack';

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
  readonly line: () => string | undefined;
}

const GRANTS = new WeakMap<IConstruct, Grant[]>();

/** Remembers, beside the template, where somebody granted something to a principal. */
export function rememberGrant(principal: IConstruct, statement: PolicyStatement): void {
  const before = GRANTS.get(principal);
  const grant = { statement, line: callerLine() };
  if (before === undefined) GRANTS.set(principal, [grant]);
  else before.push(grant);
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
  return granted.map(({ line }) => line()).filter((line) => line !== undefined).at(-1);
}

const templateOf = (element: CfnElement): string => resolve(join(Stage.of(element)?.outdir ?? '', element.stack.templateFile));
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map((one) => JSON.stringify(one));

function mayBe(pattern: unknown, action: string): boolean {
  if (typeof pattern !== 'string') return true;
  const [before] = pattern.toLowerCase().split(/[*?]/);
  return /[*?]/.test(pattern) ? action.toLowerCase().startsWith(before) : before === action.toLowerCase();
}
