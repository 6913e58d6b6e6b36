import { writeFileSync } from 'node:fs';
import { examineTemplates } from '../../lib/proof/prove';
import { AccessGraph } from '../../lib/proof/access-graph/access-graph';
import { reportedAccessOf } from '../../lib/proof/html-report/access';
import { pageOf } from '../../lib/proof/html-report/page';
import { loadNested } from '../../lib/proof/template/load';
import { readTemplates } from '../../lib/proof/template/reader';
import type { RawTemplate } from '../../lib/proof/template/scope';
import { TemplateError } from '../../lib/proof/template/value';
import { only, parsed, UsageError } from '../arguments';
import { templatesAt } from '../templates';

const OPTIONS = { out: { type: 'string' } } as const;
const WRITTEN = 0;
const CANNOT_ANSWER = 2;

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
    const page = pageOf(templatesAt(template).map(partOf));
    write(out, page);
    console.log(`written: ${out}`);
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    console.error(error.message);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]): { template: string; out: string } {
  const { values: { out }, positionals } = parsed('report', args, OPTIONS);
  const template = only('report', positionals, 'template');
  if (out === undefined || out === '') throw new UsageError('report', '--out is missing');
  return { template, out };
}

function partOf(templates: readonly RawTemplate[]): Parameters<typeof pageOf>[0][number] {
  return {
    name: templates.map(({ stackName, file }) => stackName ?? file.replace(/^.*[\\/]/, '')).join(', '),
    access: readTemplates(templates, loadNested, (model) => reportedAccessOf(new AccessGraph(model))),
    findings: examineTemplates(templates),
  };
}

function write(out: string, page: string): void {
  try {
    writeFileSync(out, page);
  } catch (error) {
    throw new UsageError('report', `the page cannot be written to '${out}' (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
}
