import type { Construct } from 'constructs';
import { IdentityPoolBase } from './identity-pool-base';
import type { IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
import { ImportedIdentityPoolResource } from './identity-pool/imported-identity-pool-resource';
import type { RetainedRoles } from './mapping/identity-pool-roles';
import { IdentityPoolRoles } from './mapping/identity-pool-roles';
import type { ImportedIdentityPoolRoles } from './mapping/imported-identity-pool-roles';
import { AccessProof } from './access-proof';

/**
 * An existing identity pool, to grant to its users. Made by `IdentityPoolOnly.fromIdentityPool` and `fromIdentityPoolId`.
 *
 * What belongs to the pool itself (providers, guests, the classic flow) is set where the pool was made: CloudFormation changes
 * a resource from its own stack only. What a synth cannot see of it, it does not prove: promises about a pool of another app
 * are UNKNOWN, those about a pool of the same app are decided.
 */
export class ImportedIdentityPool extends IdentityPoolBase {
  /** @internal */
  public static _create(scope: Construct, id: string, pool: string | IIdentityPoolWithId, roles: ImportedIdentityPoolRoles): ImportedIdentityPool {
    return new ImportedIdentityPool(scope, id, pool, roles);
  }

  private constructor(scope: Construct, id: string, pool: string | IIdentityPoolWithId, { _retained: retained, _attached: attached }: ImportedIdentityPoolRoles) {
    super(scope, id, (self) => {
      const identityPool = new ImportedIdentityPoolResource(self, 'IdentityPool', pool);
      const roles = new IdentityPoolRoles(self, identityPool, { retained: retained && retainedRoles(retained, identityPool) });
      if (!retained) {
        identityPool.checkAttachable();
        roles.makeAuthenticatedRole();
      }
      (attached ?? retained)?.providers?.forEach((provider) => roles.addProvider(self, provider, {}));
      return roles;
    });
    AccessProof._register(this);
  }
}

function retainedRoles({ authenticatedRole, unauthenticatedRole, sessionTags = [] }: NonNullable<ImportedIdentityPoolRoles['_retained']>, pool: ImportedIdentityPoolResource): RetainedRoles {
  return { authenticated: authenticatedRole ?? pool.authenticatedRole, guest: unauthenticatedRole ?? pool.unauthenticatedRole, sessionTags };
}
