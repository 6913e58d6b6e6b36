import { Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { errorPage } from '../text/pages';
import { callerFrames } from './call-stack';

/**
 * What is wrong with an input: the code is a contract (scripts refer to it), the text is for readers.
 */
export interface ValidationIssue {
  /** Stable, lower case, hyphenated: 'unknown-group'. */
  readonly code: string;
  /** What was received and why it cannot be. Lower case, no full stop. */
  readonly received: string;
  /** What to write instead. */
  readonly fix: string;
}

/** The one error that this library throws. */
export class CognitoPoolsError extends Error {
  public readonly code: string;
  /** The path of the construct that it is about; undefined where none was there yet. */
  public constructPath: string | undefined;
  readonly #issue: ValidationIssue;
  #text: string;

  constructor(issue: ValidationIssue, scope?: IConstruct) {
    const text = describe(issue, scope);
    super(text);
    this.#issue = issue;
    this.#text = text;
    this.constructPath = pathOf(scope);
    // What is thrown while a token is resolved would get words of the CDK around it, once for each stack that is resolved.
    Object.defineProperty(this, 'message', { get: () => this.#text, set: () => undefined });
    this.name = 'CognitoPoolsError';
    this.code = issue.code;
    // Whoever reads it looks for a line of their own.
    this.stack = [`${this.name}: ${text}`, `  see ${errorPage(issue.code)}`, ...callerFrames(this)].join('\n');
  }

  /** Says where it belongs, unless it does already. */
  public locate(scope: IConstruct): void {
    if (this.constructPath !== undefined) return;
    const [before, after] = [this.#text, describe(this.#issue, scope)];
    this.#text = after;
    this.constructPath = pathOf(scope);
    this.stack = this.stack?.replace(before, () => after);
  }
}

/**
 * Does something for a construct: an error of ours that was raised where no construct was at hand says that it is about this one.
 *
 * @param scope the construct
 * @param act what is done
 * @returns what comes of it
 */
export function inPlace<T>(scope: IConstruct, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof CognitoPoolsError) error.locate(scope);
    throw error;
  }
}

/** How the CDK writes into a text what is known at deploy time only. */
const MARKER = /[$#]\{Token\[[^\]]*\]\}/g;

/** JavaScript may have given anything in the place of a construct: that is what the error is about then. */
const pathOf = (scope: IConstruct | undefined): string | undefined => (Construct.isConstruct(scope) ? scope.node.path : undefined);

/** The house format: `code: what was received; the fix [at construct/path]`. */
export function describe(issue: ValidationIssue, scope?: IConstruct): string {
  const path = pathOf(scope);
  const at = path === undefined ? '' : ` [at ${path || 'the app'}]`;
  return `${issue.code}: ${issue.received}; ${issue.fix}${at}`.replace(MARKER, '<a token>');
}

/**
 * What shows at the end of the synth only, where no error is thrown that could lead to its page.
 *
 * @param issue what is wrong
 * @param scope where
 * @returns the text of the error, and where more is said
 */
export function reported(issue: ValidationIssue, scope?: IConstruct): string {
  return `${describe(issue, scope)}\n  see ${errorPage(issue.code)}`;
}

/** A value as it is shown in a message: tokens are named as such, never by their internal markers. */
export function shown(value: unknown): string {
  const text = written(value);
  return /[$#]\{Token\[/.test(text) || Token.isUnresolved(value) ? 'a token (a value known only at deploy time)' : text.replace(/^"|"$/g, "'");
}

/** What is no JSON is written as JavaScript writes it, or by its type where that cannot be. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === 'bigint' ? String(value) : `an ${typeof value}`;
  }
}
