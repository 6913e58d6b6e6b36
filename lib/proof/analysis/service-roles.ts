import type { AccessGraph } from '../access-graph/access-graph';
import { isKnownService } from '../authorization-data/actions';
import type { Properties } from '../template/properties';
import { isMap, textOf, type Value } from '../template/value';

/** Who comes by a role by these is found elsewhere. */
const ROLES_ARE_FOLLOWED = /^AWS::(Cognito|IAM|Lambda)::/;

/**
 * Whether something of a service, for all that its type says, acts with a role of the templates.
 *
 * @param graph who reaches what
 * @param service the service, as its actions begin
 * @returns whether something may: of a type whose service nobody knows, it may be any service
 */
export function mayUseRole({ model, roles }: AccessGraph, service: string): boolean {
  const arns = new Set(roles.all().map(({ arn }) => arn));
  return model.resources.some(({ type, properties }) => {
    const own = type.split('::')[1]?.toLowerCase() ?? '';
    return !ROLES_ARE_FOLLOWED.test(type) && (isKnownService(own) ? own === service : type.startsWith('AWS::')) && holdsRole(properties, arns);
  });
}

function holdsRole(properties: Properties, roles: ReadonlySet<string>): boolean {
  const within = (value: Value): boolean => (Array.isArray(value) ? value.some(within) : isMap(value) ? Object.values(value).some(within) : roles.has(textOf(value) ?? ''));
  const names = properties.names();
  return !names.known || names.value.some((name) => within(properties.get(name)!));
}
