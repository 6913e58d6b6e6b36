import { chromiumOf } from '../../examples/support/chromium';
import { usePage } from '../../examples/photo-upload/page-client';
import { checkLine } from '../report';
import { useExample } from '../use-examples';
import { deployedExamples } from './deployed-examples';
import { checkCounts } from './emulator-step';
import type { Step } from './step';

/** The page of photo-upload, used by users in a browser against the stack as it is deployed. Without a browser the step has failed. */
export const pageStep: Step = {
  name: 'the page of photo-upload in a browser (Chromium)',
  run: async (print) => {
    const executablePath = await chromiumOf(print);
    const { emulator, outputs } = await deployedExamples(print);
    const client = { use: (example: Parameters<typeof usePage>[0]) => usePage(example, executablePath) };
    const counts = checkCounts(await useExample(emulator, 'photo-upload', outputs, client, (check) => print(checkLine(check))));
    print('pictures of every view are in .work/screenshots');
    return counts;
  },
};
