import { because } from '../../text/because';
import { compareTexts } from '../iam/match';
import { unknownPolicy, type Policy } from '../iam/policy';
import { holdsOpenSymbol, holdsSymbol } from '../symbols/symbol';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { tagsIn } from '../template/tags';
import { textOf } from '../template/value';
import { RoleAttachments } from './role-attachments';
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

/** A role that an ARN may name. */
export interface NamedRole {
  readonly role: Role;
  /** Why it is not certain that the ARN names it; undefined where it is. */
  readonly uncertain: string | undefined;
}

/** The roles of the templates, by ARN. */
export class Roles {
  private readonly byArn = new Map<string, Role>();
  private readonly byResource = new Map<Resource, Role>();
  private readonly named = new Map<string, readonly NamedRole[]>();

  private constructor(private readonly model: TemplateModel, private readonly index: PolicyIndex, private readonly inTemplates: readonly Role[]) {
    for (const role of inTemplates) {
      this.byArn.set(role.arn, role);
      if (role.resource !== undefined) this.byResource.set(role.resource, role);
    }
  }

  /**
   * @param model what the templates create
   * @param index where policies are kept
   * @returns the roles
   */
  public static of(model: TemplateModel, index: PolicyIndex): Roles {
    const resources = ofType(model, 'AWS::IAM::Role');
    const attached = new RoleAttachments(model, index, resources);
    return new Roles(model, index, resources.map((resource) => readRole(resource, attached, index)));
  }

  /**
   * @param changes roles, by what they were before
   * @returns the roles, changed
   */
  public changed(changes: ReadonlyMap<Role, Role>): Roles {
    for (const { trust, policies } of changes.values()) for (const policy of [trust, ...policies]) this.index.keep(policy);
    return new Roles(this.model, this.index, this.inTemplates.map((role) => changes.get(role) ?? role));
  }

  /** @returns every role that the templates hold */
  public all(): readonly Role[] {
    return this.inTemplates;
  }

  /**
   * @param resource a resource of the templates
   * @returns the role that it is
   */
  public at(resource: Resource): Role | undefined {
    return this.byResource.get(resource);
  }

  /**
   * @param arn an ARN, as text with symbols
   * @returns the roles that it may name: one of the templates, or one of which nothing is known
   */
  public find(arn: string): readonly NamedRole[] {
    let found = this.named.get(arn);
    if (found === undefined) this.named.set(arn, found = this.search(arn));
    return found;
  }

  /**
   * @param holder something that works with a role
   * @param property where it names the role
   * @returns the roles that it may have: any, where that is known only at deployment
   */
  public of({ id, properties }: Resource, property: string): readonly NamedRole[] {
    const value = properties.get(property);
    const arn = textOf(value);
    if (value === undefined) return [];
    // Some services take the name of a role as well.
    if (arn !== undefined) return this.find((arn.startsWith('arn:') ? undefined : this.all().find(({ resource }) => resource?.ref === arn)?.arn) ?? arn);
    return this.all().map((role) => ({ role, uncertain: `which role '${id}' has is known only at deployment${because(properties.why(value))}` }));
  }

  private search(arn: string): NamedRole[] {
    const exact = this.byArn.get(arn);
    if (exact !== undefined) return [{ role: exact, uncertain: undefined }];
    const shown = this.model.symbols.render(arn);
    const perhaps = holdsSymbol(arn) || this.inTemplates.some((role) => holdsSymbol(role.arn)) ? this.inTemplates.filter((role) => compareTexts(arn, role.arn) !== 'no') : [];
    return [
      ...perhaps.map((role): NamedRole => ({ role, uncertain: `whether ${shown} is the role ${role.name} is known only at deployment${because([arn, role.arn].flatMap((text) => this.model.symbols.openReasons(text))[0])}` })),
      { role: this.outside(arn, shown), uncertain: undefined },
    ];
  }

  private outside(arn: string, name: string): Role {
    const reason = holdsOpenSymbol(arn) ? this.model.symbols.openReasons(arn)[0] : `the role ${name} is not in the templates`;
    const place = { resource: name, path: name };
    return {
      name, arn, resource: undefined, tags: undefined,
      trust: this.index.keep(unknownPolicy({ ...place, kind: 'trust' }, reason)),
      policies: [this.index.keep(unknownPolicy({ ...place, kind: 'identity' }, reason))],
    };
  }
}

function readRole(resource: Resource, attached: RoleAttachments, index: PolicyIndex): Role {
  const { properties } = resource;
  const trust = index.read(resource, 'Properties.AssumeRolePolicyDocument', properties.get('AssumeRolePolicyDocument'), { kind: 'trust', account: resource.account });
  return { name: resource.id, resource, arn: resource.arn, trust, policies: attached.policiesOf(resource), tags: tagsOf(resource) };
}

/**
 * The tags that a role states, and those of its stack.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function tagsOf({ properties, stackTags }: Resource): Map<string, string> | undefined {
  const own = tagsIn(properties.get('Tags'));
  if (own === undefined || stackTags === undefined) return undefined;
  const stated = new Set([...own.keys()].map((key) => key.toLowerCase()));
  return new Map([...[...stackTags].filter(([key]) => !stated.has(key.toLowerCase())), ...own]);
}
