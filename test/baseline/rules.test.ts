import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { RULES } from '../../lib/baseline/rules';

const specification = loadAwsServiceSpecSync();

test.each(Object.entries(RULES))('%s: every property that CloudFormation knows has a rule, and no other', (type, { properties }) => {
  const known = specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties;
  expect(Object.keys(properties).sort()).toEqual(Object.keys(known).sort());
});

test.each(Object.entries(RULES))('%s: what CloudFormation says to replace the resource is what the rules say', (type, { properties }) => {
  const known = specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties;
  const replacing = Object.keys(known).filter((name) => known[name].causesReplacement === 'yes' || known[name].causesReplacement === 'maybe');
  expect(Object.keys(properties).filter((name) => properties[name] === 'replaces').sort()).toEqual(replacing.sort());
});
