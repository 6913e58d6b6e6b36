import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib/core';
import { printed, visible } from '../../text/visible';
import type { Finding } from './finding';
import { headline, renderCase } from './render';

/**
 * Puts findings into the form in which the CDK reports them: what is violated fails the synth and cannot be acknowledged;
 * what is not proved or not known warns, and can be.
 *
 * @param findings the findings
 * @returns the report
 */
export function reportOf(findings: readonly Finding[]): PolicyValidationPluginReport {
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  return {
    success: open.every((finding) => severityOf(finding) === 'warning'),
    violations: open.map(violationOf),
    metadata: { proved: String(findings.length - open.length), promises: String(findings.length) },
  };
}

// Only 'fatal' keeps a violated promise from being acknowledged away.
function severityOf({ verdict, severity }: Finding): 'fatal' | 'error' | 'warning' {
  return verdict === 'VIOLATED' ? severity ?? 'fatal' : 'warning';
}

function violationOf(finding: Finding): PolicyViolation {
  const verdict = finding.verdict === 'NOT_PROVED' ? 'NOT PROVED' : finding.verdict;
  return {
    ruleName: finding.rule,
    // The CDK prints the fix by itself, below the construct.
    description: printed([`${verdict}  ${headline(finding)}`, ...renderCase(finding)]),
    severity: severityOf(finding),
    ...(finding.fix !== undefined && { fix: visible(finding.fix) }),
    violatingResources: [{
      ...(finding.resource !== '' && { resourceLogicalId: visible(finding.resource) }),
      templatePath: finding.file,
      locations: finding.location === '' ? [] : [visible(finding.location)],
    }],
    ruleMetadata: { verdict: finding.verdict, ...(finding.statement !== undefined && { statement: visible(finding.statement) }) },
  };
}
