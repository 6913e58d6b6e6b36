import type { Check } from '../../examples/support';
import { tally } from '../report';
import { provedInWords } from './proofs';
import type { ProofTally } from './proofs';

/** What was found out about one example. */
export interface ExampleResult {
  readonly proofs: ProofTally;
  readonly checks: readonly Check[];
}

/** The end of the demo in words, and whether everything was as it must be; `because` says why some of it was not tried. */
export function summary(results: Readonly<Record<string, ExampleResult>>, seconds: number, because = 'the emulator cannot'): { readonly text: string; readonly good: boolean } {
  const width = Math.max(...Object.keys(results).map((name) => name.length));
  const lines = Object.entries(results).map(([name, result]) => `  ${name.padEnd(width)}  ${inWords(result, because)}`);
  const all = Object.values(results);
  const proofs = { promises: total(all, 'promises'), proved: total(all, 'proved') };
  const checks = all.flatMap((result) => result.checks);
  return {
    text: ['Summary', ...lines, `${inWords({ proofs, checks }, because)}, in ${Math.round(seconds)} s`].join('\n'),
    good: proofs.proved === proofs.promises && tally(checks).failed === 0,
  };
}

function total(results: readonly ExampleResult[], field: keyof ProofTally): number {
  return results.reduce((sum, { proofs }) => sum + proofs[field], 0);
}

function inWords({ proofs, checks }: ExampleResult, because: string): string {
  const { allowed, refused, equal, failed, 'not-here': notHere } = tally(checks);
  return [
    provedInWords(proofs),
    `${allowed} allowed`, `${refused} refused as they must be`, `${equal} equal`, `${failed} failed`,
    ...(notHere > 0 ? [`${notHere} not tried: ${because}`] : []),
  ].join(', ');
}
