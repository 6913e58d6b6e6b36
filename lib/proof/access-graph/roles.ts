import { unknownPolicy, type Policy } from '../iam/policy';
import type { Resource, TemplateModel } from '../template/reader';
import { holdsOpenSymbol } from '../symbols/symbol';
import { Unresolved, isMap, listOf, textOf, type Value } from '../template/value';
import { managedPolicy } from './managed-policies';
import type { PolicyIndex } from './policy-index';

/** An IAM role with all that takes part in what its sessions may do. */
export interface Role {
  /** Its name for people: the logical id, or the ARN of a role that no template holds. */
  readonly name: string;
  /** The resource; undefined for a role outside the templates. */
  readonly resource: Resource | undefined;
  /** The ARN, as text with symbols. */
  readonly arn: string;
  /** The trust policy. */
  readonly trust: Policy;
  /** Identity policies and the permissions boundary. */
  readonly policies: readonly Policy[];
  /** The tags of the role, keys as written; undefined when they are known only at deployment. */
  readonly tags: ReadonlyMap<string, string> | undefined;
}

/** The roles of the templates, by ARN. */
export class Roles {
  private readonly byArn = new Map<string, Role>();

  public constructor(private readonly model: TemplateModel, private readonly shelf: PolicyIndex) {
    const attached = new Attachments(model, shelf);
    for (const resource of model.resources) {
      if (resource.type === 'AWS::IAM::Role') this.byArn.set(resource.arn, this.read(resource, attached));
    }
  }

  /** @returns every role that the templates hold */
  public all(): Role[] {
    return [...this.byArn.values()].filter((role) => role.resource !== undefined);
  }

  /**
   * @param arn an ARN, as text with symbols
   * @returns the role; of one that no template holds, nothing is known
   */
  public find(arn: string): Role {
    const found = this.byArn.get(arn);
    if (found !== undefined) return found;
    const name = this.model.symbols.render(arn);
    const reason = `the role ${name} is not in the templates`;
    const place = { resource: name, path: name };
    const role: Role = {
      name, arn, resource: undefined, tags: undefined,
      trust: this.shelf.keep(unknownPolicy({ ...place, kind: 'trust' }, reason)),
      policies: [this.shelf.keep(unknownPolicy({ ...place, kind: 'identity' }, reason))],
    };
    this.byArn.set(arn, role);
    return role;
  }

  private read(resource: Resource, attached: Attachments): Role {
    const { properties } = resource;
    const trust = this.shelf.read(resource, 'Properties.AssumeRolePolicyDocument', properties.AssumeRolePolicyDocument, { kind: 'trust' });
    return { name: resource.id, resource, arn: resource.arn, trust, policies: attached.policiesOf(resource), tags: tagsOf(properties.Tags) };
  }
}

/** Which policies are attached to which role, from either side. */
class Attachments {
  private readonly byRole = new Map<string, Policy[]>();
  private readonly toAnyRole: Policy[] = [];
  private readonly managed = new Map<string, Resource>();

  public constructor(private readonly model: TemplateModel, private readonly shelf: PolicyIndex) {
    for (const resource of model.resources) {
      switch (resource.type) {
        case 'AWS::IAM::ManagedPolicy':
          this.managed.set(resource.arn, resource);
          this.attach(resource, resource.properties.Roles, resource.properties.PolicyDocument);
          break;
        case 'AWS::IAM::Policy': this.attach(resource, resource.properties.Roles, resource.properties.PolicyDocument); break;
        case 'AWS::IAM::RolePolicy': this.attach(resource, resource.properties.RoleName, resource.properties.PolicyDocument); break;
        default:
      }
    }
  }

  public policiesOf(role: Resource): Policy[] {
    const { properties } = role;
    const result = [...this.inline(role), ...(this.byRole.get(role.ref) ?? []), ...this.toAnyRole];
    const arns = properties.ManagedPolicyArns;
    if (arns instanceof Unresolved) result.push(this.unknown(role, 'ManagedPolicyArns', arns.reason));
    else listOf(arns).forEach((arn, i) => result.push(this.byArn(role, arn, `ManagedPolicyArns[${i}]`, 'identity')));
    if (properties.PermissionsBoundary !== undefined) result.push(this.byArn(role, properties.PermissionsBoundary, 'PermissionsBoundary', 'boundary'));
    if (role.unknownProperties !== undefined) result.push(this.unknown(role, 'Properties', role.unknownProperties));
    return [...new Set(result)];
  }

  private inline(role: Resource): Policy[] {
    const policies = role.properties.Policies;
    if (policies instanceof Unresolved) return [this.unknown(role, 'Policies', policies.reason)];
    return listOf(policies).map((policy, i) => {
      const document = isMap(policy) ? policy.PolicyDocument : policy;
      return this.shelf.read(role, `Properties.Policies[${i}].PolicyDocument`, document, { kind: 'identity' });
    });
  }

  private attach(holder: Resource, roles: Value | undefined, document: Value | undefined): void {
    if (holder.unknownProperties === undefined && roles === undefined) return;
    const policy = this.shelf.read(holder, 'Properties.PolicyDocument', document, { kind: 'identity' });
    const reason = `it is not known to which roles '${holder.id}' is attached`;
    if (holder.unknownProperties !== undefined || roles instanceof Unresolved) {
      this.toAnyRole.push(this.unknown(holder, 'Roles', reason));
      return;
    }
    for (const role of listOf(roles)) {
      const name = textOf(role);
      if (name === undefined || (holdsOpenSymbol(name) && !this.isRoleHere(name))) this.toAnyRole.push(this.unknown(holder, 'Roles', reason));
      else this.byRole.set(name, [...(this.byRole.get(name) ?? []), policy]);
    }
  }

  private isRoleHere(name: string): boolean {
    return this.model.resources.some((resource) => resource.type === 'AWS::IAM::Role' && resource.ref === name);
  }

  private byArn(role: Resource, value: Value, property: string, kind: 'identity' | 'boundary'): Policy {
    const arn = textOf(value);
    if (arn === undefined) return this.unknown(role, property, value instanceof Unresolved ? value.reason : 'the ARN is not text', kind);
    const holder = this.managed.get(arn);
    if (holder !== undefined) return this.shelf.read(holder, 'Properties.PolicyDocument', holder.properties.PolicyDocument, { kind });
    const origin = { resource: `${role.id}.${property}`, path: '', kind };
    return this.shelf.keep(managedPolicy(arn, origin) ?? unknownPolicy(origin, `the text of the managed policy ${this.model.symbols.render(arn)} is not in the templates`));
  }

  private unknown(holder: Resource, property: string, reason: string, kind: 'identity' | 'boundary' = 'identity'): Policy {
    return this.shelf.keep(unknownPolicy({ resource: `${holder.id}.${property}`, path: `${holder.id}.Properties.${property}`, kind }, reason));
  }
}

function tagsOf(tags: Value | undefined): Map<string, string> | undefined {
  if (tags instanceof Unresolved) return undefined;
  const result = new Map<string, string>();
  for (const tag of listOf(tags)) {
    const key = isMap(tag) ? textOf(tag.Key) : undefined;
    const value = isMap(tag) ? textOf(tag.Value) : undefined;
    if (key === undefined || value === undefined) return undefined;
    result.set(key, value);
  }
  return result;
}
