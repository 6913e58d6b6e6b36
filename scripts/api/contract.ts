import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { environmentAtStart } from '../../emulator/environment';
import { root, work } from '../../emulator/paths';
import { run } from '../../emulator/processes';
import { readAssembly } from '../test/documented-step';
import { EXCEPTIONS } from './exceptions';
import { installApiTools } from './tools';

/** The assembly that the public API is compared with, as it was when it was settled or last released. */
const SETTLED = join(root, 'scripts/api/settled.jsii.gz');

/** Keeps the assembly that is built as the one to compare with; without its prose, which is no part of the contract. */
export function settle(): void {
  const assembly: Record<string, unknown> = { ...readAssembly() };
  delete assembly.readme;
  delete assembly.fingerprint;
  writeFileSync(SETTLED, gzipSync(JSON.stringify(assembly, withoutProse), { level: 9 }));
}

function withoutProse(key: string, value: unknown): unknown {
  if (key === 'docs') return { stability: (value as { stability?: string }).stability };
  return ['locationInModule', 'locationInSource', 'symbolId'].includes(key) ? undefined : value;
}

/** What of the settled API is broken by the one that is built, in the words of jsii-diff. */
export async function brokenSince(): Promise<string[]> {
  if (!existsSync(SETTLED)) return [`${SETTLED} is missing: npm run api-settle makes it`];
  const tools = await installApiTools();
  const folder = mkdtempSync(join(work, 'settled-'));
  try {
    writeFileSync(join(folder, '.jsii'), gunzipSync(readFileSync(SETTLED)));
    symlinkSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { code, output } = await run(process.execPath, [join(tools, 'node_modules/jsii-diff/bin/jsii-diff'), folder, root, '--error-on', 'all']);
    return code === 0 ? [] : output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('!!'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the API departs from the guidelines of the CDK, save what is listed with its reason. */
export async function againstGuidelines(): Promise<string[]> {
  const tools = await installApiTools();
  const excluded = EXCEPTIONS.flatMap(({ rule, type }) => ['--exclude', `${rule}:cdk-cognito-pools.${type}`]);
  const { output } = await run(process.execPath, [join(tools, 'node_modules/awslint/bin/awslint'), '--no-config', '--no-compile', ...excluded], { env: { ...environmentAtStart, AWSLINT_BASE_CONSTRUCT: 'true' } });
  return [...output.split('\n').filter((line) => line.startsWith('error: ')), ...misnamedStructs()];
}

/** Structs are named as those of the CDK are. */
function misnamedStructs(): string[] {
  return Object.values(readAssembly().types).filter(({ datatype, fqn }) => datatype === true && !/(Props|Options)$/.test(fqn)).map(({ fqn }) => `${fqn} is a struct: its name ends in Props or Options`);
}
