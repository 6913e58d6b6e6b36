import type { Check } from '../../examples/support';
import { tally } from '../report';

/** The end of the demo in words, and how many checks failed. */
export function summary(results: Readonly<Record<string, readonly Check[]>>, seconds: number): { readonly text: string; readonly failed: number } {
  const width = Math.max(...Object.keys(results).map((name) => name.length));
  const lines = Object.entries(results).map(([name, checks]) => `  ${name.padEnd(width)}  ${counts(checks)}`);
  const all = Object.values(results).flat();
  return { text: ['Summary', ...lines, `${counts(all)}, in ${Math.round(seconds)} s`].join('\n'), failed: tally(all).failed };
}

function counts(checks: readonly Check[]): string {
  const { allowed, refused, equal, failed, 'not-here': notHere } = tally(checks);
  return [
    `${allowed} allowed`, `${refused} refused as they must be`, `${equal} equal`, `${failed} failed`,
    ...(notHere > 0 ? [`${notHere} not tried: the emulator cannot`] : []),
  ].join(', ');
}
