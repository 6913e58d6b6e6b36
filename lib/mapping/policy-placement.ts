import type { IAspect } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { DependencyGraph, stacksAround, unitOf } from '../private/dependency-graph';
import { oneForEachStage } from '../private/stage-of';

/** Where the policy of some grants may stand. */
export interface PlacementRequest {
  /** What the grants have in common; the same for each synth. */
  readonly key: object;
  /** The policy in the stack of the principal. */
  readonly own: IConstruct;
  /** The policy in the stack of what it grants. */
  readonly home: IConstruct;
  /** The policies in the stacks of roles that stand elsewhere in the app. */
  readonly withRoles: readonly IConstruct[];
  /** What either refers to: the roles, and what is granted. */
  readonly refersTo: () => readonly IConstruct[];
}

/**
 * Where the policies of a stage stand, so that none makes a cycle: in the stack of what they grant, where another stack than that of
 * the principal is deployed apart from it. That stack then needs the roles, which is what an application needs of its pools anyway.
 * Where the pools need the other stack already, the policy stands with them, or with the roles where these are in a third.
 */
export class PolicyPlacement implements IAspect {
  /** The one of the stage of a construct. */
  public static readonly of = oneForEachStage((stage) => new PolicyPlacement(stage));

  private readonly decided = new Map<object, IConstruct>();
  private readonly edges: (readonly [IConstruct, IConstruct])[] = [];
  private graph?: DependencyGraph;
  private isDeciding = false;
  private hasBegun = false;

  private constructor(private readonly stage: IConstruct) {}

  /** The app is about to be synthesized. What is decided from now on stays: the CDK keeps the dependencies that follow from it. */
  public visit(node: IConstruct): void {
    if (node === this.stage) this.hasBegun = true;
  }

  /** Whether the app is being synthesized, so that what is granted stays as it is. */
  public get isSynthesizing(): boolean {
    return this.hasBegun;
  }

  /** Whether the tree is being looked at: where policies stand is not known then. */
  public get isLooking(): boolean {
    return this.isDeciding;
  }

  /** What was known of the tree is not known of what is added from now on. */
  public forgetTree(): void {
    this.graph = undefined;
  }

  /**
   * Decides where a policy stands.
   *
   * @param request where it may stand
   * @returns one of those
   */
  public choose(request: PlacementRequest): IConstruct {
    const known = this.decided.get(request.key);
    if (known !== undefined) return known;
    if (this.isDeciding) return request.own;
    this.isDeciding = true;
    try {
      return this.decide(request);
    } finally {
      this.isDeciding = false;
    }
  }

  private decide(request: PlacementRequest): IConstruct {
    const targets = request.refersTo();
    const graph = this.currentGraph();
    const waiting = graph.waitingFor(request.own);
    const chosen = inOrder(request).find((policy) => targets.every((target) => isFree(graph, policy, target) && waiting.every((one) => mayWait(graph, one, policy, target)))) ?? request.home;
    if (this.hasBegun) {
      this.decided.set(request.key, chosen);
      for (const target of targets) this.remember(graph, chosen, target);
      for (const one of waiting) this.remember(graph, one, chosen);
    }
    return chosen;
  }

  private currentGraph(): DependencyGraph {
    if (this.graph !== undefined) return this.graph;
    const graph = new DependencyGraph(this.stage);
    this.edges.forEach(([from, to]) => addEverywhere(graph, from, to));
    if (this.hasBegun) this.graph = graph;
    return graph;
  }

  private remember(graph: DependencyGraph, from: IConstruct, to: IConstruct): void {
    this.edges.push([from, to]);
    addEverywhere(graph, from, to);
  }
}

/** With the resource, unless both are deployed as one, or a reference to the roles would have to reach another Region. */
function inOrder({ own, home, withRoles }: PlacementRequest): IConstruct[] {
  const isApart = stacksAround(own)[0] !== stacksAround(home)[0];
  return [...isApart && Stack.of(own).region === Stack.of(home).region ? [home, own] : [own, home], ...withRoles];
}

/** Whether a construct may refer to another without a cycle. */
function isFree(graph: DependencyGraph, from: IConstruct, to: IConstruct): boolean {
  const template = sharedTemplate(from, to);
  const [source, target] = [unitOf(from, template), unitOf(to, template)];
  return source === undefined || target === undefined || source === target || graph.path(target, source, template) === undefined;
}

/** Whether a construct may depend on a policy that refers to something. */
function mayWait(graph: DependencyGraph, waiting: IConstruct, policy: IConstruct, target: IConstruct): boolean {
  if (!isFree(graph, waiting, policy)) return false;
  const template = sharedTemplate(waiting, policy);
  const [unit, own, source] = [waiting, policy, target].map((one) => unitOf(one, template));
  return unit === own || unit === undefined || source === undefined || graph.path(source, unit, template) === undefined;
}

function addEverywhere(graph: DependencyGraph, from: IConstruct, to: IConstruct): void {
  graph.add(from, to, sharedTemplate(from, to));
}

/** The innermost template that has both, or what is nested in it. */
function sharedTemplate(one: IConstruct, other: IConstruct): Stack | undefined {
  const around = new Set(stacksAround(other));
  return stacksAround(one).filter((stack) => around.has(stack)).at(-1);
}
