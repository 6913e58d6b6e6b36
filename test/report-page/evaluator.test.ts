import { mkdtempSync, rmSync } from 'node:fs';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { OwnObjectGrants, SignIn, UserPoolPlusIdentityPool } from '../../lib';
import { embedded, packed } from '../../lib/proof/html-report/embedded';
import { loadNested } from '../../lib/proof/template/nested';
import { templatesAt } from '../../lib/proof/template/together';
import { Evaluator } from '../../report-page/evaluator';
import { isIPv4, isIPv6 } from '../../report-page/net';
import { answeredByCan, questionsAbout, type Answered } from '../../scripts/report-page/questions';

const outdir = mkdtempSync(join(tmpdir(), 'evaluator-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Photos in a nested stack, of an app with a stage and another stack that has a bucket of the same path. */
function assembliesOf() {
  const app = new App({ outdir });
  const stage = new Stage(app, 'Prod');
  const main = new Stack(stage, 'Main');
  const photos = new Bucket(new NestedStack(main, 'Files'), 'Photos');
  const auth = new UserPoolPlusIdentityPool(main, 'Auth', { signIn: SignIn.email(), groups: ['curators'] });
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readAll(auth.group('curators'));
  new Bucket(new Stack(stage, 'Other'), 'Photos');
  return templatesAt([app.synth().directory]);
}

test('the page answers as the command does about stages, nested stacks, and names that two stacks have', async () => {
  const assemblies = assembliesOf();
  const evaluator = await Evaluator.of(packed(assemblies.map((templates) => embedded(templates, loadNested))));
  const named = ['Photos', 'Prod/Other/Photos', 'Files/Photos', 'Prod/Main/Files/Photos'].map((name) => ({ as: 'user' as const, groups: ['curators'], action: 's3:GetObject', resource: `\${${name}.Arn}/users/x` }));
  const questions = [...named, ...assemblies.flatMap(questionsAbout).filter((_question, i) => i % 7 === 0)];
  const answers = questions.map((question): Answered => {
    try {
      const { verdict, reason, role, statement } = evaluator.can(question);
      return { verdict, reason, ...(role !== undefined && { role }), ...(statement !== undefined && { statement }) };
    } catch (error) {
      return { wrong: (error as Error).message };
    }
  });
  expect(answers).toEqual(questions.map((question) => answeredByCan(assemblies, question)));
  expect(new Set(answers.map(({ verdict }) => verdict))).toEqual(new Set(['ALLOWED', 'DENIED', undefined]));
});

describe('what the evaluator takes for an IP address in a browser is what Node does', () => {
  test.each(['1.2.3.4', '01.2.3.4', '256.1.1.1', '1.2.3', '', '::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '1::2::3', ':1', '1:', ':::', '::ffff:1.2.3.4', '1.2.3.4::', '::1.2.3', 'fe80::1%eth0', 'fe80::1%', 'g::1', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', '12345::', '::1:2:3:4:5:6:7:8'])('%s', (text) => {
    expect([isIPv4(text), isIPv6(text)]).toEqual([net.isIPv4(text), net.isIPv6(text)]);
  });

  test('and of any text like one', () => {
    const part = fc.oneof(fc.constantFrom(':', '::', '.', '0', 'f', '%'), fc.integer({ min: 0, max: 300 }).map(String), fc.integer({ min: 0, max: 70000 }).map((n) => n.toString(16)));
    fc.assert(fc.property(fc.array(part, { maxLength: 17 }).map((parts) => parts.join('')), (text) => isIPv4(text) === net.isIPv4(text) && isIPv6(text) === net.isIPv6(text)), { numRuns: 20_000 });
  });
});
