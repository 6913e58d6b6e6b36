// npm test: everything that every change is checked by; npm run complete: what takes too long for that, too. Its last line, 'N passed, N failed', is the sum of what the steps counted.
import { start } from './prepare.mjs';

await start('./test/main.ts', ...process.argv.slice(2)).catch((error) => {
  console.error(String(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
