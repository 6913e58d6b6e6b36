import { join } from 'node:path';

/** The project's own folder. */
export const root = join(__dirname, '..');
/** Everything that set-up and runs leave behind; git ignores it. */
export const work = join(root, '.work');
/** The emulator's Python, with the packages of emulator/requirements.txt. */
export const python = join(work, 'venv', 'bin', 'python');
