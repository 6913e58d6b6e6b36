import { SHARED_READING, withoutSharedReading } from '../analysis/shared-reading';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import type { Judgement, Rule } from './rule';
import { ownedSlices, proveOwned, type Owned } from '../analysis/owned-slices';
import { openSlices } from '../analysis/open-slices';
import { allSessions } from '../analysis/forbidden-requests';

/** Where a policy gives everybody a part of their own, it gives no more. */
export const identityNotIsolated: Rule = {
  id: 'identity-not-isolated',
  title: 'nobody but those whom a group or a rule gives more reaches what a policy gives to another identity id',
  why: 'A policy with ${cognito-identity.amazonaws.com:sub} means that everybody has a part of their own. A second statement, a wildcard before the variable, no slash after it, or a condition that a request can leave out opens the parts of all others.',
  fix: 'narrow the statement to the own part, with a slash after the variable and no wildcard before it, and ask by a condition that no request can leave out',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'error',
  check: (context) => {
    const judged = ownedSlices(context, /\$\{cognito-identity[^}]*:sub\}/, allSessions(context)).map((owned) => ({ policy: owned.policy, judgement: check(context, owned) }));
    return [...judged.map(({ judgement }) => judgement), ...openSlices(context, allSessions(context), judged.filter(({ judgement }) => judgement.verdict !== 'PROVED').map(({ policy }) => policy))];
  },
};

function check(context: CheckContext, owned: Owned): Judgement {
  return {
    about: context.graph.policyIndex.holderOf(owned.policy.statements[0].id) ?? owned.sessions[0].pool.resource,
    subject: owned.policy.origin.path,
    ...decide(context, owned),
  };
}

function decide(context: CheckContext, owned: Owned): Decision {
  const prove = (of: Owned): Decision => proveOwned(context, of, { owner: { kind: 'identity-id' } }, 'identity id');
  const decision = prove(owned);
  const written = decision.verdict === 'PROVED' ? undefined : withoutSharedReading(owned);
  if (written === undefined) return decision;
  const ofWriting = prove(written);
  return ofWriting.verdict === 'PROVED' ? { ...ofWriting, message: SHARED_READING.message, assumptions: [...ofWriting.assumptions ?? [], ...SHARED_READING.assumptions] } : ofWriting;
}
