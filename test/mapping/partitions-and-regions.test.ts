import { App, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ClaimMatch, CustomAttribute, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, Owner, OwnItemGrants, OwnObjectGrants, RecordGrants, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import { guestCeiling } from '../../lib/mapping/guest-ceiling';
import { proveFiles } from '../../lib/proof/prove';
import { guestCeiling as ceilingOfTheProof } from '../../lib/proof/access-graph/guest-scope-down';
import { onlyResource, stackOf, statementsOf } from '../support/stacks';

const ACCOUNT = '111122223333';

function stackIn(app: App, region: string, account = ACCOUNT): Stack {
  return new Stack(app, `Stack${region}${account}`, { env: { region, account } });
}

/** A key is used through the service alone, whose name ends as the partition has it. */
function through(key: string, region: string): object {
  return { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${key}.${region}.`, { Ref: 'AWS::URLSuffix' }]] } } };
}

describe.each([
  ['eu-west-1', 'aws', 'amazonaws.com', 'cognito-identity.amazonaws.com'],
  ['af-south-1', 'aws', 'amazonaws.com', 'cognito-identity.amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'],
])('in %s', (region, partition, suffix, service) => {
  function given(): { app: App; stack: Stack; auth: UserPoolPlusIdentityPool } {
    const app = new App();
    const stack = stackIn(app, region);
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { customAttributes: { tenantId: CustomAttribute.string() }, sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos', { encryptionKey: new Key(stack, 'Key') }), { prefix: 'users' }).readWrite(auth.authenticated);
    OwnItemGrants.fromTable(Table.fromTableArn(stack, 'Orders', `arn:${partition}:dynamodb:${region}:${ACCOUNT}:table/orders`), { owner: Owner.sessionTag('tenantId') }).read(auth.authenticated);
    new Bucket(stack, 'Shop').grantRead(new GuestAccess(stack, 'Guests', { identityPool: auth }).principal, 'public/*');
    return { app, stack, auth };
  }

  test('roles, owners and keys are named as the partition names them, and every promise is proved', () => {
    const { app, stack } = given();
    const text = JSON.stringify(app.synth().getStackByName(stack.stackName).template);
    expect(text).toContain(`/users/\${${service}:sub}/*`);
    expect(text).toContain(`{"Federated":"${service}"}`);
    for (const other of ['cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com', 'cognito-identity.cn-north-1.amazonaws.com.cn'].filter((name) => name !== service)) {
      expect(text.includes(`"${other}`) || text.includes(`{${other}:`)).toBe(false);
    }
    expect(statementsOf(stack, 'Authenticated')).toContainEqual(expect.objectContaining({ Condition: through('s3', region) }));
    const findings = proveFiles([`${app.outdir}/${stack.stackName}.template.json`]);
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.filter(({ verdict }) => verdict !== 'PROVED').map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  });

  test('a user pool that is there already has the name that its partition gives it', () => {
    const stack = stackIn(new App(), region);
    const users = UserPool.fromUserPoolArn(stack, 'Users', `arn:${partition}:cognito-idp:${region}:${ACCOUNT}:userpool/${region}_abc`);
    const provider = IdentityPoolProvider.userPool(users, [users.addClient('web', { disableOAuth: true })]);
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [provider] });
    auth.addRoleMappingRule('staff', provider, ClaimMatch.equalTo('custom:level', '1'), { acknowledgment: { reason: 'its clients do not write it' } });
    const [{ ProviderName }] = onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.CognitoIdentityProviders as { ProviderName: unknown }[];
    expect(JSON.stringify(ProviderName)).toMatch(suffix === 'amazonaws.com' ? new RegExp(`cognito-idp\\.${region}\\.`) : /cognito-idp\.cn-north-1\./);
  });
});

describe("Cognito's ceiling for guests", () => {
  test('is what the proof takes it to be, in every Region that AWS has opened', () => {
    for (const { name } of RegionInfo.regions.filter((region) => region.name !== 'me-west-1')) expect([name, ...[...guestCeiling(name)].sort()]).toEqual([name, ...ceilingOfTheProof(name)]);
  });

  test('is smaller in a Region that is opted into, which is told at synth', () => {
    const scan = new PolicyStatement({ actions: ['textract:DetectDocumentText'], resources: ['*'] });
    const guests = (region: string): GuestAccess => new GuestAccess(stackOf(region), 'Guests');
    expect(() => guests('eu-west-1').principal.addToPrincipalPolicy(scan)).not.toThrow();
    expect(() => guests('af-south-1').principal.addToPrincipalPolicy(scan)).toThrow(
      'beyond-guest-ceiling: guests are granted textract:DetectDocumentText, which Cognito removes from every guest session in af-south-1, a Region that is opted into; let users sign in for it');
  });
});

test.each([['eusc-de-east-1', 'aws-eusc'], ['us-iso-east-1', 'aws-iso']])('%s is of a partition whose name for identity pools nobody documents', (region, partition) => {
  const stack = stackOf(region);
  expect(() => new IdentityPoolOnly(stack, 'Auth')).toThrow(
    `partition-not-supported: an identity pool in ${region}, of the partition ${partition}; make it in the partition aws, aws-cn or aws-us-gov`);
});

describe('a resource of another Region', () => {
  test('is granted, its key through the service over there', () => {
    const app = new App();
    const there = stackIn(app, 'us-east-1');
    const clicks = new Stream(there, 'Clicks', { streamName: 'clicks', encryption: StreamEncryption.KMS, encryptionKey: new Key(there, 'Key', { alias: 'clicks' }) });
    const here = stackIn(app, 'eu-west-1');
    const auth = new IdentityPoolOnly(here, 'Auth', { providers: [IdentityPoolProvider.google('a')] });
    RecordGrants.fromStream(Stream.fromStreamAttributes(here, 'Imported', { streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/clicks`, encryptionKey: Key.fromKeyArn(here, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`) })).put(auth.authenticated);
    expect(statementsOf(here)).toContainEqual(expect.objectContaining({ Action: 'kms:GenerateDataKey', Condition: through('kinesis', 'us-east-1') }));
    expect(clicks.env.region).toBe('us-east-1');
  });

  test('is granted also as a construct with a name of its own', () => {
    const app = new App();
    const there = stackIn(app, 'us-east-1');
    const photos = new Bucket(there, 'Photos', { bucketName: 'the-photos' });
    const here = stackIn(app, 'eu-west-1');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).write(new IdentityPoolOnly(here, 'Auth').authenticated);
    expect(JSON.stringify(statementsOf(here))).toContain('s3:::the-photos/users/${cognito-identity.amazonaws.com:sub}/*');
  });
});

describe('a resource of another account', () => {
  const message = (path: string) => `resource-in-another-account: ${path} is in account 444455556666, the users of the identity pool get roles in ${ACCOUNT}; `
    + 'keep what they reach in the account of the pool: the resource policy over there cannot be written from here';

  test.each([
    ['owned', (there: Stack) => new Bucket(there, 'Photos', { bucketName: 'the-photos' })],
    ['L1', (there: Stack) => new CfnBucket(there, 'Photos', { bucketName: 'the-photos' })],
  ])('%s, is refused and nothing is granted', (_kind, make) => {
    const app = new App();
    const here = stackIn(app, 'eu-west-1');
    const auth = new IdentityPoolOnly(here, 'Auth');
    const photos = make(stackIn(app, 'eu-west-1', '444455556666'));
    expect(() => OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).read(auth.authenticated)).toThrow(message(photos.node.path));
    expect(statementsOf(here)).toEqual([]);
  });

  test('imported by its ARN, is refused', () => {
    const here = stackIn(new App(), 'eu-west-1');
    const auth = new IdentityPoolOnly(here, 'Auth');
    const table = Table.fromTableArn(here, 'Orders', 'arn:aws:dynamodb:eu-west-1:444455556666:table/orders');
    expect(() => OwnItemGrants.fromTable(table).readAll(auth.authenticated)).toThrow(message(table.node.path));
    const stream = Stream.fromStreamArn(here, 'Clicks', 'arn:aws:kinesis:eu-west-1:444455556666:stream/clicks');
    expect(() => RecordGrants.fromStream(stream).put(auth.authenticated)).toThrow(message(stream.node.path));
  });
});
