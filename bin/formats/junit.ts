import type { Finding } from '../../lib/proof/findings/finding';
import { headline, linesOf } from '../../lib/proof/findings/render';
import { visible } from '../../lib/text/visible';
import { nameOf } from '../../lib/proof/findings/folded';
import { spoken, type Judged } from './verdicts';

/**
 * @param judged the findings, and which of them fail
 * @returns the lines of a JUnit report: one suite a template, one test a finding; what is open and does not fail is skipped
 */
export function junitOf({ findings, failing }: Judged): string[] {
  const isFailing = ({ verdict }: Finding): boolean => failing.includes(verdict);
  const isSkipped = (finding: Finding): boolean => finding.verdict !== 'PROVED' && !isFailing(finding);
  const counts = (some: readonly Finding[]): string => `tests="${some.length}" failures="${some.filter(isFailing).length}" errors="0" skipped="${some.filter(isSkipped).length}"`;
  const files = [...new Set(findings.map(({ file }) => file))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk-cognito-pools" ${counts(findings)}>`,
    ...files.flatMap((file) => {
      const some = findings.filter((finding) => finding.file === file);
      return [`  <testsuite name="${escaped(file)}" ${counts(some)}>`, ...some.flatMap((finding) => caseOf(finding, isFailing(finding))), '  </testsuite>'];
    }),
    '</testsuites>',
  ];
}

function caseOf(finding: Finding, fails: boolean): string[] {
  const { rule, verdict, title, subject, file, message, notLookedAt = [] } = finding;
  const resource = nameOf(finding);
  const name = `${resource}: ${title}${subject === resource ? '' : ` (${subject})`}`;
  const opened = `    <testcase classname="${escaped(rule)}" name="${escaped(name)}" file="${escaped(file)}"`;
  if (verdict === 'PROVED' && notLookedAt.length === 0) return [`${opened}/>`];
  // What a proof says nothing of stands with it, where reports show what a test printed.
  if (verdict === 'PROVED') return [`${opened}>`, '      <system-out>', ...notLookedAt.map((one) => escaped(`not looked at: ${one}`)), '</system-out>', '    </testcase>'];
  const summary = escaped(`${spoken(verdict)}: ${headline(finding)}`);
  const [first, ...rest] = linesOf(finding).map(escaped);
  return fails
    ? [`${opened}>`, `      <failure type="${verdict}" message="${summary}">${first}`, ...rest, '</failure>', '    </testcase>']
    : [`${opened}>`, `      <skipped message="${summary}: ${escaped(message)}"/>`, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML has no way to write a control character. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
