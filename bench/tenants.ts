import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { context } from '../cdk.json';
import type { TenantsJob } from './jobs/tenants';
import { rolePerTenant, sessionTag } from './jobs/tenants';
import { median } from './median';

const ROUNDS = 5;
const JOBS: Readonly<Record<string, TenantsJob>> = { 'session tag': sessionTag, 'role per tenant': rolePerTenant };
const SIZES = [1, 10, 100, 200, 400, 1_000_000];

/** What it costs to have so many tenants, or why it cannot be. */
export type TenantsCost = { readonly tenants: number } & ({ readonly milliseconds: number; readonly resources: number; readonly bytes: number } | { readonly refused: string });

/** Both ways in turn for ever more tenants; past the size that CloudFormation refuses there is nothing to measure. */
export function measureTenants(): Readonly<Record<string, readonly TenantsCost[]>> {
  for (const job of Object.values(JOBS)) once(job, 1);
  const costs: Record<string, TenantsCost[]> = Object.fromEntries(Object.keys(JOBS).map((name) => [name, []]));
  for (const tenants of SIZES) {
    for (const [name, job] of Object.entries(JOBS)) {
      const last = costs[name].at(-1);
      costs[name].push(last && 'refused' in last ? { tenants, refused: 'not tried: fewer are refused already' } : measured(job, tenants));
    }
  }
  return costs;
}

function measured(job: TenantsJob, tenants: number): TenantsCost {
  const rounds: ReturnType<typeof once>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const cost = once(job, tenants);
    if (typeof cost === 'string') return { tenants, refused: cost };
    rounds.push(cost);
  }
  const [size] = rounds as Exclude<ReturnType<typeof once>, string>[];
  return { ...size, tenants, milliseconds: median(rounds.map((cost) => (cost as typeof size).milliseconds)) };
}

function once(job: TenantsJob, tenants: number): { milliseconds: number; resources: number; bytes: number } | string {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const begin = performance.now();
    const app = new App({ context, outdir });
    const stack = new Stack(app, 'Bench');
    job(stack, new Bucket(stack, 'Documents'), tenants);
    const { template } = app.synth().getStackByName('Bench') as { template: { Resources: object } };
    return { milliseconds: performance.now() - begin, resources: Object.keys(template.Resources).length, bytes: JSON.stringify(template).length };
  } catch (error) {
    const [reason] = /\d+ is greater than allowed maximum of \d+/.exec((error as Error).message) ?? [];
    if (reason === undefined) throw error;
    return `refused at synth: the number of resources, ${reason}`;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
