import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { baseline } from '../../bin/commands/baseline';
import { BaselineCheck, CustomAttribute, IdentityPoolProvider, OwnObjectGrants, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import type { BaselineCheckProps, UserPoolPlusIdentityPoolProps } from '../../lib';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'baseline-'));
  jest.spyOn(console, 'error').mockImplementation(); // where the CDK prints its report
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

interface Variation {
  readonly pool?: UserPoolPlusIdentityPoolProps;
  readonly prefix?: string;
  readonly client?: string;
  readonly google?: boolean;
  readonly tags?: boolean;
  readonly id?: string;
  readonly change?: (auth: UserPoolPlusIdentityPool) => void;
}

function make(scope: Construct, { pool, prefix = 'users', client = 'web', google = true, tags = true, id = 'Auth', change }: Variation): void {
  const auth = new UserPoolPlusIdentityPool(scope, id, {
    customAttributes: { tenantId: CustomAttribute.string() }, groups: ['finance'], ...pool, sessionTags: tags ? { tenantId: TokenClaim.customAttribute('tenantId') } : undefined,
  });
  auth.addSinglePageAppClient(client);
  if (google) auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'));
  OwnObjectGrants.fromBucket(Bucket.fromBucketArn(scope, 'Photos', 'arn:aws:s3:::photos'), { prefix }).readWrite(auth.authenticated);
  change?.(auth);
}

function appOf(variation: Variation, outdir: string): App {
  const app = new App({ outdir: join(directory, outdir) });
  make(new Stack(app, 'Main'), variation);
  return app;
}

async function deployed(app: App): Promise<string> {
  app.synth();
  const print = jest.spyOn(console, 'log').mockImplementation();
  try {
    expect(await baseline([app.outdir])).toBe(0);
    const file = join(directory, 'baseline.json');
    writeFileSync(file, print.mock.calls[0][0] as string);
    return file;
  } finally {
    print.mockRestore();
  }
}

/** What the check finds, as the report of the synth has it. */
function found(app: App, props: BaselineCheckProps): string[] {
  Validations.of(app).addPlugins(new BaselineCheck(props));
  try {
    app.synth();
  } catch {
    // a regression fails the synth; what it is stands in the report
  }
  const report = join(app.outdir, 'validation-report.json');
  if (!existsSync(report)) return [];
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as { pluginReports: { pluginName: string; violations: { description: string }[] }[] };
  return pluginReports.filter(({ pluginName }) => pluginName === 'cdk-cognito-pools-baseline').flatMap(({ violations }) => violations.map(({ description }) => description));
}

const ACCOUNTS = 'all users lose their accounts';
const REFUSED = 'Cognito refuses the change and the deployment fails';
const regressions: [string, Variation, string[]][] = [
  ['nothing', {}, []],
  ['settings that change in place', { pool: { selfSignUpEnabled: true, groups: ['finance', 'it'] } }, []],
  ['one more attribute', { pool: { customAttributes: { tenantId: CustomAttribute.string(), level: CustomAttribute.number() } } }, []],
  ['the construct under another id', { id: 'Login' }, [ACCOUNTS, 'stops working', 'lose their membership', 'new identity', 'has no roles', 'lose the session tags', 'nobody owns', 'nobody owns']],
  ['an attribute of another length', { pool: { customAttributes: { tenantId: CustomAttribute.string({ maxLength: 10 }) } } }, [`the attribute 'tenantId' is changed or removed: ${REFUSED}`]],
  ['an attribute that went', { pool: { customAttributes: {} }, tags: false }, [`the attribute 'tenantId' is changed or removed: ${REFUSED}`, 'the AWS::Cognito::IdentityPoolPrincipalTag is removed']],
  ['a client under another name', { client: 'spa' }, ['the AWS::Cognito::UserPoolClient is removed, and stays behind outside of the stack', 'CognitoIdentityProviders loses']],
  ['a group that went', { pool: { groups: [] } }, ['the AWS::Cognito::UserPoolGroup is removed, and stays behind outside of the stack']],
  ['a provider that went', { google: false }, ['SupportedLoginProviders loses accounts.google.com: "a": users who rely on it lose access']],
  ['folders under another prefix', { prefix: 'people' }, ['nobody owns {"identityPool":{"Ref":"', 'nobody owns {"identityPool":{"Ref":"']],
  ['a secret for a client', { change: (auth) => (auth.node.findChild('webClient').node.defaultChild as CfnResource).addPropertyOverride('GenerateSecret', true) },
    ['GenerateSecret changes from nothing to true, which replaces the AWS::Cognito::UserPoolClient: every app']],
  ['sign-in by something else', { change: (auth) => (auth.userPool.node.defaultChild as CfnResource).addPropertyOverride('UsernameAttributes', ['phone_number']) },
    [`UsernameAttributes changes from ["email"] to ["phone_number"]: ${REFUSED}`]],
];

test.each(regressions)('%s', async (_what, variation, expected) => {
  const file = await deployed(appOf({}, 'deployed'));
  const descriptions = found(appOf(variation, 'planned'), { file });
  expect(descriptions).toHaveLength(expected.length);
  expect(descriptions).toEqual(expect.arrayContaining(expected.map((text) => expect.stringContaining(text) as string)));
});

test('a regression fails the synth, unless it is acknowledged by the logical id with a reason', async () => {
  const file = await deployed(appOf({}, 'deployed'));
  const planned = (): App => appOf({ pool: { groups: [] } }, 'planned');
  const app = planned();
  Validations.of(app).addPlugins(new BaselineCheck({ file }));
  expect(() => app.synth()).toThrow();
  const [id] = Object.entries((JSON.parse(readFileSync(file, 'utf8')) as { templates: { Main: { resources: Record<string, { type: string }> } } }).templates.Main.resources)
    .filter(([, { type }]) => type === 'AWS::Cognito::UserPoolGroup').map(([logicalId]) => logicalId);
  expect(found(planned(), { file, acknowledgments: { [id]: { reason: 'the group was never used' } } })).toEqual([]);
});

test('nested stacks are held to it too', async () => {
  const nested = (variation: Variation, outdir: string): App => {
    const app = new App({ outdir: join(directory, outdir) });
    make(new NestedStack(new Stack(app, 'Main'), 'Nested'), variation);
    return app;
  };
  const file = await deployed(nested({}, 'deployed'));
  expect(found(nested({ pool: { groups: [] } }, 'planned'), { file })).toEqual([expect.stringContaining('UserPoolGroup is removed')]);
});

test('a stack that is not deployed yet loses nothing', async () => {
  const file = await deployed(appOf({}, 'deployed'));
  const app = appOf({}, 'other');
  make(new Stack(app, 'Another'), { id: 'Login' });
  expect(found(app, { file })).toEqual([]);
});

test('a stack under another name leaves its pools behind, which its name acknowledges', async () => {
  const file = await deployed(appOf({}, 'deployed'));
  const renamed = (): App => {
    const app = new App({ outdir: join(directory, 'renamed') });
    make(new Stack(app, 'Another'), {});
    return app;
  };
  expect(found(renamed(), { file })).toEqual([expect.stringMatching(/^the stack 'Main' is not in this app any more: what it has \(.*AWS::Cognito::UserPool.*\) is left behind or deleted/)]);
  expect(found(renamed(), { file, acknowledgments: { Main: { reason: 'the trial is over' } } })).toEqual([]);
});

test('a stack that keeps its id and gets another name in CloudFormation is another stack', async () => {
  const named = (outdir: string, stackName?: string): App => {
    const app = new App({ outdir: join(directory, outdir) });
    make(new Stack(app, 'Main', { stackName }), {});
    return app;
  };
  const file = await deployed(named('deployed', 'shop-main'));
  expect(found(named('same', 'shop-main'), { file })).toEqual([]);
  expect(found(named('other', 'Shop'), { file })).toEqual([expect.stringMatching(
    /^the stack 'Main' is called 'Shop' in CloudFormation, and was 'shop-main': a deployment makes another stack, with new and empty pools, and leaves what the old one has \(.*AWS::Cognito::UserPool.*\) behind$/)]);
  expect(found(named('default'), { file })).toEqual([expect.stringContaining("is called 'Main' in CloudFormation, and was 'shop-main'")]);
});

describe('a stack that is deployed elsewhere is another stack', () => {
  const there = (outdir: string, env: { account?: string; region?: string } | undefined, inNested = false): App => {
    const app = new App({ outdir: join(directory, outdir) });
    const stack = new Stack(app, 'Main', { env });
    make(inNested ? new NestedStack(new NestedStack(stack, 'Outer'), 'Nested') : stack, {});
    return app;
  };
  const HERE = { account: '111122223333', region: 'eu-west-1' };

  test.each([
    ['Region', { ...HERE, region: 'us-east-1' }, "the Region us-east-1, and was to the Region eu-west-1", "region: 'eu-west-1'"],
    ['account', { ...HERE, account: '444455556666' }, 'the account 444455556666, and was to the account 111122223333', "account: '111122223333'"],
    ['place', { account: '444455556666', region: 'us-east-1' }, 'the account 444455556666 and the Region us-east-1, and was to the account 111122223333 and the Region eu-west-1', "account: '111122223333', region: 'eu-west-1'"],
  ])('another %s', async (_what, env, told, back) => {
    const file = await deployed(there('deployed', HERE));
    expect(found(there('same', HERE), { file })).toEqual([]);
    const check = new BaselineCheck({ file });
    const assembly = there('other', env).synth();
    const [violation, ...others] = check.validate({ templatePaths: assembly.stacks.map(({ templateFullPath }) => templateFullPath) } as never).violations;
    expect(others).toEqual([]);
    expect(violation.description).toMatch(new RegExp(`^the stack 'Main' is deployed to ${told}: a deployment makes another stack, with new and empty pools, and leaves what the old one has \\(.*AWS::Cognito::UserPool.*\\) behind$`));
    expect(violation.fix).toContain(`deploy it where it was, with env: { ${back} }`);
    expect(found(there('acknowledged', env), { file, acknowledgments: { Main: { reason: 'the trial in Ireland is over' } } })).toEqual([]);
  });

  test('which the stack says that a nested one is in', async () => {
    const file = await deployed(there('deployed', HERE, true));
    expect(found(there('same', HERE, true), { file })).toEqual([]);
    expect(found(there('other', { ...HERE, region: 'us-east-1' }, true), { file })).toEqual([expect.stringMatching(/^the stack 'MainOuter.*Nested.*' is deployed to the Region us-east-1, and was to the Region eu-west-1/)]);
  });

  test('what the assembly or the file does not say is not compared', async () => {
    const file = await deployed(there('deployed', HERE));
    expect(found(there('anywhere', undefined), { file })).toEqual([]);
    const before = await deployed(there('before', undefined));
    expect(readFileSync(before, 'utf8')).not.toMatch(/"(account|region)"/);
    expect(found(there('now', HERE), { file: before })).toEqual([]);
    const inRegion = await deployed(there('region', { region: 'eu-west-1' }));
    expect(found(there('same', HERE), { file: inRegion })).toEqual([]);
  });
});

test('a nested stack that went takes its pools with it', async () => {
  const app = new App({ outdir: join(directory, 'nested') });
  make(new NestedStack(new Stack(app, 'Main'), 'Nested'), {});
  const file = await deployed(app);
  const without = new App({ outdir: join(directory, 'without') });
  new Stack(without, 'Main');
  expect(found(without, { file })).toEqual([expect.stringMatching(/^the stack 'MainNested.*' is not in this app any more/)]);
});

describe('a template in YAML', () => {
  const yaml = `
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UsernameAttributes: [email]
      UsernameConfiguration: { CaseSensitive: false }
      Schema:
        - { Name: level, AttributeDataType: String, Mutable: true, StringAttributeConstraints: { MinLength: 0, MaxLength: 10 } }
      Policies:
        SignInPolicy: { AllowedFirstAuthFactors: [PASSWORD] }
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool }
`;

  async function baselineOfYaml(...options: string[]): Promise<string> {
    const [source, file] = [join(directory, 'users.yaml'), join(directory, 'baseline.json')];
    writeFileSync(source, yaml);
    const print = jest.spyOn(console, 'log').mockImplementation();
    expect(await baseline([source, ...options])).toBe(0);
    writeFileSync(file, print.mock.calls[0][0] as string);
    print.mockRestore();
    return file;
  }

  function planned(maxLength: string): App {
    const app = new App({ outdir: join(directory, 'planned') });
    const stack = new Stack(app, 'Main');
    const pool = new CfnUserPool(stack, 'Pool', {
      usernameAttributes: ['email'], usernameConfiguration: { caseSensitive: false }, policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } },
      schema: [{ name: 'level', attributeDataType: 'String', mutable: true, stringAttributeConstraints: { minLength: '0', maxLength } }],
    });
    new CfnUserPoolClient(stack, 'Web', { userPoolId: pool.ref });
    return app;
  }

  test('is the baseline of the stack that is named, whether numbers are written as text or not', async () => {
    const file = await baselineOfYaml('--stack', 'Main');
    expect(found(planned('10'), { file })).toEqual([]);
    expect(found(planned('20'), { file })).toEqual([expect.stringContaining("the attribute 'level' is changed or removed")]);
  });

  test('without a name is that of a stack that is not there', async () => {
    expect(found(planned('10'), { file: await baselineOfYaml() })).toEqual([expect.stringContaining("the stack 'users' is not in this app any more")]);
  });
});

test('the file is stable: the same templates give the same text', async () => {
  const first = readFileSync(await deployed(appOf({}, 'a')), 'utf8');
  expect(readFileSync(await deployed(appOf({}, 'b')), 'utf8')).toBe(first);
});

describe('refused', () => {
  test('an acknowledgment without a reason', () => {
    expect(() => new BaselineCheck({ file: 'x.json', acknowledgments: { AuthPool: { reason: ' ' } } })).toThrow(
      "acknowledgment-without-reason: the regression of 'AuthPool' is acknowledged without a reason; say in 'acknowledgments' why it is intended");
  });

  test.each([
    [undefined, 'cannot be read (ENOENT)'],
    ['{', 'is not JSON'],
    ['{"version":3}', 'is not a baseline of version 2'],
    ['{"version":1,"templates":{}}', 'is of version 1, which does not have all that is compared now'],
  ])('a file %j', (content, why) => {
    const file = join(directory, 'broken.json');
    if (content !== undefined) writeFileSync(file, content);
    expect(() => new BaselineCheck({ file }).validate({ templatePaths: [], stackTemplates: [], appConstruct: new App() })).toThrow(
      `baseline-file: '${file}' ${why}; write it with 'npx cdk-cognito-pools baseline <template | cdk.out>'`);
  });

  test.each([
    [[], 'expected one template or directory, got 0\nusage: cdk-cognito-pools baseline <template | cdk.out> [--stack <artifact> | --access]'],
    [['nowhere'], "'nowhere': there is no such file or directory"],
    [['--force'], "Unknown option '--force'"],
    [[tmpdir(), '--stack', 'Main'], '--stack is for one template'],
  ])('the arguments %j', async (args, message) => {
    expect(await baseline(args)).toBe(2);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining(message));
  });

  test.each([['Resources: [', 'bad-yaml'], ['{', 'bad-json'], ['- a', 'not-a-template']])('a template %j', async (text, code) => {
    const file = join(directory, 'template.yaml');
    writeFileSync(file, text);
    expect(await baseline([file])).toBe(2);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining(code));
  });
});

describe('policies that move to another stack', () => {
  const apart = (outdir: string, inAuth: boolean, own: boolean): App => {
    const app = new App({ outdir: join(directory, outdir) });
    const [auth, web] = [new Stack(app, 'Auth'), new Stack(app, 'Web')];
    const pools = new UserPoolPlusIdentityPool(auth, 'Pools', { groups: ['finance'], policyScope: inAuth ? auth : undefined });
    const photos = new Bucket(web, 'Photos');
    if (own) OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(pools.authenticated);
    else photos.grantRead(pools.group('finance'), 'invoices/*');
    return app;
  };

  test.each([
    ['own objects', true, 'authenticated'],
    ['a grant', false, 'group:finance'],
  ])('%s: said once, and nobody loses what they own', async (_what, own, to) => {
    const file = await deployed(apart('deployed', true, own));
    expect(found(apart('planned', false, own), { file })).toEqual([expect.stringContaining(`a policy of '${to}' moves from the stack 'Auth' to 'Web': it is deleted in one deployment and made in another: until both are through, its users lack what it grants`)]);
    expect(found(apart('same', true, own), { file })).toEqual([]);
    expect(found(apart('acknowledged', false, own), { file, acknowledgments: { granted: { reason: 'deployed at night' } } })).toEqual([]);
  });
});
