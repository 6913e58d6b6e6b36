import { PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

const cognito = 'cognito-identity.amazonaws.com';

/** A role that an identity pool may give, with or without session tags. */
export function identityRole(scope: Construct, id: string, identityPoolId: string, amr: string, options: { withTags?: boolean; roleName?: string } = {}): Role {
  const principal = new WebIdentityPrincipal(cognito, {
    'StringEquals': { [`${cognito}:aud`]: identityPoolId },
    'ForAnyValue:StringLike': { [`${cognito}:amr`]: amr },
  });
  const role = new Role(scope, id, { assumedBy: principal, roleName: options.roleName });
  if (options.withTags) role.assumeRolePolicy?.addStatements(new PolicyStatement({ actions: ['sts:TagSession'], principals: [principal] }));
  return role;
}
