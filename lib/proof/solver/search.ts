import type { Bound } from '../iam/glob';
import type { RequestRegion, RequestWitness } from './request-region';
import type { Budget } from './budget';
import { conjunctionCovers } from './covers';
import { cannotMeet } from './prefilter';
import type { Conjunction, Constraint } from './conjunction';
import { satisfies } from './conjunction';
import type { GrantPath } from './grant-paths';

/** A request that was looked for, and the statement that allows it. */
export interface Hit {
  readonly sample: RequestWitness;
  readonly statement: string;
}

/**
 * Looks for a request of a region that some path allows and no exclusion holds.
 *
 * @param region the requests in question
 * @param claim the constraints that made the region, to leave out early what cannot meet them
 * @param paths the paths to an Allow
 * @param exclusions conjunctions that the request must be outside of
 * @param bound `upper`: a miss is a proof; `lower`: a hit is real
 * @param budget bounds the work
 * @param known statements of the first layer that need no look
 * @returns the hits, at most one for each resource of each statement of the first layer
 */
export function* search(region: RequestRegion, claim: readonly Constraint[], paths: readonly GrantPath[], exclusions: readonly Conjunction[], bound: Bound, budget: Budget, known: ReadonlySet<string> = new Set()): Generator<Hit> {
  const relevant = exclusions.filter((one) => !cannotMeet(one.constraints, claim));
  for (const { layers } of paths) {
    const met = layers.map((layer) => layer.filter((one) => !cannotMeet(one.constraints, claim)));
    for (const first of met[0]) {
      if (known.has(first.statement) && met.length === 1) continue;
      for (const piece of byResource(first)) {
        if (cannotMeet(piece.constraints, claim)) continue;
        const sample = sampleOf(region, piece, met.slice(1), relevant, bound, budget);
        if (sample) yield { sample, statement: first.statement };
      }
    }
  }
}

/**
 * Looks for a request of a region in one conjunction.
 *
 * @param region the requests in question
 * @param piece the conjunction
 * @param limits layers that have to hold the request too
 * @param exclusions conjunctions that the request must be outside of
 * @param bound `upper`: a miss is a proof; `lower`: a hit is real
 * @param budget bounds the work
 * @returns a request, or `undefined`: there is none
 */
export function sampleOf(region: RequestRegion, piece: Conjunction, limits: readonly (readonly Conjunction[])[], exclusions: readonly Conjunction[], bound: Bound, budget: Budget): RequestWitness | undefined {
  budget.spend(1);
  if (exclusions.some((one) => conjunctionCovers(one, piece))) return undefined;
  const against = exclusions.filter((one) => !cannotMeet(one.constraints, piece.constraints));
  return firstSample(limitedBy(inside(region, piece), limits), against, bound, budget);
}

/**
 * One conjunction for each of several actions.
 *
 * @param conjunction a conjunction
 * @returns its parts
 */
export function byAction(conjunction: Conjunction): Conjunction[] {
  return byPattern(conjunction, 'action');
}

/** One conjunction for each resource: what one of a thousand cannot meet is left out once for all. */
export function byResource(conjunction: Conjunction): Conjunction[] {
  return byPattern(conjunction, 'resource');
}

function byPattern(conjunction: Conjunction, on: 'action' | 'resource'): Conjunction[] {
  const constraint = conjunction.constraints.find((one) => one.on === on && !one.text.negated && one.text.patterns.length > 1);
  if (constraint === undefined || constraint.on === 'key') return [conjunction];
  return constraint.text.patterns.map((tokens) => ({ ...conjunction, constraints: conjunction.constraints.map((one) => (one === constraint ? { ...constraint, text: { ...constraint.text, patterns: [tokens] } } : one)) }));
}

function firstSample(regions: Iterable<RequestRegion>, exclusions: readonly Conjunction[], bound: Bound, budget: Budget): RequestWitness | undefined {
  for (const region of regions) {
    const sample = subtract(region, exclusions, bound, budget);
    if (sample) return sample;
  }
  return undefined;
}

function* limitedBy(region: RequestRegion, layers: readonly (readonly Conjunction[])[]): Generator<RequestRegion> {
  if (!region.sample()) return;
  if (layers.length === 0) {
    yield region;
    return;
  }
  for (const conjunction of layers[0]) yield* limitedBy(inside(region, conjunction), layers.slice(1));
}

function inside(region: RequestRegion, conjunction: Conjunction): RequestRegion {
  return conjunction.constraints.reduce((part, constraint) => part.narrow(constraint, true), region);
}

interface Part {
  readonly region: RequestRegion;
  readonly used?: Used;
}

interface Used {
  readonly exclusion: Conjunction;
  readonly before?: Used;
}

// Takes a sample; if an exclusion holds it, goes on with what is left of the region outside of each constraint of that exclusion.
function subtract(region: RequestRegion, exclusions: readonly Conjunction[], bound: Bound, budget: Budget): RequestWitness | undefined {
  const truth = bound === 'upper' ? 'lower' : 'upper';
  const pending: Part[] = [{ region }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    const sample = part.region.sample();
    if (!sample) continue;
    budget.spend(exclusions.length + 1);
    const { used } = part;
    const holds = ({ constraints }: Conjunction, how: Bound): boolean => constraints.every((constraint) => satisfies(constraint, pointOf(sample, constraint), how));
    const exclusion = exclusions.find((one) => !isUsed(one, used) && holds(one, truth) && one.except?.some((left) => holds(left, bound)) !== true);
    if (!exclusion) return sample;
    const next = { exclusion, before: used };
    for (const constraint of exclusion.constraints) pending.push({ region: part.region.narrow(constraint, false), used: next });
    for (const left of exclusion.except ?? []) pending.push({ region: inside(inside(part.region, exclusion), left), used: next });
  }
  return undefined;
}

function isUsed(exclusion: Conjunction, used: Used | undefined): boolean {
  for (let one = used; one; one = one.before) if (one.exclusion === exclusion) return true;
  return false;
}

/** Where a sample is on a constraint's dimension. A key of which nothing is said is left out of the request: nobody need bring it. */
export function pointOf(sample: RequestWitness, constraint: Constraint): readonly string[] | undefined {
  if (constraint.on === 'key') return sample.keys.get(constraint.test.key);
  return [constraint.on === 'action' ? sample.action : sample.resource];
}
