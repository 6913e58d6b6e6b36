import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { leaveOut } from '../private/dependency-graph';
import { stackAddressOf } from '../private/stack-address';

/** What a policy is made of, known when it is rendered. */
export interface GrantPolicyOptions {
  readonly roles: () => IRole[];
  readonly statements: () => PolicyStatement[];
  /** Whether its name holds that of its stack: the roles have policies of other stacks, too. */
  readonly isNamedByStack: boolean;
}

/** A quota of IAM. */
const MAX_NAME = 128;
/** What the Region of a stack takes of it, where only the deployment knows it. */
const MAX_REGION = 20;
const HASH = 12;

/**
 * An inline policy of roles that is rendered late, and left out of the template when there is nothing in it. The L2 will not do: of
 * two that are attached to a role it keeps the first, be it empty.
 */
export class GrantPolicy extends Construct {
  public readonly resource: CfnPolicy;

  constructor(scope: Construct, id: string, private readonly options: GrantPolicyOptions) {
    super(scope, id);
    leaveOut(this);
    const policy = (): GrantPolicy => this;
    class NeededPolicy extends CfnPolicy {
      protected override shouldSynthesize(): boolean {
        return policy().isNeeded;
      }
    }
    this.resource = new NeededPolicy(this, 'Resource', {
      policyName: Lazy.string({ produce: () => this.name() }),
      policyDocument: Lazy.uncachedAny({ produce: () => this.document }),
      roles: Lazy.uncachedList({ produce: () => options.roles().map(({ roleName }) => roleName) }),
    });
    this.node.addValidation({ validate: () => this.document.validateForIdentityPolicy() });
  }

  /** Whether there is something in it. */
  public get isNeeded(): boolean {
    return this.options.statements().length > 0;
  }

  private get document(): PolicyDocument {
    return new PolicyDocument({ minimize: true, statements: this.options.statements() });
  }

  /** Of two inline policies of one name, the later one takes the place of the other: in a role, whatever stack wrote them. */
  private name(): string {
    const stack = Stack.of(this);
    const own = stack.resolve(this.resource.logicalId) as string;
    if (!this.options.isNamedByStack) return own.slice(-MAX_NAME);
    const path = [stackNameOf(stack), ...stackAddressOf(stack).split('/').slice(1), own].join('-');
    const room = MAX_NAME - MAX_REGION - 1;
    if (path.length <= room) return `${stack.region}-${path}`;
    const hash = createHash('sha256').update(path).digest('hex').slice(0, HASH);
    return `${stack.region}-${path.slice(0, room - HASH - 1)}-${hash}`;
  }
}

function stackNameOf(stack: Stack): string {
  return stack.nestedStackParent === undefined ? stack.stackName : stackNameOf(stack.nestedStackParent);
}
