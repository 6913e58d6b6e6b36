import type { Change, PropertyCheck } from './changes';
import { isMap, same, shown } from './changes';

/** What a baseline keeps of the mapping of a provider: which of its users a rule matches, and what becomes of the others. */
interface KeptMapping {
  readonly type?: unknown;
  readonly otherwise?: unknown;
  readonly rules: readonly unknown[];
}

/**
 * Role mappings of an identity pool: whom a rule matched, and whom none did.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export const ROLE_MAPPINGS: PropertyCheck = {
  read: (value) => (isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, mapping]) => [key, kept(mapping)])) : undefined),
  changes: (_name, was, is) => {
    const [before, after] = [was, is].map((mappings) => (isMap(mappings) ? mappings : {})) as { readonly [key: string]: KeptMapping }[];
    return [
      ...Object.entries(before).flatMap(([key, mapping]) => lostRules(key, mapping, after[key])),
      ...Object.entries(after).filter(([key, mapping]) => refuses(mapping) && !refuses(before[key])).map(([key]) => ({
        what: `the mapping of ${key} refuses users whom no rule matches`,
        impact: 'they got the role of all signed-in users until now, and get no credentials any more',
      })),
    ];
  },
};

function lostRules(key: string, was: KeptMapping, is: KeptMapping | undefined): Change[] {
  const after = is?.rules ?? [];
  const lost = was.rules.filter((rule) => !after.some((other) => same(other, rule)));
  const stayed = was.rules.filter((rule) => !lost.includes(rule));
  const inTheirOrder = after.filter((rule) => stayed.some((other) => same(other, rule)));
  return [
    ...lost.map((rule) => ({ what: `the mapping of ${key} loses the rule ${shown(rule)}`, impact: 'users whom it matched get another role, or are refused' })),
    ...(same(inTheirOrder, stayed) ? [] : [{ what: `the mapping of ${key} tries its rules in another order`, impact: 'users whom several rules match get another role' }]),
    ...(is && same(was.type, 'Rules') !== same(is.type, 'Rules') ? [{ what: `the mapping of ${key} changes from ${shown(was.type)} to ${shown(is.type)}`, impact: 'its users get another role, or are refused' }] : []),
  ];
}

/** Which role a rule gives is left out: the ids of roles change, and who is matched does not. */
function kept(mapping: unknown): KeptMapping {
  const { Type, AmbiguousRoleResolution, RulesConfiguration } = isMap(mapping) ? mapping : {};
  const rules = isMap(RulesConfiguration) && Array.isArray(RulesConfiguration.Rules) ? RulesConfiguration.Rules.filter(isMap) : [];
  return { type: Type, otherwise: AmbiguousRoleResolution, rules: rules.map(({ Claim, MatchType, Value }) => ({ Claim, MatchType, Value })) };
}

function refuses(mapping: KeptMapping | undefined): boolean {
  return mapping !== undefined && mapping.type === 'Rules' && mapping.otherwise !== 'AuthenticatedRole';
}
