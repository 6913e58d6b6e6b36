import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../emulator/paths';

/** Where an error lets somebody in: who may take a role, what a role may do, and who a back end believes. */
const FOLDERS = ['lib/mapping', 'lib/grants', 'lib/grants/private', 'lib/identity-pool', 'claims', 'lambda/authorizer'];
const FILES = ['lib/guest-access.ts', 'lib/group-principal.ts', 'lib/identity-pool-base.ts', 'lib/identity-pool-only.ts', 'lib/identity-pool-with-principals.ts', 'lib/imported-identity-pool.ts', 'lib/grant-warnings.ts'];

/** The files that are changed, relative to the repository. */
export function targets(): string[] {
  const inFolders = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`));
  return [...inFolders, ...FILES].sort();
}
