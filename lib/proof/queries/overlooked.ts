import { AccessGraph } from '../access-graph/access-graph';
import { notLookedAt } from '../analysis/not-looked-at';
import { TemplateSet, type NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';

/**
 * What an answer about requests does not say: what acts for others, and so does what nobody may do themselves.
 *
 * @param templates templates that are deployed together
 * @param nested finds the templates of nested stacks
 * @returns what of that the templates have, for people, however their conditions turn out
 */
export function overlooked(templates: readonly RawTemplate[], nested: NestedTemplates): readonly string[] {
  const set = new TemplateSet(templates, nested);
  return [...new Set(set.read((model) => notLookedAt(new AccessGraph(model)).map((text) => model.symbols.render(text))).flat())];
}
