import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Stack, Tags } from 'aws-cdk-lib';
import type { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { AnyPrincipal, CfnPolicy, CfnRole, Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OwnObjectGrants, SignIn, UserPoolPlusIdentityPool } from '../../../lib';
import type { Finding } from '../../../lib/proof/findings/finding';
import { proveFiles } from '../../../lib/proof/prove';

const OWN = '${cognito-identity.amazonaws.com:sub}';

interface Parts {
  readonly stack: Stack;
  readonly photos: Bucket;
  readonly auth: UserPoolPlusIdentityPool;
  readonly own: OwnObjectGrants;
}

const temporary: string[] = [];
beforeAll(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => {
  jest.restoreAllMocks();
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** An app of own folders and curators, broken; what the proof says, and how the synth ended. */
function broken(breakIt: (parts: Parts) => void): { readonly findings: Finding[]; readonly error: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'broken-'));
  temporary.push(outdir);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack');
  const photos = new Bucket(stack, 'Photos');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email(), groups: ['curators'] });
  auth.addSinglePageAppClient('web');
  const own = OwnObjectGrants.fromBucket(photos, { prefix: 'users' });
  own.readWrite(auth.authenticated);
  breakIt({ stack, photos, auth, own });
  let error = '';
  try {
    app.synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { findings: proveFiles([join(outdir, 'Stack.template.json')]).filter(({ verdict }) => verdict !== 'PROVED'), error };
}

const lines = (findings: readonly Finding[]): string[] => findings.filter(({ severity }) => severity === undefined).map(({ rule, verdict, statement, resource }) => `${rule} ${verdict} ${(statement ?? resource).replace(/[0-9A-F]{8}\b/g, '')}`);

/** The synth fails, and each of the promises is broken by the statement named, with a request that was run again. */
function expectViolated({ findings, error }: ReturnType<typeof broken>, ...expected: string[]): void {
  expect(lines(findings)).toEqual(expected);
  for (const finding of findings.filter(({ rule }) => rule === 'isolated' || rule === 'limited')) expect(finding.counterexample?.replayed).toBe(true);
  expect(error).toContain('VIOLATED');
}

const child = <T>(parts: Parts, type: new (...args: never[]) => T): T[] => parts.stack.node.findAll().filter((one) => one instanceof type) as never;

test('the app as it stands is proved, and its synth succeeds', () => {
  expect(broken(() => undefined)).toEqual({ findings: [], error: '' });
});

test('an extra grantRead to everybody signed in', () => {
  expectViolated(broken(({ photos, auth }) => photos.grantRead(auth.authenticated)), 'isolated VIOLATED AuthAuthenticatedPolicy.Statement[2]');
});

test('grantRead to curators instead of readAll, and the fix names readAll', () => {
  const result = broken(({ photos, auth }) => photos.grantRead(auth.group('curators')));
  expect(lines(result.findings)).toEqual(['isolated VIOLATED AuthcuratorsMembersPolicy.Statement[0]']);
  expect(result.findings[0].fix).toContain("readAll(auth.group('curators'))");
  expect(result.error).toContain("readAll(auth.group('curators'))");
});

test('readAll to curators', () => {
  expect(broken(({ own, auth }) => own.readAll(auth.group('curators')))).toEqual({ findings: [], error: '' });
});

test('a bucket policy that opens the prefix', () => {
  expectViolated(broken(({ photos }) => photos.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['s3:GetObject'], resources: [photos.arnForObjects('users/*')] }))), 'isolated VIOLATED PhotosPolicy.Statement[0]');
});

test('an escape hatch that drops the amr condition', () => {
  expectViolated(broken((parts) => {
    const role = child(parts, CfnRole)[0];
    role.addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition.ForAnyValue:StringLike');
  }), 'guarded VIOLATED AuthAuthenticatedRole.AssumeRolePolicyDocument.Statement[0]');
});

test('an escape hatch that drops the slash behind the own id', () => {
  expectViolated(broken((parts) => {
    child(parts, CfnPolicy)[0].addPropertyOverride('PolicyDocument.Statement.0.Resource', { 'Fn::Join': ['', [parts.stack.resolve(parts.photos.bucketArn), `/users/${OWN}*`]] });
  }), 'isolated VIOLATED AuthAuthenticatedPolicy.Statement[0]', 'limited VIOLATED AuthAuthenticatedPolicy.Statement[0]');
});

test('an escape hatch that puts the own id in mid-path', () => {
  expectViolated(broken((parts) => {
    child(parts, CfnPolicy)[0].addPropertyOverride('PolicyDocument.Statement.0.Resource', { 'Fn::Join': ['', [parts.stack.resolve(parts.photos.bucketArn), `/*/${OWN}/*`]] });
  }), 'isolated VIOLATED AuthAuthenticatedPolicy.Statement[0]', 'limited VIOLATED AuthAuthenticatedPolicy.Statement[0]');
});

test('an aspect that adds a managed policy that is known', () => {
  expectViolated(broken(({ stack }) => Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof CfnRole) node.managedPolicyArns = ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'];
    },
  })), 'isolated VIOLATED AuthAuthenticatedRole.ManagedPolicyArns[0].Statement[0]', 'limited VIOLATED AuthAuthenticatedRole.ManagedPolicyArns[0].Statement[0]');
});

test('an aspect that adds a managed policy whose text is not known', () => {
  const { findings, error } = broken(({ stack }) => Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof CfnRole) node.managedPolicyArns = ['arn:aws:iam::111122223333:policy/company-baseline'];
    },
  }));
  expect(lines(findings)).toEqual(['isolated UNKNOWN AuthAuthenticatedRole.ManagedPolicyArns[0]', 'limited UNKNOWN AuthAuthenticatedRole.ManagedPolicyArns[0]']);
  expect(error).toBe('');
});

test('an aspect that adds a managed policy of the template', () => {
  expectViolated(broken(({ stack, photos }) => {
    const wide = new ManagedPolicy(stack, 'Wide', { statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('*')] })] });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof CfnRole) node.managedPolicyArns = [(wide.node.defaultChild as CfnManagedPolicy).ref];
      },
    });
  }), 'isolated VIOLATED Wide.Statement[0]', 'limited VIOLATED Wide.Statement[0]');
});

const wideBut = (notResource: string) => ({ photos, auth }: Parts): void => {
  photos.grantRead(auth.authenticated, 'users/*');
  const role = auth.authenticated.grantPrincipal;
  role.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:*'], notResources: [`${photos.bucketArn}/users/${notResource}`] }));
};

test('a Deny that makes an otherwise wide grant safe', () => {
  expect(lines(broken(wideBut(`${OWN}/*`)).findings)).toEqual([]);
});

test('a Deny that lacks a slash does not make a wide grant safe', () => {
  expectViolated(broken(wideBut(`${OWN}*`)), 'isolated VIOLATED AuthAuthenticatedPolicy.Statement[2]');
});

test('a role tag where the policy looks at a tag that nobody sets', () => {
  const byTag = ({ photos, auth }: Parts): void => {
    auth.authenticated.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('users/${aws:PrincipalTag/folder}/*')] }));
  };
  expect(lines(broken(byTag).findings).filter((line) => line.startsWith('isolated'))).toEqual([]);
  const tagged = broken((parts) => {
    byTag(parts);
    for (const role of parts.stack.node.findAll()) if (role instanceof Role) Tags.of(role).add('folder', 'us-east-1:11111111-1111-4111-8111-111111111111');
  });
  expect(lines(tagged.findings).filter((line) => line.startsWith('isolated'))).toEqual(['isolated VIOLATED AuthAuthenticatedPolicy.Statement[2]']);
});
