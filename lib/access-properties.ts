import { Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { AccessProof } from './access-proof';
import { CognitoPoolsError } from './private/errors';
import { recordIntent } from './private/intent';
import { targetsOf } from './private/reference-targets';
import { requireObject } from './private/types';
import type { AccessProperty } from './properties/access-property';

const STATED = new WeakMap<Stack, AccessProperty[]>();

/**
 * Properties of your own that every synth proves, for all users:
 * `AccessProperties.of(stack).add(AccessProperty.unreachable({ … }))`.
 *
 * They stand in the metadata of the template, make no resource and refer to nothing, so a deployment does not depend on them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html
 */
export class AccessProperties {
  /**
   * Where properties are stated: they are those of the stack of the scope, or of the one that has the resources that they name.
   *
   * @param scope any construct of the app
   * @returns the properties
   */
  public static of(scope: IConstruct): AccessProperties {
    return new AccessProperties(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * States properties, and has them proved at synth.
   *
   * @param properties what is to hold
   * @throws error `property-actions`, `resources-of-several-stacks`, `property-across-stages`
   */
  public add(...properties: AccessProperty[]): void {
    for (const property of properties) {
      requireObject('an access property', property, '_actions', 'AccessProperty.unreachable(…) or another of its methods', this.scope);
      this.checkActions(property._actions);
    }
    const stacks = properties.map((property) => this.stackOf(property));
    AccessProof._register(this.scope);
    properties.forEach((property, i) => statedIn(stacks[i]).push(property));
  }

  /** What AWS does not have nobody can do: a mistake in the name would be proved. */
  private checkActions(actions: readonly string[]): void {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the data about actions are loaded where a property is stated only
    const { AS_OF, actionsMatching, nearestActions } = require('./proof/authorization-data/actions') as typeof import('./proof/authorization-data/actions');
    const unknown = actions.find((action) => actionsMatching(action).length === 0);
    if (unknown === undefined) return;
    const near = nearestActions(unknown, 2);
    throw new CognitoPoolsError({
      code: 'property-actions',
      received: `AWS has no action '${unknown}' (as of ${AS_OF})`,
      fix: near.length === 0 ? 'write an action of the Service Authorization Reference' : `write ${near.join(' or ')}; a newer action is named by a wildcard, such as '${unknown.slice(0, unknown.indexOf(':'))}:*'`,
    }, this.scope);
  }

  private stackOf(property: AccessProperty): Stack {
    const stacks = [...new Set(targetsOf(this.scope, property._resources).map((target) => Stack.of(target)))];
    if (stacks.length > 1) {
      throw new CognitoPoolsError({
        code: 'resources-of-several-stacks',
        received: `the resources of one property are of the stacks ${stacks.map(({ node }) => node.path).join(', ')}`,
        fix: 'state one property for the resources of each stack',
      }, this.scope);
    }
    const stack = stacks[0] ?? Stack.of(this.scope);
    const away = [stack, ...property._principals].find((one) => Stage.of(one) !== Stage.of(this.scope));
    if (away !== undefined) {
      throw new CognitoPoolsError({
        code: 'property-across-stages',
        received: `${away.node.path || 'a construct'} is of another stage or app than the property`,
        fix: 'state the property in the stage of what it is about: stages are proved each for itself',
      }, this.scope);
    }
    return stack;
  }
}

function statedIn(stack: Stack): AccessProperty[] {
  const known = STATED.get(stack);
  if (known !== undefined) return known;
  const stated: AccessProperty[] = [];
  STATED.set(stack, stated);
  recordIntent(stack, () => ({ properties: stated.map((property) => property._record()) }));
  return stated;
}
