import type { Construct } from 'constructs';
import { IdentityPoolBase } from './identity-pool-base';
import type { IAnyIdentityPool } from './identities/any-identity-pool';
import { ForeignIdentityPool } from './identities/foreign-identity-pool';
import type { IdentityPoolProvider } from './identities/identity-pool-provider';
import type { KeptRoles } from './mapping/identity-pool-roles';
import { IdentityPoolRoles } from './mapping/identity-pool-roles';
import type { ImportedPoolRoles } from './mapping/imported-pool-roles';
import type { ProviderOptions } from './mapping/provider-options';
import { CognitoPoolsError } from './private/errors';
import { whole } from './private/whole';
import { AccessProof } from './proof/access-proof';

/**
 * An identity pool that is there already, to grant to its people. Made by `IdentityPoolOnly.fromIdentityPool` and
 * `fromIdentityPoolId`.
 *
 * What belongs to the pool itself (providers, guests, the classic flow) is set where the pool was made: CloudFormation changes
 * a resource from its own stack only. What a synth cannot see of it, it does not prove: promises about a pool of another app
 * are UNKNOWN, those about a pool of the same app are decided.
 */
export class ImportedIdentityPool extends IdentityPoolBase {
  /** @internal */
  public static _create(scope: Construct, id: string, pool: string | IAnyIdentityPool, roles: ImportedPoolRoles): ImportedIdentityPool {
    return whole(scope, id, () => new ImportedIdentityPool(scope, id, pool, roles));
  }

  private constructor(scope: Construct, id: string, pool: string | IAnyIdentityPool, { _kept: kept, _replaced: replaced }: ImportedPoolRoles) {
    super(scope, id);
    const identityPool = new ForeignIdentityPool(this, 'IdentityPool', pool);
    this._roles = new IdentityPoolRoles(this, identityPool, kept && keptRoles(kept, identityPool));
    if (!kept) {
      identityPool.checkAttachable();
      this._roles.makeAuthenticatedRole();
    }
    replaced?.providers?.forEach((provider) => this._roles.addProvider(this, provider, {}));
    AccessProof._register(this);
  }

  /**
   * Refused always: the providers of a pool stand in the pool itself. It is here to say so.
   *
   * @param provider the provider
   * @param _options what is about its people
   * @throws error `imported-identity-pool`
   */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- jsii wants the parameters of what is overridden
  public addProvider(provider: IdentityPoolProvider, _options?: ProviderOptions): void {
    throw new CognitoPoolsError({
      code: 'imported-identity-pool',
      received: `the provider ${provider._description.name} for an imported identity pool`,
      fix: "add it where the pool is made, and name it here in 'providers' of ImportedPoolRoles.replace: CloudFormation changes a pool from its own stack only",
    }, this);
  }
}

function keptRoles({ authenticatedRole, guestRole, sessionTags = [] }: NonNullable<ImportedPoolRoles['_kept']>, pool: ForeignIdentityPool): KeptRoles {
  return { authenticated: authenticatedRole ?? pool.authenticatedRole, guest: guestRole ?? pool.guestRole, sessionTags };
}
