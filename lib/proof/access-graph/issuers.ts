import { matchesWildcard } from '../authorization-data/wildcard';
import { compareTexts } from '../iam/match';
import type { Condition, Statement } from '../iam/policy';
import { ALL_SYMBOLS, holdsOpenSymbol } from '../symbols/symbol';
import { textOf } from '../template/value';
import type { UserPools } from './user-pools';

/** The providers that policies may name without a provider of IAM. */
export const SOCIAL: readonly string[] = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

/**
 * Issuers of which everybody has a token who makes an account there: only what a token says besides its audience tells one from another.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const OF_EVERYBODY: ReadonlySet<string> = new Set([
  ...SOCIAL, 'www.facebook.com', 'limited.facebook.com', 'appleid.apple.com', 'token.actions.githubusercontent.com', 'gitlab.com', 'app.terraform.io', 'agent.buildkite.com', 'oidc.vercel.com',
]);

/**
 * @param federated a federated principal: a name, or the ARN of a provider of IAM
 * @returns the issuer, as condition keys begin with it
 */
export const issuerOf = (federated: string): string => /:oidc-provider\/(.*)$/s.exec(federated)?.[1] ?? federated;

/** Stands for whatever provider the token is of, where a trust policy lets in everybody. */
export const ANY_PROVIDER = '*';

/**
 * Whether tokens are among what a trust policy takes that lets in everybody is not documented: it may take those of any provider.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 *
 * @param statement a statement of a trust policy
 * @returns whether it lets in everybody, and is about what people do with a token
 */
export function mayTakeAnyToken({ effect, principals, notAction, actions }: Statement): boolean {
  const everybody = (['AWS', 'Federated'] as const).some((kind) => principals?.byKind.get(kind)?.includes(ANY_PROVIDER) === true);
  return everybody && effect === 'Allow' && principals?.negated === false && (notAction || actions.some(({ text }) => BY_TOKEN.some((action) => matchesWildcard(text.replace(ALL_SYMBOLS, '*').toLowerCase(), action))));
}

const BY_TOKEN = ['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml'];

/** Who has tokens of an issuer. */
export type Holders =
  /** Whoever comes: people of a user pool, or everybody who makes an account. */
  | { readonly kind: 'anybody' }
  /** It may be anybody. */
  | { readonly kind: 'perhaps'; readonly reason: string }
  /** Whom the issuer knows, of which the templates say nothing. */
  | { readonly kind: 'known-to-the-issuer' };

/**
 * @param federated a federated principal that a trust policy names
 * @param userPools the user pools of the templates
 * @returns who has tokens of it
 */
export function holdersOf(federated: string, userPools: UserPools): Holders {
  const issuer = issuerOf(federated);
  const pools = userPools.named(issuer);
  if (pools.some(({ certain }) => certain) || OF_EVERYBODY.has(issuer)) return { kind: 'anybody' };
  if (pools.length > 0 || holdsOpenSymbol(issuer)) return { kind: 'perhaps', reason: 'whose tokens the trust policy takes is known only at deployment' };
  const through = userPools.all.flatMap(({ identityProviders }) => identityProviders).find(({ properties }) => {
    const stated = textOf(properties.get('ProviderDetails.oidc_issuer'));
    return stated !== undefined && compareTexts(stated.replace(/^https:\/\/|\/$/g, ''), issuer) !== 'no';
  });
  return through === undefined ? { kind: 'known-to-the-issuer' } : { kind: 'perhaps', reason: `people sign in through '${through.id}': whether they have tokens of it for themselves is not in the templates` };
}

/**
 * @param statement a statement of a trust policy
 * @param federated a federated principal that it names
 * @returns whether it asks for somebody in particular, so that it is not for everybody who has a token
 */
export function namesSomebody({ conditions }: Statement, federated: string): boolean {
  const prefix = `${issuerOf(federated).toLowerCase()}:`;
  const isWho = ({ operator, key, values }: Condition): boolean => key.startsWith(prefix) && !NOT_WHO.has(key.slice(prefix.length))
    && /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/.test(operator) && values.length > 0 && values.every((value) => isName(value, operator));
  return OF_EVERYBODY.has(issuerOf(federated)) && conditions.some(isWho);
}

/** What a token says of the app that it was made for, or of what everybody may run, and not of who has it. */
const NOT_WHO: ReadonlySet<string> = new Set(['aud', 'azp', 'app_id', 'oaud', 'iss', 'amr', 'ref', 'event_name', 'environment', 'job_workflow_ref']);

/** Whoever names an account as they like can make it begin like that of another: what is before a wildcard has to end. */
function isName(value: string, operator: string): boolean {
  if (holdsOpenSymbol(value)) return false;
  const wild = operator.endsWith('Like') ? value.search(/[*?]/) : -1;
  return wild < 0 || /[:/][^:/]+[:/]/.test(value.slice(0, wild));
}
