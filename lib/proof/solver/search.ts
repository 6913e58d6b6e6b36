import type { Reading } from '../iam/glob';
import type { Box, Sample } from './request-region';
import type { Budget } from './budget';
import { covers } from './covers';
import { cannotMeet } from './prefilter';
import type { Rectangle, Side } from './conjunction';
import { lies } from './conjunction';
import type { Way } from './grant-paths';

/** A request that was looked for, and the statement that allows it. */
export interface Hit {
  readonly sample: Sample;
  readonly statement: string;
}

/**
 * Looks for a request of a box that some way allows and no exclusion holds.
 *
 * @param box the requests in question
 * @param claim the sides that made the box, to leave out early what cannot meet them
 * @param ways the ways to an Allow
 * @param exclusions rectangles that the request must be outside of
 * @param reading `may`: a miss is a proof; `must`: a hit is real
 * @param budget bounds the work
 * @param known statements of the first layer that need no look
 * @returns the hits, at most one for each resource of each statement of the first layer
 */
export function* search(box: Box, claim: readonly Side[], ways: readonly Way[], exclusions: readonly Rectangle[], reading: Reading, budget: Budget, known: ReadonlySet<string> = new Set()): Generator<Hit> {
  const relevant = exclusions.filter((one) => !cannotMeet(one.sides, claim));
  for (const { layers } of ways) {
    const met = layers.map((layer) => layer.filter((one) => !cannotMeet(one.sides, claim)));
    for (const first of met[0]) {
      if (known.has(first.statement) && met.length === 1) continue;
      for (const piece of byResource(first)) {
        if (cannotMeet(piece.sides, claim)) continue;
        budget.spend(1);
        if (reading === 'may' && relevant.some((one) => covers(one, piece))) continue;
        const against = relevant.filter((one) => !cannotMeet(one.sides, piece.sides));
        const sample = firstSample(limitedBy(inside(box, piece), met.slice(1)), against, reading, budget);
        if (sample) yield { sample, statement: first.statement };
      }
    }
  }
}

// One rectangle for each resource: what one of a thousand cannot meet is left out once for all.
function byResource(rectangle: Rectangle): Rectangle[] {
  const at = rectangle.sides.findIndex((side) => side.on === 'resource' && !side.text.negated && side.text.patterns.length > 1);
  const side = rectangle.sides[at];
  if (side === undefined || side.on !== 'resource') return [rectangle];
  return side.text.patterns.map((tokens) => ({ ...rectangle, sides: rectangle.sides.map((one) => (one === side ? { ...side, text: { ...side.text, patterns: [tokens] } } : one)) }));
}

function firstSample(boxes: Iterable<Box>, exclusions: readonly Rectangle[], reading: Reading, budget: Budget): Sample | undefined {
  for (const box of boxes) {
    const sample = subtract(box, exclusions, reading, budget);
    if (sample) return sample;
  }
  return undefined;
}

function* limitedBy(box: Box, layers: readonly (readonly Rectangle[])[]): Generator<Box> {
  if (!box.sample()) return;
  if (layers.length === 0) {
    yield box;
    return;
  }
  for (const rectangle of layers[0]) yield* limitedBy(inside(box, rectangle), layers.slice(1));
}

function inside(box: Box, rectangle: Rectangle): Box {
  return rectangle.sides.reduce((part, side) => part.narrow(side, true), box);
}

interface Part {
  readonly box: Box;
  readonly used?: Used;
}

interface Used {
  readonly exclusion: Rectangle;
  readonly before?: Used;
}

// Takes a sample; if an exclusion holds it, goes on with what is left of the box on each side of that exclusion.
function subtract(box: Box, exclusions: readonly Rectangle[], reading: Reading, budget: Budget): Sample | undefined {
  const truth = reading === 'may' ? 'must' : 'may';
  const pending: Part[] = [{ box }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    const sample = part.box.sample();
    if (!sample) continue;
    budget.spend(exclusions.length + 1);
    const { used } = part;
    const exclusion = exclusions.find((one) => !isUsed(one, used) && one.sides.every((side) => lies(side, pointOf(sample, side), truth)));
    if (!exclusion) return sample;
    for (const side of exclusion.sides) pending.push({ box: part.box.narrow(side, false), used: { exclusion, before: used } });
  }
  return undefined;
}

function isUsed(exclusion: Rectangle, used: Used | undefined): boolean {
  for (let one = used; one; one = one.before) if (one.exclusion === exclusion) return true;
  return false;
}

/** Where a sample is on a side's dimension. A key of which nothing is said is left out of the request: nobody need bring it. */
export function pointOf(sample: Sample, side: Side): readonly string[] | undefined {
  if (side.on === 'key') return sample.keys.get(side.test.key);
  return [side.on === 'action' ? sample.action : sample.resource];
}
