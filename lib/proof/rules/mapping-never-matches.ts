import { because } from '../../text/because';
import type { CheckContext } from '../analysis/check-context';
import type { Attachment, IdentityPool, Mapping } from '../access-graph/identity-pools';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { Judgement, Rule } from './rule';
import { decidingClaims, type DecidingClaim } from '../analysis/deciding-claims';

/** Every role mapping, and every rule in it, can apply to somebody. */
export const mappingNeverMatches: Rule = {
  id: 'mapping-never-matches',
  title: 'every role mapping can apply to somebody',
  why: 'A mapping for a provider that the identity pool does not have, or a rule behind one that always comes first, is never used. Users silently get the fallback: the default role, or none.',
  fix: 'take out what never applies, or name a provider of the identity pool (a user pool with : and the app client)',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
  severity: 'warning',
  check: (context) => {
    const claims = decidingClaims(context);
    return context.graph.pools.flatMap((pool) => pool.attachments.flatMap((attachment) => attachment.mappings.map((mapping) => check(context, pool, attachment, mapping, claims))));
  },
};

function check(context: CheckContext, pool: IdentityPool, { resource }: Attachment, mapping: Mapping, claims: readonly DecidingClaim[]): Judgement {
  const name = context.render(mapping.provider);
  const about = { about: resource, subject: name, location: 'Properties.RoleMappings' };
  const provider = pool.providers.find(({ names }) => names.includes(mapping.provider));
  if (provider === undefined) {
    if (holdsOpenSymbol(mapping.provider) || pool.unknown.length > 0) return { ...about, verdict: 'UNKNOWN', message: pool.unknown[0] ?? `which provider ${name} is, is known only at deployment${because(context.model.symbols.openReasons(mapping.provider)[0])}` };
    const names = pool.providers.map(({ names: all }) => `'${context.render(all[all.length - 1])}'`);
    return { ...about, verdict: 'VIOLATED', message: `${pool.resource.id} has no provider ${name}`, fix: `take the mapping out, or name in IdentityProvider one that the identity pool has: ${names.length === 0 ? 'it has none' : names.join(', ')}` };
  }
  if (mapping.type === 'Token' && provider.kind !== 'user-pool') return { ...about, verdict: 'VIOLATED', message: `tokens of ${name} name no roles: only those of user pools do`, fix: 'map the roles of its users by rules (Type: Rules) on a claim of its tokens' };
  if (provider.kind === 'user-pool' && mapping.provider === provider.name && provider.names.length > 1) {
    return { ...about, verdict: 'NOT_PROVED', message: `${name} is a user pool without an app client: what Cognito makes of that is not documented`, fix: 'name the user pool with : and the id of the app client' };
  }
  if (mapping.type === 'Rules' && mapping.rules.length === 0 && pool.unknown.length === 0) return { ...about, verdict: 'VIOLATED', message: 'the mapping is by rules and has none', fix: withoutRules(mapping, name) };
  const rules = claims.filter(({ by, hidden, match, provider: its }) => by === resource && hidden === undefined && match !== undefined && its === provider);
  for (const [i, rule] of rules.entries()) {
    const first = rules.slice(0, i).find((earlier) => ruleCovers(earlier, rule));
    if (first !== undefined) {
      return {
        ...about, location: rule.location, verdict: 'VIOLATED', fix: 'take the rule out, or put it first where those who match it are intended to have its role',
        message: `whoever matches ${rule.claim} ${rule.match?.type} '${context.render(rule.match?.value ?? '')}' matches ${first.match?.type} '${context.render(first.match?.value ?? '')}' before it`,
      };
    }
  }
  return { ...about, verdict: 'PROVED', message: `${pool.resource.id} has the provider, and no rule stands behind one that covers it` };
}

/** What the users of a provider get is what they get today, save where no one was meant to be refused. */
function withoutRules({ otherwise }: Mapping, name: string): string {
  return otherwise === 'AuthenticatedRole' ? 'take the mapping out: its users get the authenticated role either way' : `add the rules that are intended: without any, users of ${name} get no credentials`;
}

/** Whether everybody who matches the later rule matches the earlier one. */
function ruleCovers({ claim, match: earlier }: DecidingClaim, { claim: its, match: later }: DecidingClaim): boolean {
  if (claim !== its || earlier === undefined || later === undefined || later.type === 'NotEqual') return earlier?.type === 'NotEqual' && claim === its && earlier.value === later?.value;
  switch (earlier.type) {
    case 'Equals': return later.type === 'Equals' && later.value === earlier.value;
    case 'StartsWith': return later.type !== 'Contains' && later.value.startsWith(earlier.value);
    case 'Contains': return later.value.includes(earlier.value);
    case 'NotEqual': return later.type === 'Equals' && later.value !== earlier.value;
    default: return false;
  }
}
