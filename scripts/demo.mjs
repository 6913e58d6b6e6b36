// npm run demo: installs what is missing, proves every example, deploys it to the emulator, and lets real clients use it.
import { start } from './prepare.mjs';

await start('./demo/main.ts', process.argv.slice(2)).catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
