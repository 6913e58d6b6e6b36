import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { undoAtEnd } from '../../../emulator/cleanup';
import { deployArguments, runCdk } from '../../../emulator/deploy';
import type { StackOutputs } from '../../../emulator/deploy';
import { work } from '../../../emulator/paths';
import { CallLog, roleNameOf } from '../../../examples/support';
import type { Check, Deployment } from '../../../examples/support';
import { REAL_ACCOUNT } from '../../../examples/support/real-account';
import { appCommand } from '../../app-command';
import { stacksOf } from '../../assembly';
import type { Progress } from '../../progress';
import { asItMustBe, checkLine } from '../../report';
import { clientOf, useDeployed } from '../../use-examples';
import { chosen } from '../arguments';
import type { DemoArguments } from '../arguments';
import { temporaryFolder } from '../folder';
import { proveExample, provedInWords } from '../proofs';
import { summary } from '../summary';
import type { ExampleResult } from '../summary';
import { RealAccount } from './account';
import { compare } from './compare';
import type { Compared, Comparison } from './compare';
import { placeOf } from './place';

/** Where what AWS answered otherwise than `can` is written down. */
export const DIFFERENCES = join(work, 'real-account.json');

/**
 * Deploys examples to an account of AWS, uses them, compares what AWS answers with what `can` says, and destroys all.
 *
 * @param wanted which examples
 * @param account the id of the account, which must be that of the credentials
 * @param environment where the AWS SDK and the CDK CLI find these, and the Region
 * @param progress told of what is done
 * @returns 0 where everything was as it must be
 */
export async function demoOnAws(wanted: DemoArguments, account: string, environment: NodeJS.ProcessEnv, progress: Progress): Promise<number> {
  const place = placeOf(environment);
  const there = new RealAccount(place);
  await there.requireAccount(account);
  const cdk = (args: readonly string[]): Promise<string> => runCdk(args, { environment: { ...environment, AWS_REGION: place.region, CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: place.region }, onLine: wanted.verbose ? progress.tool : undefined });

  progress.heading(`Synthesizing the examples for account ${account} in ${place.region}`);
  const folder = temporaryFolder();
  await cdk(['synth', '--quiet', '--app', appCommand(), '--context', `${REAL_ACCOUNT.context}=true`, '--output', folder]);
  const templates = stacksOf(folder);
  const names = chosen(Object.keys(templates), wanted.names);
  const destroy = (some: readonly string[]): Promise<void> => destroyAll(there, cdk, folder, some, progress);
  const old = await there.leftBehind(names);
  if (old.length > 0) await destroy(old);

  const destroyed = undoAtEnd(() => destroy(names));
  await there.makeSecrets();
  progress.heading('Deploying with the CDK CLI');
  const file = join(folder, 'outputs.json');
  await cdk(deployArguments(folder, names, file));
  const outputs = JSON.parse(readFileSync(file, 'utf8')) as StackOutputs;

  const results: Record<string, ExampleResult> = {};
  const compared: Record<string, Compared> = {};
  for (const name of names) {
    progress.heading(`Using ${name}`);
    const { tally: proofs } = proveExample(templates[name], false);
    const calls = new CallLog();
    const deployment = { ...place, calls, outputs: outputs[`${REAL_ACCOUNT.prefix}${name}`] ?? {} };
    const report = (check: Check): void => { if (wanted.verbose || !asItMustBe(check)) progress.line(checkLine(check)); };
    results[name] = { proofs, checks: await useDeployed(name, deployment, await clientOf(name), report) };
    const roles = await rolesOf(deployment, calls);
    const surroundings = { resources: await there.resources(name), objectTags: (bucket: string, key: string) => there.objectTags(bucket, key) };
    compared[name] = await compare(name, templates[name], surroundings, calls, (accessKeyId) => roles.get(accessKeyId));
    progress.line(`  ${provedInWords(proofs)}; ${compared[name].alike} calls answered as 'can' says`);
  }
  const differences = tell(compared, progress);
  const ids = new Map(await Promise.all(names.map(async (name) => [name, await there.idOf(name) ?? ''] as const)));
  await destroy(names);
  destroyed();
  const remains = await there.remains(ids);
  remains.forEach((one) => progress.line(`  LEFT BEHIND  ${one}`));
  const { text, good } = summary(results, progress.seconds, 'they cannot be tried from outside');
  progress.line(`\n${text}`);
  return good && differences === 0 && remains.length === 0 ? 0 : 1;
}

async function destroyAll(there: RealAccount, cdk: (args: readonly string[]) => Promise<string>, folder: string, names: readonly string[], progress: Progress): Promise<void> {
  progress.heading('Destroying what was deployed');
  for (const name of await there.leftBehind(names)) await there.emptyBuckets(name);
  await cdk(['destroy', ...names, '--app', folder, '--force']);
  await there.deleteSecrets();
}

/** The names of the roles that credentials act as, by their access key ids. */
async function rolesOf(deployment: Deployment, calls: CallLog): Promise<Map<string, string>> {
  return new Map(await Promise.all(calls.credentials.map(async (credentials) => [credentials.accessKeyId, await roleNameOf(deployment, credentials)] as const)));
}

/** Writes down where AWS answered otherwise than `can`, or where `can` left it open; the number of differences. */
function tell(compared: Readonly<Record<string, Compared>>, progress: Progress): number {
  const all = Object.values(compared);
  const differences = all.flatMap((one) => one.differences);
  const open = all.flatMap((one) => one.open);
  const line = ({ action, answered, example, reason, resource, said, who }: Comparison): string => `  ${example}: AWS ${answered} ${action} on ${resource} to ${who}, and 'can' says ${said}: ${reason}`;
  progress.heading("What AWS answered beside what 'can' says");
  [...differences.map((one) => `  DIFFERENT${line(one)}`), ...open.map((one) => `  open     ${line(one)}`)].forEach(progress.line);
  const sum = (count: (one: Compared) => number): number => all.reduce((total, one) => total + count(one), 0);
  progress.line(`  ${sum(({ alike }) => alike)} alike, ${differences.length} different, ${open.length} left open by 'can', ${sum(({ notAsked }) => notAsked)} not asked; all of it is in ${DIFFERENCES}`);
  mkdirSync(work, { recursive: true });
  writeFileSync(DIFFERENCES, `${JSON.stringify({ differences, open }, null, 2)}\n`);
  return differences.length;
}
