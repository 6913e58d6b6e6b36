import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

/** The package in which AWS publishes the models that its SDKs are made from. The SDK for JavaScript has no patterns in it. */
export const SOURCE = { name: 'botocore', version: '1.43.11', license: 'Apache-2.0' };

/** What a service takes as one kind of value. */
export interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}

/**
 * Installs the models into `.work/api-constraints`, or leaves them alone when they are there.
 *
 * @returns the folder with a folder for each service
 */
export async function installModels(): Promise<string> {
  const folder = join(work, 'api-constraints');
  const stamp = join(folder, 'installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== SOURCE.version) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await runOrThrow('python3', ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '--no-compile', '--target', folder, `${SOURCE.name}==${SOURCE.version}`]);
    writeFileSync(stamp, SOURCE.version);
  }
  return join(folder, SOURCE.name, 'data');
}

/**
 * Reads the newest model of a service.
 *
 * @param data the folder of the models
 * @param service the folder of the service, such as `cognito-idp`
 * @returns its shapes by name
 */
export function shapesOf(data: string, service: string): Readonly<Record<string, Shape>> {
  const [version] = readdirSync(join(data, service)).sort().reverse();
  return (JSON.parse(gunzipSync(readFileSync(join(data, service, version, 'service-2.json.gz'))).toString('utf8')) as { readonly shapes: Record<string, Shape> }).shapes;
}
