import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * @param scope a construct
 * @returns what it is synthesized with: its stage, or the root of a tree without any. An aspect for all of that stands here, since
 *   aspects of an app do not reach into the stages below it
 */
export function stageOf(scope: IConstruct): IConstruct {
  return Stage.of(scope) ?? scope.node.root;
}
