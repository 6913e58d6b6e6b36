import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Emulator } from './emulator';
import { account, clientEnvironment, environmentAtStart, quietCdk, region, rootCredentials, withoutAws } from './environment';
import { root } from './paths';
import { runOrThrow } from './processes';

const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The outputs of deployed stacks, by stack and name. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** How the CDK CLI is run. */
export interface CdkOptions {
  /** @default none: the command needs no account, or `environment` says which */
  readonly emulator?: Emulator;
  /** Variables by which the command finds an account of AWS. @default none */
  readonly environment?: NodeJS.ProcessEnv;
  /** @default the project's folder, with its cdk.json */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
}

/** Runs the real CDK CLI against the emulator. */
export async function runCdk(args: readonly string[], options: CdkOptions = {}): Promise<string> {
  const environment = options.emulator ? clientEnvironment(options.emulator.endpoint) : options.environment ?? {};
  const { output } = await runOrThrow(process.execPath, [cdk, ...args], {
    env: { ...withoutAws(environmentAtStart), ...quietCdk, CI: '1', ...environment },
    cwd: options.cwd,
    onLine: options.onLine,
  });
  return output;
}

/** What somebody has put into Secrets Manager before the examples are deployed: the secret that Google gave out for an app. */
export const secrets = { 'invoices/google': 'given-out-by-google' };

/** Bootstraps the emulator's account, and makes the secrets that stacks refer to: once for each emulator, before the first deployment. */
export async function bootstrap(emulator: Emulator, onLine?: (line: string) => void): Promise<void> {
  // In a folder without cdk.json: the CLI would synthesize the app first, which bootstrapping does not need.
  await runCdk(['bootstrap', `aws://${account}/${region}`], { emulator, onLine, cwd: emulator.directory });
  const client = new SecretsManagerClient({ region, endpoint: emulator.endpoint, credentials: rootCredentials });
  for (const [Name, SecretString] of Object.entries(secrets)) await client.send(new CreateSecretCommand({ Name, SecretString }));
}

/** Synthesizes an app, given as its command, into a folder. */
export async function synthesize(app: string, folder: string, onLine?: (line: string) => void): Promise<void> {
  await runCdk(['synth', '--quiet', '--app', app, '--output', folder], { onLine });
}

/** The arguments of a deployment without questions. */
export function deployArguments(folder: string, stacks: readonly string[], outputs: string): string[] {
  return ['deploy', ...stacks, '--app', folder, '--require-approval', 'never', '--method', 'direct', '--concurrency', '2', '--progress', 'events', '--outputs-file', outputs];
}

/** Deploys stacks of a synthesized app with one run of the CDK CLI. */
export async function deploy(emulator: Emulator, folder: string, stacks: readonly string[], onLine?: (line: string) => void): Promise<StackOutputs> {
  const file = join(emulator.directory, 'outputs.json');
  await runCdk(deployArguments(folder, stacks, file), { emulator, onLine });
  return JSON.parse(readFileSync(file, 'utf8')) as StackOutputs;
}
