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
  return resourcesByPool<T>(userPool.node.root, type)(userPool);
}

/**
 * The same for many pools of an app, which is looked through once.
 *
 * @param app the root of its tree
 * @param type the type of CloudFormation
 * @returns gives those of a pool
 */
export function resourcesByPool<T extends CfnResource & { readonly userPoolId: string }>(app: IConstruct, type: string): (userPool: IUserPoolRef) => T[] {
  const found = new Map<unknown, T[]>();
  for (const node of app.node.findAll()) {
    if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== type) continue;
    const resource = node as T;
    for (const key of [resource.userPoolId, referredResource(resource.userPoolId)]) {
      const known = found.get(key) ?? [];
      known.push(resource);
      found.set(key, known);
    }
  }
  return (userPool) => found.get(userPool.node.defaultChild ?? userPool.userPoolRef.userPoolId) ?? [];
}
