import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack, Stage, Validations, type AppProps } from 'aws-cdk-lib/core';
import { AccessProof } from '../../lib/proof/access-proof';
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

test('what is proved is not spoken of', () => {
  const made = app();
  stackOf(made, 'Photos', photoApp());
  made.synth();
  expect(output()).toBe('');
});

test('what is violated fails the synth, with the counterexample and the construct to blame', () => {
  const made = app();
  stackOf(made, 'Photos', opened());
  expect(() => made.synth()).toThrow(/FATAL VIOLATED {2}users reach only their own objects \(s3:GetObject\)\nwho .+\nreads .+\nby {5}PhotosPolicy\.Statement\[1\] [^]+why .+replayed by the evaluator: yes[^]+Photos\/PhotosPolicy \(PhotosPolicy\)[^]+Suggested fix: narrow PhotosPolicy/);
});

test('what is violated cannot be acknowledged', () => {
  const made = app();
  Validations.of(stackOf(made, 'Photos', opened())).acknowledge({ id: 'cdk-cognito-pools::isolated', reason: 'no' });
  expect(() => made.synth()).toThrow(/FATAL VIOLATED {2}users reach only their own objects/);
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

test('it names all that it decides', () => expect(new AccessProof().ruleIds).toEqual([...PROMISES, ...RULES.map(({ id }) => id)]));

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

test('the prover is not loaded before a synth', () => {
  jest.isolateModules(() => {
    jest.doMock('../../lib/proof/prove-assembly', () => { throw new Error('loaded'); });
    const { AccessProof: Fresh } = jest.requireActual<{ AccessProof: typeof AccessProof }>('../../lib/proof/access-proof');
    expect(() => new Fresh().validate({ templatePaths: [] } as never)).toThrow('loaded');
  });
});
