import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { context } from '../cdk.json';
import { amplify } from './jobs/amplify';
import type { Job } from './jobs/job';
import { l1 } from './jobs/l1';
import { l2 } from './jobs/l2';
import { ours } from './jobs/ours';
import { median } from './median';

const JOBS: Readonly<Record<string, Job>> = { ours, l2, l1, amplify };
const COPIES = 40;
const ROUNDS = 9;

/** What one way of doing the job costs, for all copies together. */
export interface SynthCost {
  readonly milliseconds: number;
  readonly resources: number;
  readonly bytes: number;
}

/** Does the job in all ways in turn, round after round, so that a slow moment of the machine meets them all. */
export function measureSynth(): Readonly<Record<string, SynthCost>> {
  const times: Record<string, number[]> = {};
  const sizes: Record<string, Omit<SynthCost, 'milliseconds'>> = {};
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, job] of Object.entries(JOBS)) {
      const { milliseconds, ...size } = once(job);
      sizes[name] = size;
      if (round >= 0) (times[name] ??= []).push(milliseconds);
    }
  }
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, { milliseconds: median(times[name]), ...size }]));
}

function once(job: Job): SynthCost {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const begin = performance.now();
    const app = new App({ context, outdir });
    const stack = new Stack(app, 'Bench');
    const input = { photos: new Bucket(stack, 'Photos'), clicks: new Stream(stack, 'Clicks') };
    for (let copy = 0; copy < COPIES; copy++) job(stack, `Auth${copy}`, input);
    const { template } = app.synth().getStackByName('Bench') as { template: { Resources: object } };
    const milliseconds = performance.now() - begin;
    return { milliseconds, resources: Object.keys(template.Resources).length - 2, bytes: JSON.stringify(template).length };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
