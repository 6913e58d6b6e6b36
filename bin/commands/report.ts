import { AuthorNames } from '../../lib/proof/author-names';
import { reportedAccess } from '../../lib/proof/html-report/access';
import { embedded, packed } from '../../lib/proof/html-report/embedded';
import { pageOf, type Part } from '../../lib/proof/html-report/page';
import { pageScript } from '../../lib/proof/html-report/page-script';
import { examineTemplates } from '../../lib/proof/prove';
import { reasonOf, recordReads } from '../../lib/proof/template/files';
import { loadNested } from '../../lib/proof/template/nested';
import type { RawTemplate } from '../../lib/proof/template/raw-template';
import { TemplateError } from '../../lib/proof/template/value';
import { parsed, templatesIn, UsageError } from '../arguments';
import { complain, print } from '../output';
import { TEMPLATE_OPTIONS, templatesAt } from '../templates';
import { version } from '../version';
import { OwnInputError, writeWhole } from '../write-whole';

const OPTIONS = { ...TEMPLATE_OPTIONS, out: { type: 'string' } } as const;
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
    const { paths, values, out } = read(args);
    const { result: page, files } = recordReads(() => {
      const assemblies = templatesAt(paths, values);
      const data = packed(assemblies.map((templates) => embedded(templates, loadNested)));
      return pageOf(assemblies.map(partOf), { date: new Date().toISOString().slice(0, 10), version: version(), script: pageScript(), data });
    });
    write(out, page, files);
    print([`written: ${out}`]);
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    complain(error.message);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]) {
  const { values, positionals } = parsed('report', args, OPTIONS);
  const paths = templatesIn('report', positionals);
  const { out } = values;
  if (out === undefined || out === '') throw new UsageError('report', '--out is missing');
  return { paths, values, out };
}

function partOf(templates: readonly RawTemplate[]): Part {
  const names = AuthorNames.of(templates, loadNested);
  return {
    name: templates.map(({ stackName, file }) => stackName ?? file.replace(/^.*[\\/]/, '')).join(', '),
    access: reportedAccess(templates, loadNested, names),
    findings: examineTemplates(templates),
    names,
  };
}

function write(out: string, page: string, inputs: readonly string[]): void {
  try {
    writeWhole(out, page, inputs);
  } catch (error) {
    throw new UsageError('report', `the page cannot be written to '${out}': ${error instanceof OwnInputError ? error.message : reasonOf(error)}`);
  }
}
