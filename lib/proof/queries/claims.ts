import { NO_TEXT, type MappingRule, type Provider } from '../access-graph/identity-pools';
import { isOpenClaim } from '../analysis/attribute-writers';
import { compareTexts, fillIn, matchFilled } from '../iam/match';
import { readPattern } from '../iam/pattern';
import { not, type Tri } from '../iam/tri';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { TemplateModel } from '../template/reader';
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
  if (isOpenClaim(name)) return { kind: 'unclear', reason: 'which claim it is, is known only at deployment' };
  const given = person.claims.get(name);
  if (given !== undefined) return { kind: 'text', text: given };
  if (name === 'cognito:groups' || name === 'cognito:roles' || name === 'cognito:preferred_role') {
    return person.groups.length === 0 ? { kind: 'missing' } : { kind: 'unclear', reason: `how Cognito compares the list '${name}' is not documented` };
  }
  if (name === 'sub') return { kind: 'text', text: model.symbols.symbolFor('user-sub', 'sub', 'opaque') };
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
export function holds({ claim: name, match, value: wanted }: MappingRule, person: SubjectDescription, provider: Provider, model: TemplateModel): Tri {
  if ([name, match, wanted].includes(NO_TEXT) || holdsOpenSymbol(name)) return 'maybe';
  const claim = claimOf(name, person, provider, model);
  // A rule whose claim is missing is never evaluated, NotEqual included.
  if (claim.kind === 'missing') return 'no';
  if (claim.kind === 'unclear') return 'maybe';
  const like = (pattern: string): Tri => matchFilled(fillIn(readPattern(pattern, { wildcards: true, variables: false }), () => ({ kind: 'missing' })), claim.text);
  // A star in a rule is a star, and matches itself only.
  if (/[*?]/.test(wanted) && match !== 'Equals' && match !== 'NotEqual') return 'maybe';
  switch (match) {
    case 'Equals': return compareTexts(wanted, claim.text);
    case 'NotEqual': return not(compareTexts(wanted, claim.text));
    case 'StartsWith': return like(`${wanted}*`);
    case 'Contains': return like(`*${wanted}*`);
    default: return 'maybe';
  }
}
