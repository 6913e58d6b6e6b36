import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../emulator/paths';

/** The command of cdk.json that runs the app with every example. */
export function appCommand(): string {
  return (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { readonly app: string }).app;
}
