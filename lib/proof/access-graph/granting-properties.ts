import { classOf, type GrantingProperty } from '../authorization-data/cloudformation-types';
import { perhapsAllowing, uncertainPolicy, type Policy, type PolicyOrigin } from '../iam/policy';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, type Value } from '../template/value';
import type { PolicyIndex } from './policy-index';
import { document, principalOf, statement } from './written-statement';

/**
 * What grants in a way that no other reader here understands: a policy of a type without a reader of its own lets in, perhaps, whom
 * it names; a grant in another form than a policy lets in, perhaps, anybody.
 *
 * @param model what the templates create
 * @param index where policies are kept
 * @param isRead whether a property has a reader of its own
 * @returns the policies
 */
export function otherGrants(model: TemplateModel, index: PolicyIndex, isRead: (type: string, property: string) => boolean): Policy[] {
  return model.resources.flatMap((resource) => {
    const found = classOf(resource.type);
    if (found?.kind !== 'grants') return [];
    // Where an identity policy has to allow as well, it says who may: this only takes away.
    return found.properties.filter(({ kind, path, needsIdentityPolicyToo }) => (kind === 'policy-document' || kind === 'principal') && needsIdentityPolicyToo !== true && !isRead(resource.type, path))
      .flatMap((property) => grantsOf(resource, property, index));
  });
}

function grantsOf(resource: Resource, { path, kind, services, arns, names }: GrantingProperty, index: PolicyIndex): Policy[] {
  const values = path === '' ? [undefined] : valuesAt(resource.properties.get(first(path)), rest(path));
  const origin: Omit<PolicyOrigin, 'resource' | 'path'> = { kind: 'resource', attachedTo: arns.length > 0 ? arns : ['*'], account: resource.account };
  const what = `${path === '' ? '' : `'${path.replaceAll('[]', '')}' of `}the ${resource.type} '${resource.id}'`;
  return values.map((value, at): Policy => {
    const place = `Properties${path === '' ? '' : `.${path.replaceAll('[]', '')}`}${values.length > 1 ? `[${at}]` : ''}`;
    if (kind === 'policy-document') return uncertainPolicy(index.read(resource, place, value, origin), `which resources ${what} governs is not known here`);
    if (names !== undefined) {
      const one = statement(['Effect', 'Allow'], ['Action', actionsOf(services)], ['Resource', '*'], ['Principal', principalOf(resource.properties.get(names))]);
      return uncertainPolicy(index.read(resource, place, document(one), origin), `what ${what} lets them do is not known here`);
    }
    return index.keep(perhapsAllowing(index.read(resource, place, NO_STATEMENTS, origin), actionsOf(services), `whom ${what} lets in is not known here`));
  });
}

const NO_STATEMENTS: Value = Object.assign(Object.create(null) as Record<string, Value>, { Statement: [] });

const actionsOf = (services: readonly string[]): string[] => (services.length === 0 ? ['*'] : services.map((service) => `${service}:*`));

const first = (path: string): string => path.split(/\.|\[\]/)[0];

const rest = (path: string): string => path.slice(first(path).length);

/**
 * @param value what stands at the beginning of a path
 * @param path the rest of it: `.Name` goes on to a property, `[]` into the items of a list
 * @returns what is given there
 */
export function valuesAt(value: Value | undefined, path: string): Value[] {
  if (value === undefined || value === null) return [];
  if (path === '' || value instanceof Unresolved) return [value];
  if (path.startsWith('[]')) return listOf(value).flatMap((item) => valuesAt(item, path.slice(2)));
  const name = /^\.([^.[]+)/.exec(path)?.[1] ?? '';
  if (!isMap(value)) return [new Unresolved(`'${name}' stands in what is not an object`)];
  return valuesAt(Object.hasOwn(value, name) ? value[name] : undefined, path.slice(name.length + 1));
}
