import * as fc from 'fast-check';
import { cyclesIn, danglingIn, templatesOf } from '../support/assemblies';
import { appSpec, buildApp, otherTexts } from './app-arbitrary';
import { expectOurs } from '../support/house-errors';

const numRuns = Number(process.env.FUZZ_RUNS ?? 200);

beforeEach(() => {
  for (const stream of ['error', 'warn', 'log'] as const) jest.spyOn(console, stream).mockImplementation(); // where the CDK prints what the proof found
});

test(`${numRuns} random apps, of one stack and of several, with pools of the app and others, give templates that CloudFormation can read or errors of ours`, () => {
  fc.assert(fc.property(appSpec, otherTexts, (spec, others) => {
    const root = buildApp(spec, others, expectOurs);
    let templates: ReturnType<typeof templatesOf>;
    try {
      templates = templatesOf(root);
    } catch (error) {
      expectOurs(error);
      return;
    }
    expect(danglingIn(templates)).toEqual([]);
    expect(cyclesIn(templates)).toEqual([]);
  }), { numRuns });
}, 6_000_000);
