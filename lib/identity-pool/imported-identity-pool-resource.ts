import type { IdentityPoolReference } from 'aws-cdk-lib/aws-cognito';
import { CfnIdentityPool, CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Resource, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import { requireText } from '../private/types';
import type { RolePool } from './identity-pool';
import { IdentityPoolProviders } from './identity-pool-provider';
import type { IIdentityPoolWithId } from './identity-pool-with-id';
import { watchAttachments } from './one-attachment';

/** An imported identity pool: what belongs to the pool itself is set where it is made. */
export class ImportedIdentityPoolResource extends Resource implements RolePool {
  public readonly identityPoolId: string;
  public readonly identityPoolArn: string;
  public readonly identityPoolName: string;
  public readonly providers: IdentityPoolProviders;
  private readonly origin?: IIdentityPoolWithId;

  constructor(scope: Construct, id: string, pool: string | IIdentityPoolWithId) {
    super(scope, id);
    const identityPoolId = typeof pool === 'object' && pool !== null ? pool.identityPoolId : pool;
    requireText('the identity pool id', identityPoolId, scope);
    if (isKnown(identityPoolId) && !/^[\w-]+:[0-9a-f-]{1,55}$/i.test(identityPoolId)) {
      throw new CognitoPoolsError({
        code: 'identity-pool-id',
        received: `the identity pool id ${shown(identityPoolId)}`,
        fix: "write the whole id, such as 'eu-west-1:00000000-0000-0000-0000-000000000000'",
      }, scope);
    }
    this.identityPoolId = identityPoolId;
    this.identityPoolArn = Stack.of(this).formatArn({ service: 'cognito-identity', resource: 'identitypool', resourceName: identityPoolId });
    this.identityPoolName = identityPoolId;
    this.providers = new IdentityPoolProviders(scope);
    watchAttachments(this);
    if (typeof pool === 'object') this.origin = pool;
  }

  public get identityPoolRef(): IdentityPoolReference {
    return { identityPoolId: this.identityPoolId };
  }

  /** The role of signed-in users, where the construct has one: the L2 and the alpha package do. */
  public get authenticatedRole(): IRole | undefined {
    return (this.origin as { authenticatedRole?: IRole } | undefined)?.authenticatedRole;
  }

  /** The role of guests, where the construct has one. */
  public get unauthenticatedRole(): IRole | undefined {
    return (this.origin as { unauthenticatedRole?: IRole } | undefined)?.unauthenticatedRole;
  }

  /** Whether the pool takes guests is written where it is made; where that is in this app, it must say so. */
  public allowGuests(): void {
    const made = this.origin?.node.findAll().find((node) => node instanceof CfnIdentityPool);
    if (!made || made.allowUnauthenticatedIdentities === true || Token.isUnresolved(made.allowUnauthenticatedIdentities)) return;
    throw new CognitoPoolsError({
      code: 'imported-identity-pool',
      received: `guests for ${this.origin?.node.path}, which takes none`,
      fix: "set 'allowUnauthenticatedIdentities: true' where it is made: CloudFormation changes a pool from its own stack only",
    }, this);
  }

  /** Roles are attached once: a second attachment and the first would overwrite each other. */
  public checkAttachable(): void {
    const attached = this.origin?.node.findAll().find((node) => node instanceof CfnIdentityPoolRoleAttachment);
    if (attached) {
      throw new CognitoPoolsError({
        code: 'role-attachment-exists',
        received: `${this.origin?.node.path} has a role attachment already, ${attached.node.path}`,
        fix: 'retain its roles with ImportedIdentityPoolRoles.retain, or take the pool over with its logical ids (docs/moving-in)',
      }, this);
    }
    const { region } = Stack.of(this);
    const [there] = !isKnown(this.identityPoolId) ? [region] : this.identityPoolId.split(':');
    if (Token.isUnresolved(region) || there === region) return;
    throw new CognitoPoolsError({
      code: 'identity-pool-in-another-region',
      received: `roles for an identity pool in ${there} from a stack in ${region}`,
      fix: `attach them in a stack in ${there}: CloudFormation reaches the identity pools of its own Region only`,
    }, this);
  }
}
