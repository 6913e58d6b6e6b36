import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OwnObjectGrants, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';

// The oldest CDK that the package accepts does not throw on a finding: it prints the report and lets the process fail.
function synth(spoil: (photos: Bucket, auth: UserPoolPlusIdentityPool) => void): { readonly output: string; readonly exitCode: unknown } {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const app = new App();
    const stack = new Stack(app, 'Photos');
    const photos = new Bucket(stack, 'Bucket');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    spoil(photos, auth);
    app.synth();
    return { output: print.mock.calls.flat().join('\n'), exitCode: process.exitCode };
  } finally {
    print.mockRestore();
    process.exitCode = before;
  }
}

test('a kept promise lets the process end well', () => {
  const { output, exitCode } = synth(() => undefined);
  expect(output).not.toContain('VIOLATED');
  expect(exitCode).not.toBe(1);
});

test('a broken promise lets the process fail, with the counterexample', () => {
  const { output, exitCode } = synth((photos, auth) => photos.grantRead(auth.authenticated));
  expect(output).toContain('VIOLATED  users reach only their own objects');
  expect(exitCode).toBe(1);
});
