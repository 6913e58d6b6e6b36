import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Verdict } from '../lib/proof/findings/finding';
import { renderCase } from '../lib/proof/findings/render';
import { RULES } from '../lib/proof/rules';
import { printed, visible } from '../lib/text/visible';

/** The format knows levels for what failed alone: what is open has none. */
const LEVELS: Readonly<Record<Verdict, string>> = { VIOLATED: 'error', NOT_PROVED: 'warning', UNKNOWN: 'none', PROVED: 'none' };
const KINDS: Readonly<Record<Verdict, string>> = { VIOLATED: 'fail', NOT_PROVED: 'fail', UNKNOWN: 'open', PROVED: 'pass' };

/**
 * @param findings findings
 * @returns them as a SARIF 2.1.0 log
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf(findings: readonly Finding[]): object {
  const ids = [...new Set([...RULES.map(({ id }) => id), ...findings.map(({ rule }) => rule)])];
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-cognito-pools', informationUri: 'https://github.com/cdk-cognito-pools/cdk-cognito-pools', rules: ids.map((id) => ruleOf(id, findings)) } },
      results: findings.map((finding) => resultOf(finding, ids)),
    }],
  };
}

function ruleOf(id: string, findings: readonly Finding[]): object {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) return { id, shortDescription: { text: visible(findings.find((finding) => finding.rule === id)?.title ?? id) } };
  return { id, shortDescription: { text: rule.title }, fullDescription: { text: rule.why }, help: { text: rule.fix }, helpUri: rule.page };
}

function resultOf(finding: Finding, ids: readonly string[]): object {
  const { rule, verdict, title, resource, stack, file, location, counterexample, assumptions, fix } = finding;
  const logical = resource === '' ? [] : [{ name: resource, fullyQualifiedName: [stack, resource, location].filter((part) => part !== '').join('/'), kind: 'resource' }];
  return {
    ruleId: rule, ruleIndex: ids.indexOf(rule), level: LEVELS[verdict], kind: KINDS[verdict],
    message: { text: printed([title, ...renderCase(finding), ...(fix === undefined ? [] : [`fix    ${fix}`])]) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } }, ...(logical.length > 0 && { logicalLocations: logical }) }],
    partialFingerprints: { 'finding/v1': [rule, stack, resource, finding.subject].join('|') },
    properties: { verdict, assumptions, ...(counterexample !== undefined && { counterexample }) },
  };
}

/** A path below the working directory stays relative, so that the log means the same wherever the repository is. */
function uriOf(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? pathToFileURL(file).href : path.split(sep).map(encodeURIComponent).join('/');
}
