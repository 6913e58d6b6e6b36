import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { baseline } from '../../bin/commands/baseline';
import { AccessBaseline, OwnObjectGrants, RecordGrants, SignIn, UserPoolPlusIdentityPool, type AccessBaselineProps } from '../../lib';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'access-'));
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** An app of own folders; `more` may grant more. */
function appWith(outdir: string, more: (auth: UserPoolPlusIdentityPool, stack: Stack) => void, plugin?: AccessBaseline): App {
  const app = new App({ outdir: join(directory, outdir) });
  const stack = new Stack(app, 'Stack');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email(), groups: ['curators'] });
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos'), { prefix: 'users' }).readWrite(auth.authenticated);
  more(auth, stack);
  if (plugin !== undefined) Validations.of(app).addPlugins(plugin);
  return app;
}

async function saved(more: (auth: UserPoolPlusIdentityPool, stack: Stack) => void = () => undefined): Promise<string> {
  appWith('before', more).synth();
  const lines: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { lines.push(text); });
  expect(await baseline([join(directory, 'before'), '--access'])).toBe(0);
  const file = join(directory, 'access-baseline.json');
  writeFileSync(file, lines.join('\n'));
  return file;
}

const stream = (auth: UserPoolPlusIdentityPool, stack: Stack): void => RecordGrants.fromStream(new Stream(stack, 'Clicks')).put(auth.authenticated) as never;

/** How the synth ended, and what was printed. */
function synthesized(more: (auth: UserPoolPlusIdentityPool, stack: Stack) => void, props: AccessBaselineProps): { error: string; report: ReturnType<AccessBaseline['validate']> } {
  const plugin = new AccessBaseline(props);
  const reports: ReturnType<AccessBaseline['validate']>[] = [];
  const validate = plugin.validate.bind(plugin);
  plugin.validate = (context) => {
    const report = validate(context);
    reports.push(report);
    return report;
  };
  let error = '';
  try {
    appWith('after', more, plugin).synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return { error, report: reports[0] };
}

test('nothing new: the synth succeeds', async () => {
  expect(synthesized(() => undefined, { file: await saved() })).toMatchObject({ error: '', report: { success: true, violations: [] } });
});

test('new access fails the synth, with a request and what to write to approve it', async () => {
  const { error, report } = synthesized(stream, { file: await saved() });
  expect(error).not.toBe('');
  expect(report.violations.map(({ description }) => description)).toContainEqual(expect.stringMatching(/^NEW ACCESS {2}signed in with \$\{AuthUserPool\w+\.ProviderName\}: kinesis:PutRecord, kinesis:PutRecords on \$\{Clicks\w+\.Arn\}\n[^]*such as {2}kinesis:PutRecords? on /));
  expect(report.violations[0].fix).toMatch(/^take the statement back; or, if it is intended, say why in 'acknowledgments' of AccessBaseline under 'signed in with .+', or write the file anew$/);
});

test('new access can be acknowledged by its name, or only listed', async () => {
  const file = await saved();
  const { report } = synthesized(stream, { file });
  const acknowledgments = Object.fromEntries(report.violations.map(({ fix }) => [/under '(.+)', or write/.exec(fix ?? '')![1], { reason: 'clicks are counted' }]));
  expect(synthesized(stream, { file, acknowledgments })).toMatchObject({ error: '', report: { success: true, violations: [] } });
  const listed = synthesized(stream, { file, failOnNewAccess: false });
  expect(listed.error).toBe('');
  expect(listed.report.violations.map(({ severity }) => severity)).toContain('warning');
});

test('an acknowledgment that nothing needs is told', async () => {
  const { error, report } = synthesized(() => undefined, { file: await saved(), acknowledgments: { 'guests: s3:* on *': { reason: 'once' } } });
  expect(error).toBe('');
  expect(report.violations).toMatchObject([{ ruleName: 'unneeded-acknowledgment', severity: 'warning', description: "nobody gains 'guests: s3:* on *', which is acknowledged" }]);
});

test('an acknowledgment without a reason is refused', () => {
  expect(() => new AccessBaseline({ file: 'a.json', acknowledgments: { x: { reason: ' ' } } })).toThrow("acknowledgment-without-reason: the new access 'x' is acknowledged without a reason; say in 'acknowledgments' why it is intended");
});

test('nested stacks are kept with their parents', async () => {
  const nested = (auth: UserPoolPlusIdentityPool, stack: Stack): void => { RecordGrants.fromStream(new Stream(new NestedStack(stack, 'Inner'), 'Clicks')).put(auth.authenticated); };
  expect(synthesized(nested, { file: await saved(nested) })).toMatchObject({ error: '', report: { violations: [] } });
});

test.each<[string, string, RegExp]>([
  ['text that is not JSON', '{', /^access-baseline-file: it is not JSON; write it with 'npx cdk-cognito-pools baseline <template \| cdk\.out> --access'/],
  ['the file of a BaselineCheck', '{"version": 2, "templates": {}}', /^access-baseline-file: it does not hold the access of an app; write it with/],
])('%s is refused', (_name, content, message) => {
  const file = join(directory, 'wrong.json');
  writeFileSync(file, content);
  expect(() => new AccessBaseline({ file }).validate({ templatePaths: [] } as never)).toThrow(message);
});
