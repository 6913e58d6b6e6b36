import * as fc from 'fast-check';
import { synthesized } from '../support/synthesized';
import { randomApps } from './random-apps';
import { buildPool, poolSpec } from './user-pool-arbitrary';

// The rules of aws-cdk-lib for CloudFormation cost seconds in each process, so all pools go into one app.
process.env.CDK_VALIDATION = 'true';
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };

const [pools, apps] = process.env.FUZZ_RUNS === undefined ? [80, 30] : [2000, 1000];

beforeEach(() => {
  for (const stream of ['error', 'warn', 'log'] as const) jest.spyOn(console, stream).mockImplementation(); // where the CDK prints what the proof found
});

test(`strict validation finds nothing in ${pools} random pools`, () => {
  expect(synthesized((app) => fc.sample(poolSpec, { numRuns: pools, seed: 1 }).forEach((spec, index) => buildPool(spec, app, `Pool${index}`)), { context }).violations).toEqual([]);
}, 900_000);

test(`strict validation finds nothing in ${apps} random apps`, () => {
  const all = randomApps(apps, 1).map((fill) => synthesized(fill, { context: { ...context, 'cdk-cognito-pools:proof': 'off' } }));
  const isOfTests = (text: string): boolean => text.startsWith('Parameters/Given'); // a parameter of a step that was refused
  expect(all.flatMap(({ violations }) => violations).filter(([, text]) => !isOfTests(text))).toEqual([]);
  expect(all.filter(({ templates }) => templates.size > 0).length).toBeGreaterThan(apps / 4);
}, 900_000);
