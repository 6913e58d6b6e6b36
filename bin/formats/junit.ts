import type { Finding } from '../../lib/proof/findings/finding';
import { headline, linesOf } from '../../lib/proof/findings/render';
import { visible } from '../../lib/text/visible';
import { nameOf } from '../../lib/proof/findings/folded';
import { placeOf } from './places';
import { spoken, type Judged } from './verdicts';

/**
 * The elements and attributes are those that Jenkins, GitLab and Azure Pipelines know alike: the schema of Jenkins's xUnit plugin has
 * neither a file of a test nor a number of skipped tests in all.
 *
 * @param judged the findings, and which of them fail
 * @returns the lines of a JUnit report: one suite a template, one test a finding; what is open and does not fail is skipped
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 * @see https://docs.gitlab.com/ci/testing/unit_test_reports/
 */
export function junitOf({ findings, failing }: Judged): string[] {
  const isFailing = ({ verdict }: Finding): boolean => failing.includes(verdict);
  const isSkipped = (finding: Finding): boolean => finding.verdict !== 'PROVED' && !isFailing(finding);
  const counts = (some: readonly Finding[]): string => `tests="${some.length}" failures="${some.filter(isFailing).length}" errors="0"`;
  const names = testNames(findings);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk-cognito-pools" ${counts(findings)}>`,
    ...[...byFile(findings)].flatMap(([file, some]) => {
      const place = escaped(placeOf(file));
      return [
        `  <testsuite name="${place}" file="${place}" ${counts(some)} skipped="${some.filter(isSkipped).length}">`,
        ...some.flatMap((finding) => caseOf(finding, names.get(finding)!, isFailing(finding))),
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
  ];
}

function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }
  return files;
}

/** GitLab passes over a test that has the class and the name of another. */
function testNames(findings: readonly Finding[]): Map<Finding, string> {
  const plain = (finding: Finding): string => {
    const resource = nameOf(finding);
    return `${resource}: ${finding.title}${finding.subject === resource ? '' : ` (${finding.subject})`}`;
  };
  const files = new Map<string, Set<string>>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, plain(finding)]);
    files.set(key, (files.get(key) ?? new Set()).add(finding.file));
  }
  const seen = new Map<string, number>();
  return new Map(findings.map((finding) => {
    const name = plain(finding);
    const inFile = files.get(JSON.stringify([finding.rule, name]))!.size > 1 ? `${name} [${placeOf(finding.file)}]` : name;
    const key = JSON.stringify([finding.rule, inFile]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return [finding, count === 1 ? inFile : `${inFile}, ${count}`];
  }));
}

function caseOf(finding: Finding, name: string, fails: boolean): string[] {
  const { rule, verdict, message, notLookedAt = [] } = finding;
  const opened = `    <testcase classname="${escaped(rule)}" name="${escaped(name)}"`;
  if (verdict === 'PROVED' && notLookedAt.length === 0) return [`${opened}/>`];
  // What a proof says nothing of stands with it, where reports show what a test printed.
  if (verdict === 'PROVED') return [`${opened}>`, '      <system-out>', ...notLookedAt.map((one) => escaped(`not looked at: ${one}`)), '</system-out>', '    </testcase>'];
  const summary = escaped(`${spoken(verdict)}: ${headline(finding)}`);
  const [first, ...rest] = linesOf(finding).map(escaped);
  // GitLab shows the text, Jenkins and Azure Pipelines the message as well.
  return fails
    ? [`${opened}>`, `      <failure type="${verdict}" message="${summary}">${first}`, ...rest, '</failure>', '    </testcase>']
    : [`${opened}>`, `      <skipped message="${summary}: ${escaped(message)}">${first}`, ...rest, '</skipped>', '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML has no way to write a control character. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
