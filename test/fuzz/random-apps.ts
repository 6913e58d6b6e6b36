import type { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { appSpec, buildApp, otherTexts } from './app-arbitrary';

/** Random apps by a seed; each makes itself in an app that is given. What a step is refused with is left out: `apps.test.ts` looks at it. */
export function randomApps(count: number, seed: number): ((app: App) => void)[] {
  return fc.sample(fc.tuple(appSpec, otherTexts), { numRuns: count, seed }).map(([spec, others]) => (app) => { buildApp(spec, others, () => undefined, app); });
}
