import type { IAspect } from 'aws-cdk-lib/core';
import { AspectPriority, Aspects, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * @param scope a construct
 * @returns what it is synthesized with: its stage, or the root of a tree without any. An aspect for all of that stands here, since
 *   aspects of an app do not reach into the stages below it
 */
export function stageOf(scope: IConstruct): IConstruct {
  return Stage.of(scope) ?? scope.node.root;
}

/**
 * An aspect that looks at all of a stage, and changes nothing: made, and added, when somebody in the stage first needs it.
 *
 * @param make makes it for a stage
 * @returns gives the one of the stage of a construct
 */
export function oneForEachStage<T extends IAspect>(make: (stage: IConstruct) => T): (scope: IConstruct) => T {
  const known = new WeakMap<IConstruct, T>();
  return (scope) => {
    const stage = stageOf(scope);
    let aspect = known.get(stage);
    if (aspect === undefined) {
      known.set(stage, aspect = make(stage));
      Aspects.of(stage).add(aspect, { priority: AspectPriority.READONLY });
    }
    return aspect;
  };
}
