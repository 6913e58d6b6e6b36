import type { IdentityPool } from '../access-graph/identity-pools';
import { unsure } from '../access-graph/outside-roles';
import type { Power } from '../access-graph/powers';
import type { Session } from '../access-graph/sessions';
import { codeOpenedBy } from '../authorization-data/beyond-own-service';
import { textOf, isMap, type Value } from '../template/value';
import type { CheckContext } from './check-context';

/** The functions of which it is known only at deployment which they are may be any. */
const ANY_FUNCTION = 'arn:*:lambda:*:*:function:*';

/**
 * The triggers of a user pool decide who signs in as whom, and what tokens say of groups, roles and claims. Whoever changes what one of
 * them runs does so too, whatever the role of the function may do.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 *
 * @param context what is reachable
 * @param session who has the power
 * @param power a power over code, or over who may use it
 * @param pools the identity pools whose people are meant
 * @returns the power over a trigger, unsure; undefined where it surely is over none
 */
export function throughTriggers({ graph }: CheckContext, session: Session, power: Power, pools: readonly IdentityPool[]): Power | undefined {
  const actions = power.actions.filter((action) => action.name.startsWith('lambda:') && (power.edge === 'code' || codeOpenedBy(action).length > 0));
  if (actions.length === 0) return undefined;
  const userPools = new Set(pools.flatMap(({ providers }) => providers).filter(({ kind }) => kind === 'user-pool').flatMap(({ name }) => graph.userPools.named(name).map(({ pool }) => pool)));
  for (const { resource } of userPools) {
    const config = resource.properties.entries('LambdaConfig');
    const arns = config.known ? config.value.filter(([name]) => name !== 'KMSKeyID').flatMap(([, value]) => functionsIn(value)) : [ANY_FUNCTION];
    const found = arns.length === 0 ? undefined : graph.powers.powerOver(session, { ...power, actions }, [...new Set(arns)]);
    if (found !== undefined) return unsure(found, `what ${found.action} lets people decide about who signs in to '${resource.id}', and what tokens say, is not known`);
  }
  return undefined;
}

/** The function that a trigger names, by an alias or a version too, which move with the function. */
function functionsIn(value: Value | undefined): string[] {
  const text = textOf(isMap(value) ? value.LambdaArn : value);
  if (text?.startsWith('arn:') !== true) return [ANY_FUNCTION];
  const whole = text.split(':').slice(0, 7).join(':');
  return [whole, `${whole}:*`];
}
