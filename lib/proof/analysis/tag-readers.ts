import { onceForEach } from '../../text/remembered';
import type { AccessGraph } from '../access-graph/access-graph';
import type { Policy, Statement } from '../iam/policy';

/** Condition keys that read tags of resources: the service's own, and the global one. */
const OF_RESOURCES = /^(aws:resourcetag\/|[a-z0-9-]+:(resourcetag|existingobjecttag|buckettag|requestobjecttag)\/?)/;
const OF_CALLERS = /^aws:principaltag\//;

/** Whether tags of callers are read, and those of resources of which services. */
interface Reads {
  readonly callers: boolean;
  readonly ofServices: ReadonlySet<string>;
}

/**
 * Whether policies allow more, or less, by tags that an action changes: those of whoever may do it, of resources, and of roles that they may
 * come by.
 *
 * @param graph who reaches what
 * @param policies the policies of a role
 * @param action an action that tags
 * @returns whether a statement looks at such tags
 */
export function mentionsTagsOf(graph: AccessGraph, policies: readonly Policy[], action: string): boolean {
  const others = sharedBy(graph);
  const own = readBy(policies, []);
  const service = action.slice(0, action.indexOf(':'));
  return [own, others].some(({ callers, ofServices }) => (service === 'iam' && callers) || ofServices.has('*') || ofServices.has(service) || (service === 'tag' && ofServices.size > 0));
}

const sharedBy = onceForEach((graph: AccessGraph) => readBy([...graph.resourcePolicies(), ...graph.roles.all().map(({ trust }) => trust)], graph.roles.all().flatMap((role) => role.policies)));

/** The tags of resources that some policies read; those of callers that these do, or further ones. */
function readBy(policies: readonly Policy[], further: readonly Policy[]): Reads {
  return {
    callers: [...policies, ...further].some(({ statements }) => statements.some((one) => reads(one, OF_CALLERS))),
    ofServices: new Set(policies.flatMap(({ statements }) => statements.filter((one) => reads(one, OF_RESOURCES)).flatMap(({ notAction, actions }) => (notAction ? ['*'] : actions.map(({ text }) => (text.includes(':') ? text.slice(0, text.indexOf(':')) : '*')))))),
  };
}

function reads({ conditions, resources }: Statement, tags: RegExp): boolean {
  return conditions.some(({ key, values }) => tags.test(key) || values.some((value) => isVariableOf(value, tags))) || resources.some(({ text }) => isVariableOf(text, tags));
}

function isVariableOf(text: string, tags: RegExp): boolean {
  return text.includes('${') && [...text.matchAll(/\$\{\s*([^}]*)\}/g)].some(([, name]) => tags.test(name.toLowerCase()));
}
