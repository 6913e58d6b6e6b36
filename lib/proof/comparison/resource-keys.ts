import type { AccessGraph } from '../access-graph/access-graph';
import type { Resource } from '../template/reader';
import { isObject } from '../template/value';
import type { RawStacks } from './raw-stacks';

/**
 * Condition keys that say what the resource of a request is, not what is asked for: what a template says of a resource decides what they
 * hold, so that they may hold another value for the same request.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const KEYS: readonly { readonly key: RegExp; readonly types: RegExp; readonly properties: RegExp }[] = [
  { key: /^(?!aws:(principal|request)tag\/).*tag\//, types: /./, properties: /tags?$/i },
  { key: /^lambda:functionurlauthtype$/, types: /^AWS::Lambda::Url$/, properties: /^AuthType$/ },
  { key: /^kms:resourcealiases$/, types: /^AWS::KMS::Alias$/, properties: /./ },
];

/**
 * @param graphs who reaches what, on both sides
 * @param raws the templates of both sides as they stand
 * @returns whether a condition key may hold another value for the same request than it did, in lower case
 */
export function changedOfResources(graphs: { readonly before: AccessGraph; readonly now: AccessGraph }, raws: { readonly before: RawStacks; readonly now: RawStacks }): (key: string) => boolean {
  const former = new Map(graphs.before.model.resources.map((resource) => [`${resource.stack}#${raws.before.nameOf(resource.stack, resource.id)}`, resource]));
  const known = new Map<RegExp, boolean>();
  const differ = ({ types, properties }: (typeof KEYS)[number]): boolean => graphs.now.model.resources.some((resource) => {
    const was = former.get(`${resource.stack}#${raws.now.nameOf(resource.stack, resource.id)}`);
    if (!types.test(resource.type) || was === undefined) return false;
    return tagsOf(resource) !== tagsOf(was) || saidOf(raws.now, resource, properties) !== saidOf(raws.before, was, properties);
  });
  return (key) => KEYS.some((one) => {
    if (!one.key.test(key)) return false;
    if (!known.has(one.key)) known.set(one.key, differ(one));
    return known.get(one.key)!;
  });
}

function tagsOf({ stackTags }: Resource): string {
  return JSON.stringify(stackTags === undefined ? null : [...stackTags]);
}

/** What a macro adds is not known: it counts as said. */
function saidOf(raw: RawStacks, { stack, id }: Resource, properties: RegExp): string {
  const all = raw.part(stack, `${id}.Properties`);
  return isObject(all) ? raw.spelledOutPart(stack, Object.fromEntries(Object.entries(all).filter(([name]) => properties.test(name) || name.startsWith('Fn::')))) : '';
}
