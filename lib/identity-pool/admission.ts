import type { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations, AspectPriority, Aspects } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { IdentityPoolProviders } from './identity-pool-provider';

/** The default quota of user pools of an identity pool. Whether it counts pools or app clients is not documented. */
const USER_POOL_PROVIDERS = 50;

/** Warns, once all is known, of an identity pool that lets nobody in, or of one with more user-pool providers than AWS may take. */
export function watchAdmission(resource: CfnIdentityPool, providers: IdentityPoolProviders, hasGuests: () => boolean): void {
  Aspects.of(resource).add(new Admission(resource, providers, hasGuests), { priority: AspectPriority.READONLY });
}

class Admission implements IAspect {
  constructor(private readonly resource: CfnIdentityPool, private readonly providers: IdentityPoolProviders, private readonly hasGuests: () => boolean) {}

  public visit(node: IConstruct): void {
    if (node !== this.resource) return;
    const clients = this.providers.ofKind('userPool').flatMap((provider) => provider.clients ?? []);
    const others = this.providers.descriptions.filter(({ kind }) => kind !== 'userPool');
    if (clients.length === 0 && others.length === 0 && !this.hasGuests()) {
      Annotations.of(node).addWarningV2('cdk-cognito-pools:nobody-admitted', 'the identity pool lets nobody in: it has no app client of a user pool, no other provider and no guests; '
        + 'add one, such as addSinglePageAppClient or addProvider, or acknowledge this warning if they are still to come');
    }
    if (clients.length > USER_POOL_PROVIDERS) {
      Annotations.of(node).addWarningV2('cdk-cognito-pools:user-pool-providers', `the identity pool takes the tokens of ${clients.length} app clients, and an account has a quota of ${USER_POOL_PROVIDERS} user-pool providers of an identity pool unless AWS raised it `
        + '(whether it counts app clients is not documented); let apps share a client, or acknowledge this warning once it deploys');
    }
  }
}
