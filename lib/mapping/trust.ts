import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack, Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

/** Who a role trusts: the identity pool, and of its people those whose sign-in method (amr) is among these. */
export interface Trust {
  readonly identityPoolId: string;
  readonly authenticationMethods: string[];
}

/** The one place where the trust policy of a role is written: audience and sign-in method are always pinned. */
export function makeRole(scope: Construct, id: string, trust: Trust): Role {
  const service = identityService(scope);
  return new Role(scope, id, {
    assumedBy: new WebIdentityPrincipal(service, {
      StringEquals: { [`${service}:aud`]: trust.identityPoolId },
      'ForAnyValue:StringLike': { [`${service}:amr`]: trust.authenticationMethods.length === 1 ? trust.authenticationMethods[0] : trust.authenticationMethods },
    }),
  });
}

/** The name of Cognito identity pools as federated principal and condition-key prefix: each partition has its own. */
export function identityService(scope: Construct | IRole): string {
  const { region } = Stack.of(scope);
  const partition = Token.isUnresolved(region) ? 'aws' : RegionInfo.get(region).partition;
  switch (partition) {
    case 'aws-cn': return `cognito-identity.${region}.amazonaws.com.cn`;
    case 'aws-us-gov': return 'cognito-identity-us-gov.amazonaws.com';
    default: return 'cognito-identity.amazonaws.com';
  }
}
