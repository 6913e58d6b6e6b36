import type { Finding } from '../../lib/proof/findings/finding';
import { renderFinding } from '../../lib/proof/findings/render';
import { proveFiles } from '../../lib/proof/prove';

/** How many promises there were, and how many of them were proved. */
export interface ProofTally {
  readonly promises: number;
  readonly proved: number;
}

/** Proves what one template promises, prints each verdict, and counts. */
export function proveExample(templateFile: string, print: (line: string) => void): ProofTally {
  const findings = proveFiles([templateFile]);
  for (const finding of findings) print(indent(renderFinding(finding)));
  return tallyProofs(findings);
}

/** Only what is proved counts: an example leaves no promise undecided. */
export function tallyProofs(findings: readonly Finding[]): ProofTally {
  return { promises: findings.length, proved: findings.filter(({ verdict }) => verdict === 'PROVED').length };
}

function indent(text: string): string {
  return text.split('\n').map((line, i) => (i === 0 ? `  ${line}` : `            ${line}`)).join('\n');
}
