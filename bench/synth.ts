import { amplify } from './jobs/amplify';
import { l1 } from './jobs/l1';
import { l2 } from './jobs/l2';
import { ours } from './jobs/ours';
import { median } from './median';
import { synthesizeOnce, type SynthCost, type SynthSize, type Way } from './synthesize-once';

/** The ways to do the job. */
export const WAYS: Readonly<Record<string, Way>> = {
  'ours': { job: ours },
  'without proof': { job: ours, context: { 'cdk-cognito-pools:proof': 'off' } },
  'l2': { job: l2 },
  'l1': { job: l1 },
  'amplify': { job: amplify },
};

/**
 * Does the job in several ways in turn, round after round, so that a slow moment of the machine meets them all.
 *
 * @param size how much of it
 * @param names the ways
 * @returns what each costs
 */
export function measureSynth(size: SynthSize, names: readonly string[] = Object.keys(WAYS)): Readonly<Record<string, SynthCost>> {
  const times: Record<string, number[]> = {};
  const sizes: Record<string, Omit<SynthCost, 'milliseconds'>> = {};
  for (let round = -1; round < size.rounds; round++) {
    for (const name of names) {
      const { milliseconds, ...rest } = synthesizeOnce(WAYS[name], size);
      sizes[name] = rest;
      if (round >= 0) (times[name] ??= []).push(milliseconds);
    }
  }
  return Object.fromEntries(Object.entries(sizes).map(([name, rest]) => [name, { milliseconds: median(times[name]), ...rest }]));
}
