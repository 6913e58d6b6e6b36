import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import { ownedSlices, proveOwned, type Owned } from '../analysis/owned-slices';
import { allSessions } from '../analysis/forbidden-requests';

/** The usual alphabet of ids. */
const ID = '[A-Za-z0-9-]';

/** Where a policy gives every tenant a part of its own, it gives no more. */
export const tenantNotIsolated: Rule = {
  id: 'tenant-not-isolated',
  title: 'nobody but those whom a group or a rule gives more reaches what a policy gives to another value of the session tag',
  why: 'A policy with ${aws:PrincipalTag/…} means that every tenant has a part of its own. Without a slash after the variable the tenant t1 reads what belongs to t10, and a second statement or a condition that a request can leave out opens the parts of all others.',
  fix: 'narrow the statement to the part of the tenant, with a slash on either side of the variable',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
  severity: 'error',
  check: (context) => ownedSlices(context, /\$\{aws:PrincipalTag\/([^}]+)\}/, allSessions(context)).map((owned) => check(context, owned)),
};

function check(context: CheckContext, owned: Owned): Judgement {
  const about = context.graph.policyIndex.holderOf(owned.policy.statements[0].id) ?? owned.sessions[0].pool.resource;
  const tag = owned.owner.kind === 'session-tag' ? owned.owner.tag : '';
  const subject = `${owned.policy.origin.path}, tag '${tag}'`;
  const mapped = owned.sessions.some(({ pool }) => pool.tagMaps.some(({ claims }) => [...claims.keys()].some((key) => key.toLowerCase() === tag)));
  if (!mapped) return { about, subject, verdict: 'UNKNOWN', message: `no claim of a token is mapped to the tag '${tag}' in the templates` };
  const decision = proveOwned(context, owned, { kind: 'session-tag' }, tag);
  const narrowed = decision.verdict === 'VIOLATED' ? proveOwned(context, owned, { kind: 'alphabet', alphabet: ID }, tag) : undefined;
  if (narrowed?.verdict === 'PROVED') {
    return {
      about, subject, verdict: 'NOT_PROVED', message: `it holds while all values of the tag are made of ${ID}; a tag may also hold "/" or be empty`, assumptions: decision.assumptions ?? [],
      fix: `give the claim only values made of ${ID}+, and deny values of another form`,
      ...(decision.statement !== undefined && { statement: decision.statement }),
    };
  }
  return { about, subject, ...(narrowed?.verdict === 'VIOLATED' ? narrowed : decision) };
}
