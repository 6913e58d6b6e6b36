import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, CfnResource, Stack, Stage, Validations, type AppProps } from 'aws-cdk-lib/core';
import { AccessProperties, AccessProperty, CustomAttribute, OwnObjectGrants, SignIn, UserPoolOnly, UserPoolPlusIdentityPool } from '../../lib';
import { AccessProof } from '../../lib/access-proof';
import { PROMISES } from '../../lib/proof/prove';
import { RULES } from '../../lib/proof/rules';
import { at, photoApp, statements, underUsers, type Template } from './photo-app';

/** The resources of a hand-written template as a stack, as any construct library might make them. */
function stackOf(scope: App | Stage, id: string, template: Template): Stack {
  const stack = new Stack(scope, id);
  for (const [logicalId, { Type, Properties, Metadata }] of Object.entries(template.Resources as Record<string, { Type: string; Properties?: Record<string, unknown>; Metadata?: object }>)) {
    const resource = new CfnResource(stack, logicalId, { type: Type, properties: Properties });
    for (const [key, value] of Object.entries(Metadata ?? {})) resource.addMetadata(key, value);
  }
  return stack;
}

function app(props: AppProps = {}): App {
  const made = new App(props);
  AccessProof._register(made);
  return made;
}

const opened = (): Template => {
  const template = photoApp();
  statements(template, 'PhotosPolicy').push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: underUsers('*') });
  return template;
};
const unknown = (): Template => {
  const template = photoApp();
  at(template, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::aws:policy/SomethingElse'];
  return template;
};

let shown: jest.SpyInstance;
beforeEach(() => { shown = jest.spyOn(console, 'error').mockImplementation(() => undefined); });
afterEach(() => shown.mockRestore());
const output = (): string => shown.mock.calls.flat().join('\n');

test('what is proved is not spoken of in a test', () => {
  const made = app();
  stackOf(made, 'Photos', photoApp());
  made.synth();
  expect(output()).toBe('');
});

test('what is violated fails the synth, with the counterexample and the construct to blame', () => {
  const made = app();
  stackOf(made, 'Photos', opened());
  expect(() => made.synth()).toThrow(/ERROR VIOLATED {2}users reach only their own objects \(s3:GetObject\)\nwho .+\nreads .+\nby {5}PhotosPolicy\.Statement\[1\] [^]+why .+replayed by the evaluator: yes[^]+Photos\/PhotosPolicy \(PhotosPolicy\)[^]+Suggested fix: narrow PhotosPolicy/);
});

describe('the line that granted too much', () => {
  const users = (fill: (auth: UserPoolPlusIdentityPool, photos: Bucket) => void): string => {
    const stack = new Stack(new App(), 'Photos');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email() });
    auth.addSinglePageAppClient('web');
    const photos = new Bucket(stack, 'Photos');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    fill(auth, photos);
    try {
      (stack.node.root as App).synth();
      return 'synthesized';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const here = (): number => Number(/access-proof\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);

  test('is shown, of a grant of the CDK', () => {
    let line = 0;
    const message = users((auth, photos) => { line = here(); photos.grantRead(auth.authenticated); });
    expect(message).toContain(`\nat     test/proof/access-proof.test.ts:${line}\nwhy `);
  });

  test('is shown, of a statement', () => {
    let line = 0;
    const message = users((auth, photos) => { line = here(); auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:Get*'], resources: [photos.arnForObjects('users/*')] })); });
    expect(message).toContain(`\nat     test/proof/access-proof.test.ts:${line}\nwhy `);
  });

  test('is not made up where the policy was written by hand', () => {
    const message = users((auth, photos) => { (auth.authenticated.obtainRole() as Role).addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('*')] })); });
    expect(message).toContain('VIOLATED');
    expect(message).not.toMatch(/^at /m);
  });
});

describe('what is violated is acknowledged', () => {
  const idIn = (message: string): string => /'(cdk-cognito-pools::isolated\[[0-9a-f]{8}\])'/.exec(message)?.[1] ?? 'none';
  const synthesized = (template: Template, acknowledge: (stack: Stack) => void = () => undefined): string => {
    const made = app();
    acknowledge(stackOf(made, 'Photos', template));
    try {
      made.synth();
      return 'synthesized';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const acknowledging = (id: string, reason: string) => (stack: Stack): void => Validations.of(stack).acknowledge({ id, reason });
  const more = (change: (template: Template) => void): Template => {
    const template = opened();
    change(template);
    return template;
  };

  test('by the id of its own, with a reason', () => {
    expect(synthesized(opened(), acknowledging(idIn(synthesized(opened())), 'the pictures of the launch are public until Friday'))).toBe('synthesized');
  });

  test('not by the id of the promise', () => {
    expect(synthesized(opened(), acknowledging('cdk-cognito-pools::isolated', 'no'))).toMatch(/ERROR VIOLATED {2}users reach only their own objects/);
  });

  test('not without a reason', () => {
    expect(synthesized(opened(), acknowledging(idIn(synthesized(opened())), ' '))).toMatch(/ERROR UNKNOWN {2}what is acknowledged has a reason[^]+'cdk-cognito-pools::isolated\[[0-9a-f]+\]' is acknowledged without a reason \[at Photos\]/);
  });

  test.each<[string, (template: Template) => void]>([
    ['another way to break it', (t) => statements(t, 'CuratorsPolicy').push({ Effect: 'Allow', Action: 's3:PutObject', Resource: underUsers('*') })],
    ['the same statement, for more', (t) => Object.assign(statements(t, 'PhotosPolicy')[1], { Action: ['s3:GetObject', 's3:PutObject'] })],
    ['another trust policy', (t) => Object.assign(at(t, 'CuratorsRole/Properties'), { MaxSessionDuration: 7200 })],
    ['a group more', (t) => { t.Resources.More = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: 'more' } }; }],
  ])('for the access that the templates give, not for %s', (_name, change) => {
    expect(synthesized(more(change), acknowledging(idIn(synthesized(opened())), 'reviewed'))).toMatch(/ERROR VIOLATED/);
  });

  test('whatever changes that decides nothing about access', () => {
    const harmless = more((t) => {
      t.Resources.Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'a' } };
      t.Resources.Fn = { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: 'other' }, Role: 'arn:aws:iam::111122223333:role/fn' } };
    });
    const other = more((t) => {
      t.Resources.Fn = { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'b', S3Key: 'one' }, Role: 'arn:aws:iam::111122223333:role/fn' } };
    });
    expect(synthesized(harmless, acknowledging(idIn(synthesized(other)), 'reviewed'))).toBe('synthesized');
  });
});

describe('where nothing is decided, and the app promises something, the synth fails:', () => {
  const users = (made: App): UserPoolOnly => new UserPoolOnly(new Stack(made, 'Users'), 'Auth', { signIn: SignIn.email(), customAttributes: { tenantId: CustomAttribute.string() } });

  test('a template that cannot be read', () => {
    const made = app();
    stackOf(made, 'Photos', photoApp());
    new CfnResource(new Stack(made, 'S'), 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: { Ref: 'Nothing' } } });
    expect(() => made.synth()).toThrow(/ERROR UNKNOWN {2}the template can be read \(S\.template\.json\)/);
  });

  test('a record that an aspect took out of the template', () => {
    const made = new App();
    const { userPool } = users(made);
    (userPool.node.defaultChild as CfnResource).addOverride('Metadata', undefined);
    expect(() => made.synth()).toThrow(/ERROR UNKNOWN {2}what the constructs promise stands in the template \(Users\/Auth\/[^]+the metadata 'cdk-cognito-pools' of \w+ are not in the template[^]+Acknowledge with 'cdk-cognito-pools::missing-promise'/);
  });

  test('a property that an override took out of the stack', () => {
    const made = new App();
    const stack = new Stack(made, 'S');
    AccessProperties.of(stack).add(AccessProperty.unreachable({ actions: ['s3:*'], resources: [new Bucket(stack, 'B').arnForObjects('*')] }));
    stack.templateOptions.metadata = {};
    expect(() => made.synth()).toThrow(/what the constructs promise stands in the template \(S\)[^]+of the stack are not in the template/);
  });

  test('a prover that fails', () => {
    jest.isolateModules(() => {
      jest.doMock('../../lib/proof/prove', () => ({ ...jest.requireActual<object>('../../lib/proof/prove'), examineTemplates: () => { throw new RangeError('a fault of ours'); } }));
      const { AccessProof: Fresh } = jest.requireActual<{ AccessProof: typeof AccessProof }>('../../lib/access-proof');
      const made = new App();
      Validations.of(made).addPlugins(new Fresh());
      stackOf(made, 'Photos', photoApp());
      expect(() => made.synth()).toThrow(/ERROR UNKNOWN {2}the prover comes to an end \(Photos\.template\.json\)\nwhy {4}a fault of ours/);
    });
    jest.dontMock('../../lib/proof/prove');
  });
});

describe('the context cdk-cognito-pools:proof', () => {
  const entries = (made: App): { ruleName: string; severity: string; description: string }[] => {
    const { directory } = made.synth();
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as { pluginReports: { pluginName: string; violations: { ruleName: string; severity: string; description: string }[] }[] };
    return report.pluginReports.filter(({ pluginName }) => pluginName === 'cdk-cognito-pools').flatMap(({ violations }) => violations);
  };
  const made = (mode: unknown, template: Template = opened()): App => {
    const one = app({ context: { 'cdk-cognito-pools:proof': mode } });
    stackOf(one, 'Photos', template);
    return one;
  };

  test('warn: what is violated warns, and the report says that it only does', () => {
    expect(entries(made('warn')).map(({ ruleName, severity }) => `${severity} ${ruleName.replace(/\[.*/, '')}`)).toEqual(expect.arrayContaining(['warning isolated', 'info proved']));
    expect(entries(made('warn')).find(({ ruleName }) => ruleName === 'proved')?.description).toMatch(/^\d+ promises proved, \d+ open; what is violated only warns \(context cdk-cognito-pools:proof\)$/);
  });

  test('off: nothing is proved, and the report says so', () => expect(entries(made('off'))).toEqual([expect.objectContaining({ ruleName: 'off', severity: 'info', description: 'nothing is proved' })]));

  test('error is the default', () => {
    expect(() => made(undefined).synth()).toThrow('VIOLATED');
    expect(() => made('error').synth()).toThrow('VIOLATED');
  });

  test('has three values', () => expect(() => made('none').synth()).toThrow("unknown-proof-mode: the context 'cdk-cognito-pools:proof' is 'none'; give one of error, warn, off, or leave it out: 'error' is the default"));

  test('what is proved stands in the report', () => {
    expect(entries(made('error', photoApp()))).toEqual([expect.objectContaining({ ruleName: 'proved', severity: 'info', description: expect.stringMatching(/^\d+ promises proved, 0 open$/) as string })]);
  });
});

test('what is not known warns, and says how to acknowledge it', () => {
  const made = app();
  stackOf(made, 'Photos', unknown());
  made.synth();
  expect(output()).toMatch(/WARNING UNKNOWN {2}authenticated can do only what was granted[^]+SomethingElse is not in the templates[^]+Acknowledge with 'cdk-cognito-pools::limited'/);
});

test('what is not known is silent once acknowledged', () => {
  const made = app();
  const stack = stackOf(made, 'Photos', unknown());
  Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::isolated', reason: 'reviewed' });
  for (const [construct, rule] of [['AuthRole', 'limited'], ['CuratorsRole', 'exclusive'], ['UserPool', 'server-only']]) {
    Validations.of(stack.node.findChild(construct)).acknowledge({ id: `cdk-cognito-pools::${rule}`, reason: 'reviewed' });
  }
  made.synth();
  expect(output()).toBe('');
});

describe('a rule that fails the synth, and that nobody promised to keep', () => {
  const implicit = (): Template => {
    const template = photoApp();
    Object.assign(at(template, 'WebClient/Properties'), { AllowedOAuthFlows: ['implicit'], AllowedOAuthFlowsUserPoolClient: true });
    at(template, 'IdentityPool/Properties').AllowClassicFlow = true;
    for (const id of ['AuthRole', 'CuratorsRole', 'GuestRole']) delete at(template, id).Metadata;
    delete template.Resources.AuthPolicy;
    return template;
  };

  test('is an error with its rule', () => {
    const made = app();
    stackOf(made, 'Photos', implicit());
    expect(() => made.synth()).toThrow(/ERROR VIOLATED {2}the classic flow is off where roles are mapped[^]+Acknowledge with 'cdk-cognito-pools::classic-flow-mapping'/);
  });

  test('is acknowledged with a reason, which the report of the synth keeps', () => {
    const made = app();
    const stack = stackOf(made, 'Photos', implicit());
    const reason = 'the old app chooses among two roles until May';
    Validations.of(stack.node.findChild('IdentityPool')).acknowledge({ id: 'cdk-cognito-pools::classic-flow-mapping', reason });
    Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::implicit-grant', reason: 'no other flow in that app' });
    const { directory } = made.synth();
    expect(output()).toBe('');
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as { pluginReports: { pluginName: string; suppressedViolations: object[] }[] };
    const [{ suppressedViolations }] = report.pluginReports.filter(({ pluginName }) => pluginName === 'cdk-cognito-pools');
    expect(suppressedViolations).toEqual(expect.arrayContaining([expect.objectContaining({ ruleName: 'classic-flow-mapping', severity: 'error', reason, acknowledgedAt: 'Photos/IdentityPool' })]));
  });

  test('is acknowledged where it is, not elsewhere', () => {
    const made = app();
    const stack = stackOf(made, 'Photos', implicit());
    Validations.of(stack.node.findChild('Photos')).acknowledge({ id: 'cdk-cognito-pools::classic-flow-mapping', reason: 'another construct' });
    expect(() => made.synth()).toThrow('the classic flow is off where roles are mapped');
  });
});

test('it names all that it decides', () => {
  expect(new AccessProof().ruleIds).toEqual([...PROMISES, 'missing-promise', 'prover-failed', 'acknowledgment-without-reason', ...RULES.map(({ id }) => id)]);
});

test('stages are proved each for itself', () => {
  const made = app();
  stackOf(new Stage(made, 'Beta'), 'Photos', photoApp());
  stackOf(new Stage(made, 'Prod'), 'Photos', opened());
  let message = '';
  try {
    made.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('Prod/Photos/PhotosPolicy');
  expect(message).not.toContain('Beta/');
});

test('a template that cannot be read is a warning that says where', () => {
  const made = app();
  const stack = new Stack(made, 'S');
  new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: { Ref: 'Nothing' } } });
  new CfnResource(stack, 'Pool', { type: 'AWS::Cognito::IdentityPool', properties: {} });
  made.synth();
  expect(output()).toMatch(/WARNING UNKNOWN {2}the template can be read \(S\.template\.json\)\nwhy {4}the template has no parameter or resource 'Nothing', at Resources\.Role/);
});

test('it registers with an app once, wherever it is asked from', () => {
  const made = app();
  const stack = stackOf(made, 'Photos', unknown());
  AccessProof._register(stack);
  AccessProof._register(stack.node.children[0]);
  made.synth();
  expect(output().match(/authenticated can do only/g)).toHaveLength(1);
});

describe('outside of a test', () => {
  const worker = process.env.JEST_WORKER_ID;
  beforeEach(() => { delete process.env.JEST_WORKER_ID; });
  afterEach(() => { process.env.JEST_WORKER_ID = worker; });

  test('success is one line, once for an app', () => {
    const made = app();
    stackOf(made, 'Photos', photoApp());
    made.synth();
    made.synth({ force: true });
    expect(output()).toMatch(/^cdk-cognito-pools: \d+ promises proved, 0 open$/);
  });

  test('that it is off is said', () => {
    const made = app({ context: { 'cdk-cognito-pools:proof': 'off' } });
    stackOf(made, 'Photos', opened());
    made.synth();
    expect(output()).toBe('cdk-cognito-pools: the proof is off (context cdk-cognito-pools:proof): nothing is proved');
  });
});

test('the prover is not loaded before a synth', () => {
  jest.isolateModules(() => {
    jest.doMock('../../lib/proof/synth/prove-assembly', () => { throw new Error('loaded'); });
    const { AccessProof: Fresh } = jest.requireActual<{ AccessProof: typeof AccessProof }>('../../lib/access-proof');
    expect(() => new Fresh().validate({ templatePaths: [] } as never)).toThrow('loaded');
    jest.dontMock('../../lib/proof/synth/prove-assembly');
  });
});
