// Does the job of the benchmark once for one user of it, in the way that is named, and prints how many milliseconds of processor time the process took.
/* eslint-disable @typescript-eslint/no-require-imports -- no way loads what the others need */
import { synthesizeOnce, type Way } from './synthesize-once';

process.env.CDK_VALIDATION = 'false';

const ours = (): Way => ({ job: (require('./jobs/ours') as typeof import('./jobs/ours')).ours });
const WAYS: Readonly<Record<string, () => Way>> = {
  'ours': ours,
  'without proof': () => ({ ...ours(), context: { 'cdk-cognito-pools:proof': 'off' } }),
  'l2': () => ({ job: (require('./jobs/l2') as typeof import('./jobs/l2')).l2 }),
};

synthesizeOnce(WAYS[process.argv[2]](), { stacks: 1, copies: 1 });
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
