import type { MappingRule } from '../access-graph/identity-pools';
import { holdsSymbol } from '../symbols/symbol';

/** People whom one rule was the first to apply to, and another is now; undefined where none does. */
export interface RulePair {
  readonly before: string | undefined;
  readonly now: string | undefined;
  /** Whether there surely can be such people. */
  readonly certain: boolean;
}

/**
 * The pairs of rules that can be the first to apply to one token, before and now. A rule that stands on both sides applies on
 * both, unless one that stands before it does.
 *
 * @param before the rules before, in their order
 * @param now the rules now
 * @param full the rules in full on either side, where they are known
 * @returns the pairs, but for the one where none applies on either side
 */
export function rulePairs(before: readonly string[], now: readonly string[], full: { readonly before: readonly MappingRule[] | undefined; readonly now: readonly MappingRule[] | undefined }): RulePair[] {
  const at = (rules: readonly string[], rule: string | undefined): number => (rule === undefined ? Infinity : rules.indexOf(rule));
  const result: RulePair[] = [];
  for (const one of [...new Set(before), undefined]) {
    for (const other of [...new Set(now), undefined]) {
      if (one === undefined && other === undefined) continue;
      const [oneNow, otherBefore] = [one === undefined ? -1 : now.indexOf(one), other === undefined ? -1 : before.indexOf(other)];
      if (oneNow >= 0 && at(now, other) > oneNow) continue;
      if (otherBefore >= 0 && at(before, one) > otherBefore) continue;
      if (full.before === undefined || full.now === undefined) {
        result.push({ before: one, now: other, certain: false });
        continue;
      }
      const token = tokenFor([...(one === undefined ? [] : [full.before[before.indexOf(one)]]), ...(other === undefined ? [] : [full.now[now.indexOf(other)]])]);
      if (token === 'none') continue;
      result.push({ before: one, now: other, certain: token !== 'unclear' && first(full.before, token) === one && first(full.now, token) === other });
    }
  }
  return result;
}

/** The claims of a token to which the rules apply; none where two ask for different values of one claim. */
function tokenFor(rules: readonly MappingRule[]): ReadonlyMap<string, string> | 'none' | 'unclear' {
  const claims = new Map<string, string>();
  for (const { claim, match, value } of rules) {
    const known = claims.get(claim);
    if (known !== undefined && match === 'Equals' && rules.every((rule) => rule.claim !== claim || rule.match === 'Equals') && known !== value) return holdsSymbol(known) || holdsSymbol(value) ? 'unclear' : 'none';
    if (known !== undefined && known !== value) return 'unclear';
    if (match === 'NotEqual') claims.set(claim, `${value}-other`);
    else claims.set(claim, value);
  }
  return claims;
}

function first(rules: readonly MappingRule[], token: ReadonlyMap<string, string>): string | undefined {
  return rules.find(({ claim, match, value }) => {
    const held = token.get(claim);
    if (held === undefined) return false;
    switch (match) {
      case 'Equals': return held === value;
      case 'NotEqual': return held !== value;
      case 'StartsWith': return held.startsWith(value);
      case 'Contains': return held.includes(value);
      default: return false;
    }
  })?.text;
}
