import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The resource that a string refers to, where it refers to one. */
export function referredResource(text: string): IConstruct | undefined {
  return Tokenization.reverseString(text).tokens.find((token) => Reference.isReference(token))?.target;
}

/**
 * The resources of a type that belong to a user pool, whoever made them in this app: also what was added to the L2 pool itself. The
 * whole app is looked through, so it is for what is rare or would be an error otherwise.
 */
export function resourcesOfPool<T extends CfnResource & { readonly userPoolId: string }>(userPool: IUserPoolRef, type: string): T[] {
  const pool = userPool.node.defaultChild;
  const { userPoolId } = userPool.userPoolRef;
  const isOfPool = (node: IConstruct): node is T => CfnResource.isCfnResource(node) && node.cfnResourceType === type
    && (pool === undefined ? (node as T).userPoolId === userPoolId : referredResource((node as T).userPoolId) === pool);
  return userPool.node.root.node.findAll().filter(isOfPool);
}
