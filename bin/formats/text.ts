import type { Finding } from '../../lib/proof/findings/finding';
import { headline, linesOf } from '../../lib/proof/findings/render';
import { rulePage } from '../../lib/text/pages';
import { folded, listOf, nameOf, type FoldedFinding } from '../../lib/proof/findings/folded';
import { placeOf } from './places';
import { countOf, NOTHING, spoken, VERDICTS } from './verdicts';

/** How much is told. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/** The summary fits on one screen, and leaves room for the question. */
const ROWS = 18;
/** So many names stand in one line. */
const NAMES = 3;

/**
 * @param findings findings
 * @param detail how much is told
 * @returns lines for people: what is not proved in full, by resource, and a summary
 */
export function textOf(findings: readonly Finding[], detail: Detail): string[] {
  if (findings.length === 0) return detail === 'quiet' ? [] : [NOTHING];
  const open = findings.filter(({ verdict }) => verdict !== 'PROVED');
  if (detail === 'quiet') return folded(open).map(inOneLine);
  const shown = detail === 'verbose' ? findings.map((finding): FoldedFinding => ({ finding, others: [] })) : folded(open);
  return [...byResource(shown, detail).flatMap((group) => groupOf(group, detail)), ...givenOf(open, detail), ...notLookedAtOf(findings, detail), ...summaryOf(findings), countOf(findings)];
}

function inOneLine({ finding, others }: FoldedFinding): string {
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${spoken(finding.verdict).padEnd(10)}  ${finding.rule}  ${nameOf(finding)}${more}: ${headline(finding)}`;
}

/** A resource has one heading, at the place of its worst finding. */
function byResource(shown: readonly FoldedFinding[], detail: Detail): FoldedFinding[][] {
  const ordered = detail === 'verbose' ? shown : [...shown].sort((a, b) => VERDICTS.indexOf(a.finding.verdict) - VERDICTS.indexOf(b.finding.verdict));
  const groups = new Map<string, FoldedFinding[]>();
  for (const one of ordered) {
    const { file, stack, resource, subject } = one.finding;
    const place = JSON.stringify([file, stack, resource === '' ? subject : resource]);
    const known = groups.get(place);
    if (known === undefined) groups.set(place, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

function groupOf(group: readonly FoldedFinding[], detail: Detail): string[] {
  const [{ finding }] = group;
  return [`${nameOf(finding)}   ${placeOf(finding.file)}`, ...group.flatMap((one) => [...oneOf(one, detail).map((line) => `  ${line}`), ''])];
}

function oneOf({ finding, others }: FoldedFinding, detail: Detail): string[] {
  // What all rest on is said once, below.
  const lines = linesOf(detail === 'verbose' ? finding : { ...finding, assumptions: [] });
  return [...lines, `rule   ${finding.rule}   ${rulePage(finding.rule)}`, ...(others.length === 0 ? [] : [`also   ${listOf([...new Set(others.map((other) => nameOf(other)))], NAMES)}`])];
}

function givenOf(open: readonly Finding[], detail: Detail): string[] {
  const given = detail === 'verbose' ? [] : [...new Set(open.flatMap(({ assumptions }) => assumptions))];
  if (given.length === 0) return [];
  const rest = given.length - ROWS;
  return ['given, for what is above', ...given.slice(0, ROWS).map((assumption) => `  ${assumption}`), ...(rest > 0 ? [`  and ${rest} more: --verbose`] : []), ''];
}

/** What acts for others is said once, for all that is proved. */
function notLookedAtOf(findings: readonly Finding[], detail: Detail): string[] {
  const all = [...new Set(findings.flatMap(({ notLookedAt = [] }) => notLookedAt))];
  if (all.length === 0) return [];
  const shown = detail === 'verbose' ? all : all.slice(0, ROWS);
  const rest = all.length - shown.length;
  return ['not looked at, for what is proved', ...shown.map((one) => `  ${one}`), ...(rest > 0 ? [`  and ${rest} more: --verbose`] : []), ''];
}

/** A row for each rule and verdict; what is proved has one row for all. */
function summaryOf(findings: readonly Finding[]): string[] {
  const rows = VERDICTS.slice(0, -1).flatMap((kind) => {
    const ofKind = findings.filter(({ verdict }) => verdict === kind);
    return [...new Set(ofKind.map(({ rule }) => rule))].map((rule) => {
      const names = [...new Set(ofKind.filter((finding) => finding.rule === rule).map((finding) => nameOf(finding)))];
      return `  ${spoken(kind).padEnd(10)}  ${rule.padEnd(26)}  ${listOf(names, NAMES)}`;
    });
  });
  const rules = new Set(findings.filter(({ verdict }) => verdict === 'PROVED').map(({ rule }) => rule)).size;
  const proved = rules === 0 ? [] : [`  ${'PROVED'.padEnd(10)}  ${rules} ${rules === 1 ? 'rule or promise' : 'rules and promises'} (--verbose lists them)`];
  const rest = rows.length - ROWS;
  return [...(rest > 0 ? [...rows.slice(0, ROWS), `  and ${rest} more rows`] : rows), ...proved, ''];
}
