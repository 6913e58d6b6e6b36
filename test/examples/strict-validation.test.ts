import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { context } from '../../cdk.json';
import { examples } from '../../examples';
import { synthesized } from '../support/synthesized';

// The one place where the rules of aws-cdk-lib for CloudFormation run in the tests: they cost seconds in each process.
process.env.CDK_VALIDATION = 'true';
const STRICT = { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };

function validated(fill: (app: App) => void): readonly (readonly [rule: string, text: string])[] {
  return synthesized(fill, { context: { ...context, ...STRICT } }).violations;
}

test('strict validation finds what CloudFormation would refuse', () => {
  const found = validated((app) => new CfnBucket(new Stack(app, 'S'), 'B', { bucketName: 'NOT A BUCKET NAME' }));
  expect(found).not.toEqual([]);
});

test('strict validation finds nothing in any example', () => {
  const found = validated((app) => Object.entries(examples).forEach(([name, ExampleStack]) => new ExampleStack(app, name)));
  expect(found).toEqual([]);
});
