import { not, type Tri } from '../iam/tri';
import type { Provider } from '../access-graph/identity-pools';
import type { TemplateModel } from '../template/reader';
import { holdsOpenSymbol, holdsSymbol } from '../symbols/symbol';
import { isMap, textOf, type Value } from '../template/value';
import type { SubjectDescription } from './question';

/** Claims that every token of a user pool has, whether they are given or not. */
const ALWAYS_THERE = new Set(['iss', 'exp', 'iat', 'auth_time', 'jti', 'origin_jti', 'event_id', 'token_use', 'cognito:username']);

/** What a token says under a name: this text, nothing, or something that is not known. */
export type Claim = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'missing' } | { readonly kind: 'unclear'; readonly reason: string };

/**
 * @param name a claim
 * @param person who has the token
 * @param provider who issued it
 * @param model for the symbol of the user's id
 * @returns what the token says
 */
export function claimOf(name: string, person: SubjectDescription, provider: Provider, model: TemplateModel): Claim {
  const given = person.claims.get(name);
  if (given !== undefined) return { kind: 'text', text: given };
  if (name === 'cognito:groups' || name === 'cognito:roles' || name === 'cognito:preferred_role') {
    return person.groups.length === 0 ? { kind: 'missing' } : { kind: 'unclear', reason: `how Cognito compares the list '${name}' is not documented` };
  }
  if (name === 'sub') return { kind: 'text', text: model.symbols.symbolFor('user-sub', 'sub', 'generated') };
  if (name === 'aud') {
    const client = provider.names.find((known) => known.startsWith(`${provider.name}:`))?.slice(provider.name.length + 1);
    return client === undefined ? { kind: 'unclear', reason: "the claim 'aud' is not given" } : { kind: 'text', text: client };
  }
  return ALWAYS_THERE.has(name) ? { kind: 'unclear', reason: `the claim '${name}' is not given, and every token has it` } : { kind: 'missing' };
}

/**
 * Whether a rule of a role mapping holds.
 *
 * @param rule the rule, as the template spells it
 * @param person whose token it looks at
 * @param provider who issued the token
 * @param model for symbols
 * @returns three-valued
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MappingRule.html
 */
export function holds(rule: Value, person: SubjectDescription, provider: Provider, model: TemplateModel): Tri {
  const [name, match, wanted] = isMap(rule) ? [rule.Claim, rule.MatchType, rule.Value].map(textOf) : [];
  if (name === undefined || match === undefined || wanted === undefined || holdsOpenSymbol(name)) return 'maybe';
  const claim = claimOf(name, person, provider, model);
  // A rule whose claim is missing is never evaluated, NotEqual included.
  if (claim.kind === 'missing') return 'no';
  if (claim.kind === 'unclear') return 'maybe';
  switch (match) {
    case 'Equals': return sameText(claim.text, wanted);
    case 'NotEqual': return not(sameText(claim.text, wanted));
    case 'StartsWith': return within(claim.text.startsWith(wanted), claim.text, wanted);
    case 'Contains': return within(claim.text.includes(wanted), claim.text, wanted);
    default: return 'maybe';
  }
}

function sameText(a: string, b: string): Tri {
  if (a === b) return 'yes';
  return holdsOpenSymbol(a) || holdsOpenSymbol(b) || (holdsSymbol(a) && holdsSymbol(b)) ? 'maybe' : 'no';
}

// Of a name that AWS makes up it is not known how it begins or what is in it.
function within(found: boolean, text: string, wanted: string): Tri {
  return found ? 'yes' : holdsSymbol(text) || holdsSymbol(wanted) ? 'maybe' : 'no';
}
