import { AccessGraph } from '../access-graph/access-graph';
import { questionsAsked } from '../solver';
import { inEveryDeployment } from '../template/deployments';
import { loadNested } from '../template/nested';
import type { NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { BothSides, type BothModels } from './both-sides';
import type { AccessChange, Comparison } from './change';
import { GainedAccess } from './gained-access';

const SAME_VALUES = 'parameters, dynamic references, imports and what stands outside of the templates have the same values before and after';
const SAME_NAMES = 'a resource with the same logical id and type is the same resource';

/**
 * Decides for all requests who may do what on one side that they may not on the other.
 *
 * @param before the earlier templates, which are deployed together
 * @param after the later ones
 * @param nested finds the templates of nested stacks
 * @returns every change of access; none is a proof that there is none
 */
export function compareTemplates(before: readonly RawTemplate[], after: readonly RawTemplate[], nested: NestedTemplates = loadNested): Comparison {
  const sides = new BothSides(before, after, nested);
  return inEveryDeployment<BothModels, Comparison & { readonly circumstances: readonly string[] }, Comparison>(sides, {
    visit: (models) => {
      const [earlier, later] = [new AccessGraph(models.before), new AccessGraph(models.after)];
      const changes = [...new GainedAccess(earlier, later, 'gained', sides).find(), ...new GainedAccess(later, earlier, 'lost', sides).find()];
      const assumptions = new Set([`${SAME_VALUES}${sides.changedDefaults().map((name) => `, but perhaps for the parameter ${name}, whose default has changed: give its value with --parameter`).join('')}`, SAME_NAMES, ...[models.before, models.after].flatMap((model) => [...model.defaults, ...model.assumptions].map((text) => model.symbols.render(text)))]);
      return { changes, assumptions: [...assumptions], circumstances: [...new Set([...models.after.circumstances, ...models.before.circumstances])].map((text) => models.after.symbols.render(text)) };
    },
    combine: (found) => ({ changes: joined(found), assumptions: [...new Set(found.flatMap(({ assumptions }) => assumptions))] }),
    isDecided: ({ changes }) => changes.every(({ verdict }) => verdict === 'FOUND'),
    // What a request shows in one deployment is there; what is open is as the closer look says.
    refine: (first, second, given) => ({
      changes: joined([{ changes: first.changes.filter(({ verdict }) => verdict === 'FOUND'), circumstances: [] }, { changes: second.changes, circumstances: [] }]),
      assumptions: [...new Set([...given, ...second.assumptions])],
    }),
    effort: questionsAsked,
  });
}

/** A change that is there in some deployments only says in which. */
function joined(found: readonly { readonly changes: readonly AccessChange[]; readonly circumstances: readonly string[] }[]): AccessChange[] {
  const result = new Map<string, AccessChange & { readonly seen: number }>();
  for (const { changes, circumstances } of found) {
    for (const change of changes) {
      const { direction, who, actions, resources, conditions, verdict, reason } = change;
      const key = JSON.stringify([direction, who, actions, resources, conditions, verdict === 'UNKNOWN' && change.statement === '' ? reason : '']);
      const known = result.get(key);
      if (known === undefined) result.set(key, { ...change, seen: 1, ...(circumstances.length > 0 && change.circumstances === undefined && { circumstances }) });
      else if (known.verdict === 'UNKNOWN' && verdict === 'FOUND') result.set(key, { ...change, seen: known.seen + 1, circumstances });
      else result.set(key, { ...known, seen: known.seen + 1 });
    }
  }
  return [...result.values()].map(({ seen, circumstances, ...change }) => ({ ...change, ...(circumstances !== undefined && circumstances.length > 0 && seen < found.length && { circumstances }) }));
}
