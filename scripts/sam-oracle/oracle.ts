import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { KNOWN_MANAGED_POLICIES } from '../../lib/proof/iam/data/managed-policies';

const FOLDER = join(__dirname, '../../.work/sam-oracle/python');

/** What the transform says of a template. */
export interface Answer {
  readonly body?: Record<string, unknown>;
  readonly refused?: string[];
}

/** Installs aws-sam-translator apart, where it is not there yet. */
function install(): void {
  if (existsSync(join(FOLDER, 'samtranslator'))) return;
  mkdirSync(FOLDER, { recursive: true });
  const { status } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade', '--target', FOLDER, '-r', join(__dirname, 'requirements.txt')], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`aws-sam-translator could not be installed into ${FOLDER}: python3 with pip is needed`);
}

/**
 * Asks the transform.
 *
 * @param templates the templates, by name
 * @returns its answers, by name
 */
export function askOracle(templates: ReadonlyMap<string, Record<string, unknown>>): Record<string, Answer> {
  install();
  const managed = Object.fromEntries(KNOWN_MANAGED_POLICIES.map((path) => [path.slice(path.lastIndexOf('/') + 1), `arn:aws:iam::aws:policy/${path}`]));
  const question = { managed, templates: Object.fromEntries([...templates].map(([name, body]) => [name, { body }])) };
  const { status, stdout, stderr } = spawnSync('python3', [join(__dirname, 'oracle.py')], {
    input: JSON.stringify(question), encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, PYTHONPATH: FOLDER, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(`aws-sam-translator failed: ${stderr}`);
  return JSON.parse(stdout) as Record<string, Answer>;
}
