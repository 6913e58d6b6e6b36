import { because } from '../../text/because';
import { NO_TEXT } from '../access-graph/identity-pools';
import type { CheckContext } from '../analysis/check-context';
import { writersOf } from '../analysis/attribute-writers';
import { LIST_CLAIMS } from '../analysis/list-claims';
import type { Judgement, Rule } from './rule';
import { decidingClaims, ofHiddenRules, type DecidingClaim } from '../analysis/deciding-claims';
import { holdsOpenSymbol } from '../symbols/symbol';

/** Names and addresses that anybody may have. */
const CHOSEN = new Set(['email', 'phone_number', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'username', 'cognito:username', 'website', 'profile', 'address']);

/** A rule gives a role for one value, not for all that look like it. */
export const looseClaimMatch: Rule = {
  id: 'loose-claim-match',
  title: 'rules compare claims with whole values',
  why: 'Contains and StartsWith also match values that merely hold the wanted text, such as an address at example.com.attacker.net or the department not-admin; NotEqual matches everything else there is. Whoever brings such a value gets the role.',
  fix: 'use MatchType Equals, one rule for each value that the role is intended for',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
  severity: 'error',
  check: (context) => decidingClaims(context).flatMap((claim) => (claim.match === undefined ? [ofHiddenRules(claim)] : [check(context, claim, claim.match)])).filter((judgement) => judgement !== undefined),
};

function exactly(type: string, value: string): string {
  return type === 'NotEqual' ? 'make a rule with MatchType Equals for each value that the role is intended for, in place of NotEqual' : `use MatchType Equals with each whole value that the role is intended for, in place of ${type} '${value}'`;
}

function check(context: CheckContext, { claim, by, location, decides, userPool }: DecidingClaim, { type, value, role }: NonNullable<DecidingClaim['match']>): Judgement {
  const shown = context.render(value);
  const about = { about: by, subject: `${claim} ${type} '${shown}'`, location };
  if (type === NO_TEXT || holdsOpenSymbol(type)) return { ...about, verdict: 'UNKNOWN', message: `how the rule compares ${claim} is known only at deployment${because(by.properties.why(type))}` };
  if (type === 'Equals') return { ...about, verdict: 'PROVED', message: `the rule asks for exactly '${shown}'` };
  if (LIST_CLAIMS.has(claim)) return { ...about, verdict: 'UNKNOWN', message: `how Cognito compares the list ${claim} with '${shown}' is not documented` };
  const record = context.records.roles.find(({ resource, principal }) => resource.arn === role && /^(rule|provider):/.test(principal));
  if (record !== undefined) {
    const because = record.acknowledgedBecause === undefined ? 'only administrators or the provider write the claim' : record.acknowledgedBecause;
    return { ...about, verdict: 'PROVED', message: 'the rule was weighed when it was made', assumptions: [`a match by ${type} on ${claim} is intended: ${because}`] };
  }
  const example = type === 'Contains' ? `not-${value}-x` : type === 'StartsWith' ? `${value}-x` : 'anything-else';
  const chosen = CHOSEN.has(claim) || (userPool !== undefined && writersOf(userPool, claim).some(({ doubt }) => doubt === undefined));
  if (type !== 'Contains' && !chosen) {
    return { ...about, verdict: 'NOT_PROVED', fix: exactly(type, shown), message: `the rule gives ${decides} for '${context.render(example)}' as well; whether there is such a value does not stand in the templates` };
  }
  return {
    ...about, verdict: 'VIOLATED', fix: exactly(type, shown), message: `the rule gives ${decides} not only for '${shown}'`,
    counterexample: {
      who: `signed-in user with ${claim}="${context.render(example)}"`, verb: 'obtains', what: context.render(role), by: `${by.id}.${location.replace('Properties.', '')}`,
      request: { action: 'cognito-identity:GetCredentialsForIdentity', resource: context.render(role), context: { [claim]: context.render(example) } }, replayed: false,
    },
  };
}
