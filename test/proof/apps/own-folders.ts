import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { prove } from '../../../bin/commands/prove';
import { OwnObjectGrants, SignIn, UserPoolPlusIdentityPool } from '../../../lib';

/** An app whose users have a folder each in one bucket. */
export interface OwnFolders {
  readonly app: App;
  readonly stack: Stack;
  readonly auth: UserPoolPlusIdentityPool;
  readonly photos: Bucket;
}

/** The stack of such an app. */
export function ownFolders(scope: Construct, props: StackProps = {}, bucketName?: string): Omit<OwnFolders, 'app'> {
  const stack = new Stack(scope, 'Photos', props);
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email(), groups: ['curators'] });
  auth.addSinglePageAppClient('web');
  const photos = new Bucket(stack, 'Bucket', { bucketName });
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readAll(auth.group('curators'));
  return { stack, auth, photos };
}

interface Shown {
  readonly rule: string;
  readonly verdict: string;
  readonly title: string;
  readonly counterexample: { readonly steps?: string[] } | null;
}

/**
 * Synthesizes the app with a change, and proves its cdk.out by the command.
 *
 * @param change what is done to the app
 * @param make makes the app; left out: one stack
 * @returns what is not proved: the verdict, the rule and the promise
 */
export async function notProved(change: (made: OwnFolders) => void, make: (app: App) => Omit<OwnFolders, 'app'> = (app) => ownFolders(app)): Promise<string[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'app-'));
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const app = new App({ outdir, context: { 'cdk-cognito-pools:proof': 'off' } });
    change({ app, ...make(app) });
    app.synth();
    await prove([outdir, '--json']);
    const { findings } = JSON.parse(printed.mock.calls.flat().join('\n')) as { findings: Shown[] };
    return findings.filter(({ verdict }) => verdict !== 'PROVED').map(({ verdict, rule, title }) => `${verdict} ${rule}: ${title}`);
  } finally {
    printed.mockRestore();
    rmSync(outdir, { recursive: true, force: true });
  }
}
