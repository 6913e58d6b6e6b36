import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { examineTemplates } from '../../lib/proof/prove';
import { Reach } from '../../lib/proof/reach/reach';
import { accessOf } from '../../lib/proof/report/access';
import { pageOf } from '../../lib/proof/report/page';
import { loadNested, loadTemplates } from '../../lib/proof/template/load';
import { readTemplates } from '../../lib/proof/template/reader';
import type { RawTemplate } from '../../lib/proof/template/scope';
import { TemplateError } from '../../lib/proof/template/value';

const USAGE = 'usage: cdk-cognito-pools report <template | cdk.out> --out <file.html>';
const WRITTEN = 0;
const CANNOT_ANSWER = 2;

/** The command line is not as it should be. */
class UsageError extends Error {}

/**
 * Writes a page that shows who reaches what, with the why behind each cell, and what is decided.
 *
 * @param args the arguments
 * @returns the exit code: 0 when the page is written; 2 when the arguments or the template cannot be read
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function report(args: string[]): Promise<number> {
  try {
    const { template, out } = read(args);
    const page = pageOf(loadTemplates(template).map(partOf));
    write(out, page);
    console.log(`written: ${out}`);
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    console.error(error instanceof UsageError ? `${error.message}\n${USAGE}` : error.message);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]): { template: string; out: string } {
  const { values: { out }, positionals } = parsed(args);
  if (positionals.length !== 1) throw new UsageError(`expected one template, got ${positionals.length}`);
  if (out === undefined || out === '') throw new UsageError('--out is missing');
  return { template: positionals[0], out };
}

function parsed(args: string[]): { values: { out?: string }; positionals: string[] } {
  try {
    return parseArgs({ args, options: { out: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function partOf(templates: readonly RawTemplate[]): Parameters<typeof pageOf>[0][number] {
  return {
    name: templates.map(({ stackName, file }) => stackName ?? file.replace(/^.*[\\/]/, '')).join(', '),
    access: readTemplates(templates, loadNested, (model) => accessOf(new Reach(model))),
    findings: examineTemplates(templates),
  };
}

function write(out: string, page: string): void {
  try {
    writeFileSync(out, page);
  } catch (error) {
    throw new UsageError(`the page cannot be written to '${out}' (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
}
