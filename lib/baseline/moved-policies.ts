import type { KeptTemplate } from './baseline';
import { same } from './changes';
import type { Regression } from './regressions';

type Templates = { readonly [name: string]: KeptTemplate | undefined };

/** What a template had, and another has now that did not have it. */
interface Moves {
  /** The policies that moved, each once. */
  readonly regressions: Regression[];
  /** Whether a slice is owned by a policy that moved. */
  readonly isMoved: (slice: unknown) => boolean;
}

/**
 * Finds policies of principals that another stack has now. Each stack is deployed for itself: between the two deployments
 * nobody has what the policy grants.
 *
 * @param deployed the templates of the baseline
 * @param planned the templates as they are now
 * @param template the one that may have lost policies
 */
export function movedFrom(deployed: Templates, planned: Templates, template: string): Moves {
  const has = (templates: Templates, name: string, part: 'granted' | 'owned', item: unknown): boolean => (templates[name]?.[part] ?? []).some((other) => same(other, item));
  const goneTo = (part: 'granted' | 'owned', item: unknown): string | undefined => {
    if (has(planned, template, part, item)) return undefined;
    return Object.keys(planned).find((name) => has(planned, name, part, item) && !has(deployed, name, part, item));
  };
  const moves = new Map((deployed[template]?.granted ?? []).flatMap((granted) => {
    const there = goneTo('granted', granted);
    return there === undefined ? [] : [[`${granted.to} ${there}`, { to: granted.to, there }] as const];
  }));
  return {
    isMoved: (slice) => goneTo('owned', slice) !== undefined,
    regressions: [...moves.values()].map(({ to, there }) => ({
      logicalId: 'granted',
      what: `a policy of '${to}' moves from the stack '${template}' to '${there}'`,
      impact: 'it is deleted in one deployment and made in another: until both are through, its users lack what it grants',
      instead: "keep it where it is with 'policyScope', or deploy both when nobody needs it",
    })),
  };
}
