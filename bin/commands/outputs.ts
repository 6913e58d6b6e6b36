import { readFileSync } from 'node:fs';
import type { AmplifyOutputs } from '../../lib/client/amplify-outputs';
import { jsonSettings } from '../../lib/client/amplify-outputs';
import { reasonOf } from '../../lib/proof/template/files';
import { visible } from '../../lib/text/visible';
import { only as one, parsed, UsageError } from '../arguments';
import { complainOf, printJson } from '../output';
import { OwnInputError, writeWhole } from '../write-whole';

const OPTIONS = { stack: { type: 'string' }, output: { type: 'string' }, format: { type: 'string', default: 'amplify' }, out: { type: 'string' } } as const;

/** The file is not as it should be. */
class InputError extends Error {
  readonly code = 'outputs-file';

  public constructor(message: string) {
    super(visible(message));
  }
}

/** Settings found in an outputs file. */
interface Found {
  readonly stack: string;
  readonly output: string;
  readonly settings: AmplifyOutputs;
}

/**
 * Writes the client settings that a deployment has put out to a file for the app.
 *
 * @param args the arguments
 * @returns the exit code: 2 when the arguments or the file cannot be read, or hold no settings or several
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function outputs(args: string[]): Promise<number> {
  try {
    const { file, stack, output, format, out } = read(args);
    const { settings } = only(settingsIn(file).filter((found) => (stack ?? found.stack) === found.stack && (output ?? found.output) === found.output), file);
    const shown = format === 'json' ? jsonSettings(settings) : settings;
    if (out === undefined) printJson(shown, 2);
    else write(out, `${JSON.stringify(shown, null, 2)}\n`, file);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError || error instanceof UsageError)) throw error;
    complainOf(error);
    return 2;
  }
}

function read(args: string[]) {
  const { values, positionals } = parsed('outputs', args, OPTIONS);
  const file = one('outputs', positionals, 'outputs file');
  if (values.format !== 'amplify' && values.format !== 'json') throw new UsageError('outputs', `there is no format '${values.format}'`);
  return { ...values, file };
}

function write(out: string, text: string, input: string): void {
  try {
    writeWhole(out, text, [input]);
  } catch (error) {
    throw new InputError(`the settings cannot be written to '${out}': ${error instanceof OwnInputError ? error.message : reasonOf(error)}`);
  }
}

function settingsIn(file: string): Found[] {
  let stacks: unknown;
  try {
    stacks = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError(`'${file}' cannot be read: ${(error as Error).message}`);
  }
  return entriesOf(stacks).flatMap(([stack, all]) => entriesOf(all).flatMap(([output, value]) => {
    const settings = typeof value === 'string' ? amplifyOutputs(value) : undefined;
    return settings ? [{ stack, output, settings }] : [];
  }));
}

function only(found: Found[], file: string): Found {
  if (found.length === 1) return found[0];
  throw new InputError(found.length === 0
    ? `'${file}' has no client settings among these outputs; put them out with new CfnOutput(this, 'ClientSettings', { value: ClientSettings.fromUserPool(auth, 'web').amplifyOutputs })`
    : `'${file}' has several client settings (${found.map(({ stack, output }) => `${stack} ${output}`).join(', ')}); choose with --stack and --output`);
}

function amplifyOutputs(text: string): AmplifyOutputs | undefined {
  try {
    const value = JSON.parse(text) as AmplifyOutputs | null;
    return typeof value?.version === 'string' && typeof value.auth?.user_pool_id === 'string' ? value : undefined;
  } catch {
    return undefined; // most outputs are plain text
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
