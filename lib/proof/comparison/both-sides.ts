import type { Choice, Choices } from '../template/choices';
import type { Readable } from '../template/deployments';
import { inEachWay, tellingOf, TemplateSet, type NestedTemplates, type ReadingOptions, type TemplateModel } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { SymbolTable } from '../symbols/symbol-table';
import { RawStacks } from './raw-stacks';

/** What two versions of templates create, in one of the ways in which both can be deployed. */
export interface BothModels {
  readonly before: TemplateModel;
  readonly after: TemplateModel;
  /** The parameters that are taken to keep their defaults on either side, in words. */
  readonly defaults: Iterable<string>;
}

/** Two versions of templates that are deployed to the same place, with the same values of parameters. */
export class BothSides implements Readable<BothModels> {
  /** The earlier version as it stands. */
  public readonly rawBefore: RawStacks;
  /** The later version as it stands. */
  public readonly rawAfter: RawStacks;
  private readonly changed = new Set<string>();
  private readonly before: TemplateSet;
  private readonly after: TemplateSet;

  /**
   * @param before the earlier templates
   * @param after the later templates
   * @param nested finds the templates of nested stacks
   */
  public constructor(before: readonly RawTemplate[], after: readonly RawTemplate[], nested: NestedTemplates) {
    const paired = pairedPaths(before, after);
    this.rawBefore = new RawStacks(paired.before, nested);
    this.rawAfter = new RawStacks(paired.after, nested, this.rawBefore);
    const symbols = new SymbolTable();
    this.after = new TemplateSet(paired.after, nested, symbols);
    this.before = new TemplateSet(paired.before, nested, symbols.viewedBy((key, shape) => (this.isShared(key, shape) ? key : `before ${key}`)));
  }

  public read<T>(visit: (models: BothModels) => T, options: ReadingOptions = {}): T[] {
    const parameters = options.parameters ?? 'any';
    return inEachWay((choices: Choices) => {
      const [after, before] = [this.after.modelOf(choices, parameters), this.before.modelOf(choices, parameters)];
      return visit({ before, after, defaults: { [Symbol.iterator]: () => new Set([...before.defaults, ...after.defaults]).values() } });
    }, tellingOf(options, () => Math.min(this.after.worldsOf(options), this.before.worldsOf(options))));
  }

  public splits(): (readonly Choice[])[] {
    const [after, before] = [this.after.splits(), this.before.splits()];
    // What one side leaves open the other may fix: the side with more cases tells more of both.
    return after.length >= before.length ? after : before;
  }

  public hasDefaults(): boolean {
    return this.after.hasDefaults() || this.before.hasDefaults();
  }

  /**
   * @param stack the path of a stack
   * @param id a logical id
   * @returns whether the resource, and all that it depends on, is spelled the same on both sides
   */
  public isSpelledAlike(stack: string, id: string): boolean {
    const now = this.rawAfter.spelledOut(stack, id);
    return now !== undefined && now === this.rawBefore.spelledOut(stack, id);
  }

  /** @returns whether all that custom resources may change is the same on both sides */
  public hasSameCustomResources(): boolean {
    return this.rawAfter.customResources() === this.rawBefore.customResources();
  }

  /** @returns the parameters that may have other values now, since nobody gives them one and their default has changed */
  public changedDefaults(): readonly string[] {
    return [...this.changed];
  }

  /** Who gives a parameter no value deploys its default: where that has changed, so has the value, perhaps. */
  private hasSameDefault(stack: string, name: string): boolean {
    const [now, was] = [this.rawAfter, this.rawBefore].map((side) => side.parameter(stack, name));
    const deployed = (parameter: Record<string, unknown>): string => JSON.stringify([parameter.Default, isLookedUp(parameter)]);
    if (now === undefined || was === undefined || deployed(now) === deployed(was)) return true;
    this.changed.add(name);
    return false;
  }

  /** What has the name of a parameter or a secret in a template is what a dynamic reference gives. */
  private isMadeAlike(name: string): boolean {
    return [this.rawAfter, this.rawBefore].every((side) => side.paths().every((stack) => side.idsNamed(stack, name).every((id) => this.isSpelledAlike(stack, id))));
  }

  /** The same key means the same text on both sides: one deployment has one Region, and the name of a bucket stays while its type does. */
  private isShared(key: string, shape: string | undefined): boolean {
    const unresolved = /^unresolved:(.*?)#([^#:]*):/s.exec(key);
    if (unresolved !== null) return this.isSpelledAlike(unresolved[1], unresolved[2].split('.')[0]);
    if (/^(provider of mapping:|unseen-provider)/.test(key)) return false;
    const named = DYNAMIC.exec(key)?.[1];
    if (named !== undefined) return this.isMadeAlike(named);
    const [, stack, id] = /^(.*?)#([^.#]*)/s.exec(key) ?? [];
    if (stack === undefined || id === undefined || !this.rawAfter.paths().includes(stack)) return true;
    if (id.startsWith('parameter:')) return this.hasSameDefault(stack, id.slice('parameter:'.length));
    if (id.startsWith('AWS::')) return true;
    if (shape === 'open' || id.startsWith('output:')) return this.isSpelledAlike(stack, id);
    const type = this.rawAfter.typeOf(stack, id);
    return type !== undefined && type === this.rawBefore.typeOf(stack, id);
  }
}

/** A parameter that the template makes itself has the value that it says. */
const DYNAMIC = /^dynamic:\{\{resolve:(?:ssm|ssm-secure|secretsmanager):([^:}]+)/;

/** The value that is given is the name of one in AWS Systems Manager. */
function isLookedUp({ Type: type }: Record<string, unknown>): boolean {
  return typeof type === 'string' && type.startsWith('AWS::SSM::');
}

/** The stacks of both sides that are one have one path: those of one name, those of one file name, and the only ones that are left. */
function pairedPaths(before: readonly RawTemplate[], after: readonly RawTemplate[]): { before: RawTemplate[]; after: RawTemplate[] } {
  const partners = new Map<RawTemplate, RawTemplate>();
  const left = (): RawTemplate[] => after.filter((one) => !partners.has(one));
  const free = (): RawTemplate[] => before.filter((one) => ![...partners.values()].includes(one));
  for (const sameAs of [(a: RawTemplate, b: RawTemplate) => a.stackName !== undefined && a.stackName === b.stackName, (a: RawTemplate, b: RawTemplate) => nameOf(a) === nameOf(b)]) {
    for (const one of left()) {
      const found = free().filter((other) => sameAs(one, other));
      if (found.length === 1) partners.set(one, found[0]);
    }
  }
  if (left().length === 1 && free().length === 1) partners.set(left()[0], free()[0]);
  const paths = new Map<RawTemplate, string>();
  const taken = new Set<string>();
  for (const [i, one] of after.entries()) {
    const name = taken.has(nameOf(one)) ? `${nameOf(one)}~${i}` : nameOf(one);
    taken.add(name);
    for (const side of [one, partners.get(one)]) if (side !== undefined) paths.set(side, name);
  }
  for (const [i, one] of before.entries()) if (!paths.has(one)) paths.set(one, taken.has(nameOf(one)) ? `${nameOf(one)}~before${i}` : nameOf(one));
  const named = (one: RawTemplate): RawTemplate => ({ ...one, pathName: paths.get(one)! });
  return { before: before.map(named), after: after.map(named) };
}

function nameOf({ stackName, file }: RawTemplate): string {
  return stackName ?? file.replace(/^.*[\\/]/, '').replace(/(\.template)?\.(json|ya?ml)$/i, '');
}
