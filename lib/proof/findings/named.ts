import type { AuthorNames } from '../author-names';
import type { Finding } from './finding';

/**
 * @param finding a finding
 * @param names the names that authors gave to resources
 * @returns the finding as people read it: its texts have these names, and its places remain
 */
export function inAuthorsWords(finding: Finding, names: AuthorNames): Finding {
  const say = (text: string): string => names.inWords(text);
  const { title, subject, message, assumptions, notLookedAt, statement, counterexample: example, fix } = finding;
  return {
    ...finding, title: say(title), subject: say(subject), message: say(message), assumptions: assumptions.map(say), ...(notLookedAt !== undefined && { notLookedAt: notLookedAt.map(say) }),
    ...(statement !== undefined && { statement: say(statement) }), ...(fix !== undefined && { fix: say(fix) }),
    ...(example !== undefined && {
      counterexample: {
        ...example, who: say(example.who), what: say(example.what), by: say(example.by), ...(example.steps !== undefined && { steps: example.steps.map(say) }),
        request: { ...example.request, resource: say(example.request.resource) },
      },
    }),
  };
}
