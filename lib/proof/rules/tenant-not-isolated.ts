import type { TagMap } from '../access-graph/identity-pools';
import type { CheckContext } from '../analysis/check-context';
import { refuseSlashes } from '../analysis/statement-fixes';
import type { Statement } from '../iam/policy';
import { holdsSymbol } from '../symbols/symbol';
import type { Judgement, Rule } from './rule';
import { ownedSlices, proveOwned, type Owned } from '../analysis/owned-slices';
import { openSlices } from '../analysis/open-slices';
import { allSessions } from '../analysis/forbidden-requests';

/** What AWS STS accepts in a session tag, without the slash. */
const WITHOUT_SLASH = '[\\p{L}\\p{Z}\\p{N}_.:=+\\-@]';
/** The usual alphabet of ids. */
const ID = '[A-Za-z0-9-]';

/** Where a policy gives every tenant a part of its own, it gives no more. */
export const tenantNotIsolated: Rule = {
  id: 'tenant-not-isolated',
  title: 'nobody but those whom a group or a rule gives more reaches what a policy gives to another value of the session tag',
  why: 'A policy with ${aws:PrincipalTag/…} means that every tenant has a part of its own. Without a slash after the variable the tenant t1 reads what belongs to t10, and a second statement or a condition that a request can leave out opens the parts of all others.',
  fix: 'narrow the statement to the part of the tenant, with a slash after the variable and no wildcard before it',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
  severity: 'error',
  check: (context) => {
    const judged = ownedSlices(context, /\$\{aws:PrincipalTag\/([^}]+)\}/, allSessions(context)).map((owned) => ({ policy: owned.policy, judgement: check(context, owned) }));
    return [...judged.map(({ judgement }) => judgement), ...openSlices(context, allSessions(context).filter(({ pool }) => pool.tagMaps.some(setsTags)), judged.filter(({ judgement }) => judgement.verdict !== 'PROVED').map(({ policy }) => policy))];
  },
};

/** Without tags of sessions, a variable for them gives nothing to anybody. */
const setsTags = ({ claims, others, hidden }: TagMap): boolean => claims.size > 0 || others === true || hidden !== undefined;

/** A value with a slash would be a folder in what belongs to another value. */
function refusesSlashes({ conditions }: Statement, tag: string): boolean {
  return ['', '*/*'].every((refused) => conditions.some(({ operator, key, values }) => operator === 'StringNotLike' && key === `aws:principaltag/${tag}` && values.includes(refused)));
}

/** The only values to which the statements give a part, where each of them asks for one of a list. */
function valuesListed(statements: readonly Statement[], tag: string): string[] | undefined {
  const lists = statements.map(({ conditions }) => conditions.find(({ operator, key, values }) => operator === 'StringEquals' && key === `aws:principaltag/${tag}` && values.every((value) => value !== '' && !value.includes('${') && !holdsSymbol(value)))?.values);
  return lists.every((values) => values !== undefined) ? [...new Set(lists.flatMap((values) => values ?? []))] : undefined;
}

function check(context: CheckContext, owned: Owned): Judgement {
  const about = context.graph.policyIndex.holderOf(owned.policy.statements[0].id) ?? owned.sessions[0].pool.resource;
  const tag = owned.owner.kind === 'session-tag' ? owned.owner.tag : '';
  const subject = `${owned.policy.origin.path}, tag '${tag}'`;
  const mapped = owned.sessions.some(({ pool }) => pool.tagMaps.some(({ claims }) => [...claims.keys()].some((key) => key.toLowerCase() === tag)));
  if (!mapped) return { about, subject, verdict: 'UNKNOWN', message: `no claim of a token is mapped to the tag '${tag}' in the templates` };
  const decision = proveOwned(context, owned, { owner: { kind: 'session-tag' } }, tag);
  if (decision.verdict === 'VIOLATED' && owned.statements.every((statement) => refusesSlashes(statement, tag))) {
    const refused = proveOwned(context, owned, { owner: { kind: 'alphabet', alphabet: WITHOUT_SLASH }, caller: { kind: 'session-tag' } }, tag);
    return { about, subject, ...(refused.verdict === 'PROVED' ? { ...refused, message: 'the policy gives nothing to values of the tag that are empty or hold "/", and keeps all others apart' } : refused) };
  }
  const listed = decision.verdict === 'VIOLATED' ? valuesListed(owned.statements, tag) : undefined;
  if (listed !== undefined) return { about, subject, ...proveOwned(context, owned, { owner: { kind: 'values', values: listed }, caller: { kind: 'session-tag' } }, tag) };
  const narrowed = decision.verdict === 'VIOLATED' ? proveOwned(context, owned, { owner: { kind: 'alphabet', alphabet: ID } }, tag) : undefined;
  if (narrowed?.verdict === 'PROVED') {
    return {
      about, subject, verdict: 'NOT_PROVED', message: `it holds while all values of the tag are made of ${ID}; a tag may also hold "/" or be empty`, assumptions: decision.assumptions ?? [],
      fix: refuseSlashes(owned.statements.map(({ id }) => id), tag),
      ...(decision.statement !== undefined && { statement: decision.statement }),
    };
  }
  return { about, subject, ...(narrowed?.verdict === 'VIOLATED' ? narrowed : decision) };
}
