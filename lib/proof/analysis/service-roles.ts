import type { AccessGraph } from '../access-graph/access-graph';
import type { Roles } from '../access-graph/roles';
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
  return model.resources.some(({ type, properties }) => {
    const own = type.split('::')[1]?.toLowerCase() ?? '';
    return !ROLES_ARE_FOLLOWED.test(type) && (isKnownService(own) ? own === service || service.startsWith(`${own}-`) : type.startsWith('AWS::')) && holdsRole(properties, roles);
  });
}

function holdsRole(properties: Properties, roles: Roles): boolean {
  const names = (text: string | undefined): boolean => text !== undefined && text.includes(':role/') && roles.find(text).some(({ role: { resource } }) => resource !== undefined);
  const within = (value: Value): boolean => (Array.isArray(value) ? value.some(within) : isMap(value) ? Object.values(value).some(within) : names(textOf(value)));
  const given = properties.names();
  return !given.known || given.value.some((name) => within(properties.get(name)!));
}
