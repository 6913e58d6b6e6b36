import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BaselineCheck, IdentityPoolOnly, IdentityPoolProvider, OwnItemGrants, OwnObjectGrants, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool } from '../../lib';
import { baselineOf, templateName } from '../../lib/baseline/assembly';
import type { Template } from '../../lib/baseline/baseline';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'moved-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

type Make = (app: App) => void;

function templatesOf(make: Make, name: string): string[] {
  const app = new App({ outdir: join(directory, name) });
  make(app);
  const { directory: outdir } = app.synth();
  return readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => join(outdir, file));
}

function read(path: string): Template {
  return JSON.parse(readFileSync(path, 'utf8')) as Template;
}

/** What the check finds when the one app is deployed and the other is to be. */
function found(deployed: Make, planned: Make): { readonly description: string; readonly fix: string; readonly id: string }[] {
  const file = join(directory, 'baseline.json');
  writeFileSync(file, JSON.stringify(baselineOf(templatesOf(deployed, 'deployed').map((path) => ({ name: templateName(path), template: read(path) })))));
  const { violations } = new BaselineCheck({ file }).validate({ templatePaths: templatesOf(planned, 'planned'), stackTemplates: [], appConstruct: new App() });
  rmSync(join(directory, 'planned'), { recursive: true });
  rmSync(join(directory, 'deployed'), { recursive: true });
  return violations.map(({ description, fix, violatingResources }) => ({ description, fix: fix ?? '', id: violatingResources[0].resourceLogicalId ?? '' }));
}

const users = (scope: Construct, id: string): UserPoolOnly => {
  const auth = new UserPoolOnly(scope, id, { groups: ['finance', 'it'], domain: SignInDomain.prefix('shop') });
  auth.addSinglePageAppClient('web', { callbackUrls: ['https://shop.example.com/'] });
  auth.addMobileAppClient('phone');
  return auth;
};

describe('a construct with another id', () => {
  const before: Make = (app) => users(new Stack(app, 'Main'), 'Auth');
  const after: Make = (app) => users(new Stack(app, 'Main'), 'Login');

  test('is found again, and each way to keep it is said', () => {
    const pool = found(before, after).find(({ description }) => description.startsWith('the AWS::Cognito::UserPool is removed'));
    expect(pool?.fix).toMatch(new RegExp("^undo the change; if it is 'LoginUserPool[0-9A-F]{8}' now, keep what it has: "
      + `\\(1\\) give that resource its logical id, with overrideLogicalId\\('${pool?.id}'\\); `
      + "\\(2\\) move it with 'npx cdk refactor --unstable=refactor' before anything else is changed; where something is granted to its users, the command refuses, since policies are named after their constructs; "
      + "\\(3\\) take it in with 'npx cdk import' \\(UserPoolId\\) once the old stack has let go of it, before a deployment makes a new one; "
      + `or, if it is intended, say why in 'acknowledgments' of BaselineCheck under '${pool?.id}'$`));
  });

  test('loses nothing when each of its resources gets the logical id that the message names', () => {
    const ids = new Map(found(before, after).map(({ fix }) => [/if it is '(\w+)' now/.exec(fix)?.[1], /overrideLogicalId\('(\w+)'\)/.exec(fix)?.[1]]));
    expect(ids.size).toBe(6);
    expect(found(before, (app) => {
      const stack = new Stack(app, 'Main');
      users(stack, 'Login');
      for (const resource of stack.node.findAll().filter(CfnResource.isCfnResource)) {
        const id = ids.get(stack.resolve(resource.logicalId) as string);
        if (id !== undefined) resource.overrideLogicalId(id);
      }
    })).toEqual([]);
  });

  test('tells app clients, groups and the like apart by what they are', () => {
    const renamed = found(before, after).filter(({ description }) => description.includes('UserPoolGroup') || description.includes('UserPoolClient'));
    expect(renamed.map(({ id, fix }) => [id.slice(4, -8), /if it is 'Login(\w+)\w{8}' now/.exec(fix)?.[1]])).toEqual(expect.arrayContaining([
      ['financeGroup', 'financeGroup'], ['itGroup', 'itGroup'], ['webClient', 'webClient'], ['phoneClient', 'phoneClient'],
    ]));
  });
});

describe('cdk refactor, as the command of the CDK computes it', () => {
  const environment = { account: '111122223333', region: 'eu-west-1', name: 'aws://111122223333/eu-west-1' };

  /** Not exported by its package: the part that decides, without the calls to AWS. */
  function moves(before: Make, after: Make): string[] {
    const folder = dirname(require.resolve('@aws-cdk/toolkit-lib/package.json'));
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its path
    const { RefactoringContext } = require(join(folder, 'lib/api/refactoring/context.js')) as {
      RefactoringContext: new (props: object) => { mappings: { source: { logicalResourceId: string }; destination: { logicalResourceId: string } }[]; ambiguousPaths: unknown[] };
    };
    const [deployedStacks, localStacks] = [before, after].map((make, i) => templatesOf(make, `refactor${i}`).map((path) => ({ environment, stackName: templateName(path), template: read(path) })));
    const { mappings, ambiguousPaths } = new RefactoringContext({ environment, deployedStacks, localStacks });
    expect(ambiguousPaths).toEqual([]);
    return mappings.map(({ source, destination }) => `${source.logicalResourceId} ${destination.logicalResourceId}`);
  }

  test('moves a user pool with all that is in it to another id, and to another stack', () => {
    const before: Make = (app) => users(new Stack(app, 'Main'), 'Auth');
    expect(moves(before, (app) => users(new Stack(app, 'Main'), 'Login'))).toEqual(expect.arrayContaining([expect.stringMatching(/^AuthUserPool\w+ LoginUserPool\w+$/), expect.stringMatching(/^AuthfinanceGroup\w+ LoginfinanceGroup\w+$/)]));
  });

  test('refuses where something is granted', () => {
    const make = (id: string): Make => (app) => {
      const stack = new Stack(app, 'Main');
      new Bucket(stack, 'Photos').grantRead(new UserPoolPlusIdentityPool(stack, id).authenticated);
    };
    expect(() => moves(make('Auth'), make('Login'))).toThrow('A refactor operation cannot add, remove or update resources');
  });
});

test('a pool in another stack is found there', () => {
  const pools = found((app) => {
    new IdentityPoolOnly(new Stack(app, 'Main'), 'Auth');
    new Stack(app, 'Other');
  }, (app) => {
    new Stack(app, 'Main');
    new IdentityPoolOnly(new Stack(app, 'Other'), 'Auth');
  });
  const { fix } = pools.find(({ description }) => description.startsWith('the AWS::Cognito::IdentityPool is removed'))!;
  expect(fix).toContain("if it is 'AuthIdentityPool659E7F64' of the stack 'Other' now, keep what it has: (1) move it with 'npx cdk refactor");
  expect(fix).toContain("'npx cdk import' (Id)");
});

test('what is removed for good is not looked for elsewhere', () => {
  const [{ fix }] = found((app) => users(new Stack(app, 'Main'), 'Auth').addGroup('more'), (app) => users(new Stack(app, 'Main'), 'Auth'));
  expect(fix).toMatch(/^undo the change; or, if it is intended, say why/);
});

test('one group in the place of another is not taken for it: nobody knows', () => {
  const [{ fix }] = found((app) => users(new Stack(app, 'Main'), 'Auth').addGroup('old'), (app) => {
    const auth = users(new Stack(app, 'Main'), 'Auth');
    auth.addGroup('new');
    auth.addGroup('newer');
  });
  expect(fix).toMatch(/^undo the change; or, if it is intended/);
});

test.each([
  [undefined, "to have the other domain, delete the old one in the pool ('aws cognito-idp delete-user-pool-domain') and deploy"],
  [RemovalPolicy.DESTROY, 'to have the other domain, remove it, deploy, add the new one, and deploy again'],
])('another domain prefix of a pool with the policy %s is said to be refused, with what can be done', (removalPolicy, way) => {
  const make = (prefix: string): Make => (app) => new UserPoolOnly(new Stack(app, 'Main'), 'Auth', { removalPolicy, domain: SignInDomain.prefix(prefix) });
  const [{ description, fix }] = found(make('shop'), make('shop2'));
  expect(description).toContain('User pool already has a domain configured');
  expect(fix).toContain(`undo the change; ${way}`);
});

test('a stack that had nothing but policies of grants may go', () => {
  const deployed: Make = (app) => {
    const auth = new IdentityPoolOnly(new Stack(app, 'Main'), 'Auth');
    new Bucket(new Stack(app, 'Data'), 'Reports').grantRead(auth.authenticated);
  };
  const planned: Make = (app) => new IdentityPoolOnly(new Stack(app, 'Main'), 'Auth');
  expect(found(deployed, planned).map(({ description }) => description)).toEqual([]);
});

describe('what is kept beside pools', () => {
  const make = ({ bucketName, key = 'owner', name = 'orders', url = 'https://login.example.com', other = 'https://token.actions.githubusercontent.com' }: Record<string, string | undefined>): Make => (app) => {
    const data = new Stack(app, 'Data');
    const main = new Stack(app, 'Main');
    const bucket = new Bucket(data, 'Photos', { bucketName });
    new Bucket(data, 'Unrelated', { bucketName: bucketName && `unrelated-${bucketName}` });
    const table = new Table(main, 'Orders', { tableName: name, partitionKey: { name: key, type: AttributeType.STRING } });
    const oidc = new OidcProviderNative(main, 'Okta', { url, clientIds: ['a'], thumbprints: ['a'.repeat(40)] });
    new OidcProviderNative(main, 'GitHub', { url: other, clientIds: ['sts.amazonaws.com'], thumbprints: ['a'.repeat(40)] });
    const auth = new IdentityPoolOnly(main, 'Auth', { providers: [IdentityPoolProvider.openIdConnect(oidc)] });
    OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(auth.authenticated);
    OwnItemGrants.fromTable(table).readWrite(auth.authenticated);
  };

  test.each([
    ['the bucket of own things, also in another stack', { bucketName: 'photos' }, { bucketName: 'pictures' }, ['BucketName changes from "photos" to "pictures"']],
    ['the table of own things', {}, { key: 'user', name: 'orders2' }, ['KeySchema changes', 'TableName changes']],
    ['the OIDC provider that the pool takes', {}, { url: 'https://other.example.com' }, ['Url changes from "https://login.example.com" to "https://other.example.com", which replaces the AWS::IAM::OIDCProvider: everybody who signs in with it']],
    ['not a provider that the pool does not take', {}, { other: 'https://ci.example.com' }, []],
  ])('%s', (_what, was, is, expected) => {
    const descriptions = found(make(was), make(is)).map(({ description }) => description).filter((description) => !description.startsWith('nobody owns') && !description.startsWith('AttributeDefinitions'));
    expect(descriptions).toEqual(expected.map((text) => expect.stringContaining(text) as string));
  });
});
