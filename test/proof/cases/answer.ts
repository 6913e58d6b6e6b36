import { AccessModel } from '../../../lib/proof/access-model';
import { examineTemplates } from '../../../lib/proof/prove';
import { QuestionError } from '../../../lib/proof/queries/question';
import { templatesAt } from '../../../lib/proof/template/together';
import { TemplateError } from '../../../lib/proof/template/value';
import type { AccessCase, CanQuestion } from './case';

/**
 * @param question the question of a case
 * @param path where its templates are
 * @returns what the commands `can` and `prove` answer
 */
export function answerTo(question: AccessCase['question'], path: string): string {
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
