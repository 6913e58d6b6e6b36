import type { AuthorNames } from '../author-names';
import { addTo } from './grouped';
import type { Reach, Who } from './reach';
import { merged } from './reach';

/** People who are shown as one: they reach as much of the same, or it is one alone. */
export interface Folded {
  readonly kind: Who['kind'];
  readonly title: string;
  readonly through: string;
  readonly tags: readonly string[];
  readonly doubts: readonly string[];
  /** Each of them. */
  readonly members: readonly Who[];
  /** What each reaches, by the key of the resource. */
  readonly reaches: ReadonlyMap<string, readonly Reach[]>;
}

/** So few are shown one by one. */
const FEW = 4;

/** Of so many groups that are shown as one the names are said. */
const NAMED = 6;

/**
 * @param people who reaches what
 * @param names the names that authors gave to resources
 * @returns the same, groups that reach as much of the same as one
 */
export function folded(people: readonly Who[], names: AuthorNames): Folded[] {
  const alike = new Map<string, Who[]>();
  for (const [i, who] of people.entries()) {
    const shape = [...who.reaches].map(([key, reaches]) => [key, reaches.map(({ verb, extent, doubt }) => `${verb} ${extent} ${doubt ?? ''}`)]);
    const key = who.kind === 'member' || who.kind === 'rule' ? JSON.stringify([who.kind, who.through, who.tags, who.doubts, shape]) : `alone ${i}`;
    addTo(alike, key, who);
  }
  return [...alike.values()].flatMap((members) => (members.length < FEW ? members.map((who) => only(who, names)) : [together(members, names)]));
}

function only(who: Who, names: AuthorNames): Folded {
  const { kind, title, through, tags, doubts, reaches } = who;
  return { kind, title: names.inWords(title), through: names.inWords(through), tags, doubts, members: [who], reaches };
}

function together(members: readonly Who[], names: AuthorNames): Folded {
  const [first] = members;
  const reaches = new Map([...first.reaches.keys()].map((key) => [key, merged(members.flatMap(({ reaches: all }) => all.get(key) ?? []))]));
  const groups = members.map(({ title: own }) => own.replace(/^Members of /, ''));
  const title = first.kind !== 'member' ? `Users with one of ${members.length} rules` : groups.length > NAMED ? `Members of one of ${groups.length} groups` : `Members of ${groups.slice(0, -1).join(', ')} or ${groups[groups.length - 1]}`;
  return { kind: first.kind, title: names.inWords(title), through: names.inWords(first.through), tags: first.tags, doubts: first.doubts, members, reaches };
}
