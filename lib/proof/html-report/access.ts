import { AccessGraph } from '../access-graph/access-graph';
import type { AuthorNames } from '../author-names';
import { asked, askedNested, referencesIn } from '../queries/references';
import { TemplateSet, type NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { internetOf, servicesFor } from './others';
import { peopleOf } from './people';
import type { ReportedAccess, Target } from './reach';
import { Targets } from './targets';

/**
 * @param templates templates that are deployed together
 * @param nested finds the templates of nested stacks
 * @param names the names that authors gave to resources
 * @returns who reaches what, in each way in which the conditions of the templates can turn out
 */
export function reportedAccess(templates: readonly RawTemplate[], nested: NestedTemplates, names: AuthorNames): ReportedAccess[] {
  // An identity id begins with the Region, which only a question brings to light.
  const references = referencesIn([]);
  const set = new TemplateSet(templates.map((template) => asked(template, references, names)), askedNested(nested, references, names));
  return set.read((model) => {
    const graph = new AccessGraph(model);
    const render = (text: string): string => graph.policyIndex.originalSpelling(model.symbols.render(text));
    const all = new Targets(model);
    const people = [...peopleOf(graph, all, render), ...internetOf(graph, all, render), ...servicesFor(graph, all, render)];
    return { circumstances: model.circumstances.map(render), undecided: [...new Set(model.undecided.map(render))], people, targets: reached(people, all).map((target) => ({ ...target, base: render(target.base), title: render(target.title) })) };
  });
}

/** What nobody reaches is left out; those of the templates, and the most reached, come first. */
function reached(people: ReportedAccess['people'], targets: Targets): Target[] {
  const count = new Map<string, number>();
  for (const { reaches, kind } of people) for (const key of reaches.keys()) count.set(key, (count.get(key) ?? 0) + (kind === 'service' ? 0.001 : 1));
  return [...targets.all, ...targets.elsewhere()].filter(({ key, type }) => (count.get(key) ?? 0) >= 1 || (count.has(key) && type !== 'AWS::Logs::LogGroup')).sort((a, b) => Number(a.id === '') - Number(b.id === '') || count.get(b.key)! - count.get(a.key)!);
}
