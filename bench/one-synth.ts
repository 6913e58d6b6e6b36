// Does the job of the benchmark once in the way that is named, and prints how many kilobytes of memory the process took at most.
import { WAYS } from './synth';
import { synthesizeOnce } from './synthesize-once';

process.env.CDK_VALIDATION = 'false';
synthesizeOnce(WAYS[process.argv[2]], { stacks: 1, copies: 40 });
console.log(process.resourceUsage().maxRSS);
