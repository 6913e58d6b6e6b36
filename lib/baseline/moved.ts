import type { KeptResource, KeptTemplate } from './baseline';
import { isMap, same } from './changes';
import { SPECIFICATION } from './generated/specification';

type Templates = { readonly [name: string]: KeptTemplate };

/**
 * Finds where a resource may have gone that is not where it was: a construct that was renamed or moved has another logical id, and
 * CloudFormation takes it for a new one. It is one that the baseline does not have, of the same type and with the same properties.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/refactor.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 */
export function waysBack(deployed: Templates, planned: Templates, template: string): (logicalId: string, resource: KeptResource) => string | undefined {
  const added = Object.entries(planned).flatMap(([name, { resources }]) => Object.entries(resources)
    .filter(([id]) => !(name in deployed && id in deployed[name].resources)).map(([id, resource]) => ({ name, id, resource })));
  return (logicalId, resource) => {
    const ofType = added.filter(({ resource: other }) => other.type === resource.type);
    const alike = ofType.filter(({ resource: other }) => same(withoutReferences(other.properties), withoutReferences(resource.properties)));
    const likeness = ({ name, id }: (typeof added)[number]): number => commonEnd(id, logicalId) + (name === template ? 0.5 : 0);
    const here = (alike.length > 0 ? alike : ofType).sort((a, b) => likeness(b) - likeness(a));
    if (here.length === 0 || (alike.length === 0 && here.length > 1)) return undefined;
    const [{ name, id }] = here;
    const ways = [
      ...(name === template ? [`give that resource its logical id, with overrideLogicalId('${logicalId}')`] : []),
      "move it with 'npx cdk refactor --unstable=refactor' before anything else is changed; where something is granted to its users, the command refuses, since policies are named after their constructs",
      ...(resource.deletionPolicy === undefined ? [] : [`take it in with 'npx cdk import' (${SPECIFICATION[resource.type]?.identifier.join(', ')}) once the old stack has let go of it, before a deployment makes a new one`]),
    ];
    return `if it is '${id}'${name === template ? '' : ` of the stack '${name}'`} now, keep what it has: ${ways.map((way, i) => `(${i + 1}) ${way}`).join('; ')}`;
  };
}

/** How many characters two logical ids end in alike, without the hashes of the CDK: what a construct is called within one that was renamed. */
function commonEnd(one: string, other: string): number {
  const [a, b] = [one, other].map((id) => [...id.replace(/[0-9A-F]{8}$/, '')].reverse());
  const differing = a.findIndex((character, i) => character !== b[i]);
  return differing === -1 ? a.length : differing;
}

/** Other resources may have moved along, so what refers to them says nothing. */
function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) return 'reference';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutReferences(item)]));
}
