import { createHash } from 'node:crypto';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { STANDARD_INPUT } from '../../lib/proof/template/files';
import { HOME } from '../../lib/text/pages';
import { belowHere } from './places';
import { Regions } from './regions';

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

/** Code scanning of GitHub refuses a log with more results, and cuts longer descriptions. */
const MOST_RESULTS = 25_000;
const LONGEST = 1_024;
const LEVELS: readonly SarifResult['level'][] = ['error', 'warning', 'note', 'none'];

/**
 * @param text a description of a rule
 * @returns it, or as much of it as code scanning of GitHub takes
 */
export function described(text: string): { readonly text: string } {
  const characters = [...text];
  return { text: text.length <= LONGEST ? text : `${characters.slice(0, LONGEST / 2).join('')} …` };
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
  const kept = results.length <= MOST_RESULTS ? results : [...results].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)).slice(0, MOST_RESULTS);
  const said = kept === results ? notes : [...notes, `${results.length - kept.length} more results are left out: code scanning of GitHub takes ${MOST_RESULTS}`];
  const seen = new Map<string, number>();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-cognito-pools', informationUri: HOME, rules } },
      ...(said.length > 0 && { invocations: [{ executionSuccessful: true, toolExecutionNotifications: said.map((text) => ({ level: 'note', message: { text } })) }] }),
      columnKind: 'utf16CodeUnits',
      results: kept.map((result) => {
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
  const path = belowHere(file);
  return path === undefined ? { uri: pathToFileURL(file).href } : { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
