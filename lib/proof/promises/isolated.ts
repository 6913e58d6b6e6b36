import { proveIsolated, type Domain, type IsolationClaim, type Proof } from '../forall';
import type { Finding } from '../findings/finding';
import { distinct } from './alike';
import type { Case, Decision } from './case';
import { everybody, type Somebody } from './everybody';
import { familiar } from './familiar';
import type { OwnerRecord } from './fields';
import type { IsolationRecord } from './records';
import type { StatedProperty } from './stated';
import { userPoolOf, writersOf } from './writers';

type Claimed = IsolationClaim['people'][number];

/**
 * Decides each promise that slices belong to their owners alone.
 *
 * @param facts what is reachable and what is recorded
 * @returns the findings
 */
export function isolated(facts: Case): Finding[] {
  const asked = new Map<string, Question>();
  return merged([...facts.records.isolations, ...facts.records.stated.flatMap((property) => statedIsolation(facts, property))]).map((record) => {
    const { title, resource, slices } = record;
    return facts.finding({ rule: 'isolated', title, subject: slices[0]?.resource ?? 'no slice', resource }, decide(facts, record, asked));
  });
}

/** An isolation that was stated for the people of all identity pools. */
function statedIsolation(facts: Case, property: StatedProperty): IsolationRecord[] {
  if (property.kind !== 'isolated') return [];
  const { resource, owner, slices, except, title = `${owner.kind === 'identity-id' ? 'users' : `users of different ${owner.tag}`} reach only what is their own` } = property;
  return [{ resource, title, owner, slices, pool: undefined, except: except.map((one) => ({ ...one, pool: facts.poolOf(one.pool)?.id ?? one.pool })) }];
}

/** What was asked about a slice, and the answer. */
interface Question {
  readonly all: readonly Somebody[];
  readonly claim: (people: readonly Claimed[]) => Proof;
  readonly proof: Proof;
}

/** Pools that divide the same resource in the same way ask the same question, unless one of them makes exceptions. */
function ask(facts: Case, record: IsolationRecord, asked: Map<string, Question>): Question {
  const key = JSON.stringify([record.owner, record.slices, ...(record.except.length > 0 ? [record.pool, record.except] : [])]);
  const before = asked.get(key);
  if (before !== undefined) return before;
  // those without exceptions first: what everybody can do makes the plainest counterexample
  const all = everybody(facts, {
    resources: record.slices.map(({ resource }) => resource),
    owner: record.owner.kind === 'identity-id' ? { kind: 'identity-id' } : { kind: 'session-tag', tag: record.owner.tag },
    exceptions: (session) => record.except.filter(({ pool, principal }) => pool === session.pool.id && facts.isAmong(session, principal)).flatMap(({ actions }) => actions),
  }).sort((a, b) => Number(a.person.except !== undefined) - Number(b.person.except !== undefined));
  const claim = (people: readonly Claimed[]): Proof => proveIsolated({ ...domainsOf(record.owner), slices: record.slices, people: distinct(people) });
  const question = { all, claim, proof: claim(all.map(({ person }) => person)) };
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

function decide(facts: Case, record: IsolationRecord, asked: Map<string, Question>): Decision {
  if (record.pool === undefined && facts.reach.pools.length === 0) return { verdict: 'UNKNOWN', message: 'no identity pool is in the templates' };
  if (record.pool !== undefined && facts.pool(record.pool) === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  if (record.slices.length === 0) return { verdict: 'UNKNOWN', message: 'the promise names no slice' };
  const { all, claim, proof } = ask(facts, record, asked);
  if (proof.verdict === 'VIOLATED') return violated(facts, record, proof, all, claim);
  const doubt = proof.verdict === 'PROVED' ? doubtOf(facts, record) : undefined;
  if (doubt !== undefined) return doubt;
  return { verdict: proof.verdict, message: proof.reason, assumptions: [...proof.assumptions, ...assumptionsOf(record)], ...(proof.statement !== undefined && { statement: proof.statement }) };
}

/** The values that owners have, and those that people have who ask: where policies themselves refuse other values, that is to be proved too. */
function domainsOf(owner: OwnerRecord): { owner: Domain; asker?: Domain } {
  if (owner.kind === 'identity-id') return { owner: { kind: 'identity-id' } };
  if (owner.values !== undefined) return { owner: { kind: 'values', values: owner.values } };
  if (owner.alphabet === undefined) return { owner: { kind: 'session-tag' } };
  return { owner: { kind: 'alphabet', alphabet: owner.alphabet }, ...(owner.enforced === true && { asker: { kind: 'session-tag' } }) };
}

function violated(facts: Case, record: IsolationRecord, proof: Proof, all: readonly Somebody[], claim: (people: readonly Claimed[]) => Proof): Decision {
  const doubted = all.filter(({ session }) => session !== undefined && session.doubts.length > 0);
  if (doubted.length > 0) {
    const certain = claim(all.filter(({ session }) => session === undefined || session.doubts.length === 0).map(({ person }) => person));
    if (certain.verdict !== 'VIOLATED') {
      return {
        verdict: 'UNKNOWN',
        message: `${proof.reason}, if ${proof.counterexample?.person ?? 'somebody'} can obtain that role: ${doubted[0].session?.doubts[0]}`,
        ...(proof.statement !== undefined && { statement: proof.statement }), assumptions: proof.assumptions,
      };
    }
    return broken(facts, record, certain, all);
  }
  return broken(facts, record, proof, all);
}

function broken(facts: Case, record: IsolationRecord, found: Proof, all: readonly Somebody[]): Decision {
  const proof = familiar(found, all.map(({ person }) => person), (action, example) => record.slices.some((slice) => [action, example.request.action].every((name) => covers(slice.actions, name)))
    && !all.some(({ person }) => person.title === example.person && covers(person.except ?? [], action)));
  const ownerName = record.owner.kind === 'identity-id' ? 'identity id' : record.owner.tag;
  const statement = proof.counterexample?.statement ?? proof.statement;
  const counterexample = facts.counterexample(proof, ownerName);
  return {
    verdict: 'VIOLATED', message: whyOf(facts, record, proof),
    ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }),
    fix: fixOf(facts, record, statement, { action: proof.counterexample?.request.action ?? '', asker: proof.counterexample?.asker }),
  };
}

const covers = (patterns: readonly string[], action: string): boolean => patterns.some((pattern) => {
  const [text, name] = [pattern.toLowerCase(), action.toLowerCase()];
  return text.endsWith('*') ? name.startsWith(text.slice(0, -1)) : name === text;
});

/** What it is in the statement that lets people beyond their own. */
function whyOf(facts: Case, { owner }: IsolationRecord, proof: Proof): string {
  const { counterexample: example } = proof;
  const found = facts.reach.shelf.find(example?.statement ?? '');
  if (found === undefined || example === undefined) return proof.reason;
  const { statement, policy } = found;
  const variable = owner.kind === 'identity-id' ? /\$\{cognito-identity[^}]*:sub\}/i : /\$\{aws:PrincipalTag\/[^}]*\}/i;
  const texts = [...statement.resources.map(({ text }) => text), ...statement.conditions.flatMap(({ values }) => values)].filter((text) => variable.test(text));
  if (policy.origin.kind === 'resource') return example.person.startsWith('anybody') ? 'the policy lets in everybody, signed in or not' : 'the policy of the resource lets them in, whatever their own policies say';
  if (texts.length === 0) return "the statement does not ask whose it is: it reaches everybody's";
  if (owner.kind === 'session-tag' && example.asker === undefined) return 'a tag of the role stands in for the claim: users without a value of their own share it';
  if (texts.some((text) => /[*?]/.test(text.slice(0, text.search(variable)).replace(/^arn:[^/]*/, '')))) return 'the wildcard before the variable reaches into what belongs to others';
  const [, next] = texts.map((text) => text.split(variable)).sort((a, b) => Number((a[1] ?? '').startsWith('/')) - Number((b[1] ?? '').startsWith('/')))[0] ?? [];
  if (owner.kind === 'session-tag' && [example.asker, example.owner].some((value) => value?.includes('/') === true)) return 'the tag alphabet allows "/"';
  if (owner.kind === 'session-tag' && example.asker === '') return 'a tag may be empty';
  return next?.startsWith('/') === true ? proof.reason : 'nothing ends the variable: one value can begin another';
}

function fixOf(facts: Case, record: IsolationRecord, statement: string | undefined, { action, asker }: { action: string; asker: string | undefined }): string {
  const found = statement === undefined ? undefined : facts.reach.shelf.find(statement);
  const holder = statement === undefined ? undefined : facts.reach.shelf.holderOf(statement);
  const readsOnly = /:(get|list|head|describe|query|scan)/i.test(action);
  if (found?.policy.origin.kind === 'resource') {
    return `narrow ${found.policy.origin.resource} to the principals and the prefix that it is intended for, or take the statement out`;
  }
  const { owner } = record;
  if (owner.kind === 'session-tag' && owner.enforced === true && asker !== undefined && (asker === '' || asker.includes('/'))) {
    return `add the condition StringNotLike on aws:PrincipalTag/${owner.tag} that refuses the empty value and values with a slash`;
  }
  const isTagAtFault = owner.kind === 'session-tag' && owner.alphabet === undefined && owner.values === undefined;
  if (isTagAtFault && found?.statement.resources.some(({ text }) => /\$\{aws:PrincipalTag/i.test(text)) === true) {
    return 'constrain the claim to [A-Za-z0-9-]+, or use immutable ids';
  }
  const grant = facts.records.grants.find(({ resource, pool }) => resource === holder && (record.pool === undefined || pool === record.pool));
  if (grant?.to === 'guest' || grant?.to === 'authenticated') {
    return `take out the grant to '${grant.to}' that reaches everybody's, and grant the own slice alone, through the facade that made this promise`;
  }
  if (grant !== undefined && record.pool === undefined) return `take the grant to '${grant.to}' out, or name them in 'except' of the property, if they are intended to reach everybody's`;
  if (grant !== undefined && readsOnly) {
    const name = grant.to.slice(grant.to.indexOf(':') + 1);
    return `if '${grant.to}' is intended to read everybody's, grant it with readAll(${/^\w+$/.test(name) ? name : `'${grant.to}'`}) of the facade that made this promise: it then is an exception that the promise names; if not, take the grant out`;
  }
  return "narrow the statement to the owner's slice, with a slash on either side of the variable, or take it out";
}

/** A tag is worth nothing when the user chooses its value. */
function doubtOf(facts: Case, record: IsolationRecord): Decision | undefined {
  const { owner } = record;
  if (owner.kind !== 'session-tag') return undefined;
  const pools = facts.reach.pools.filter(({ id }) => record.pool === undefined || id === record.pool);
  for (const map of pools.flatMap(({ tagMaps }) => tagMaps)) {
    const claim = [...map.claims].find(([tag]) => tag.toLowerCase() === owner.tag.toLowerCase())?.[1];
    const userPool = claim === undefined ? undefined : userPoolOf(facts.model, map.provider);
    const writer = claim === undefined || userPool === undefined ? undefined : writersOf(facts.model, userPool, claim)[0];
    if (writer !== undefined) {
      return {
        verdict: 'NOT_PROVED', blame: writer.client, location: 'Properties.WriteAttributes',
        message: `the tag '${owner.tag}' comes from the attribute '${claim}', which users may write themselves through the app client '${writer.client.id}'`,
        fix: `leave '${claim}' out of WriteAttributes of every app client`,
      };
    }
  }
  return undefined;
}

function assumptionsOf(record: IsolationRecord): string[] {
  const result: string[] = [];
  if (record.owner.kind === 'session-tag') {
    if (record.owner.alphabet !== undefined && record.owner.enforced !== true) result.push(`values of the tag '${record.owner.tag}' are made of ${record.owner.alphabet}`);
    if (record.owner.values !== undefined) result.push(`values of the tag '${record.owner.tag}' are among ${record.owner.values.map((v) => `'${v}'`).join(', ')}`);
  }
  return result;
}
