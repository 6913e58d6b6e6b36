import { endOfParts, GROUP_LETTERS, NEXT_ROUND, PLURAL, VERB_LETTERS, WHOLE_NAME } from '../../lib/proof/authorization-data/encoding';
import type { Reference, SourceAction, SourceService } from './reference';
import { compareText } from './sources';

/** The text columns of the data file; all but the first have one line a service. */
export interface EncodedActions {
  readonly verbs: string;
  readonly services: string;
  readonly arns: string;
  readonly groups: string;
  readonly nouns: string;
  readonly members: string;
  readonly groupOfMember: string;
}

/**
 * Writes actions by noun, as `Queue CDG`: four fifths of the names are one of sixty verbs and a noun that comes again. With the
 * columns apart it takes two thirds of what a list of names does when both are compressed.
 */
export function encodeActions(reference: Reference): EncodedActions {
  const verbs = frequentVerbs(reference);
  const letters = new Map(verbs.map((verb, index) => [verb, VERB_LETTERS[index]]));
  const lines = reference.services.map((service) => encodeService(service, letters));
  const column = (name: keyof (typeof lines)[number]): string => lines.map((line) => line[name]).join('\n');
  return {
    verbs: verbs.join(' '),
    services: reference.services.map(({ prefix }) => prefix).join(' '),
    arns: reference.services.map(({ prefix, arns }) => arns.map((arn) => shorten(arn, prefix)).join(' ')).join('\n'),
    groups: column('groups'), nouns: column('nouns'), members: column('members'), groupOfMember: column('groupOfMember'),
  };
}

function shorten(arn: string, prefix: string): string {
  const usual = `arn:*:${prefix}:*:*:`;
  return arn.startsWith(usual) ? `:${arn.slice(usual.length)}` : arn;
}

function verbOf(name: string): readonly [verb: string, noun: string] {
  const [, verb = '', noun = name] = /^([A-Z][a-z]+)([A-Z0-9].*)$/.exec(name) ?? [];
  return [verb, noun];
}

function frequentVerbs({ services }: Reference): string[] {
  const counts = new Map<string, number>();
  for (const { name } of services.flatMap(({ actions }) => actions)) {
    const [verb] = verbOf(name);
    if (verb !== '') counts.set(verb, (counts.get(verb) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b)).slice(0, VERB_LETTERS.length).map(([verb]) => verb);
}

interface Member {
  readonly verb: string;
  readonly plural: string;
  readonly group: string;
}

function encodeService({ actions }: SourceService, letters: ReadonlyMap<string, string>): { groups: string; nouns: string; members: string; groupOfMember: string } {
  const split = actions.map((action) => {
    const [verb, noun] = verbOf(action.name);
    return letters.has(verb) ? { action, verb, noun } : { action, verb: '', noun: action.name };
  });
  const nouns = new Set(split.map(({ noun }) => noun));
  const members = new Map<string, Member[]>();
  for (const { action, verb, noun } of split) {
    const [singular, plural] = verb === '' ? [noun, ''] : singularOf(noun, nouns);
    members.set(singular, [...members.get(singular) ?? [], { verb, plural, group: groupOf(action) }]);
  }
  const groups = [...count([...members.values()].flat().map(({ group }) => group))].sort(([a, m], [b, n]) => n - m || compareText(a, b)).map(([group]) => group);
  const letter = new Map(groups.map((group, index) => [group, NEXT_ROUND.repeat(Math.floor(index / GROUP_LETTERS.length)) + GROUP_LETTERS[index % GROUP_LETTERS.length]]));
  const sorted = [...members].sort(([a], [b]) => compareText(a, b)).map(([noun, list]) => ({
    noun, list: list.map(({ verb, plural, group }) => ({ text: (letters.get(verb) ?? WHOLE_NAME) + plural, group })).sort((a, b) => compareText(a.text, b.text)),
  }));
  return {
    groups: groups.join(' '),
    nouns: sorted.map(({ noun }, index) => afterSharedParts(noun, index === 0 ? '' : sorted[index - 1].noun)).join(' '),
    members: sorted.map(({ list }) => list.map(({ text }) => text).join('')).join(' '),
    groupOfMember: sorted.map(({ list }) => list.map(({ group }) => letter.get(group)).join('')).join(''),
  };
}

/** A noun without the parts that it shares with the one before, and a digit for how many these are. */
function afterSharedParts(noun: string, before: string): string {
  let shared = 0;
  while (shared < 9 && endOfParts(noun, shared + 1) < noun.length && noun.startsWith(before.slice(0, endOfParts(before, shared + 1))) && endOfParts(noun, shared + 1) === endOfParts(before, shared + 1)) shared++;
  return shared === 0 ? noun : String(shared) + noun.slice(endOfParts(noun, shared));
}

/** Level, `!` when iam:PassRole may be needed, `$` when it returns credentials, and the resources. */
function groupOf({ level, takesPassRole, returnsCredentials, resources }: SourceAction): string {
  return `${level}${takesPassRole ? '!' : ''}${returnsCredentials ? '$' : ''}${resources.join(',')}`;
}

function singularOf(noun: string, nouns: ReadonlySet<string>): readonly [singular: string, plural: string] {
  const y = noun.endsWith('ies') ? `${noun.slice(0, -'ies'.length)}y` : '';
  if (nouns.has(y)) return [y, PLURAL.ies];
  const s = noun.endsWith('s') ? noun.slice(0, -1) : '';
  return nouns.has(s) && !(s.endsWith('s') && nouns.has(s.slice(0, -1))) ? [s, PLURAL.s] : [noun, ''];
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
