import { dataAliases, type DataAlias } from '../access-graph/data-aliases';
import { READS_WITHOUT_KEY, sameDataAs } from '../authorization-data/same-data';
import type { Session } from '../access-graph/sessions';
import type { OwnerKey } from '../access-graph/subjects';
import { findAllowed, proveIsolated, type Domain, type OwnedSlice, type Proof } from '../solver';
import { affectedSubjects, type AffectedSubject, type Asked } from './affected-subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { distinctSubjects } from './distinct-subjects';

/** A promise that slices belong to their owners alone, as far as other names of the same data are concerned. */
export interface DoorsOf {
  readonly slices: readonly OwnedSlice[];
  readonly owner: OwnerKey;
  readonly domains: { readonly owner: Domain; readonly caller?: Domain };
  readonly exceptions?: Asked['exceptions'];
  readonly isAsked?: Asked['isAsked'];
}

/**
 * Looks for somebody who reaches what belongs to others under another name of the same data: an access point, a copy, a stream.
 *
 * @param context what is reachable
 * @param promise the promise
 * @returns what was found: the worst of it; undefined where nobody does
 */
export function throughOtherDoors(context: CheckContext, promise: DoorsOf): Decision | undefined {
  const policies = context.graph.resourcePolicies();
  const seen = new Set<string>();
  let perhaps: Decision | undefined;
  for (const slice of promise.slices) {
    for (const alias of dataAliases(context.model, slice.resource, policies)) {
      if (alias.takes !== undefined && !slice.actions.some(reads)) continue;
      const key = JSON.stringify([alias.resource, alias.actions, alias.actions === undefined ? [slice.actions, slice.key, slice.value] : []]);
      if (seen.has(key)) continue;
      seen.add(key);
      const found = through(context, promise, slice, alias);
      if (found?.verdict === 'VIOLATED') return found;
      perhaps ??= found;
    }
  }
  const same = throughSameData(context, promise);
  return same?.verdict === 'VIOLATED' ? same : perhaps ?? same;
}

/** Actions under the same name that do what the slices are about. */
function throughSameData(context: CheckContext, promise: DoorsOf): Decision | undefined {
  const places = new Map<string, OwnedSlice>();
  for (const slice of promise.slices) {
    const key = JSON.stringify([slice.resource, slice.key, slice.value]);
    places.set(key, { ...slice, actions: [...places.get(key)?.actions ?? [], ...slice.actions] });
  }
  const slices = [...places.values()].flatMap((slice) => sameDataAs(slice.actions).flatMap(({ actions }) => byKey(slice, actions)));
  if (slices.length === 0) return undefined;
  // Whoever may read everybody's may do so by every action that reads.
  const exceptions = promise.exceptions && ((session: Session) => {
    const named = promise.exceptions!(session);
    return [...named, ...sameDataAs(named).flatMap(({ actions }) => [...actions])];
  });
  const all = affectedSubjects(context, { resources: slices.map(({ resource }) => resource), owner: promise.owner, exceptions, isAsked: promise.isAsked });
  const proof = isolatedIn(promise, slices, all);
  const action = proof.counterexample?.request.action;
  const same = sameDataAs(promise.slices.flatMap(({ actions }) => [...actions])).find(({ actions }) => actions.some((name) => name.toLowerCase() === action?.toLowerCase()));
  return decided(context, proof, all, { what: same === undefined ? 'an action that does the same' : `an action that ${same.does}`, uncertain: undefined });
}

/** A request for an item always carries its key, and one that reads all need not. */
function byKey(slice: OwnedSlice, actions: readonly string[]): OwnedSlice[] {
  const whole = slice.key === undefined ? [] : actions.filter((action) => READS_WITHOUT_KEY.includes(action));
  const rest = actions.filter((action) => !whole.includes(action));
  return [...(rest.length > 0 ? [{ ...slice, actions: rest, each: false }] : []), ...(whole.length > 0 ? [{ ...slice, actions: whole, each: true }] : [])];
}

/** Whether a pattern of actions names some that read. */
const reads = (action: string): boolean => action.includes('*') || /:(Get|BatchGet|Query|Scan|PartiQLSelect)/i.test(action);

function through(context: CheckContext, promise: DoorsOf, slice: OwnedSlice, alias: DataAlias): Decision | undefined {
  const all = affectedSubjects(context, { resources: [alias.resource], owner: promise.owner, exceptions: promise.exceptions, isAsked: promise.isAsked });
  const there = { ...slice, resource: alias.resource };
  const proof = alias.actions === undefined ? isolatedIn(promise, alias.takes === undefined ? [there] : byKey(there, alias.takes), all) : wholeData(alias, alias.actions, all);
  return decided(context, proof, all, alias);
}

function decided(context: CheckContext, proof: Proof, all: readonly AffectedSubject[], alias: Pick<DataAlias, 'what' | 'uncertain'>): Decision | undefined {
  if (proof.verdict === 'PROVED') return undefined;
  const statement = proof.counterexample?.statement ?? proof.statement;
  const by = statement === undefined ? {} : { statement };
  const doubt = alias.uncertain ?? all.find(({ subject }) => subject.title === proof.counterexample?.person)?.uncertainties[0];
  if (proof.verdict !== 'VIOLATED' || doubt !== undefined) {
    return { verdict: proof.verdict === 'NOT_PROVED' ? 'NOT_PROVED' : 'UNKNOWN', message: `by ${alias.what}: ${proof.verdict === 'VIOLATED' ? doubt : proof.reason}`, assumptions: proof.assumptions, ...by };
  }
  const counterexample = context.counterexample(proof);
  return {
    verdict: 'VIOLATED', message: `by ${alias.what}: ${proof.reason}`, ...by, ...(counterexample !== undefined && { counterexample }),
    fix: `narrow the statement to what they need: it reaches by ${alias.what}`,
  };
}

function isolatedIn({ domains }: DoorsOf, slices: readonly OwnedSlice[], all: readonly AffectedSubject[]): Proof {
  return proveIsolated({ owner: domains.owner, ...(domains.caller !== undefined && { caller: domains.caller }), slices, people: distinctSubjects(all.map(({ subject }) => subject)) });
}

/** Data without an owner in its name: whoever reads it reads everybody's. */
function wholeData(alias: DataAlias, actions: readonly string[], all: readonly AffectedSubject[]): Proof {
  let perhaps: Proof | undefined;
  for (const subject of distinctSubjects(all.map((one) => one.subject))) {
    if ((subject as { except?: readonly string[] }).except !== undefined) continue;
    const { found, request, statement, reason, assumptions } = findAllowed(subject, { actions, resources: [alias.resource] });
    if (found === 'no') continue;
    if (found === 'yes' && request !== undefined && statement !== undefined) {
      return { verdict: 'VIOLATED', reason: `${statement} allows it`, statement, assumptions, counterexample: { person: subject.title, request, statement, replayed: true } };
    }
    perhaps ??= { verdict: 'UNKNOWN', reason: `${subject.title}: ${reason}`, assumptions, ...(statement !== undefined && { statement }) };
  }
  return perhaps ?? { verdict: 'PROVED', reason: 'nobody reads it', assumptions: [] };
}
