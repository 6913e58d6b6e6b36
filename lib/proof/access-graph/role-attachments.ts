import { compareTexts } from '../iam/match';
import { unknownPolicy, uncertainPolicy, type Policy } from '../iam/policy';
import { holdsOpenSymbol, holdsSymbol, mayBeEqual, shapeOf } from '../symbols/symbol';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, textOf, type Value } from '../template/value';
import { managedPolicy } from './managed-policies';
import type { PolicyIndex } from './policy-index';

/** Where a policy resource names the roles that it is attached to. */
const NAMES_ROLES: { readonly [type: string]: string } = { 'AWS::IAM::ManagedPolicy': 'Roles', 'AWS::IAM::Policy': 'Roles', 'AWS::IAM::RolePolicy': 'RoleName' };

/** A policy that names roles in a way that is not decided before the deployment. */
interface OpenAttachment {
  readonly policy: Policy;
  readonly holder: Resource;
  /** The name; undefined where not even that is known. */
  readonly name: string | undefined;
  readonly reason: string;
}

/** Which policies are attached to which role, from either side. */
export class RoleAttachments {
  private readonly byName = new Map<string, { policy: Policy; holder: Resource }[]>();
  private readonly open: OpenAttachment[] = [];
  private readonly managed = new Map<string, Resource>();
  private readonly names: ReadonlySet<string>;
  /** The accounts in which there is a role of a name. */
  private readonly accounts = new Map<string, Set<string>>();

  public constructor(private readonly model: TemplateModel, private readonly index: PolicyIndex, roles: readonly Resource[]) {
    for (const { ref, account } of roles) this.accounts.set(ref, (this.accounts.get(ref) ?? new Set()).add(account));
    this.names = new Set(this.accounts.keys());
    const unnamed = oneOfEachShape(roles.map(({ ref }) => ref).filter(holdsSymbol));
    for (const resource of model.resources) {
      if (!Object.hasOwn(NAMES_ROLES, resource.type)) continue;
      if (resource.type === 'AWS::IAM::ManagedPolicy') this.managed.set(resource.arn, resource);
      this.attach(resource, NAMES_ROLES[resource.type], unnamed);
    }
    for (const resource of model.resources) if (resource.type === 'AWS::Budgets::BudgetsAction') this.attachWhenSpent(resource);
  }

  /**
   * @param role a role
   * @returns all policies that limit or allow what its sessions may do
   */
  public policiesOf(role: Resource): Policy[] {
    const { properties } = role;
    const here = (this.byName.get(role.ref) ?? []).flatMap(({ policy, holder }) => {
      const same = compareTexts(holder.account, role.account);
      return same === 'maybe' ? [this.index.keep(uncertainPolicy(policy, `whether '${holder.id}' is in the account of '${role.id}' is known only at deployment`))] : same === 'yes' ? [policy] : [];
    });
    const perhaps = this.open.filter(({ name, holder }) => compareTexts(holder.account, role.account) !== 'no' && (name === undefined || compareTexts(name, role.ref) !== 'no'))
      .map(({ policy, reason }) => this.index.keep(uncertainPolicy(policy, reason)));
    const result = [...this.inline(role), ...here, ...perhaps];
    result.push(...this.each(role, properties.get('ManagedPolicyArns'), 'ManagedPolicyArns', (arn, path) => this.byArn(role, arn, path, 'identity')));
    const boundary = properties.get('PermissionsBoundary');
    if (boundary !== undefined) result.push(this.byArn(role, boundary, 'PermissionsBoundary', 'boundary'));
    return [...new Set(result)];
  }

  private inline(role: Resource): Policy[] {
    return this.each(role, role.properties.get('Policies'), 'Policies', (policy, path) => this.index.read(role, `Properties.${path}.PolicyDocument`, isMap(policy) ? policy.PolicyDocument : policy, { kind: 'identity' }));
  }

  /** The policies of a list. What a condition chooses is perhaps attached. */
  private each(role: Resource, list: Value | undefined, path: string, read: (item: Value, path: string) => Policy): Policy[] {
    const either = <T extends Policy>(value: Unresolved, of: (one: Value, at: string) => T[], at: string): Policy[] | undefined =>
      value.either?.flatMap((one) => of(one.value, `${at}.${one.path}`)).map((policy) => this.index.keep(uncertainPolicy(policy, value.reason)));
    const ofItem = (item: Value, at: string): Policy[] => (item instanceof Unresolved ? either(item, ofItem, at) : undefined) ?? [read(item, at)];
    if (list instanceof Unresolved) return either(list, (one, at) => this.each(role, one, at, read), path) ?? [this.unknown(role, path, list.reason)];
    return listOf(list).flatMap((item, i) => ofItem(item, `${path}[${i}]`));
  }

  private attach(holder: Resource, property: string, unnamed: readonly string[]): void {
    const names = holder.properties.get(property);
    if (names === undefined) return;
    const policy = this.index.read(holder, 'Properties.PolicyDocument', holder.properties.get('PolicyDocument'), { kind: 'identity' });
    const reason = `it is not known to which roles '${holder.id}' is attached`;
    if (names instanceof Unresolved) {
      this.open.push({ policy, holder, name: undefined, reason: `${reason}: ${names.reason}` });
      return;
    }
    for (const item of listOf(names)) {
      const name = textOf(item);
      if (name === undefined) this.open.push({ policy, holder, name: undefined, reason: `${reason}${item instanceof Unresolved ? `: ${item.reason}` : ''}` });
      else {
        const [why] = this.model.symbols.openReasons(name);
        if (this.names.has(name)) this.byName.set(name, [...(this.byName.get(name) ?? []), { policy, holder }]);
        if (this.mayNameAnother(holder, name, unnamed)) this.open.push({ policy, holder, name, reason: why === undefined ? reason : `${reason}: ${why}` });
      }
    }
  }

  /**
   * A budget can attach a managed policy to roles on the day on which it is spent.
   *
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-budgets-budgetsaction-iamactiondefinition.html
   */
  private attachWhenSpent(holder: Resource): void {
    const definition = holder.properties.get('Definition');
    const action = isMap(definition) ? definition.IamActionDefinition : definition;
    if (action === undefined) return;
    const [arn, roles] = isMap(action) ? [action.PolicyArn, action.Roles] : [undefined, new Unresolved('which roles it names is known only at deployment')];
    if (roles === undefined) return;
    const policy = this.byArn(holder, arn ?? new Unresolved('which policy it attaches is known only at deployment'), 'Definition', 'identity');
    const reason = `'${holder.id}' attaches it when a budget is spent`;
    for (const item of roles instanceof Unresolved ? [roles] : listOf(roles)) this.open.push({ policy, holder, name: textOf(item), reason });
  }

  // Most names are those of one role, by reference. An account has one role of a name: they can be no other's.
  private mayNameAnother({ account }: Resource, name: string, unnamed: readonly string[]): boolean {
    if (this.names.has(name) && Array.from(name).length === 1) return false;
    if (this.accounts.get(name)?.has(account) === true) return false;
    if (holdsOpenSymbol(name)) return true;
    if (holdsSymbol(name)) return [...this.names].some((other) => other !== name && (Array.from(other).length === 1 && Array.from(name).length === 1 ? mayBeEqual(other, name) : compareTexts(name, other) !== 'no'));
    return unnamed.some((other) => compareTexts(name, other) !== 'no');
  }

  private byArn(holder: Resource, value: Value, property: string, kind: 'identity' | 'boundary'): Policy {
    const arn = textOf(value);
    if (arn === undefined) return this.unknown(holder, property, value instanceof Unresolved ? value.reason : 'the ARN is not text', kind);
    const managed = this.managed.get(arn);
    if (managed !== undefined) return this.index.read(managed, 'Properties.PolicyDocument', managed.properties.get('PolicyDocument'), { kind });
    const origin = { resource: `${holder.id}.${property}`, path: '', kind };
    const [open] = this.model.symbols.openReasons(arn);
    return this.index.keep(managedPolicy(arn, origin) ?? unknownPolicy(origin, open === undefined ? `the text of the managed policy ${this.model.symbols.render(arn)} is not in the templates` : `which policy ${property} of '${holder.id}' names is not known: ${open}`));
  }

  private unknown(holder: Resource, property: string, reason: string, kind: 'identity' | 'boundary' = 'identity'): Policy {
    return this.index.keep(unknownPolicy({ resource: `${holder.id}.${property}`, path: `${holder.id}.Properties.${property}`, kind }, reason));
  }
}

/** Names that AWS makes up are alike: what is no such name is none of them. */
function oneOfEachShape(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [Array.from(name).length === 1 ? shapeOf(name)?.key ?? name : name, name])).values()];
}
