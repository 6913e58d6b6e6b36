/** What is done to a resource, in the order in which it is shown. */
export const VERBS = ['reads', 'writes', 'deletes', 'lists', 'calls', 'administers'] as const;
export type Verb = typeof VERBS[number];

/** How much of a resource, least first. */
export const EXTENTS = ['own', 'tenant', 'part', 'all'] as const;
export type Extent = typeof EXTENTS[number];

/** That somebody does something to so much of a resource. */
export interface Reach {
  readonly verb: Verb;
  readonly extent: Extent;
  /** Which part, as the policies spell it; with logical ids. */
  readonly parts: readonly string[];
  /** The actions, as AWS spells them. */
  readonly actions: readonly string[];
  /** The statements that let them. */
  readonly statements: readonly string[];
  /** Under which conditions, in words. */
  readonly conditions: readonly string[];
  /** Why it is not certain; undefined where it is. */
  readonly doubt: string | undefined;
}

/** What kind of people, or of programs, somebody is. */
export type Kind = 'guest' | 'user' | 'member' | 'rule' | 'internet' | 'service';

/** People who come by a role in one way, anybody on the internet, or a service of the templates that acts for its callers. */
export interface Who {
  readonly kind: Kind;
  /** Who they are. */
  readonly title: string;
  /** How they sign in, or what serves them. */
  readonly through: string;
  /** The logical id of the role; empty where there is none. */
  readonly role: string;
  /** How they come by it. */
  readonly way: string;
  /** The session tags that tell them apart, each with its claim. */
  readonly tags: readonly string[];
  /** Why it is not certain that there are such people. */
  readonly doubts: readonly string[];
  /** What they reach, by the key of the resource. */
  readonly reaches: ReadonlyMap<string, readonly Reach[]>;
}

/** A resource that somebody may reach. */
export interface Target {
  /** What tells it apart. */
  readonly key: string;
  /** The logical id; empty for what is not in the templates. */
  readonly id: string;
  /** The CloudFormation type; empty for what is not in the templates. */
  readonly type: string;
  /** The file of its template. */
  readonly file: string;
  /** The beginning of the ARNs that are in it, with symbols. */
  readonly base: string;
  /** How people know it, with logical ids. */
  readonly title: string;
}

/** Who reaches what, in one of the ways in which the conditions of the templates can turn out. */
export interface ReportedAccess {
  /** How the conditions turned out, in words. */
  readonly circumstances: readonly string[];
  /** Why there may be more than the templates show. */
  readonly undecided: readonly string[];
  readonly people: readonly Who[];
  /** The resources, those of the templates first. */
  readonly targets: readonly Target[];
}

/**
 * What reaches all of a resource reaches the own part too: less is not said beside more.
 *
 * @param found what somebody reaches of a resource
 * @returns one for each verb and extent
 */
export function merged(found: readonly Reach[]): Reach[] {
  if (found.length === 1) return [...found];
  const kept = new Map<string, { first: Reach; doubt: string | undefined; parts: Set<string>; actions: Set<string>; statements: Set<string>; conditions: Set<string> }>();
  for (const reach of found) {
    const key = `${reach.verb} ${reach.extent}`;
    const one = kept.get(key) ?? { first: reach, doubt: reach.doubt, parts: new Set(), actions: new Set(), statements: new Set(), conditions: new Set() };
    kept.set(key, one);
    if (reach.doubt === undefined) one.doubt = undefined;
    for (const name of ['parts', 'actions', 'statements', 'conditions'] as const) for (const text of reach[name]) one[name].add(text);
  }
  const all = [...kept.values()].map(({ first, doubt, parts, actions, statements, conditions }): Reach => (
    { verb: first.verb, extent: first.extent, doubt, parts: [...parts], actions: [...actions], statements: [...statements], conditions: [...conditions] }));
  return all.filter(({ verb, extent }) => extent === 'all' || !all.some((other) => other.verb === verb && other.extent === 'all' && other.doubt === undefined))
    .sort((a, b) => EXTENTS.indexOf(a.extent) - EXTENTS.indexOf(b.extent) || VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb));
}
