import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import { ownedSlices, proveOwned, type Owned } from '../analysis/owned-slices';
import { allSessions } from '../analysis/forbidden-requests';

/** The usual alphabet of ids. */
const ID = '[A-Za-z0-9-]';

/** Where a policy gives every tenant a part of its own, it gives no more. */
export const tenantNotIsolated: Rule = {
  id: 'tenant-not-isolated',
  title: 'nobody reaches what a policy gives to another value of the session tag',
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
  const { proof, doubt } = proveOwned(context, owned, { kind: 'session-tag' });
  const narrowed = proof.verdict === 'VIOLATED' ? proveOwned(context, owned, { kind: 'alphabet', alphabet: ID }) : undefined;
  if (narrowed?.proof.verdict === 'PROVED') {
    return {
      about, subject, verdict: 'NOT_PROVED', message: `it holds while all values of the tag are made of ${ID}; a tag may also hold "/" or be empty`, assumptions: proof.assumptions,
      fix: `give the claim only values made of ${ID}+, and deny values of another form`,
      ...(proof.statement !== undefined && { statement: proof.statement }),
    };
  }
  const shown = narrowed?.proof.verdict === 'VIOLATED' ? narrowed : { proof, doubt };
  const statement = shown.proof.counterexample?.statement ?? shown.proof.statement;
  const counterexample = context.counterexample(shown.proof, tag);
  return {
    about, subject, verdict: shown.doubt === undefined ? shown.proof.verdict : 'UNKNOWN', message: shown.doubt ?? shown.proof.reason, assumptions: shown.proof.assumptions,
    ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }),
  };
}
