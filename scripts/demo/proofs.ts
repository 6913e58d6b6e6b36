import type { Finding } from '../../lib/proof/findings/finding';
import { renderFinding } from '../../lib/proof/findings/render';
import { proveFiles } from '../../lib/proof/prove';

/** How many promises there were, and how many of them were proved. */
export interface ProofTally {
  readonly promises: number;
  readonly proved: number;
}

/** Proves what one template promises, and counts; the second half is what to read of it: all, or what is not proved. */
export function proveExample(templateFile: string, verbose: boolean): { readonly tally: ProofTally; readonly told: readonly string[] } {
  const findings = proveFiles([templateFile]);
  const told = findings.filter(({ verdict }) => verbose || verdict !== 'PROVED').map((finding) => indent(renderFinding(finding)));
  return { tally: tallyProofs(findings), told };
}

/** The count in words. */
export function provedInWords({ promises, proved }: ProofTally): string {
  return `${proved} of ${promises} promises proved`;
}

/** Only what is proved counts: an example leaves no promise undecided. */
export function tallyProofs(findings: readonly Finding[]): ProofTally {
  return { promises: findings.length, proved: findings.filter(({ verdict }) => verdict === 'PROVED').length };
}

function indent(text: string): string {
  return text.split('\n').map((line, i) => (i === 0 ? `  ${line}` : `            ${line}`)).join('\n');
}
