// Holds the templates of all examples and of random user pools and apps against what AWS is known to refuse: npm run preflight -- [pools] [apps] [seed]
// The rules of cdk-preflight were tried on AWS by their authors. They need a newer CDK than our lowest, so they are installed apart and
// run in this process alone; the models of the SDKs have the lengths, patterns and enumerations of the APIs.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { context } from '../../cdk.json';
import { work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';
import { examples } from '../../examples';
import { randomApps } from '../../test/fuzz/random-apps';
import { buildPool, poolSpec } from '../../test/fuzz/user-pool-arbitrary';
import { synthesized } from '../../test/support/synthesized';
import { installModels } from '../api-constraints/models';
import { WRONG, WRONG_MODELS } from './known';
import { ServiceModels } from './service-models';

const PREFLIGHT = 'cdk-preflight@0.0.143';

interface Preflight {
  apply(scope: IConstruct): void;
}

/** Without its peers: the CDK is that of the project. */
async function installPreflight(): Promise<Preflight> {
  const folder = join(work, 'preflight');
  const stamp = join(folder, 'installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== PREFLIGHT) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    await runOrThrow('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', PREFLIGHT], { cwd: folder });
    writeFileSync(stamp, PREFLIGHT);
  }
  return (createRequire(join(folder, 'package.json'))('cdk-preflight') as { readonly Preflight: Preflight }).Preflight;
}

/** What is found in the templates of an app. */
interface Findings {
  readonly templates: number;
  readonly byRules: readonly (readonly [rule: string, text: string])[];
  readonly byModels: string[];
}

function findingsIn(fill: (app: App) => void, preflight: Preflight, models: ServiceModels): Findings {
  const { templates, violations } = synthesized((app) => {
    fill(app);
    preflight.apply(app);
  }, { context: { ...context, 'cdk-cognito-pools:proof': 'off' } });
  const byModels = [...templates].flatMap(([file, template]) => models.findings(template as Parameters<ServiceModels['findings']>[0]).map((finding) => `${finding} in ${file}`));
  return { templates: templates.size, byRules: violations.filter(([rule]) => rule.startsWith('pf-')), byModels };
}

async function run(pools: number, apps: number, seed: number): Promise<void> {
  const preflight = await installPreflight();
  const models = new ServiceModels(await installModels());
  const all = [
    findingsIn((app) => Object.entries(examples).forEach(([name, Example]) => new Example(app, name, { env: { account: '111122223333', region: 'us-east-1' } })), preflight, models),
    findingsIn((app) => fc.sample(poolSpec, { numRuns: pools, seed }).forEach((spec, index) => buildPool(spec, app, `Pool${index}`)), preflight, models),
    ...randomApps(apps, seed).map((fill) => findingsIn(fill, preflight, models)),
  ];
  const rules = all.flatMap(({ byRules }) => byRules);
  const wrong = new Set(WRONG.map(({ rule }) => rule));
  const found = [...rules.filter(([rule]) => !wrong.has(rule)).map(([rule, text]) => `${rule}: ${text}`), ...all.flatMap(({ byModels }) => byModels).filter((finding) => !WRONG_MODELS.some(({ property }) => finding.startsWith(`${property} `)))];
  const gone = [...wrong].filter((rule) => !rules.some(([one]) => one === rule)).map((rule) => `${rule} is listed as wrong, and nothing is found by it any more`);
  [...new Set([...found, ...gone])].forEach((line) => console.log(line));
  const templates = all.reduce((sum, one) => sum + one.templates, 0);
  console.log(`${templates} templates (seed ${seed}) beside ${PREFLIGHT} and the models of the SDKs: ${found.length} findings, ${rules.filter(([rule]) => wrong.has(rule)).length} more that are known to be wrong`);
  process.exitCode = found.length + gone.length === 0 ? 0 : 1;
}

process.env.CDK_VALIDATION ??= 'false'; // the CDK's own rules have a test of theirs
const [pools = '100', apps = '100', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
void run(Number(pools), Number(apps), Number(seed));
