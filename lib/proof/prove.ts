import { isDecided, refinedBy, worstOf, type Finding } from './findings/finding';
import { decidePromises } from './checks';
import { unseenParts } from './checks/unseen';
import { CheckContext } from './analysis/check-context';
import { AccessGraph } from './access-graph/access-graph';
import { applyRules } from './rules';
import { questionsAsked, withinQuestions } from './solver';
import { inEveryDeployment } from './template/deployments';
import { loadFiles } from './template/load';
import { loadNested } from './template/nested';
import { ofParameters } from './template/open-conditions';
import { TemplateSet, type NestedTemplates, type TemplateModel } from './template/reader';
import type { RawTemplate } from './template/raw-template';

/** The ids of the promises that a template can record, and of what goes wrong before any can be decided. */
export const PROMISES: readonly string[] = ['isolated', 'limited', 'guarded', 'exclusive', 'unforgeable', 'server-only', 'unreachable', 'only-principals', 'limited-to', 'malformed-intent', 'outdated-intent', 'unseen-template'];

/**
 * Decides every promise of templates that are deployed together, in every way in which their conditions can turn out.
 *
 * @param templates the top-level templates
 * @param nested finds the templates of nested stacks
 * @returns one finding a promise
 */
export function proveTemplates(templates: readonly RawTemplate[], nested: NestedTemplates = loadNested): Finding[] {
  return decided(templates, nested, decidePromises);
}

/**
 * Decides every promise of templates that are deployed together, and applies the rules that hold for any template.
 *
 * @param templates the top-level templates
 * @param nested finds the templates of nested stacks
 * @returns the findings: the promises first
 */
export function examineTemplates(templates: readonly RawTemplate[], nested: NestedTemplates = loadNested): Finding[] {
  return decided(templates, nested, (context) => {
    const found = [...decidePromises(context), ...applyRules(context)];
    return [...found, ...unseenParts(context, found)];
  });
}

function decided(templates: readonly RawTemplate[], nested: NestedTemplates, decide: (context: CheckContext) => Finding[]): Finding[] {
  return inEveryDeployment(new TemplateSet(templates, nested), {
    visit: (model) => withinQuestions(questionsFor(model), () => whyMany(model), () => decide(new CheckContext(new AccessGraph(model)))), combine: worstOf, isDecided: (findings) => findings.every(isDecided), refine: refinedBy, effort: questionsAsked,
  });
}

/** So many questions are answered in one reading, and so many for each resource: several times what the largest templates need of which most is known. */
const QUESTIONS = 5_000;
const QUESTIONS_FOR_A_RESOURCE = 50;

function questionsFor({ resources }: TemplateModel): number {
  return QUESTIONS + QUESTIONS_FOR_A_RESOURCE * resources.length;
}

function whyMany(model: TemplateModel): string {
  const conditions = ofParameters(model.untold());
  return conditions === '' ? ', mostly for policies that are not known' : `, for conditions that are not known${conditions}`;
}

/**
 * What of the findings concerns a synth. A promise speaks of what is not known as well; a rule, which nobody asked for, only of
 * what is violated, and not where a promise already blames the same place.
 *
 * @param findings the findings
 * @returns those to report
 */
export function forSynth(findings: readonly Finding[]): Finding[] {
  const place = ({ file, resource, location }: Finding): string => JSON.stringify([file, resource, location]);
  const blamed = new Set(findings.filter(({ severity, verdict }) => severity === undefined && verdict === 'VIOLATED').map(place));
  return findings.filter((finding) => finding.severity === undefined || finding.verdict === 'PROVED' || (finding.verdict === 'VIOLATED' && !blamed.has(place(finding))));
}

/**
 * Decides every promise of template files that are deployed together, and applies the rules.
 *
 * @param files the files of the top-level templates
 * @returns what concerns a synth
 */
export function proveFiles(files: readonly string[]): Finding[] {
  return forSynth(examineTemplates(loadFiles(files)));
}
