import type { IUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { Environment } from './environment';
import { environmentOf, requireNearby } from './environment';
import { isKnown } from './tokens';
import { requireObject } from './types';

/** Where a user pool is: its id begins with its Region, wherever it was imported. */
export function environmentOfUserPool(userPool: IUserPoolRef): Environment {
  requireObject('the user pool', userPool, 'userPoolRef', 'a UserPool, or what refers to one', undefined);
  const { userPoolArn, userPoolId } = userPool.userPoolRef;
  const environment = environmentOf(userPool, userPoolArn);
  return { ...environment, region: statedRegion(userPoolId) ?? environment.region };
}

/**
 * The user pool as the constructs of the CDK take it, with the Region that its id states: `UserPool.fromUserPoolId` takes that
 * of the stack, and with it the ARN, the issuer and the endpoint of another pool.
 */
export function locatedUserPool(scope: Construct, id: string, userPool: IUserPool): IUserPool {
  const { account, region } = environmentOfUserPool(userPool);
  if (region === userPool.env.region || statedRegion(userPool.userPoolId) === undefined) return userPool;
  return UserPool.fromUserPoolArn(scope, id, arnOf(userPool, { account, region }));
}

/** The ARN of a user pool, in the Region that its id states. */
export function userPoolArnOf(userPool: IUserPoolRef): string {
  const { userPoolArn, userPoolId } = userPool.userPoolRef;
  return statedRegion(userPoolId) === undefined ? userPoolArn : arnOf(userPool, environmentOfUserPool(userPool));
}

/** The user pool as the issuer of its tokens is called, without the scheme, in the Region that its id states. */
export function providerNameOf(userPool: IUserPool): string {
  const region = statedRegion(userPool.userPoolId);
  return region === undefined ? userPool.userPoolProviderName : `cognito-idp.${region}.${Stack.of(userPool).urlSuffix}/${userPool.userPoolId}`;
}

/** Refuses to add something to a pool of another Region or account: CloudFormation makes it where the stack is. */
export function requirePoolNearby(scope: IConstruct, userPool: IUserPoolRef, added: string): void {
  requireNearby(scope, {
    what: `the user pool ${userPool.node.path}`,
    environment: environmentOfUserPool(userPool),
    with: `${added} would be made`,
    fix: 'add it in a stack of the account and Region of the pool: CloudFormation makes resources where its stack is',
    same: ['account', 'region'],
  });
}

function arnOf(userPool: IUserPoolRef, { account, region }: Environment): string {
  return Stack.of(userPool).formatArn({ service: 'cognito-idp', account, region, resource: 'userpool', resourceName: userPool.userPoolRef.userPoolId });
}

function statedRegion(userPoolId: string): string | undefined {
  return isKnown(userPoolId) ? /^([a-z]{2}(?:-[a-z]+)+-\d+)_/.exec(userPoolId)?.[1] : undefined;
}
