import type { StackScope } from './scope';
import type { Value } from './value';

/** What a stack exports. */
export interface Exported {
  /** The stack. */
  readonly scope: StackScope;
  /** What it exports, resolved when it is asked for. */
  readonly value: () => Value;
}

/**
 * @param scopes the stacks
 * @returns what they export, by name
 */
export function exportsOf(scopes: readonly StackScope[]): Map<string, Exported[]> {
  const all = new Map<string, Exported[]>();
  for (const scope of scopes) {
    for (const [name, value] of scope.exports()) all.set(name, [...all.get(name) ?? [], { scope, value }]);
  }
  return all;
}

/**
 * Names of exports, and of stacks, are unique in an account and Region. Where several that may be meant have one name, which it is is not known.
 *
 * @param importer the stack that imports it
 * @param all what is exported under one name
 * @returns what is meant; undefined where that is not known
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function theOneFor({ template: { account, region } }: StackScope, all: readonly Exported[]): Exported | undefined {
  const mayBeHere = (mine: string | undefined, theirs: string | undefined): boolean => mine === undefined || theirs === undefined || mine === theirs;
  const here = all.filter(({ scope: { template } }) => mayBeHere(account, template.account) && mayBeHere(region, template.region));
  return here.length === 1 ? here[0] : undefined;
}
