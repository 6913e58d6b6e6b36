import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib/core';
import { printed, visible } from '../../text/visible';
import type { Finding } from './finding';
import { headline, renderCase } from './render';

/**
 * Puts findings into the form in which the CDK reports them: what is violated fails the synth and cannot be acknowledged;
 * what is not proved or not known warns, and can be.
 *
 * @param findings the findings
 * @param shownAs how people read a finding
 * @returns the report
 */
export function reportOf(findings: readonly Finding[], shownAs: (finding: Finding) => Finding = (finding) => finding): PolicyValidationPluginReport {
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  return {
    success: open.every((finding) => severityOf(finding) === 'warning'),
    violations: open.map((finding) => violationOf(finding, shownAs(finding))),
    metadata: { proved: String(findings.length - open.length), promises: String(findings.length) },
  };
}

// Only 'fatal' keeps a violated promise from being acknowledged away.
function severityOf({ verdict, severity }: Finding): 'fatal' | 'error' | 'warning' {
  return verdict === 'VIOLATED' ? severity ?? 'fatal' : 'warning';
}

function violationOf(finding: Finding, shown: Finding): PolicyViolation {
  const verdict = finding.verdict === 'NOT_PROVED' ? 'NOT PROVED' : finding.verdict;
  return {
    ruleName: finding.rule,
    // The CDK prints the fix by itself, below the construct.
    description: printed([`${verdict}  ${headline(shown)}`, ...renderCase(shown)]),
    severity: severityOf(finding),
    ...(shown.fix !== undefined && { fix: visible(shown.fix) }),
    violatingResources: [{
      ...(finding.resource !== '' && { resourceLogicalId: visible(finding.resource) }),
      templatePath: finding.file,
      locations: finding.location === '' ? [] : [visible(finding.location)],
    }],
    ruleMetadata: { verdict: finding.verdict, ...(finding.statement !== undefined && { statement: visible(finding.statement) }) },
  };
}
