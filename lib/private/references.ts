import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The resource that a string refers to, where it refers to one. */
export function referredResource(text: string): IConstruct | undefined {
  return Tokenization.reverseString(text).tokens.find((token) => Reference.isReference(token))?.target;
}

/**
 * The resources of a type that belong to a user pool which is made in this app, whoever made them: also what was added to the L2 pool
 * itself. The whole app is looked through, so it is for what would be an error otherwise.
 */
export function resourcesOfPool<T extends CfnResource & { readonly userPoolId: string }>(userPool: IConstruct, type: string): T[] {
  const pool = userPool.node.defaultChild;
  const isOfPool = (node: IConstruct): node is T => CfnResource.isCfnResource(node) && node.cfnResourceType === type && referredResource((node as T).userPoolId) === pool;
  return pool === undefined ? [] : userPool.node.root.node.findAll().filter(isOfPool);
}
