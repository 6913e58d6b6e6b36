import type { IAspect } from 'aws-cdk-lib/core';
import { CfnResource, Lazy, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { DependencyGraph, stacksAround, unitOf, type DependencyEdge } from './dependency-graph';
import { CognitoPoolsError } from './errors';
import { oneForEachStage } from './stage-of';

/**
 * Refuses pools that need what needs them, before the CDK or CloudFormation does in words of resources: between stacks, between
 * nested stacks, and within a template.
 */
export class CycleCheck implements IAspect {
  /** Has the pools of a construct in a stack looked at in each synth. */
  public static register(scope: IConstruct): void {
    if (!scope.node.scopes.some((one) => Stack.isStack(one))) return;
    CycleCheck.of(scope).scopes.add(scope);
  }

  private static readonly of = oneForEachStage((stage) => new CycleCheck(stage));

  private readonly scopes = new Set<IConstruct>();
  private isWatched = false;
  private isLooking = false;

  private constructor(private readonly stage: IConstruct) {}

  public visit(node: IConstruct): void {
    if (node === this.stage) this.lookLater();
  }

  /**
   * Has the tree looked at when the CDK looks for references: what aspects are still to change is then as it stays, and what is
   * resolved once for all may be. The entry itself is not in the template.
   */
  private lookLater(): void {
    const [resource] = this.isWatched ? [] : [...this.scopes].flatMap((scope) => scope.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one)));
    if (resource === undefined) return;
    this.isWatched = true;
    resource.addMetadata('cdk-cognito-pools:order', Lazy.uncachedAny({
      produce: ({ preparing }) => {
        if (preparing && !this.isLooking) this.look();
        return undefined;
      },
    }));
  }

  private look(): void {
    this.isLooking = true;
    try {
      this.refuseCycles();
    } finally {
      this.isLooking = false;
    }
  }

  private refuseCycles(): void {
    const graph = new DependencyGraph(this.stage);
    const seen = new Set<IConstruct>();
    for (const scope of this.scopes) {
      for (const template of [...(graph.hasOneStack ? [] : [undefined]), ...stacksAround(scope)]) {
        for (const unit of unitsIn(scope, template).filter((one) => !seen.has(one))) {
          seen.add(unit);
          const cycle = graph.cycle(unit, template);
          if (cycle !== undefined) throw refusal(scope, cycle);
        }
      }
    }
  }
}

/** What everything else of Cognito leads to, so that no cycle passes them by. */
const STARTS = new Set(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::IdentityPool']);

/** Among stacks its stack, in a template around its stack the nested stack that it is in, and in its own template the pools and clients. */
function unitsIn(scope: IConstruct, template: IConstruct | undefined): IConstruct[] {
  const own = stacksAround(scope).at(-1);
  if (template === own) return scope.node.findAll().filter((node) => CfnResource.isCfnResource(node) && STARTS.has(node.cfnResourceType) && stacksAround(node).at(-1) === own);
  const unit = unitOf(scope, template as typeof own);
  return unit === undefined ? [] : [unit];
}

function refusal(scope: IConstruct, cycle: readonly DependencyEdge[]): CognitoPoolsError {
  const cut = cycle.find((edge) => adviceOn(edge) !== undefined) ?? cycle.find(({ from }) => from.node.scopes.includes(scope)) ?? cycle[0];
  return new CognitoPoolsError({
    code: 'dependency-cycle',
    received: `what is deployed first cannot be told: ${cycle.map(({ from, to }) => `${pathOf(from)} refers to ${pathOf(to)}`).join(', and ')}`,
    fix: `cut one of these, best that of ${pathOf(cut.from)} to ${pathOf(cut.to)}: ${adviceOn(cut) ?? (isTrigger(cut) ? 'make the trigger in the stack of the pool' : 'give a name that you choose in place of the reference')}`,
  }, scope);
}

const isTrigger = ({ from, to }: DependencyEdge): boolean => typeOf(from) === 'AWS::Cognito::UserPool' && typeOf(to) === 'AWS::Lambda::Function' && Stack.of(from) !== Stack.of(to);

const pathOf = ({ node }: IConstruct): string => node.path.replace(/\/Resource$/, '');

const typeOf = (construct: IConstruct): string => (CfnResource.isCfnResource(construct) ? construct.cfnResourceType : '');

/** Ways out by what refers to what. */
function adviceOn({ from, to }: DependencyEdge): string | undefined {
  const [source, target] = [typeOf(from), typeOf(to)];
  if (source === 'AWS::Lambda::Function' && target.startsWith('AWS::Cognito::')) {
    return 'a trigger reads the ids from its event (userPoolId, callerContext.clientId), and others by the name of a parameter in AWS Systems Manager';
  }
  if (source === 'AWS::Cognito::UserPoolClient' && !target.startsWith('AWS::Cognito::')) return 'use a domain name of your own in its URLs, or make what they lead to in a stack that comes before';
  if (source === 'AWS::Cognito::UserPoolGroup' && target === 'AWS::IAM::Role') {
    return "add the group in the stack of the identity pool, with UserPoolOnly.fromUserPool(this, 'Users', userPool).addGroup(…), or make both pools in one stack: a group names the role of its members, and the role the identity pool";
  }
  if (source === 'AWS::Lambda::Permission' && target.startsWith('AWS::ApiGateway')) return 'make the authorization in the stack of the API';
  return undefined;
}
