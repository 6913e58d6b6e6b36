import { AwsSolutionsChecks } from 'cdk-nag';
import { exampleApp, exampleNames } from '../support/example-apps';

test.each(exampleNames)('AwsSolutions finds nothing in %s that is not acknowledged with a reason', (name) => {
  const { app, stack } = exampleApp(name);
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations.map(({ ruleName, violatingResources }) => `${ruleName} ${violatingResources.map((r) => r.constructPath ?? r.resourceLogicalId).join(', ')}`)).toEqual([]);
});
