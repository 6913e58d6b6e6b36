import { parseArgs, type ParseArgsConfig } from 'node:util';
import { visible } from '../lib/text/visible';
import { HELP } from './help';

/** The command line is not as it should be. */
export class UsageError extends Error {
  /** Its row of the page of all errors. */
  readonly code = 'command-line';

  /**
   * @param command the command
   * @param problem what is wrong
   */
  constructor(command: string, problem: string) {
    super(`${visible(problem)}\n${HELP[command].usage}`);
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>['values'];

/**
 * Reads the arguments of a command. What is given twice and has one value is refused: which of the two counts cannot be known.
 *
 * @param command the command
 * @param args its arguments
 * @param options the options that it takes
 * @returns their values, and what else is given
 */
export function parsed<T extends Options>(command: string, args: string[], options: T): { values: Values<T>; positionals: string[] } {
  const { values, positionals, tokens } = attempt(command, () => parseArgs({ args, options, allowPositionals: true, tokens: true }));
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option' || options[token.name].multiple === true || options[token.name].type === 'boolean') continue;
    if (given.has(token.name)) throw new UsageError(command, `--${token.name} is given twice`);
    given.add(token.name);
  }
  return { values, positionals };
}

/**
 * @param command the command
 * @param positionals what is given besides options
 * @param what what they name
 * @returns the one that is expected
 */
export function only(command: string, positionals: readonly string[], what: string): string {
  if (positionals.length !== 1) throw new UsageError(command, `expected one ${what}, got ${positionals.length}`);
  if (positionals[0] === '') throw new UsageError(command, `the name of the ${what} is empty`);
  return positionals[0];
}

/**
 * @param command the command
 * @param positionals what is given besides options
 * @returns the templates that they name: one, or several that are deployed together
 */
export function templatesIn(command: string, positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0) throw new UsageError(command, 'expected one template, got 0');
  if (positionals.includes('')) throw new UsageError(command, 'the name of the template is empty');
  return positionals;
}

/**
 * @param command the command
 * @param values `--format`, and the short forms of some of its values
 * @param formats the formats that the command has
 * @returns the one that is asked for; the first where none is
 */
export function formatOf<T extends string>(command: string, values: { readonly format?: string; readonly json?: boolean; readonly sarif?: boolean }, formats: readonly T[]): T {
  const { format, json = false, sarif = false } = values;
  const asked = [...(json ? ['--json'] : []), ...(sarif ? ['--sarif'] : []), ...(format === undefined ? [] : ['--format'])];
  if (asked.length > 1) throw new UsageError(command, `${asked.join(' and ')} exclude each other`);
  const name = json ? 'json' : sarif ? 'sarif' : format ?? formats[0];
  const found = formats.find((one) => one === name);
  if (found === undefined) throw new UsageError(command, `--format takes ${formats.join(', ')}, got '${name}'`);
  return found;
}

function attempt<T>(command: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // node's advice on values that begin with a dash fits none of these options
    throw new UsageError(command, (error as Error).message.replace(/\. To specify a positional argument.*/s, ''));
  }
}
