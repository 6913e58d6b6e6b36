import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STANDARD_INPUT } from '../../lib/proof/template/files';
import { Regions } from './regions';
import { HOME } from '../../lib/text/pages';

/** What a log says of a rule. */
export interface SarifRule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** What a log says of a finding, save what every finding has alike. */
export interface SarifResult {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note' | 'none';
  readonly kind: 'fail' | 'open' | 'pass';
  readonly text: string;
  readonly file: string;
  readonly stack: string;
  readonly resource: string;
  readonly location: string;
  /** What tells it from other findings, and stays when the template is edited elsewhere. */
  readonly identity: readonly string[];
  readonly properties: object;
}

/**
 * @param rules the rules
 * @param results the findings
 * @param notes what is to be known beside them
 * @returns a SARIF 2.1.0 log, with what code scanning of GitHub asks for
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifLog(rules: readonly SarifRule[], results: readonly SarifResult[], notes: readonly string[] = []): object {
  const regions = new Regions();
  const seen = new Map<string, number>();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-cognito-pools', informationUri: HOME, rules } },
      ...(notes.length > 0 && { invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text } })) }] }),
      columnKind: 'utf16CodeUnits',
      results: results.map((result) => {
        const { rule, level, kind, text, file, stack, resource, location, properties } = result;
        const logical = resource === '' ? [] : [{ name: resource, fullyQualifiedName: [stack, resource, location].filter((part) => part !== '').join('/'), kind: 'resource' }];
        return {
          ruleId: rule, ruleIndex: rules.findIndex(({ id }) => id === rule), level, kind,
          message: { text },
          locations: [{ physicalLocation: { artifactLocation: artifactOf(file), region: regions.of(file, resource, location) }, ...(logical.length > 0 && { logicalLocations: logical }) }],
          // The first is the one that code scanning of GitHub goes by.
          partialFingerprints: fingerprintsOf(result, seen),
          properties,
        };
      }),
    }],
  };
}

/** Equal findings are counted, so that none passes for another. */
function fingerprintsOf({ rule, identity }: SarifResult, seen: Map<string, number>): Record<string, string> {
  const hash = createHash('sha256').update(JSON.stringify([rule, ...identity])).digest('hex').slice(0, 16);
  const count = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, count);
  return { 'primaryLocationLineHash': `${hash}:${count}`, 'finding/v2': `${hash}:${count}` };
}

/** A path below the working directory stays relative, so that the log means the same wherever the repository is. */
function artifactOf(file: string): object {
  if (file === STANDARD_INPUT) return { uri: 'standard-input', uriBaseId: '%SRCROOT%' };
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? { uri: pathToFileURL(file).href } : { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
