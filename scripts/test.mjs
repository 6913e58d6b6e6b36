// npm test: everything there is to check. Its last line, 'N passed, N failed', is the sum of what the steps counted.
import { start } from './prepare.mjs';

await start('./test/main.ts').catch((error) => {
  console.error(String(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
