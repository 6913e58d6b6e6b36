import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baselineOf, templateName } from '../../lib/baseline/assembly';
import { parseTemplate } from '../../lib/proof/template/parse';
import { TemplateError } from '../../lib/proof/template/value';

const USAGE = 'usage: cdk-cognito-pools baseline <template | cdk.out> [--stack <artifact>]';

const OPTIONS = { stack: { type: 'string' } } as const;

const WRITTEN = 0;
const CANNOT_ANSWER = 2;

/** The command line is not as it should be. */
class UsageError extends Error {}

/**
 * Prints what is in the templates that must not be lost, as JSON to be kept in git and given to `BaselineCheck`.
 *
 * @param args a template in JSON or YAML, or a cdk.out directory; with `--stack` the name that the stack of the template has in the app
 * @returns the exit code: 2 when the arguments or the template cannot be read, else 0
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function baseline(args: string[]): Promise<number> {
  try {
    const { path, stack } = read(args);
    const templates = templatesIn(path).map((file) => ({ name: stack ?? templateName(file), template: parseTemplate(readFileSync(file, 'utf8'), file) }));
    console.log(JSON.stringify(baselineOf(templates), null, 2));
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    console.error(error instanceof UsageError ? `${error.message}\n${USAGE}` : error.message);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]): { path: string; stack?: string } {
  const { values: { stack }, positionals } = parsed(args);
  if (positionals.length !== 1) throw new UsageError(`expected one template or directory, got ${positionals.length}`);
  const [path] = positionals;
  if (!existsSync(path)) throw new UsageError(`'${path}': there is no such file or directory`);
  if (stack !== undefined && statSync(path).isDirectory()) throw new UsageError(`--stack is for one template; '${path}' is a directory, whose templates have names`);
  return { path, stack };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Of a cloud assembly: those of its stages too. */
function templatesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const found = join(path, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('assembly-') ? templatesIn(found) : [];
    return entry.name.endsWith('.template.json') ? [found] : [];
  });
}
