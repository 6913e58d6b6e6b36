import { readFileSync } from 'node:fs';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScriptTarget, transpileModule } from 'typescript';
import { AccessProperties, AccessProperty, GuestAccess, OwnObjectGrants, Owner, RecordGrants, UserPoolPlusIdentityPool } from '../../lib';
import { AS_OF } from '../../lib/proof/authorization-data/actions';

interface Parts {
  readonly stack: Stack;
  readonly invoices: Bucket;
  readonly auth: UserPoolPlusIdentityPool;
}

function parts(scope: App | Stage | Stack = new App()): Parts {
  const stack = new Stack(scope, 'Stack');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['accounting', 'interns'] });
  auth.addSinglePageAppClient('web');
  return { stack, invoices: new Bucket(stack, 'Invoices'), auth };
}

let shown: jest.SpyInstance;
beforeEach(() => { shown = jest.spyOn(console, 'error').mockImplementation(() => undefined); });
afterEach(() => shown.mockRestore());

/** What the synth says of the app: nothing, warnings, or the error that ends it. */
function said({ stack }: Parts): string {
  try {
    (stack.node.root as App).synth();
  } catch (error) {
    return (error as Error).message;
  }
  return shown.mock.calls.flat().join('\n');
}

const reading = (it: Parts, key = '*'): { actions: string[]; resources: string[] } => ({ actions: ['s3:GetObject'], resources: [it.invoices.arnForObjects(key)] });

describe('unreachable', () => {
  test('nobody reaches what nobody was granted', () => {
    const it = parts();
    AccessProperties.of(it.stack).add(AccessProperty.unreachable(reading(it)));
    expect(said(it)).toBe('');
  });

  test('a grant to a group reaches it, and the statement is named with a request that was run again', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'));
    AccessProperties.of(it.stack).add(AccessProperty.unreachable(reading(it)));
    expect(said(it)).toMatch(/ERROR VIOLATED {2}nobody can do s3:GetObject on \$\{Invoices[^]+who {4}signed-in user in group 'accounting'[^]+by {5}Auth\/accountingMembers\/Policy[^]+replayed by the evaluator: yes/);
  });

  test('a bucket policy that is open to the world reaches it, for users without credentials', () => {
    const it = parts();
    it.invoices.addToResourcePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [it.invoices.arnForObjects('*')], principals: [new AnyPrincipal()] }));
    AccessProperties.of(it.stack).add(AccessProperty.unreachable(reading(it)));
    expect(said(it)).toContain('VIOLATED  nobody can do s3:GetObject');
  });

  test('by some users only: what others reach does not matter', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'));
    it.auth.group('interns');
    const guests = new GuestAccess(it.stack, 'Guests', { identityPool: it.auth });
    AccessProperties.of(it.stack).add(AccessProperty.unreachable({ ...reading(it), principals: [guests.principal, it.auth.group('interns')] }));
    expect(said(it)).toBe('');
  });

  test('everybody who signed in are the members of groups too', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'));
    AccessProperties.of(it.stack).add(AccessProperty.unreachable({ ...reading(it), principals: [it.auth.authenticated], title: 'no customer sees an invoice' }));
    expect(said(it)).toContain('ERROR VIOLATED  no customer sees an invoice (s3:GetObject)');
  });
});

describe('only some principals', () => {
  test('they do, and nobody else', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'));
    AccessProperties.of(it.stack).add(AccessProperty.onlyPrincipals({ ...reading(it), principals: [it.auth.group('accounting')] }));
    expect(said(it)).toBe('');
  });

  test('a grant to another group breaks it', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'));
    it.invoices.grantRead(it.auth.group('interns'));
    AccessProperties.of(it.stack).add(AccessProperty.onlyPrincipals({ ...reading(it), principals: [it.auth.group('accounting')] }));
    expect(said(it)).toMatch(/ERROR VIOLATED {2}only group:accounting can do s3:GetObject on [^]+who {4}signed-in user in group 'interns'/);
  });
});

describe('limited to', () => {
  test('the grants are within it', () => {
    const it = parts();
    it.invoices.grantRead(it.auth.group('accounting'), 'open/*');
    AccessProperties.of(it.stack).add(AccessProperty.limitedTo({
      actions: ['s3:Get*', 's3:List*'], resources: [it.invoices.bucketArn, it.invoices.arnForObjects('open/*')], principals: [it.auth.group('accounting')],
    }));
    expect(said(it)).toBe('');
  });

  test('a grant beyond it breaks it', () => {
    const it = parts();
    it.invoices.grantReadWrite(it.auth.group('accounting'), 'open/*');
    AccessProperties.of(it.stack).add(AccessProperty.limitedTo({
      actions: ['s3:Get*', 's3:List*'], resources: [it.invoices.bucketArn, it.invoices.arnForObjects('open/*')], principals: [it.auth.group('accounting')],
    }));
    expect(said(it)).toMatch(/ERROR VIOLATED {2}group:accounting can do nothing but s3:Get\*, s3:List\* on [^]+replayed by the evaluator: yes/);
  });

  test('with a policy variable for everybody who signed in', () => {
    const it = parts();
    OwnObjectGrants.fromBucket(it.invoices, { prefix: 'users' }).write(it.auth.authenticated);
    AccessProperties.of(it.stack).add(AccessProperty.limitedTo({
      actions: ['s3:PutObject*', 's3:AbortMultipartUpload'], resources: [it.invoices.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/*')], principals: [it.auth.authenticated],
    }));
    expect(said(it)).toBe('');
  });
});

describe('isolated', () => {
  const own = (it: Parts): { actions: string[]; resources: string[] } => reading(it, `users/${AccessProperty.OWNER}/*`);

  test('own folders by hand, with a slash on either side', () => {
    const it = parts();
    it.auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [it.invoices.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/*')] }));
    AccessProperties.of(it.stack).add(AccessProperty.isolated(own(it)));
    expect(said(it)).toBe('');
  });

  test('a wider grant breaks it, unless it is an exception', () => {
    const broken = (...except: string[]): string => {
      const it = parts();
      it.invoices.grantRead(it.auth.group('accounting'), 'users/*');
      AccessProperties.of(it.stack).add(AccessProperty.isolated({ ...own(it), except: except.map((name) => it.auth.group(name)) }));
      return said(it);
    };
    expect(broken()).toMatch(/ERROR VIOLATED {2}users reach only what is their own \(s3:GetObject\)[^]+who {4}signed-in user in group 'accounting'[^]+Suggested fix: take the grant to 'group:accounting' out, or name them in 'except' of the property/);
    shown.mockClear();
    expect(broken('accounting')).toBe('');
  });

  test('by a session tag, slashes refused', () => {
    const it = parts();
    const tenant = Owner.sessionTag('tenantId');
    it.auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [it.invoices.arnForObjects('tenants/${aws:PrincipalTag/tenantId}/*')] }));
    AccessProperties.of(it.stack).add(AccessProperty.isolated({ ...reading(it, `tenants/${AccessProperty.OWNER}/*`), owner: tenant }));
    expect(said(it)).toBe('');
  });
});

describe('where it stands', () => {
  test('a property makes no resource and no export: it is metadata of the template that has the resources', () => {
    const app = new App();
    const it = parts(app);
    const other = new Stack(app, 'Other');
    const archive = new Bucket(other, 'Archive');
    AccessProperties.of(it.stack).add(AccessProperty.unreachable({ actions: ['s3:*'], resources: [archive.arnForObjects('*')], principals: [it.auth.authenticated] }));
    const template = Template.fromStack(other).toJSON() as { Metadata: Record<string, unknown>; Outputs?: object };
    expect(template.Outputs).toBeUndefined();
    expect(template.Metadata['cdk-cognito-pools']).toEqual({
      version: 2,
      properties: [{
        kind: 'unreachable', actions: ['s3:*'], resources: [{ '$Fn::Join': ['', [{ '$Fn::GetAtt': [expect.stringMatching(/^Archive/), 'Arn'] }, '/*']] }],
        by: [{ identityPool: { $Ref: expect.stringMatching(/^AuthIdentityPool/) as string, $in: 'Stack' }, principal: 'authenticated' }],
      }],
    });
    expect(said(it)).toBe('');
  });

  test('a grant across stacks breaks it', () => {
    const app = new App();
    const it = parts(app);
    const archive = new Bucket(new Stack(app, 'Other'), 'Archive');
    archive.grantRead(it.auth.authenticated);
    AccessProperties.of(it.stack).add(AccessProperty.unreachable({ actions: ['s3:*'], resources: [archive.arnForObjects('*')], principals: [it.auth.authenticated] }));
    expect(said(it)).toContain('ERROR VIOLATED  nobody among authenticated can do s3:* on ${Archive');
  });

  test('in a nested stack', () => {
    const it = parts();
    const archive = new Bucket(new NestedStack(it.stack, 'Nested'), 'Archive');
    archive.grantRead(it.auth.authenticated);
    AccessProperties.of(it.stack).add(AccessProperty.unreachable({ actions: ['s3:*'], resources: [archive.arnForObjects('*')], principals: [it.auth.authenticated] }));
    expect(said(it)).toContain('ERROR VIOLATED  nobody among authenticated');
  });
});

test('the page of the documentation shows properties that hold', () => {
  const it = parts();
  const page = readFileSync('docs/access-properties.md', 'utf8');
  const { outputText } = transpileModule(/```ts\n([^]+?)```/.exec(page)![1], { compilerOptions: { target: ScriptTarget.ES2022 } });
  const guests = new GuestAccess(it.stack, 'Guests', { identityPool: it.auth });
  const values = {
    AccessProperties, AccessProperty, ...it, guests, backups: new Bucket(it.stack, 'Backups'), clicks: new Stream(it.stack, 'Clicks'),
    orders: new Table(it.stack, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } }),
  };
  RecordGrants.fromStream(values.clicks).put(guests.principal);
  it.invoices.grantRead(it.auth.group('accounting'));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function(...Object.keys(values), outputText)(...Object.values(values));
  expect(said(it)).toBe('');
  const { properties } = (Template.fromStack(it.stack).toJSON() as { Metadata: Record<string, { properties: { kind: string }[] }> }).Metadata['cdk-cognito-pools'];
  expect(properties.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'only-principals', 'limited-to', 'isolated']);
});

test('a name instead of an ARN, which is known at synth only, fails the synth', () => {
  const it = parts();
  AccessProperties.of(it.stack).add(AccessProperty.unreachable({ actions: ['s3:GetObject'], resources: [it.invoices.bucketName] }));
  expect(said(it)).toContain('properties[0].resources[0]: what stands there is not an ARN, with or without wildcards');
});

describe('bad input', () => {
  const requests = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] };
  test.each<[string, (it: Parts) => unknown, string]>([
    ['no action', () => AccessProperty.unreachable({ ...requests, actions: [] }), "property-actions: the property is about no action; name at least one action as 'service:Action', such as s3:GetObject or dynamodb:*"],
    ['an action without a service', () => AccessProperty.unreachable({ ...requests, actions: ['GetObject'] }), "property-actions: the action 'GetObject' is none of IAM; name"],
    ['an action that AWS does not have', (it) => AccessProperties.of(it.stack).add(AccessProperty.unreachable({ ...requests, actions: ['s3:GetObjekt'] })),
      `property-actions: AWS has no action 's3:GetObjekt' (as of ${AS_OF}); write s3:GetObject or s3:PutObject; a newer action is named by a wildcard, such as 's3:*' [at Stack]`],
    ['actions that AWS does not have', (it) => AccessProperties.of(it.stack).add(AccessProperty.unreachable({ ...requests, actions: ['s3:Fetch*'] })), "property-actions: AWS has no action 's3:Fetch*' (as of"],
    ['no resource', () => AccessProperty.unreachable({ ...requests, resources: [] }), "property-resources: the property is about no resource; name at least one resource by its ARN, such as bucket.arnForObjects('*')"],
    ['a name instead of an ARN', () => AccessProperty.unreachable({ ...requests, resources: ['photos/*'] }), "property-resources: the resource 'photos/*' is not an ARN; name"],
    ['about no principal', () => AccessProperty.unreachable({ ...requests, principals: [] }), "property-principals: 'principals' is empty; name at least one principal in 'principals', such as auth.authenticated"],
    ['only nobody', () => AccessProperty.onlyPrincipals({ ...requests, principals: [] }), "property-principals: 'principals' is empty; name"],
    ['nobody limited', () => AccessProperty.limitedTo({ ...requests, principals: [] }), "property-principals: 'principals' is empty; name"],
    ['an own part without an owner', () => AccessProperty.isolated(requests), "property-owner: the resource 'arn:aws:s3:::b/*' holds '${owner}' 0 times; write AccessProperty.OWNER once in each resource, where the value of its owner stands"],
    ['resources of two stacks', (it) => AccessProperties.of(it.stack).add(AccessProperty.unreachable({
      ...requests, resources: [it.invoices.bucketArn, new Bucket(new Stack(it.stack.node.root, 'Other'), 'B').bucketArn],
    })), 'resources-of-several-stacks: the resources of one property are of the stacks Stack, Other; state one property for the resources of each stack [at Stack]'],
    ['a resource of another stage', (it) => AccessProperties.of(it.stack).add(AccessProperty.unreachable({
      ...requests, resources: [new Bucket(new Stack(new Stage(it.stack.node.root, 'Beta'), 'S'), 'B').bucketArn],
    })), 'property-across-stages: Beta/S is of another stage or app than the property; state the property in the stage of what it is about: stages are proved each for itself [at Stack]'],
    ['a principal of another app', (it) => AccessProperties.of(it.stack).add(AccessProperty.unreachable({ ...requests, principals: [parts().auth.authenticated] })), 'property-across-stages: Stack/Auth/'],
  ])('%s', (_name, act, message) => {
    const it = parts();
    expect(() => act(it)).toThrow(message);
    expect(Template.fromStack(it.stack).toJSON().Metadata).toBeUndefined();
  });
});
