import type { Conditions, IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack, Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';

/** Who a role trusts: the identity pool, and of its users those of one sign-in method. */
export interface Trust {
  /** The `aud` of the tokens. */
  readonly identityPoolId: string;
  /** One among the `amr` of the tokens. */
  readonly authenticationMethod: string;
}

/** The one place where the trust policy of a role is written: audience and sign-in method are always pinned. */
export function makeRole(scope: Construct, id: string, trust: Trust): Role {
  return new Role(scope, id, { assumedBy: trustedPrincipal(scope, trust) });
}

/** Lets the identity pool pass session tags into the role; where it has tags to pass, the role cannot be had without this. */
export function allowSessionTags(role: Role, trust: Trust): void {
  role.assumeRolePolicy?.addStatements(new PolicyStatement({ actions: ['sts:TagSession'], principals: [trustedPrincipal(role, trust)] }));
}

/** The name of Cognito identity pools as federated principal and condition-key prefix: each partition has its own. */
export function identityService(scope: Construct | IRole): string {
  const { region } = Stack.of(scope);
  const partition = Token.isUnresolved(region) ? 'aws' : RegionInfo.get(region).partition;
  switch (partition) {
    case 'aws-cn': return `cognito-identity.${region}.amazonaws.com.cn`;
    case 'aws-us-gov': return 'cognito-identity-us-gov.amazonaws.com';
    case 'aws':
    case undefined: return 'cognito-identity.amazonaws.com';
    default: throw new CognitoPoolsError({
      code: 'partition-not-supported',
      received: `an identity pool in ${region}, of the partition ${partition}`,
      fix: 'make it in the partition aws, aws-cn or aws-us-gov: elsewhere AWS documents no name by which roles could trust it',
    }, scope);
  }
}

function trustedPrincipal(scope: Construct, { identityPoolId, authenticationMethod }: Trust): WebIdentityPrincipal {
  const service = identityService(scope);
  const conditions: Conditions = {
    'StringEquals': { [`${service}:aud`]: identityPoolId },
    'ForAnyValue:StringLike': { [`${service}:amr`]: authenticationMethod },
  };
  return new WebIdentityPrincipal(service, conditions);
}
