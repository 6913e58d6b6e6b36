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
const KEYS: readonly { readonly key: RegExp; readonly types: RegExp; readonly properties: RegExp; /** Said of another resource, which need not have been there. */ readonly ofOthers?: true }[] = [
  { key: /^(?!aws:(principal|request)tag\/).*tag\//, types: /./, properties: /tags?$/i },
  { key: /^lambda:functionurlauthtype$/, types: /^AWS::Lambda::Url$/, properties: /^AuthType$/, ofOthers: true },
  { key: /^kms:resourcealiases$/, types: /^AWS::KMS::/, properties: /^AliasName$/, ofOthers: true },
];

/**
 * @param graphs who reaches what, on both sides
 * @param raws the templates of both sides as they stand
 * @returns whether a condition key may hold another value for the same request than it did, in lower case
 */
export function changedOfResources(graphs: { readonly before: AccessGraph; readonly now: AccessGraph }, raws: { readonly before: RawStacks; readonly now: RawStacks }): (key: string) => boolean {
  const known = new Map<RegExp, boolean>();
  const said = (side: 'before' | 'now', { types, properties, ofOthers }: (typeof KEYS)[number]): Map<string, string> => new Map(graphs[side].model.resources.filter(({ type }) => types.test(type))
    .map((resource) => [`${resource.stack}#${raws[side].nameOf(resource.stack, resource.id)}`, `${tagsOf(resource)} ${saidOf(raws[side], resource, properties, ofOthers)}`]));
  const differ = (one: (typeof KEYS)[number]): boolean => {
    const [now, before] = [said('now', one), said('before', one)];
    const isOther = ([id, text]: [string, string], others: Map<string, string>): boolean => others.get(id) !== text && (one.ofOthers === true || others.has(id));
    return [...now].some((entry) => isOther(entry, before)) || [...before].some((entry) => isOther(entry, now));
  };
  return (key) => KEYS.some((one) => {
    if (!one.key.test(key)) return false;
    if (!known.has(one.key)) known.set(one.key, differ(one));
    return known.get(one.key)!;
  });
}

function tagsOf({ stackTags }: Resource): string {
  return JSON.stringify(stackTags === undefined ? null : [...stackTags]);
}

/** What a macro adds is not known: it counts as said. Of which other resource something is said stands there as it is. */
function saidOf(raw: RawStacks, { stack, id }: Resource, properties: RegExp, ofOthers = false): string {
  const all = raw.part(stack, `${id}.Properties`);
  if (!isObject(all)) return '';
  const part = raw.spelledOutPart(stack, Object.fromEntries(Object.entries(all).filter(([name]) => properties.test(name) || name.startsWith('Fn::'))));
  return ofOthers ? `${part} ${JSON.stringify(all)}` : part;
}
