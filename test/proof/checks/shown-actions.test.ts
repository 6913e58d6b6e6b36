import { actionFacts } from '../../../lib/proof/authorization-data/actions';
import type { Finding } from '../../../lib/proof/findings/finding';
import { examineTemplates } from '../../../lib/proof/prove';
import { at, photoApp } from '../photo-app';

/** What is found where a policy besides is given to curators. */
function found(rule: string, action: string, resource = '*'): Finding | undefined {
  const template = photoApp();
  at(template, 'CuratorsRole/Properties').Policies = [{ PolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] } }];
  return examineTemplates([{ file: 'photo-app.json', body: template }]).find((one) => one.rule === rule && one.verdict === 'VIOLATED');
}

describe('a counterexample shows an action that AWS has', () => {
  test.each([
    ['*', 'iam:CreateRole'], ['s3:List*', 's3:ListBucket'], ['dynamodb:*', 'dynamodb:GetItem'], ['polly:*', undefined], ['rekognition:Detect*', undefined],
  ])('of %s', (pattern, expected) => {
    const shown = found('limited', pattern)?.counterexample?.request.action ?? '';
    expect(actionFacts(shown)?.name).toBe(expected ?? shown);
  });
});

test.each([
  ['*', 'iam:PutRolePolicy'], ['iam:*', 'iam:PutRolePolicy'], ['iam:Delete*', 'iam:DeleteRole'],
])('of the actions of %s one that tells what is gained', (pattern, expected) => {
  expect(found('privilege-escalation', pattern)?.counterexample?.request.action).toBe(expected);
});
