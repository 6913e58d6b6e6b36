import type { SymbolTable } from '../symbols/symbol-table';
import type { Choice } from './choices';
import { LIMITS } from './limits';
import type { RawTemplate } from './raw-template';
import type { OpenParameter } from './reading-context';

/** More values than these of one thing are not told apart. */
const VALUES = 8;

const REGION = /\b(?:us|eu|ap|ca|sa|af|me|il|mx|cn|us-gov|us-iso|eusc-de)-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d\b/g;
const ACCOUNT = /(?<![\w.-])\d{12}(?![\w.-])/g;

/**
 * What can be decided about the deployment so that more follows from the templates: parameters that have one of a few values, and
 * the Region and the account where templates name some. Each list of choices is a case; together they are all deployments.
 *
 * @param templates the templates
 * @param parameters the parameters that are open, by symbol
 * @param symbols the symbols
 * @returns the cases; none where nothing can be decided
 */
export function splitsOf(templates: readonly RawTemplate[], parameters: ReadonlyMap<string, OpenParameter>, symbols: SymbolTable): (readonly Choice[])[] {
  const axes: (readonly Choice[])[] = [...parameters].flatMap(([subject, { name, allowed }]) =>
    (allowed === undefined || allowed.length > VALUES ? [] : [allowed.map((is): Choice => ({ subject, label: name, is, not: [] }))]));
  for (const [name, pattern, sign] of [['AWS::Region', REGION, /-[a-z]+-\d/], ['AWS::AccountId', ACCOUNT, /\d{12}/]] as const) {
    const subject = symbols.known(name);
    if (subject === undefined) continue;
    const named = templates.filter(({ json }) => json === undefined || json.includes('\\u') || sign.test(json)).map(({ body }) => body);
    const values = [...new Set([...textsOf(named)].flatMap((text) => text.match(pattern) ?? []))].sort();
    if (values.length === 0 || values.length > VALUES) continue;
    axes.push([...values.map((is): Choice => ({ subject, label: name, is, not: [] })), { subject, label: name, not: values }]);
  }
  const cases = axes.reduce<(readonly Choice[])[]>((sofar, axis) => (sofar.length * axis.length > LIMITS.worlds ? sofar : sofar.flatMap((one) => axis.map((choice) => [...one, choice]))), [[]]);
  return cases.length < 2 ? [] : cases;
}

/** Every text of the templates but the tables of mappings, of which each deployment reads one line. */
function textsOf(bodies: readonly Record<string, unknown>[]): Set<string> {
  const found = new Set<string>();
  const pending: unknown[] = bodies.flatMap((body) => Object.entries(body).filter(([section]) => section !== 'Mappings').map(([, value]) => value));
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string') found.add(value);
    else if (typeof value === 'object' && value !== null) pending.push(...Object.values(value) as unknown[]);
  }
  return found;
}
