import { at } from '../photo-app';
import { allow, document, examined } from '../rules/plain-app';

/** What the counterexample to a rule, or to a property of the template, asks for where signed-in users may do one thing. */
function asked(rule: string, action: string, resource: unknown, property?: object): string | undefined {
  const found = examined((template) => {
    at(template, 'AuthPolicy/Properties').PolicyDocument = document(allow(action, resource));
    delete at(template, 'CuratorsRole/Properties').Policies;
    delete template.Resources.GuestPolicy;
    if (property !== undefined) Object.assign(template, { Metadata: { 'cdk-cognito-pools': { version: 1, properties: [property] } } });
  }).find((finding) => finding.rule === rule && finding.verdict === 'VIOLATED');
  return found?.counterexample && `${found.counterexample.request.action} ${found.counterexample.request.resource}`;
}

const unreachable = (actions: string[], resources: string[]): object => ({ kind: 'unreachable', actions, resources });

test.each<[string, string, string, object | undefined, string]>([
  ['unreachable', '*', '*', unreachable(['*'], ['*']), 'iam:CreateRole arn:aws:iam::111122223333:role/example'],
  ['unreachable', 's3:*', '*', unreachable(['s3:*'], ['*']), 's3:ListBucket arn:aws:s3:::example'],
  ['unreachable', 'sqs:*', '*', unreachable(['sqs:*'], ['*']), 'sqs:ReceiveMessage arn:aws:sqs:us-east-1:111122223333:example'],
  // Only what the property is about, and the statement allows, is an example of it.
  ['unreachable', 's3:*', '*', unreachable(['s3:*'], ['arn:aws:*:::photos']), 's3:ListBucket arn:aws:s3:::photos'],
  ['unreachable', 's3:*', 'arn:aws:*:::photos', unreachable(['s3:*'], ['*']), 's3:ListBucket arn:aws:s3:::photos'],
  ['privilege-escalation', 'iam:PutRolePolicy', '*', undefined, 'iam:PutRolePolicy arn:aws:iam::111122223333:role/example'],
])('the example of %s by %s on %s is one of a service that there is, where one will do', (rule, action, resource, property, request) => {
  expect(asked(rule, action, resource, property)).toBe(request);
});
