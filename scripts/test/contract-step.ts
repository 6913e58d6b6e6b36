import { againstGuidelines, brokenSince } from '../api/contract';
import { sum, one } from './counts';
import type { Step } from './step';

/** Whether the public API still has all that was settled, and follows the guidelines of the CDK. */
export const contractStep: Step = {
  name: 'the public API keeps what was settled (jsii-diff) and the guidelines (awslint)',
  run: async (print) => {
    const results = [await brokenSince(), await againstGuidelines()];
    results.flat().forEach(print);
    return sum(results.map((issues) => one(issues.length === 0)));
  },
};
