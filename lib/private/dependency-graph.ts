import type { NestedStack } from 'aws-cdk-lib/core';
import { CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { targetsOf } from './reference-targets';

/** What one construct refers to in another unit of deployment. */
export interface DependencyEdge {
  readonly from: IConstruct;
  readonly to: IConstruct;
}

/** Constructs of which something is to know before it is known where they stand: what they refer to is no dependency yet. */
const UNDECIDED = new WeakSet<IConstruct>();

/** Leaves a construct, and all below it, out of what is known of the dependencies of an app. */
export function leaveOut(construct: IConstruct): void {
  UNDECIDED.add(construct);
}

/**
 * The dependencies among the stacks of a stage, and in each template among its resources and nested stacks, as far as the construct
 * tree tells before the CDK turns references into exports and parameters.
 *
 * A unit is what CloudFormation deploys as one: among stacks a stack with all that is nested in it; in a template a resource, or
 * a nested stack.
 */
export class DependencyGraph {
  private readonly elements = new Map<Stack, CfnElement[]>();
  private readonly resolved = new Map<CfnElement, readonly IConstruct[]>();
  private readonly referred = new Map<IConstruct, readonly IConstruct[]>();
  private readonly waiting = new Map<IConstruct, CfnElement[]>();
  private readonly edges = new Map<Stack | undefined, Map<IConstruct, Map<IConstruct, DependencyEdge>>>();

  constructor(stage: IConstruct) {
    this.collect(stage, [], []);
  }

  /** Whether there is one stack alone, with what is nested in it. */
  public get hasOneStack(): boolean {
    return [...this.elements.keys()].filter(({ nestedStackParent }) => nestedStackParent === undefined).length < 2;
  }

  /**
   * Finds how a unit depends on another.
   *
   * @param from a unit
   * @param to another
   * @param template the template that both are in; left out: both are stacks of the stage
   * @returns the references that lead from one to the other, none if they are the same; undefined when it does not depend on it
   */
  public path(from: IConstruct, to: IConstruct, template?: Stack): DependencyEdge[] | undefined {
    const reached = new Map<IConstruct, DependencyEdge[]>([[from, []]]);
    for (const [unit, path] of reached) {
      if (unit === to) return path;
      for (const [next, edge] of this.edgesOf(unit, template)) if (!reached.has(next)) reached.set(next, [...path, edge]);
    }
    return undefined;
  }

  /**
   * Finds a way back to where it begins.
   *
   * @param unit a unit
   * @param template the template that it is in; left out: it is a stack of the stage
   * @returns the references that lead from it to itself
   */
  public cycle(unit: IConstruct, template?: Stack): DependencyEdge[] | undefined {
    for (const [next, edge] of this.edgesOf(unit, template)) {
      const back = this.path(next, unit, template);
      if (back !== undefined) return [edge, ...back];
    }
    return undefined;
  }

  /** Adds what something that was left out refers to, now that it is known where it stands. */
  public add(from: IConstruct, to: IConstruct, template?: Stack): void {
    const [source, target] = [unitOf(from, template), unitOf(to, template)];
    if (source !== undefined && target !== undefined && source !== target) this.edgesOf(source, template).set(target, { from, to });
  }

  /**
   * @param construct something that was left out
   * @returns what depends on it, wherever it comes to stand
   */
  public waitingFor(construct: IConstruct): readonly IConstruct[] {
    return this.waiting.get(construct) ?? [];
  }

  private collect(construct: IConstruct, inherited: readonly IConstruct[], undecided: readonly IConstruct[]): void {
    if (UNDECIDED.has(construct)) return;
    const { dependencies } = construct.node;
    const needed = [...inherited, ...dependencies.filter((one) => !UNDECIDED.has(one))];
    const awaited = [...undecided, ...dependencies.filter((one) => UNDECIDED.has(one))];
    if (CfnElement.isCfnElement(construct)) {
      for (let stack: Stack | undefined = Stack.of(construct); stack !== undefined; stack = stack.nestedStackParent) this.elementsOf(stack).push(construct);
      if (needed.length > 0) this.referred.set(construct, needed);
      for (const one of awaited) this.waiting.set(one, [...this.waiting.get(one) ?? [], construct]);
    }
    for (const child of construct.node.children) if (!Stage.isStage(child)) this.collect(child, needed, awaited);
  }

  private elementsOf(stack: Stack): CfnElement[] {
    const known = this.elements.get(stack) ?? [];
    this.elements.set(stack, known);
    return known;
  }

  private edgesOf(unit: IConstruct, template: Stack | undefined): Map<IConstruct, DependencyEdge> {
    const inTemplate = this.edges.get(template) ?? new Map<IConstruct, Map<IConstruct, DependencyEdge>>();
    this.edges.set(template, inTemplate);
    const known = inTemplate.get(unit);
    if (known !== undefined) return known;
    const found = new Map<IConstruct, DependencyEdge>();
    inTemplate.set(unit, found);
    const add = (from: IConstruct, to: IConstruct): void => {
      for (const target of CfnElement.isCfnElement(to) || Stack.isStack(to) ? [to] : to.node.findAll().filter((one) => CfnElement.isCfnElement(one))) {
        const other = unitOf(target, template);
        if (other !== undefined && other !== unit && !found.has(other)) found.set(other, { from, to: target });
      }
    };
    if (template === undefined && Stack.isStack(unit)) unit.dependencies.forEach((stack) => add(unit, stack));
    for (const member of this.membersOf(unit, template)) [...this.referencesOf(member), ...this.neededBy(member)].forEach((target) => add(member, target));
    return found;
  }

  private membersOf(unit: IConstruct, template: Stack | undefined): CfnElement[] {
    if (Stack.isStack(unit)) return this.elementsOf(unit);
    const nested = template === undefined ? undefined : [...this.elements.keys()].find((stack) => stack.nestedStackParent === template && resourceOf(stack) === unit);
    return [...(nested === undefined ? [] : this.elementsOf(nested)), ...(CfnElement.isCfnElement(unit) ? [unit] : [])];
  }

  /** What an element depends on without referring to it. The CDK orders nothing within what is depended on. */
  private neededBy(element: CfnElement): IConstruct[] {
    const needed = (this.referred.get(element) ?? []).filter((one) => !element.node.scopes.includes(one));
    return CfnResource.isCfnResource(element) ? [...needed, ...element.obtainDependencies()] : needed;
  }

  private referencesOf(element: CfnElement): readonly IConstruct[] {
    const known = this.resolved.get(element);
    if (known !== undefined) return known;
    let found: readonly IConstruct[] = [];
    try {
      found = targetsOf(element, (element as unknown as { _toCloudFormation(): object })._toCloudFormation());
    } catch {
      // What cannot be rendered is reported by the CDK when it renders it.
    }
    this.resolved.set(element, found);
    return found;
  }
}

/** The unit of a construct: in a template, or among the stacks of a stage. */
export function unitOf(construct: IConstruct, template: Stack | undefined): IConstruct | undefined {
  const stacks = stacksAround(construct);
  if (template === undefined) return stacks[0];
  const at = stacks.indexOf(template);
  if (at < 0) return undefined;
  return at === stacks.length - 1 ? construct : resourceOf(stacks[at + 1]);
}

/** The stack of a construct, and those that it is nested in: the outermost first. */
export function stacksAround(construct: IConstruct): Stack[] {
  const stack = Stack.of(construct);
  return stack.nestedStackParent === undefined ? [stack] : [...stacksAround(stack.nestedStackParent), stack];
}

function resourceOf(stack: Stack): IConstruct | undefined {
  return (stack as NestedStack).nestedStackResource;
}
