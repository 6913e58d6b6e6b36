import { proveIsolated, type Counterexample, type Domain, type IsolationClaim, type OwnedSlice, type Proof } from '../solver';
import type { Statement } from '../iam/policy';
import type { Finding } from '../findings/finding';
import { distinctSubjects } from '../analysis/distinct-subjects';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { affectedSubjects, certainFirst, type AffectedSubject } from '../analysis/affected-subjects';
import { readable } from '../analysis/readable-counterexample';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import type { OwnerRecord } from '../analysis/intent-parser';
import type { IsolationRecord } from '../analysis/intent-records';
import type { StatedProperty } from '../analysis/stated-property-parser';
import { chosenByUsers, writersOf, writingFix } from '../analysis/attribute-writers';
import { assumedOfOwners } from '../analysis/assumed-of-owners';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import { isSettled, rulesOnGroups, tagOfGroups } from '../analysis/deciding-claims';
import { byKeysOfItems } from '../analysis/owned-slices';
import { keepToOwn } from '../analysis/statement-fixes';
import { partsOf } from '../analysis/parts-of-slices';
import { throughOtherDoors } from '../analysis/other-doors';
import { once } from '../template/once';

type Claimed = IsolationClaim['people'][number];

/**
 * Decides each promise that slices belong to their owners alone.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function isolated(context: CheckContext): Finding[] {
  const asked = new Map<string, Question>();
  return merged([...context.records.isolations, ...context.records.stated.flatMap((property) => statedIsolation(context, property))]).map((record) => {
    const { title, resource, slices } = record;
    return context.finding({ rule: 'isolated', title, subject: slices[0]?.resource ?? 'no slice', resource }, check(context, record, asked));
  });
}

/** An isolation that was stated for the people of all identity pools. */
function statedIsolation(context: CheckContext, property: StatedProperty): IsolationRecord[] {
  if (property.kind !== 'isolated') return [];
  const { resource, owner, slices, except, title = `${owner.kind === 'identity-id' ? 'users' : `users of different ${owner.tag}`} reach only what is their own` } = property;
  return [{ resource, title, owner, slices, pool: undefined, except: except.map((one) => ({ ...one, pool: context.poolOf(one.pool)?.id ?? one.pool })) }];
}

/** What was asked about a slice, and the answer. */
interface Question {
  readonly all: readonly AffectedSubject[];
  readonly claim: (people: readonly Claimed[]) => Proof;
  readonly proof: () => Proof;
  /** Whether nobody does any of some actions, instead of those of the slices, to what is another's. */
  readonly apart: (actions: readonly string[]) => boolean;
}

/** Pools that divide the same resource in the same way ask the same question, unless one of them makes exceptions. */
function ask(context: CheckContext, record: IsolationRecord, asked: Map<string, Question>): Question {
  const key = JSON.stringify([record.owner, record.slices, ...(record.except.length > 0 ? [record.pool, record.except] : [])]);
  const before = asked.get(key);
  if (before !== undefined) return before;
  // those without exceptions first: what everybody can do makes the plainest counterexample
  const all = affectedSubjects(context, {
    resources: record.slices.map(({ resource }) => resource),
    owner: ownerKeyOf(record),
    exceptions: (session) => exceptionsOf(context, record, session),
  }).sort((a, b) => Number(a.subject.except !== undefined) - Number(b.subject.except !== undefined));
  const { slices } = record;
  const people = once(() => distinctSubjects(all.map(({ subject }) => subject)));
  const claimed = (some: readonly Claimed[], of: readonly OwnedSlice[]): Proof => proveIsolated({ ...domainsOf(record.owner), slices: of.flatMap(byKeysOfItems), people: some });
  const question: Question = {
    all, claim: (some) => claimed(distinctSubjects(some), slices), proof: once(() => claimed(people(), slices)),
    apart: (actions) => claimed(people(), slices.map((slice) => ({ ...slice, actions }))).verdict === 'PROVED',
  };
  asked.set(key, question);
  return question;
}

/** The same promise stands on every policy that holds a grant of it; an exception may stand on one of them only. */
function merged(records: readonly IsolationRecord[]): IsolationRecord[] {
  const result = new Map<string, IsolationRecord>();
  for (const record of records) {
    const key = JSON.stringify([record.pool, record.owner, record.slices]);
    const before = result.get(key);
    result.set(key, before === undefined ? record : { ...before, except: [...before.except, ...record.except] });
  }
  return [...result.values()];
}

function check(context: CheckContext, record: IsolationRecord, asked: Map<string, Question>): Decision {
  if (record.pool === undefined && context.graph.pools.length === 0) return { verdict: 'UNKNOWN', message: 'no identity pool is in the templates' };
  if (record.pool !== undefined && context.pool(record.pool) === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  if (record.slices.length === 0) return { verdict: 'UNKNOWN', message: 'the promise names no slice' };
  const { all, claim, ...question } = ask(context, record, asked);
  const proof = question.proof();
  if (proof.verdict === 'VIOLATED') return violated(context, record, proof, all, claim);
  const beyond = beyondPolicies(context, record, asked);
  if (beyond?.verdict === 'VIOLATED') return beyond;
  const decided: Decision = { verdict: proof.verdict, message: proof.reason, assumptions: [...proof.assumptions, ...assumptionsOf(context, record), ...(proof.verdict === 'PROVED' ? assumedOfOwners(ownerKeyOf(record), all) : [])], ...(proof.statement !== undefined && { statement: proof.statement }) };
  return proof.verdict === 'PROVED' ? beyond ?? doubtOf(context, record) ?? decided : decided;
}

const ownerKeyOf = ({ owner }: IsolationRecord): OwnerKey => (owner.kind === 'identity-id' ? { kind: 'identity-id' } : { kind: 'session-tag', tag: owner.tag });

function poolsOf(context: CheckContext, { pool }: IsolationRecord): IdentityPool[] {
  return context.graph.pools.filter(({ id }) => pool === undefined || id === pool);
}

/** What breaks the promise though no policy says so: the same data under another name, and people who change what it rests on. */
function beyondPolicies(context: CheckContext, record: IsolationRecord, asked: Map<string, Question>): Decision | undefined {
  const pools = poolsOf(context, record);
  const { owner: of } = record;
  const owner = ownerKeyOf(record);
  const doors = throughOtherDoors(context, { slices: record.slices, owner, domains: domainsOf(of), exceptions: (session) => exceptionsOf(context, record, session) });
  if (doors?.verdict === 'VIOLATED') return doors;
  const byRule = record.except.some(({ principal }) => principal.startsWith('rule:'));
  const groups = record.except.some(({ principal }) => principal.startsWith('group:')) || (byRule && rulesOnGroups(pools)) || (owner.kind === 'session-tag' && tagOfGroups(pools, owner.tag));
  const gain = gainOver(context, context.sessionsWithPowers(context.graph.pools), {
    pools, ...partsOf(record.slices, (slices) => ask(context, { ...record, slices }, asked).apart), groups, claims: byRule || of.kind === 'session-tag', users: true,
  });
  const gained = gain && decisionOf(context, gain, 'what belongs to others is within their reach');
  return gained?.verdict === 'VIOLATED' ? gained : doors ?? gained;
}

function exceptionsOf(context: CheckContext, record: IsolationRecord, session: Session): string[] {
  return record.except.filter(({ pool, principal }) => pool === session.pool.id && context.isAmong(session.origin ?? session, principal)).flatMap(({ actions }) => [...actions]);
}

/** The values that owners have, and those that people have who ask: where policies themselves refuse other values, that is to be proved too. */
function domainsOf(owner: OwnerRecord): { owner: Domain; caller?: Domain } {
  if (owner.kind === 'identity-id') return { owner: { kind: 'identity-id' } };
  if (owner.values !== undefined) return { owner: { kind: 'values', values: owner.values } };
  if (owner.alphabet === undefined) return { owner: { kind: 'session-tag' } };
  return { owner: { kind: 'alphabet', alphabet: owner.alphabet }, ...(owner.enforced === true && { caller: { kind: 'session-tag' } }) };
}

function violated(context: CheckContext, record: IsolationRecord, proof: Proof, all: readonly AffectedSubject[], claim: (people: readonly Claimed[]) => Proof): Decision {
  const { certain: sure, perhaps: doubted } = certainFirst(all);
  if (doubted.length > 0) {
    const certain = claim(sure.map(({ subject }) => subject));
    if (certain.verdict !== 'VIOLATED') {
      return {
        verdict: 'UNKNOWN',
        message: `${proof.reason}, if ${proof.counterexample?.person ?? 'somebody'} can do so: ${doubted[0].uncertainties[0]}`,
        ...(proof.statement !== undefined && { statement: proof.statement }), assumptions: proof.assumptions,
      };
    }
    return broken(context, record, certain, all);
  }
  return broken(context, record, proof, all);
}

function broken(context: CheckContext, record: IsolationRecord, found: Proof, all: readonly AffectedSubject[]): Decision {
  const proof = readable(found, all.map(({ subject }) => subject), (action, example) => record.slices.some((slice) => [action, example.request.action].every((name) => coversAction(slice.actions, name)))
    && !all.some(({ subject }) => subject.title === example.person && coversAction(subject.except ?? [], action)));
  const ownerName = record.owner.kind === 'identity-id' ? 'identity id' : record.owner.tag;
  const statement = proof.counterexample?.statement ?? proof.statement;
  const counterexample = context.counterexample(proof, ownerName);
  return {
    verdict: 'VIOLATED', message: whyOf(context, record, proof),
    ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }),
    fix: fixOf(context, record, statement, { action: proof.counterexample?.request.action ?? '', caller: proof.counterexample?.caller }),
  };
}

const coversAction = (patterns: readonly string[], action: string): boolean => patterns.some((pattern) => {
  const [text, name] = [pattern.toLowerCase(), action.toLowerCase()];
  return text.endsWith('*') ? name.startsWith(text.slice(0, -1)) : name === text;
});

/** What it is in the statement that lets people beyond their own. */
function whyOf(context: CheckContext, { owner }: IsolationRecord, proof: Proof): string {
  const { counterexample: example } = proof;
  const found = context.graph.policyIndex.find(example?.statement ?? '');
  if (found === undefined || example === undefined) return proof.reason;
  const { statement, policy } = found;
  const variable = owner.kind === 'identity-id' ? /\$\{cognito-identity[^}]*:sub\}/i : /\$\{aws:PrincipalTag\/[^}]*\}/i;
  const texts = [...statement.resources.map(({ text }) => text), ...statement.conditions.flatMap(({ values }) => values)].filter((text) => variable.test(text));
  if (policy.origin.kind === 'resource') return example.person.startsWith('anybody') ? 'the policy lets in everybody, signed in or not' : 'the policy of the resource lets them in, whatever their own policies say';
  if (texts.length === 0) return "the statement does not ask whose it is: it reaches everybody's";
  if (owner.kind === 'session-tag' && example.caller === undefined) return 'a tag of the role stands in for the claim: users without a value of their own share it';
  if (texts.some((text) => /[*?]/.test(text.slice(0, text.search(variable)).replace(/^arn:[^/]*/, '')))) return 'the wildcard before the variable reaches into what belongs to others';
  const [, next] = texts.map((text) => text.split(variable)).sort((a, b) => Number((a[1] ?? '').startsWith('/')) - Number((b[1] ?? '').startsWith('/')))[0] ?? [];
  if (owner.kind === 'session-tag' && [example.caller, example.owner].some((value) => value?.includes('/') === true)) return 'the tag alphabet allows "/"';
  if (owner.kind === 'session-tag' && example.caller === '') return 'a tag may be empty';
  return next?.startsWith('/') === true ? proof.reason : throughKeys(statement, variable, example) ?? 'nothing ends the variable: one value can begin another';
}

/** A condition on the keys of a request lets through what names none, or others beside one's own. */
function throughKeys({ conditions }: Statement, variable: RegExp, { request }: Counterexample): string | undefined {
  const asked = conditions.find(({ values }) => values.some((value) => variable.test(value)));
  if (asked === undefined) return undefined;
  if (/^ForAnyValue:/.test(asked.operator)) return 'the condition asks for one of the keys alone: others may stand beside it';
  return Object.keys(request.context).some((key) => key.toLowerCase() === asked.key) ? undefined : 'the condition lets requests pass that name no key';
}

function fixOf(context: CheckContext, record: IsolationRecord, statement: string | undefined, { action, caller }: { action: string; caller: string | undefined }): string {
  const found = statement === undefined ? undefined : context.graph.policyIndex.find(statement);
  const holder = statement === undefined ? undefined : context.graph.policyIndex.holderOf(statement);
  if (found?.policy.origin.kind === 'resource') {
    return `narrow ${found.policy.origin.resource} to the principals and the prefix that it is intended for, or take the statement out`;
  }
  const { owner } = record;
  if (owner.kind === 'session-tag' && owner.enforced === true && caller !== undefined && (caller === '' || caller.includes('/'))) {
    return `add the condition StringNotLike on aws:PrincipalTag/${owner.tag} that refuses the empty value and values with a slash`;
  }
  const isTagAtFault = owner.kind === 'session-tag' && owner.alphabet === undefined && owner.values === undefined;
  if (isTagAtFault && found?.statement.resources.some(({ text }) => /\$\{aws:PrincipalTag/i.test(text)) === true) {
    return 'constrain the claim to [A-Za-z0-9-]+, or use immutable ids';
  }
  const grant = context.records.grants.find(({ resource, pool }) => resource === holder && (record.pool === undefined || pool === record.pool));
  if (grant !== undefined && record.pool === undefined) return `take the grant to '${grant.to}' out, or name them in 'except' of the property, if they are intended to reach everybody's`;
  if (grant !== undefined) return intendedCall(grant.to, action);
  const ofKeys = statement !== undefined && record.slices.some(({ key }) => key !== undefined && key.toLowerCase() !== 's3:prefix') ? keepToOwn(context, { id: statement, owner, slices: record.slices, action: context.graph.policyIndex.originalSpelling(action) }) : undefined;
  return ofKeys ?? "narrow the statement to the owner's slice, with a slash on either side of the variable, or take it out";
}

/** The calls of the library that make the access part of what is promised, for what the grant was intended to be. */
function intendedCall(to: string, action: string): string {
  const verb = /:(get|list|head|describe|query|scan|batchget|conditioncheck)/i.test(action) ? 'read' : /:(delete|abort)/i.test(action) ? 'delete' : 'write';
  const isOfObjects = /^s3:/i.test(action);
  const facade = isOfObjects ? 'OwnObjectGrants' : 'OwnItemGrants';
  const own = isOfObjects || verb !== 'delete' ? verb : 'write';
  if (to === 'guest' || to === 'authenticated') {
    const shared = isOfObjects ? `; what is shared, below a prefix of its own with SharedObjectGrants.fromBucket(bucket, { prefix }).${verb}(…)` : '';
    return `take out the grant to '${to}' that reaches everybody's, and grant what is intended: their own with ${own}(…) of the ${facade} that made this promise${shared}`;
  }
  const [kind, name] = [to.slice(0, to.indexOf(':')), to.slice(to.indexOf(':') + 1)];
  const principal = kind === 'group' ? `auth.group('${name}')` : `the principal '${to}'`;
  return `if '${to}' is intended to ${verb} everybody's, grant it with ${verb}All(${principal}) of the ${facade} that made this promise: it then is an exception that the promise names; if not, take the grant out`;
}

/** A tag is worth nothing when the user chooses its value. */
function doubtOf(context: CheckContext, record: IsolationRecord): Decision | undefined {
  const { owner } = record;
  if (owner.kind !== 'session-tag') return undefined;
  const pools = poolsOf(context, record);
  for (const map of pools.flatMap(({ tagMaps }) => tagMaps)) {
    const claim = [...map.claims].find(([tag]) => tag.toLowerCase() === owner.tag.toLowerCase())?.[1];
    const userPool = claim === undefined ? undefined : context.graph.userPools.find(map.provider);
    if (claim === undefined || userPool === undefined) continue;
    const chosen = chosenByUsers(userPool, claim);
    if (chosen !== undefined) return { verdict: 'NOT_PROVED', blame: map.resource, location: 'Properties.PrincipalTags', message: `the tag '${owner.tag}' comes from '${claim}', and ${chosen.reason}`, fix: 'map the tag to a claim that only servers write, such as sub or a custom attribute' };
    const writer = writersOf(userPool, claim).at(0);
    if (writer !== undefined) {
      return {
        verdict: 'NOT_PROVED', blame: writer.client, location: 'Properties.WriteAttributes',
        message: `the tag '${owner.tag}' comes from the attribute '${claim}', which users may write themselves through the app client '${writer.client.id}'`,
        fix: writingFix(userPool, writer.client, claim),
      };
    }
  }
  return undefined;
}

function assumptionsOf(context: CheckContext, record: IsolationRecord): string[] {
  const { owner } = record;
  const result: string[] = owner.kind !== 'session-tag' ? [] : poolsOf(context, record).flatMap(({ tagMaps }) => tagMaps).flatMap(({ provider, claims }) => {
    const claim = [...claims].find(([tag]) => tag.toLowerCase() === owner.tag.toLowerCase())?.[1];
    return claim === undefined || isSettled(claim) || provider.startsWith('cognito-idp.') || context.graph.userPools.find(provider) !== undefined ? [] : [`${context.render(provider)} lets nobody choose their own claim '${claim}'`];
  });
  if (record.owner.kind === 'session-tag') {
    if (record.owner.alphabet !== undefined && record.owner.enforced !== true) result.push(`values of the tag '${record.owner.tag}' are made of ${record.owner.alphabet}`);
    if (record.owner.values !== undefined) result.push(`values of the tag '${record.owner.tag}' are among ${record.owner.values.map((v) => `'${v}'`).join(', ')}`);
  }
  return result;
}
