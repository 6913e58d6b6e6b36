import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AccessModel } from '../../../lib/proof/access-model';
import { examineTemplates } from '../../../lib/proof/prove';
import { QuestionError } from '../../../lib/proof/queries/question';
import { templatesAt } from '../../../lib/proof/template/together';
import { TemplateError } from '../../../lib/proof/template/value';
import { writeCase, type AccessCase, type CanQuestion } from './case';

const FILES = {
  // attacks on the prover, and their safe neighbours
  'given.json': gunzipSync(readFileSync(join(__dirname, 'given.json.gz'))).toString(),
  // a later attack, of which each answer that was wrong was closed as a kind
  'attacked.json': gunzipSync(readFileSync(join(__dirname, 'attacked.json.gz'))).toString(),
  // templates in the shapes that people publish: nearly everything in them can be decided, and has to be
  'published.json': readFileSync(join(__dirname, 'published.json'), 'utf8'),
};

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cases-')); });
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(FILES))('%s', (_name, text) => {
  const cases = JSON.parse(text) as AccessCase[];
  it.each(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', (_id, _title, one) => {
    const answer = answerTo(one.question, writeCase(one, cases, folder));
    if (!one.expected.includes(answer)) throw new Error(`answered ${answer}, right is ${one.expected.join(' or ')}${one.why === undefined ? '' : `: ${one.why}`}`);
  });
});

/** What the commands `can` and `prove` answer. */
function answerTo(question: AccessCase['question'], path: string): string {
  try {
    return question.can === undefined ? proved(question, path) : can(question.can, path);
  } catch (error) {
    if (error instanceof TemplateError || error instanceof QuestionError) return 'ERROR';
    throw error;
  }
}

function can({ as, groups, claims, tags, action, resource, context }: CanQuestion, path: string): string {
  const [templates] = templatesAt([path]);
  const model = AccessModel._ofTemplates(templates);
  const subject = as === 'guest' ? model.guest() : model.user({ ...(groups && { groups: [...groups] }), ...(claims && { claims }), ...(tags && { tags }) });
  return subject.can(action, resource, { ...(context && { context }) }).verdict;
}

function proved({ rule, resource, decided, open = [] }: AccessCase['question'], path: string): string {
  const findings = templatesAt([path]).flatMap((templates) => examineTemplates(templates));
  if (decided === true) {
    const left = findings.filter((finding) => !open.includes(finding.rule) && finding.verdict !== 'PROVED' && finding.verdict !== 'VIOLATED');
    return left.length === 0 ? 'DECIDED' : `OPEN (${[...new Set(left.map((finding) => `${finding.rule} ${finding.verdict}`))].join(', ')})`;
  }
  const found = findings.filter((finding) => finding.rule === rule && (resource === undefined || finding.resource === resource || finding.promisedBy.endsWith(resource)));
  return found.length === 0 ? 'no finding' : [...new Set(found.map(({ verdict }) => verdict))].join('/');
}
