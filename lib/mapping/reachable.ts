import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import { Resource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { environmentOf, isElsewhere } from '../private/environment';
import { CognitoPoolsError } from '../private/errors';

/** Refuses to grant on what no policy of the principal can reach: of another app, of another account, or nameless in another Region. */
export function checkReachable(principal: IConstruct, resource: IConstruct & IEnvironmentAware, arn: string): void {
  if (resource.node.root !== principal.node.root) {
    throw new CognitoPoolsError({
      code: 'principal-of-another-app',
      received: `the principal ${principal.node.path} is of another app than the resource`,
      fix: 'grant within one app; across apps, share the role ARN and grant there',
    }, resource);
  }
  const { account } = Stack.of(principal);
  const { account: there, region } = environmentOf(resource, arn);
  requireName(principal, resource, region);
  if (!Token.isUnresolved(account) && !Token.isUnresolved(there) && account !== there) {
    throw new CognitoPoolsError({
      code: 'resource-in-another-account',
      received: `${resource.node.path} is in account ${there}, the users of the identity pool get roles in ${account}`,
      fix: 'keep what they reach in the account of the pool: the resource policy over there cannot be written from here',
    }, resource);
  }
}

/** A policy refers to what is in another Region by its name, or by a reference that the CDK carries there. */
function requireName(principal: IConstruct, resource: IConstruct & { readonly physicalName?: string }, region: string): void {
  const [here, there] = [Stack.of(principal), Stack.of(resource)];
  const isNamed = resource.physicalName === undefined || !Token.isUnresolved(resource.physicalName);
  const isCarried = [here, there].every((stack) => stack._crossRegionReferences);
  if (isNamed || isCarried || !isElsewhere(region, here.region) || !Resource.isOwnedResource(resource)) return;
  throw new CognitoPoolsError({
    code: 'another-region',
    received: `${resource.node.path} is in ${region}, the users of the identity pool get roles in ${here.region}, where its generated name is not known`,
    fix: "give it a name, or 'crossRegionReferences: true' to both stacks",
  }, resource);
}

/** Refuses a role of another account. A policy names its roles without their account, so it would be attached to another role or none. */
export function checkRetainedRole(principal: IConstruct, role: IRole): void {
  const { account } = Stack.of(principal);
  const there = role.env.account;
  if (Token.isUnresolved(account) || Token.isUnresolved(there) || account === there) return;
  throw new CognitoPoolsError({
    code: 'role-in-another-account',
    received: `the role ${role.node.path} is in account ${there}, the stack in ${account}`,
    fix: 'grant in a stack of the account of the identity pool and its roles',
  }, principal);
}
