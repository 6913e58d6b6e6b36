import { bootstrap } from '../../emulator/deploy';
import { Emulator } from '../../emulator/emulator';
import { account, clientEnvironment, environmentAtStart } from '../../emulator/environment';
import { run } from '../../emulator/processes';
import { setUpEmulator } from '../../emulator/setup';
import { one, sum } from './counts';
import type { Step } from './step';

/** `npm run demo -- --aws`, with the emulator in the place of AWS: nothing is done in another account, and nothing is left in this one. */
export const realAccountStep: Step = {
  name: "the demo in an account of AWS, for which the emulator stands, beside what 'can' says",
  run: async (print) => {
    await setUpEmulator(print);
    const emulator = await Emulator.start();
    try {
      await bootstrap(emulator);
      const env = { ...environmentAtStart, ...clientEnvironment(emulator.endpoint) };
      const demo = (...args: string[]) => run(process.execPath, ['scripts/demo.mjs', '--aws', ...args], { env, onLine: print });
      const other = await demo('111122223333', 'photo-upload');
      const here = await demo(account);
      return sum([
        one(other.code === 1 && other.output.includes(`the current credentials are of account ${account}`) && !other.output.includes('Deploying')),
        one(here.code === 0 && /\b[1-9]\d+ alike, 0 different\b/.test(here.output) && !here.output.includes('LEFT BEHIND')),
      ]);
    } finally {
      await emulator.stop();
    }
  },
};
