import { findAllowed, type KeyClaim, type OwnedSlice, type Person, type RequestSet } from '../forall';
import { readAlphabet } from '../forall/automata';
import { parsePolicy, type Policy } from '../iam/policy';

/** What AWS STS takes in the value of a session tag besides letters, separators and digits. */
const OTHER_TAG_LETTERS = '_.:/=+-@';

/** What somebody whose tag is outside of the alphabet reaches. */
export type Outsider =
  | { readonly kind: 'none' }
  | { readonly kind: 'reaches'; readonly person: Person; readonly request: NonNullable<ReturnType<typeof findAllowed>['request']>; readonly statement: string; readonly owner: string }
  | { readonly kind: 'doubt'; readonly reason: string; readonly statement?: string };

/**
 * Where policies themselves refuse whoever has a value outside of the alphabet of owners, they must refuse them everything:
 * such a person owns nothing, and whatever they reach belongs to somebody else.
 *
 * @param people people whose own value is an owner's value, with the actions that they may do to everybody's
 * @param tag the tag that holds the value
 * @param alphabet the alphabet of owners
 * @param slices what owners own
 * @returns whether one of them, with another value, reaches a slice
 */
export function outsiders(people: readonly (Person & { readonly except?: readonly string[] })[], tag: string, alphabet: string, slices: readonly OwnedSlice[]): Outsider {
  const known = readAlphabet(alphabet);
  const isWide = ['\\p{L}', '\\p{Z}', '\\p{N}'].every((category) => alphabet.includes(category));
  if (typeof known === 'string' || !isWide) {
    return { kind: 'doubt', reason: `whether the policies refuse every value outside of ${alphabet} is decided only where it holds all letters, separators and digits` };
  }
  const left = [...OTHER_TAG_LETTERS].filter((letter) => !known.in(letter));
  let doubt: Outsider = { kind: 'none' };
  for (const person of people) {
    for (const outsider of variants(person, tag, left)) {
      for (const slice of slices) {
        const { found, request, statement, reason } = findAllowed(outsider, requestsOf(slice));
        if (found === 'no') continue;
        const owner = request === undefined ? undefined : ownerOf(slice, request.resource);
        if (found === 'yes' && request !== undefined && statement !== undefined && owner !== undefined && owner !== '' && [...owner].every(known.in)) {
          return { kind: 'reaches', person: outsider, request, statement, owner };
        }
        doubt = { kind: 'doubt', reason: found === 'maybe' ? reason : `${outsider.title} reaches something that may be an owner's`, ...(statement !== undefined && { statement }) };
      }
    }
  }
  return doubt;
}

/** The same person with no value, and with a value that holds a letter that owners' values do not. */
function variants(person: Person & { readonly except?: readonly string[] }, tag: string, left: readonly string[]): Person[] {
  const { except = [], ...plain } = person;
  const policies = except.length > 0 ? [...plain.policies, deny('what is granted by name', { Action: except })] : plain.policies;
  const key = Object.keys(plain.keys).find((name) => plain.keys[name].kind === 'owner');
  if (key === undefined) return [];
  const fixed = (value: string, title = plain.title): Person => ({ ...plain, policies, title, keys: { ...plain.keys, [key]: { kind: 'value', value } } });
  const empty = fixed('', `${plain.title}, with an empty ${tag}`);
  if (left.length === 0) return [empty];
  const others = deny('values of owners', { Action: '*', Condition: { StringNotLike: { [`aws:PrincipalTag/${tag}`]: left.map((letter) => `*${letter}*`) } } });
  // A value that a reader recognizes comes first: of all others it is the best to be shown.
  return [...left.map((letter) => fixed(`a${letter}b`)), empty, {
    ...plain,
    policies: [...policies, others],
    title: `${plain.title}, with ${left.map((letter) => `"${letter}"`).join(' or ')} in their ${tag}`,
    keys: { ...plain.keys, [key]: { kind: 'free', domain: { kind: 'session-tag' } } },
  }];
}

/** Leaves requests out of the question, in the one language that the prover reads. */
function deny(name: string, statement: object): Policy {
  return parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] }, { resource: name, path: '', kind: 'identity' });
}

function requestsOf({ actions, resource, key, value, each, prefixes }: OwnedSlice): RequestSet {
  const any = (text: string): string => text.replace('${owner}', '*');
  if (key === undefined || value === undefined) return { actions, resources: [any(resource)] };
  const start = value.split('${owner}')[0];
  const values = [any(value), ...(prefixes === true ? Array.from({ length: start.length + 1 }, (_v, i) => start.slice(0, i)) : [])];
  const claim: KeyClaim = { key, values, ...((each === true || prefixes === true) && { missing: true }) };
  return { actions, resources: [any(resource)], context: [claim] };
}

/** Whose it is that was reached, where the resource says it. */
function ownerOf(slice: OwnedSlice, resource: string): string | undefined {
  const [before, after] = slice.resource.split('${owner}');
  if (after === undefined || !resource.startsWith(before)) return undefined;
  const rest = resource.slice(before.length);
  const end = after === '' || after.startsWith('*') ? rest.length : rest.indexOf(after[0]);
  return end < 0 ? undefined : rest.slice(0, end);
}
