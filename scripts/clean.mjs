// A build must not leave behind the output of a file that is gone.
import { rmSync } from 'node:fs';

for (const path of ['build', '.jsii', 'tsconfig.tsbuildinfo']) rmSync(path, { recursive: true, force: true });
