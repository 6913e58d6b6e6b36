import type { Construct } from 'constructs';
import { IdentityPoolBase } from './identity-pool-base';
import type { IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
import { ImportedIdentityPoolResource } from './identity-pool/imported-identity-pool-resource';
import type { IdentityPoolProvider } from './identity-pool/identity-pool-provider';
import type { RetainedRoles } from './mapping/identity-pool-roles';
import { IdentityPoolRoles } from './mapping/identity-pool-roles';
import type { ImportedIdentityPoolRoles } from './mapping/imported-identity-pool-roles';
import type { IdentityPoolProviderOptions } from './mapping/identity-pool-provider-options';
import { CognitoPoolsError } from './private/errors';
import { createOrRollBack } from './private/create-or-roll-back';
import { AccessProof } from './access-proof';

/**
 * An identity pool that is there already, to grant to its users. Made by `IdentityPoolOnly.fromIdentityPool` and
 * `fromIdentityPoolId`.
 *
 * What belongs to the pool itself (providers, guests, the classic flow) is set where the pool was made: CloudFormation changes
 * a resource from its own stack only. What a synth cannot see of it, it does not prove: promises about a pool of another app
 * are UNKNOWN, those about a pool of the same app are decided.
 */
export class ImportedIdentityPool extends IdentityPoolBase {
  /** @internal */
  public static _create(scope: Construct, id: string, pool: string | IIdentityPoolWithId, roles: ImportedIdentityPoolRoles): ImportedIdentityPool {
    return createOrRollBack(scope, id, () => new ImportedIdentityPool(scope, id, pool, roles));
  }

  private constructor(scope: Construct, id: string, pool: string | IIdentityPoolWithId, { _retained: retained, _attached: attached }: ImportedIdentityPoolRoles) {
    super(scope, id);
    const identityPool = new ImportedIdentityPoolResource(this, 'IdentityPool', pool);
    this._roles = new IdentityPoolRoles(this, identityPool, { retained: retained && retainedRoles(retained, identityPool) });
    if (!retained) {
      identityPool.checkAttachable();
      this._roles.makeAuthenticatedRole();
    }
    (attached ?? retained)?.providers?.forEach((provider) => this._roles.addProvider(this, provider, {}));
    AccessProof._register(this);
  }

  /**
   * Refused always: the providers of a pool stand in the pool itself. It is here to say so.
   *
   * @param provider the provider
   * @param _options what is about its users
   * @throws error `imported-identity-pool`
   */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- jsii wants the parameters of what is overridden
  public addProvider(provider: IdentityPoolProvider, _options?: IdentityPoolProviderOptions): void {
    throw new CognitoPoolsError({
      code: 'imported-identity-pool',
      received: `the provider ${provider._description.name} for an imported identity pool`,
      fix: "add it where the pool is made, and name it here in 'providers' of ImportedIdentityPoolRoles.attach: CloudFormation changes a pool from its own stack only",
    }, this);
  }
}

function retainedRoles({ authenticatedRole, unauthenticatedRole, sessionTags = [] }: NonNullable<ImportedIdentityPoolRoles['_retained']>, pool: ImportedIdentityPoolResource): RetainedRoles {
  return { authenticated: authenticatedRole ?? pool.authenticatedRole, guest: unauthenticatedRole ?? pool.unauthenticatedRole, sessionTags };
}
