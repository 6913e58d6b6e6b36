import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { context } from '../cdk.json';
import type { Job } from './jobs/job';

/** A way to do the job, and what the app says of how it is synthesized. */
export interface Way {
  readonly job: Job;
  readonly context?: object;
}

/** How much of it is synthesized together, and how often. */
export interface SynthSize {
  readonly stacks: number;
  readonly copies: number;
  readonly rounds: number;
}

/** What one way of doing the job costs, for all copies together. */
export interface SynthCost {
  readonly milliseconds: number;
  readonly resources: number;
  readonly bytes: number;
}

/** Does the job once, from an empty app to its templates. */
export function synthesizeOnce({ job, context: more }: Way, { stacks, copies }: Omit<SynthSize, 'rounds'>): SynthCost {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const begin = performance.now();
    const app = new App({ context: { ...context, ...more }, outdir });
    for (let index = 0; index < stacks; index++) {
      const stack = new Stack(app, `Bench${index}`);
      const input = { photos: new Bucket(stack, 'Photos'), clicks: new Stream(stack, 'Clicks') };
      for (let copy = 0; copy < copies; copy++) job(stack, `Auth${copy}`, input);
    }
    const templates = app.synth().stacks.map(({ template }) => template as { Resources: object });
    const milliseconds = performance.now() - begin;
    const count = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
    return { milliseconds, resources: count(templates.map(({ Resources }) => Object.keys(Resources).length - 2)), bytes: count(templates.map((template) => JSON.stringify(template).length)) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
