import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from '../../examples';
import { apiAddress, CallLog, clientSettings, ExampleRun, s3Settings } from '../../examples/support';
import { prepareForRealAccount } from '../../examples/support/real-account';
import { compare } from '../../scripts/demo/aws/compare';
import { placeOf } from '../../scripts/demo/aws/place';
import { questionOf } from '../../scripts/demo/aws/questions';

const TEMPLATE = join(__dirname, '../../examples/photo-upload/expected.template.json');
const ME = 'us-east-1:11111111-2222-3333-4444-555555555555';
const OWN = '${cognito-identity.amazonaws.com:sub}';
const [BUCKET] = Object.entries((JSON.parse(readFileSync(TEMPLATE, 'utf8')) as { Resources: Record<string, { Type: string }> }).Resources).find(([, { Type }]) => Type === 'AWS::S3::Bucket') ?? [''];
const RESOURCES = [{ logicalId: BUCKET, type: 'AWS::S3::Bucket', physicalId: 'photos' }, { logicalId: 'Clicks', type: 'AWS::Kinesis::Stream', physicalId: 'clicks' }];
const SURROUNDINGS = { resources: RESOURCES, objectTags: () => Promise.resolve({}) };
const CREDENTIALS = { accessKeyId: 'ASIA1', secretAccessKey: 's' };

/** An ID token, unsigned, of somebody. */
const token = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

function logged(log: CallLog, commandName: string, input: Record<string, unknown>, error?: object): void {
  const logger = log.loggerFor(CREDENTIALS);
  const entry = { clientName: 'S3Client', commandName, input, ...(error && { error }) };
  if (error) logger.error(entry);
  else logger.info(entry);
}

describe('an example in an account of somebody\'s', () => {
  test.each(Object.entries(examples))('%s may be deleted whole, and asks nobody who does not answer', (name, ExampleStack) => {
    const stack = new ExampleStack(new App(), name, { env: { account: '111122223333', region: 'us-east-1' } });
    prepareForRealAccount(stack);
    const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> }> };
    expect(Object.values(Resources).filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')).toEqual([]);
    expect(JSON.stringify(Resources)).not.toContain('MetadataURL');
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type === 'AWS::Cognito::UserPool') expect(Properties).not.toMatchObject({ DeletionProtection: 'ACTIVE' });
      if (Type === 'AWS::IAM::OIDCProvider') expect(Properties).toHaveProperty('ThumbprintList');
    }
  });

  test('is where the environment says, and nowhere without a Region', () => {
    expect(placeOf({ AWS_REGION: 'eu-west-1' })).toEqual({ region: 'eu-west-1', realAccount: true, patience: 90 });
    expect(placeOf({ AWS_DEFAULT_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })).toMatchObject({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1' });
    expect(() => placeOf({})).toThrow("no Region is set: nothing was done; set AWS_REGION to one that is bootstrapped ('npx cdk bootstrap')");
  });

  test('is reached at the addresses of AWS', () => {
    const deployment = { region: 'eu-west-1', outputs: {} };
    expect(apiAddress(deployment, 'https://abc.execute-api.eu-west-1.amazonaws.com/prod/')).toBe('https://abc.execute-api.eu-west-1.amazonaws.com/prod/');
    expect(clientSettings(deployment)).toEqual({ region: 'eu-west-1' });
    expect(s3Settings(deployment)).toEqual({ region: 'eu-west-1', forcePathStyle: false });
  });

  test('what must be allowed is tried again while it is refused, and nothing else is', async () => {
    jest.useFakeTimers();
    const run = new ExampleRun('photo', { region: 'eu-west-1', outputs: {}, patience: 10 }, () => undefined);
    const refused = Object.assign(new Error('no'), { name: 'AccessDenied' });
    const action = jest.fn().mockRejectedValueOnce(refused).mockRejectedValueOnce(refused).mockResolvedValue('yes');
    const answer = run.allowed('reads', action);
    await jest.advanceTimersByTimeAsync(5000);
    jest.useRealTimers();
    expect(await answer).toBe('yes');
    const broken = jest.fn().mockRejectedValue(new TypeError('oops'));
    await expect(run.allowed('reads', broken)).rejects.toThrow('reads');
    expect(broken).toHaveBeenCalledTimes(1);
  });
});

describe('the log of calls', () => {
  const GET = { Bucket: 'photos', Key: 'a.jpg' };

  test('has each call once, as it ended', () => {
    const log = new CallLog();
    logged(log, 'GetObjectCommand', GET, { name: 'AccessDenied' });
    logged(log, 'GetObjectCommand', GET);
    logged(log, 'PutObjectCommand', { ...GET, Body: new Uint8Array(1) }, { name: 'AccessDenied' });
    expect(log.all.map(({ command, outcome }) => [command, outcome])).toEqual([['GetObjectCommand', 'allowed'], ['PutObjectCommand', 'refused']]);
  });

  test.each(['SignatureDoesNotMatch', 'NoSuchKey'])('has nothing of calls that IAM has not decided: %s', (name) => {
    const log = new CallLog();
    logged(log, 'GetObjectCommand', GET, { name });
    expect(log.all).toEqual([]);
  });
});

describe('what a call asks', () => {
  const ask = (client: string, command: string, input: Record<string, unknown>, objectTags = {}) =>
    questionOf({ accessKeyId: 'a', client, command, input, outcome: 'allowed' }, ME, { resources: [...RESOURCES, { logicalId: 'Orders', type: 'AWS::DynamoDB::Table', physicalId: 'orders' }], objectTags: () => Promise.resolve(objectTags) });

  test.each([
    ['S3Client', 'GetObjectCommand', { Bucket: 'photos', Key: `users/${ME}/a.jpg` }, { action: 's3:GetObject', resource: `\${${BUCKET}.Arn}/users/${OWN}/a.jpg`, context: {} }],
    ['S3Client', 'ListObjectsV2Command', { Bucket: 'photos', Prefix: `users/${ME}/` }, { action: 's3:ListBucket', resource: `\${${BUCKET}.Arn}`, context: { 's3:prefix': [`users/${OWN}/`] } }],
    ['S3Client', 'ListObjectsV2Command', { Bucket: 'photos' }, { action: 's3:ListBucket', resource: `\${${BUCKET}.Arn}`, context: {} }],
    ['DynamoDBClient', 'GetItemCommand', { TableName: 'orders', Key: { id: { S: ME }, order: { S: '1' } } }, { action: 'dynamodb:GetItem', resource: '${Orders.Arn}', context: { 'dynamodb:LeadingKeys': [OWN] } }],
    ['DynamoDBClient', 'ScanCommand', { TableName: 'orders' }, { action: 'dynamodb:Scan', resource: '${Orders.Arn}', context: {} }],
    ['KinesisClient', 'PutRecordCommand', { StreamName: 'clicks' }, { action: 'kinesis:PutRecord', resource: '${Clicks.Arn}', context: {} }],
    ['KinesisClient', 'ListStreamsCommand', {}, { action: 'kinesis:ListStreams', resource: '*', context: {} }],
    ['S3Client', 'GetObjectCommand', { Bucket: 'of somebody else', Key: 'a' }, undefined],
    ['STSClient', 'GetCallerIdentityCommand', {}, undefined],
  ])('%s %s %j', async (client, command, input, expected) => {
    expect(await ask(client, command, input)).toEqual(expected);
  });

  test('the tags of what is read are part of it', async () => {
    expect(await ask('S3Client', 'GetObjectCommand', { Bucket: 'photos', Key: 'a' }, { team: 'red' })).toMatchObject({ context: { 's3:ExistingObjectTag/team': ['red'] } });
  });
});

describe("what AWS answered beside what 'can' says", () => {
  const alice = { identityId: ME, isGuest: false, idToken: token({ 'sub': '1', 'email': 'alice@example.com', 'cognito:groups': ['curators'] }) };

  test('is counted where it is alike, and told where it is not', async () => {
    const log = new CallLog();
    log.knows(CREDENTIALS, alice);
    logged(log, 'PutObjectCommand', { Bucket: 'photos', Key: `users/${ME}/a.jpg` });
    logged(log, 'PutObjectCommand', { Bucket: 'photos', Key: 'users/other/a.jpg' }, { name: 'AccessDenied' });
    logged(log, 'PutObjectCommand', { Bucket: 'photos', Key: 'a.jpg' });
    logged(log, 'GetObjectCommand', { Bucket: 'elsewhere', Key: 'a.jpg' });
    const { alike, differences, notAsked, open } = await compare('photo-upload', TEMPLATE, SURROUNDINGS, log, () => undefined);
    expect([alike, notAsked, open]).toEqual([2, 1, []]);
    expect(differences).toEqual([{
      example: 'photo-upload', who: 'alice@example.com', action: 's3:PutObject', resource: `\${${BUCKET}.Arn}/a.jpg`, answered: 'allowed', said: 'DENIED', reason: expect.stringContaining('no policy of the role allows it') as string,
    }]);
  });

  test('a refusal in one role is none where another would be allowed', async () => {
    const log = new CallLog();
    log.knows(CREDENTIALS, alice);
    logged(log, 'GetObjectCommand', { Bucket: 'photos', Key: 'users/other/a.jpg' }, { name: 'AccessDenied' });
    const resources = [...RESOURCES, { logicalId: 'Other', type: 'AWS::IAM::Role', physicalId: 'other-role' }];
    const { differences, open } = await compare('photo-upload', TEMPLATE, { ...SURROUNDINGS, resources }, log, () => 'other-role');
    expect(differences).toEqual([]);
    expect(open).toEqual([expect.objectContaining({ who: 'alice@example.com with Other', answered: 'refused', said: expect.stringMatching(/^ALLOWED with the role AuthcuratorsMembersRole/) as string })]);
  });

  test('guests are asked about as guests, and callers whom nobody knows are not', async () => {
    const log = new CallLog();
    logged(log, 'GetObjectCommand', { Bucket: 'photos', Key: 'a.jpg' }, { name: 'AccessDenied' });
    expect(await compare('photo-upload', TEMPLATE, SURROUNDINGS, log, () => undefined)).toMatchObject({ alike: 0, notAsked: 1 });
    log.knows(CREDENTIALS, { identityId: ME, isGuest: true });
    expect(await compare('photo-upload', TEMPLATE, SURROUNDINGS, log, () => undefined)).toMatchObject({ alike: 1, notAsked: 0 });
    log.knows(CREDENTIALS, { identityId: ME, isGuest: false });
    expect(await compare('photo-upload', TEMPLATE, SURROUNDINGS, log, () => undefined)).toMatchObject({ alike: 0, notAsked: 1 });
  });
});
