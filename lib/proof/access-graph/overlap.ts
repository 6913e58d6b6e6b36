import type { Policy } from '../iam/policy';

/**
 * Two patterns can only meet when the fixed beginning of one continues that of the other. A quick answer that is never
 * wrong when it is no.
 *
 * @param a a pattern of ARNs
 * @param b another
 * @returns whether some ARN may match both
 */
export function mayOverlap(a: string, b: string): boolean {
  const [x, y] = [fixed(a), fixed(b)];
  return x.startsWith(y) || y.startsWith(x);
}

/**
 * @param policies the policies of somebody
 * @param resources patterns of ARNs
 * @returns whether any of the policies may allow something on any of the resources
 */
export function mayAllow(policies: readonly Policy[], resources: readonly string[]): boolean {
  return policies.some(({ origin, statements }) => (origin.kind === 'identity' || origin.kind === 'resource') && statements.some((statement) => {
    if (statement.unknown !== undefined || statement.notResource || statement.resources.length === 0) return true;
    return statement.effect === 'Allow' && statement.resources.some(({ text }) => resources.some((resource) => mayOverlap(text, resource)));
  }));
}

function fixed(pattern: string): string {
  const end = pattern.search(/[*?]|\$\{|[\u{100000}-\u{10fffd}]/u);
  return end < 0 ? pattern : pattern.slice(0, end);
}
