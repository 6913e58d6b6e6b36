import type { Construct, IConstruct } from 'constructs';
import { IdentityPoolBase } from './identity-pool-base';
import type { IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
import { ImportedIdentityPoolResource } from './identity-pool/imported-identity-pool-resource';
import type { RetainedRoles } from './mapping/identity-pool-roles';
import { IdentityPoolRoles } from './mapping/identity-pool-roles';
import type { ImportedIdentityPoolRoles } from './mapping/imported-identity-pool-roles';
import { AccessProof } from './access-proof';
import { requireList, requireObject, requireText } from './private/types';
import { requireItems } from './private/tokens';

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

  private constructor(scope: Construct, id: string, pool: string | IIdentityPoolWithId, choice: ImportedIdentityPoolRoles) {
    super(scope, id, (self) => {
      requireObject('what becomes of the roles', choice, '_retained', 'ImportedIdentityPoolRoles.retain(…) or ImportedIdentityPoolRoles.attach(…)', self);
      const { _retained: retained, _attached: attached } = choice;
      const providers = (attached ?? retained)?.providers ?? [];
      requireList("'providers'", providers, self);
      const identityPool = new ImportedIdentityPoolResource(self, 'IdentityPool', pool);
      const roles = new IdentityPoolRoles(self, identityPool, { retained: retained && retainedRoles(self, retained, identityPool) });
      if (!retained) {
        identityPool.checkAttachable();
        roles.makeAuthenticatedRole();
      }
      providers.forEach((provider) => roles.addProvider(self, provider, {}));
      return roles;
    });
    AccessProof._register(this);
  }
}

function retainedRoles(scope: IConstruct, { authenticatedRole, unauthenticatedRole, sessionTags = [] }: NonNullable<ImportedIdentityPoolRoles['_retained']>, pool: ImportedIdentityPoolResource): RetainedRoles {
  for (const tag of requireItems("'sessionTags'", sessionTags, scope)) requireText("a tag of 'sessionTags'", tag, scope);
  return { authenticated: authenticatedRole ?? pool.authenticatedRole, guest: unauthenticatedRole ?? pool.unauthenticatedRole, sessionTags };
}
