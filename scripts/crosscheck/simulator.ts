import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlainPolicy, PlainRequest } from '../../test/proof/soundness/plain-iam';

const VERSION = '0.1.173';
const FOLDER = join(__dirname, '../../.work/crosscheck');

interface Simulation {
  readonly request: { readonly principal: string; readonly action: string; readonly resource: { readonly resource: string; readonly accountId: string }; readonly contextVariables: Record<string, unknown> };
  readonly identityPolicies: readonly { readonly name: string; readonly policy: unknown }[];
  readonly permissionBoundaryPolicies?: readonly { readonly name: string; readonly policy: unknown }[];
  readonly serviceControlPolicies: readonly unknown[];
  readonly resourceControlPolicies: readonly unknown[];
}

interface Simulator {
  readonly runUnsafeSimulation: (simulation: Simulation, options: object) => 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';
}

const MAIN = join(FOLDER, 'node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js');

/** Whether the other program is installed. */
export function simulatorInstalled(): boolean {
  return existsSync(MAIN);
}

/** Another program's answer to one request. */
export type Oracle = (policies: readonly PlainPolicy[], request: PlainRequest) => boolean;

/**
 * Installs `@cloud-copilot/iam-simulate` into a folder of its own, never among the dependencies, and makes it an oracle. It is
 * asked by its unchecked entry, which takes no session policies; the checked one drops `cognito-identity.amazonaws.com:sub`.
 */
export async function loadSimulator(): Promise<Oracle> {
  if (!simulatorInstalled()) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
    const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `@cloud-copilot/iam-simulate@${VERSION}`], { cwd: FOLDER, stdio: 'inherit' });
    if (status !== 0) throw new Error(`@cloud-copilot/iam-simulate ${VERSION} could not be installed into ${FOLDER}`);
  }
  const { runUnsafeSimulation } = await import(pathToFileURL(MAIN).href) as Simulator;
  return (policies, { action, resource, context }) => {
    const of = (kind: string): { name: string; policy: unknown }[] => policies.filter((policy) => policy.kind === kind).map(({ document }, index) => ({ name: `${kind}${index}`, policy: document }));
    const boundaries = of('boundary');
    return runUnsafeSimulation({
      request: {
        principal: 'arn:aws:sts::111122223333:assumed-role/people/session', action, resource: { resource, accountId: '111122223333' },
        contextVariables: Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)),
      },
      identityPolicies: of('identity'),
      ...(boundaries.length > 0 && { permissionBoundaryPolicies: boundaries }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }, {}) === 'Allowed';
  };
}
