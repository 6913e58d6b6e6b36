import { matchesWildcard } from '../authorization-data/wildcard';
import type { Policy, Statement } from '../iam/policy';
import { holdsSymbol } from '../symbols/symbol';

/**
 * What policies of a role refuse of every resource and in every request. A quick answer, before any question: that it does not refuse
 * an action says nothing.
 *
 * @param policies the policies of the role
 * @returns whether an action, in lower case, is surely refused
 */
export function deniedEverywhere(policies: readonly Policy[]): (action: string) => boolean {
  const denies = policies.flatMap(({ statements }) => statements).filter((one) => one.effect === 'Deny' && isKnown(one) && one.conditions.length === 0 && !one.notResource && one.resources.some(({ text }) => text === '*'));
  return (action) => denies.some((one) => names(one, action, 'surely'));
}

/**
 * What the boundary of a role does not let through.
 *
 * @param policies the policies of the role
 * @returns whether an action, in lower case, is surely kept back, where it is not the policy of a resource that allows it
 */
export function beyondBoundary(policies: readonly Policy[]): (action: string) => boolean {
  const boundary = policies.filter(({ origin }) => origin.kind === 'boundary').flatMap(({ statements }) => statements);
  if (boundary.length === 0) return () => false;
  const allows = boundary.filter(({ effect, unknown }) => effect === 'Allow' || unknown !== undefined);
  return (action) => !allows.some((one) => one.unknown !== undefined || names(one, action, 'perhaps'));
}

const isKnown = ({ unknown, uncertain }: Statement): boolean => unknown === undefined && uncertain === undefined;

/** Whether a statement is about an action; one that only the deployment knows may be any. */
function names({ actions, notAction }: Statement, action: string, how: 'surely' | 'perhaps'): boolean {
  const open = (how === 'perhaps') !== notAction;
  const matched = actions.some(({ text }) => (holdsSymbol(text) || text.includes('${') ? open : matchesWildcard(text, action)));
  return matched !== notAction;
}
