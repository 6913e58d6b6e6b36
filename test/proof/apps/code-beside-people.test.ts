import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { OwnObjectGrants, UserPoolPlusIdentityPool } from '../../../lib';
import { openFindings } from '../../support/assemblies';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'code-'));
  writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => 1;');
});
afterAll(() => { rmSync(folder, { recursive: true }); });

/** People write to a bucket, all of it for some of them, beside a function whose code lies in another. */
function appWith(bucketOf: (stack: Stack) => IBucket, codeOf: (bucket: IBucket) => Code): App {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
  auth.addSinglePageAppClient('web');
  const bucket = bucketOf(stack);
  OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(auth.authenticated);
  bucket.grantPut(auth.group('staff'), 'staff/*');
  const worker = new Function(stack, 'Worker', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: codeOf(bucket) });
  bucket.grantRead(worker);
  return app;
}

const asset = (): Code => Code.fromAsset(folder);

test.each<[string, (stack: Stack) => IBucket]>([
  ['of the stack', (stack) => new Bucket(stack, 'Photos')],
  ['that a parameter names', (stack) => Bucket.fromBucketName(stack, 'Photos', new CfnParameter(stack, 'Name').valueAsString)],
  ['that another stack exports', (stack) => Bucket.fromBucketName(stack, 'Photos', Fn.importValue('photos'))],
  ['with the account in its name', (stack) => new Bucket(stack, 'Photos', { bucketName: `photos-${stack.account}` })],
  ['of a name', (stack) => Bucket.fromBucketName(stack, 'Photos', 'photos-of-the-shop')],
])('people who write to a bucket %s write no code that lies in that of the assets', (_which, bucketOf) => {
  expect(openFindings(appWith(bucketOf, asset))).toEqual([]);
});

test('people who write where the code lies perhaps have its role', () => {
  const open = openFindings(appWith((stack) => new Bucket(stack, 'Photos'), (bucket) => Code.fromBucket(bucket, 'staff/code.zip')));
  expect(open).toContainEqual(expect.stringMatching(/^isolated UNKNOWN .*whether 'Worker\w+' comes to run, or to be made from, what is written there is not known/));
});
