import * as fc from 'fast-check';
import { SymbolCharacters } from '../../lib/proof/symbols/symbol';
import { shapeBut } from '../../lib/proof/symbols/shape';
import { person } from '../../test/proof/soundness/brute-force';
import type { PlainPolicy } from '../../test/proof/soundness/plain-iam';
import { containments, isolations, reaches } from '../../test/proof/soundness/random-claims';
import { ROOT } from '../../test/proof/soundness/random-policies';
import type { Claim } from './proofs';

/** A claim about policies in which a symbol stands, and the same claim for texts that the symbol may stand for. */
export interface SymbolicClaim {
  readonly claim: Claim;
  readonly instances: readonly { readonly claim: Claim; readonly text: (symbolic: string) => string }[];
}

/** Of each shape, texts that meet the patterns of the random claims, where it has any. */
const SHAPES: readonly { readonly key: string; readonly texts: readonly string[] }[] = [
  { key: 'open', texts: ['a', 'b', '/', 'ab', 'a/b', '', 'b/a/'] },
  { key: 'resource-ref', texts: ['a', 'b', '/', 'ab', 'a/b', 'ba'] },
  { key: shapeBut('resource-ref', ['a', 'b']), texts: ['/', 'ab', 'a/b', 'aa'] },
  { key: 'secret-suffix', texts: ['aaaaaa', 'ababab', 'b1b2b3'] },
  { key: 'stack-name', texts: ['a', 'b', 'ab', 'ba-a'] },
  { key: 'account', texts: ['111122223333'] },
];

const characters = new SymbolCharacters();
const symbols = new Map(SHAPES.map(({ key }) => [key, characters.next(key)]));

/** Puts a text in the place of each `b` of the resources and of each value of a condition. */
function withText(list: readonly PlainPolicy[], text: string): PlainPolicy[] {
  const placed = (value: string): string => (value.startsWith(ROOT) ? ROOT + inside(value.slice(ROOT.length)) : value.startsWith('arn:') || value === '*' ? value : inside(value));
  const inside = (value: string): string => value.split(/(\$\{[^}]*\})/).map((part) => (part.startsWith('${') ? part : part.replaceAll('b', text))).join('');
  return list.map((policy) => ({
    ...policy,
    document: {
      ...policy.document,
      Statement: policy.document.Statement.map((one) => ({
        ...one,
        ...(one.Resource && { Resource: one.Resource.map(placed) }), ...(one.NotResource && { NotResource: one.NotResource.map(placed) }),
        ...(one.Condition && { Condition: Object.fromEntries(Object.entries(one.Condition).map(([operator, block]) => [operator, Object.fromEntries(Object.entries(block).map(([key, values]) => [key, operator === 'Null' ? values : values.map(placed)]))])) }),
      })),
    },
  }));
}

/**
 * Random claims about policies that hold a symbol.
 *
 * @param count how many
 * @param seed of the random ones
 * @returns the claims
 */
export function symbolicClaims(count: number, seed: number): SymbolicClaim[] {
  const options = { numRuns: Math.ceil(count / 3), seed };
  const shapes = fc.sample(fc.constantFrom(...SHAPES), { numRuns: count + 3, seed });
  const made = [
    ...fc.sample(isolations, options).map(({ list, slice, sampled, keys, except }) => ({ lists: [list], claim: ([own]: PlainPolicy[][]): Claim => ({ kind: 'isolated', claim: { owner: sampled.domain, slices: [slice], people: [{ ...person(own, keys), except }] } }) })),
    ...fc.sample(containments, options).map(({ list, allows, keys }) => ({ lists: [list, allows], claim: ([own, intended]: PlainPolicy[][]): Claim => ({ kind: 'contained', person: person(own, keys), intended: person(intended, {}).policies }) })),
    ...fc.sample(reaches, options).map(({ list, set, keys }) => ({ lists: [list], claim: ([own]: PlainPolicy[][]): Claim => ({ kind: 'out of reach', person: person(own, keys), requests: set }) })),
  ];
  return made.map(({ lists, claim }, index) => {
    const { key, texts } = shapes[index];
    const symbol = symbols.get(key)!;
    const of = (text: string): Claim => claim(lists.map((list) => withText(list, text)));
    return { claim: of(symbol), instances: texts.map((text) => ({ claim: of(text), text: (symbolic: string) => symbolic.replaceAll(symbol, text) })) };
  });
}
