import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { baselineOf } from '../../lib/baseline/assembly';

const USAGE = 'usage: cdk-cognito-pools baseline <template | cdk.out>';

const WRITTEN = 0;
const CANNOT_ANSWER = 2;

/**
 * Prints what is in the templates that must not be lost, as JSON to be kept in git and given to `BaselineCheck`.
 *
 * @param args a template in JSON, or a cdk.out directory
 * @returns the exit code: 2 when the arguments or the template cannot be read, else 0
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function baseline(args: string[]): Promise<number> {
  const [path] = args;
  const problem = args.length !== 1 || path.startsWith('-') ? USAGE : existsSync(path) ? undefined : `'${path}': there is no such file or directory\n${USAGE}`;
  if (problem) {
    console.error(problem);
    return CANNOT_ANSWER;
  }
  try {
    console.log(JSON.stringify(baselineOf(templatesIn(path)), null, 2));
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    console.error(`'${path}' is not a template in JSON: ${error.message}`);
    return CANNOT_ANSWER;
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
