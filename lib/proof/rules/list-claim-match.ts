import { because } from '../../text/because';
import { NO_TEXT } from '../access-graph/identity-pools';
import { isOpenClaim } from '../analysis/attribute-writers';
import type { CheckContext } from '../analysis/check-context';
import { decidingClaims, ofHiddenRules, type DecidingClaim } from '../analysis/deciding-claims';
import { LIST_CLAIMS } from '../analysis/list-claims';
import { holdsOpenSymbol, holdsSymbol } from '../symbols/symbol';
import type { Judgement, Rule } from './rule';

/** A rule does not look for a part of a list. */
export const listClaimMatch: Rule = {
  id: 'list-claim-match',
  title: 'no rule compares a part of a list of groups or roles',
  why: 'AWS documents how a rule compares text, and not how it compares a list: Contains may look for a group, or for its name anywhere in the text of the list. In the second case members of not-admins, or of a group that somebody makes later, get the role of admins.',
  fix: 'let groups decide (Type: Token), with the role as RoleArn of the group',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
  severity: 'warning',
  check: (context) => decidingClaims(context).flatMap((claim) => {
    if (claim.match === undefined) return [ofHiddenRules(claim)];
    return LIST_CLAIMS.has(claim.claim) || isOpenClaim(claim.claim) ? [check(context, claim, claim.match)] : [];
  }).filter((judgement) => judgement !== undefined),
};

function check(context: CheckContext, { claim, by, location, decides, userPool, hidden }: DecidingClaim, { type, value, role }: NonNullable<DecidingClaim['match']>): Judgement {
  const shown = context.render(value);
  const about = { about: by, subject: `${claim} ${type} '${shown}'`, location };
  if (type !== 'Equals' && (isOpenClaim(claim) || type === NO_TEXT || holdsOpenSymbol(type))) return { ...about, verdict: 'UNKNOWN', message: hidden ?? `whether the rule compares a part of a list is known only at deployment${because(by.properties.why(claim) ?? by.properties.why(type))}` };
  if (type === 'Equals') return { ...about, verdict: 'PROVED', message: `the rule asks for the whole of ${claim}` };
  const acknowledged = context.records.roles.find(({ resource, principal }) => resource.arn === role && /^(rule|provider):/.test(principal))?.acknowledgedBecause;
  if (acknowledged !== undefined) return { ...about, verdict: 'PROVED', message: 'the rule was acknowledged', assumptions: [`a match by ${type} on ${claim} is intended: ${acknowledged}`] };
  const other = claim !== 'cognito:groups' || type === 'NotEqual' ? undefined : userPool?.groups.map(({ name }) => context.render(name)).find((name) => name !== shown && name.includes(shown));
  const also = other === undefined ? '' : `, and the group '${other}' holds it too`;
  return {
    ...about, verdict: 'VIOLATED', message: `the rule gives ${decides} by ${type} '${shown}' on the list ${claim}: how a list is compared is not documented${also}`,
    ...(userPool === undefined ? {} : { fix: fixOf(userPool.groups.find(({ name }) => !holdsSymbol(value) && name === value)?.resource.id, context.render(role)) }),
  };
}

function fixOf(group: string | undefined, role: string): string {
  return group === undefined ? 'let groups decide (Type: Token), with the role as RoleArn of the group' : `let groups decide (Type: Token), with ${role} as RoleArn of '${group}'`;
}
