import { onceForEach } from '../../text/remembered';
import type { Subject } from '../solver';
import { widestText } from '../iam/arn';
import { canonical } from '../iam/canonical';
import type { Policy } from '../iam/policy';
import { keysOfAll, seenUnder } from '../access-graph/looked-at-keys';
import { mayOverlap } from '../access-graph/overlap';

/**
 * Leaves of a person's policies what can matter to some resources. What limits them stays whole.
 *
 * @param person a person
 * @param resources patterns of ARNs
 * @returns the person, with fewer statements
 */
export function narrowed<T extends Subject>(person: T, resources: readonly string[]): T {
  const policies = person.policies.map((policy): Policy => {
    if (policy.origin.kind !== 'identity') return policy;
    const statements = policy.statements.filter((statement) => statement.effect === 'Deny' || statement.unknown !== undefined || statement.notResource
      || statement.resources.length === 0 || statement.resources.some((pattern) => resources.some((resource) => mayOverlap(widestText(pattern), resource))));
    return statements.length === policy.statements.length ? policy : { ...policy, statements };
  });
  return { ...person, policies: policies.filter(({ origin, statements }) => origin.kind !== 'identity' || statements.length > 0) };
}

/**
 * People are told apart by what they can do: of those who differ in nothing that their policies look at, one stands for all.
 *
 * @param people people
 * @returns one of each kind
 */
export function distinctSubjects<T extends Subject>(people: readonly T[]): readonly T[] {
  if (people.length < 2) return people;
  const result = new Map<string, T>();
  const numbers = new Map<string, number>();
  for (const person of people) {
    const identity = identityOf(person, numbers);
    if (!result.has(identity)) result.set(identity, person);
  }
  return [...result.values()];
}

/** Policies can be long, so each meaning is given a number. */
function numberOf({ meaning }: Looks, numbers: Map<string, number>): number {
  const known = numbers.get(meaning) ?? numbers.size;
  numbers.set(meaning, known);
  return known;
}

function identityOf(person: Subject, numbers: Map<string, number>): string {
  const looks = person.policies.map(looksOf);
  const keys = seenUnder(person, keysOfAll(person.policies));
  const { kind, account, provider, roleArn } = person.principal;
  const isNamed = roleArn !== undefined && looks.some(({ names, namesOpenly }) => namesOpenly || names.has(roleArn));
  return JSON.stringify([kind, account, provider, isNamed ? roleArn : '', keys, looks.map((one) => numberOf(one, numbers)), (person as { except?: unknown }).except]);
}

/** What a policy looks at besides condition keys: principals by name. */
interface Looks {
  readonly names: ReadonlySet<string>;
  /** Whether somebody is named in a way that cannot be listed. */
  readonly namesOpenly: boolean;
  /** What it says, wherever it stands. */
  readonly meaning: string;
}

const looksOf = onceForEach((policy: Policy): Looks => {
  const names = new Set(policy.statements.flatMap(({ principals }) => [...principals?.byKind.values() ?? []].flat()));
  const namesOpenly = policy.statements.some(({ principals, unknown }) => (unknown !== undefined && policy.origin.kind === 'resource') || principals?.negated === true)
    || [...names].some((name) => /[\u{100000}-\u{10fffd}]/u.test(name) || name.includes(':assumed-role/') || (name.includes('*') && name !== '*'));
  const { kind, attachedTo, account, mustAllow } = policy.origin;
  return { names, namesOpenly, meaning: JSON.stringify([kind, attachedTo, account, mustAllow, policy.statements.map(canonical)]) };
});
