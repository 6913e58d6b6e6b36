import { compareTexts } from '../iam/match';
import { perhapsAllowing, unknownPolicy, type Policy } from '../iam/policy';
import { isCustomType } from '../template/kinds-of-resources';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { textOf } from '../template/value';
import { identityService, type IdentityPool } from './identity-pools';
import { trustWrittenBy } from './known-functions';
import type { PolicyIndex } from './policy-index';
import type { Power, PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';
import type { UserPool } from './user-pools';

/** What custom resources may change while the stack is deployed, so that it is not as its template says. */
export interface ChangesAtDeployment {
  /** Roles as they may be afterwards. */
  readonly roles: ReadonlyMap<Role, Role>;
  /** Why an identity pool may have more to it. */
  readonly pools: ReadonlyMap<IdentityPool, string>;
  /** Why a user pool may be set up otherwise. */
  readonly userPools: ReadonlyMap<UserPool, string>;
  /** Resource policies that may be there as well. */
  readonly governing: readonly Policy[];
  /** What is not known of custom resources, for people. */
  readonly notLookedAt: readonly string[];
}

/**
 * The providers of the CDK itself and of Amplify's constructs, which do one thing each: the types of their resources, and how the
 * logical ids of their functions begin. Amplify's makes the tables of a data model, without a resource policy.
 *
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
const OF_THE_CDK: readonly { readonly type: RegExp; readonly handler: RegExp }[] = [
  { type: /^Custom::S3AutoDeleteObjects$/, handler: /^CustomS3AutoDeleteObjectsCustomResourceProviderHandler/ },
  { type: /^Custom::S3BucketNotifications$/, handler: /^BucketNotificationsHandler/ },
  { type: /^Custom::VpcRestrictDefaultSG$/, handler: /^CustomVpcRestrictDefaultSGCustomResourceProviderHandler/ },
  { type: /^Custom::LogRetention$/, handler: /^LogRetention/ },
  { type: /^Custom::CDKBucketDeployment$/, handler: /^CustomCDKBucketDeployment/ },
  { type: /^Custom::ECRAutoDeleteImages$/, handler: /^CustomECRAutoDeleteImagesCustomResourceProviderHandler/ },
  { type: /^Custom::CrossRegion(ExportWriter|ExportReader|StringParameterReader)$/, handler: /^CustomCrossRegion(ExportWriter|ExportReader|StringParameterReader)CustomResourceProviderHandler/ },
  { type: /^Custom::AWSCDKOpenIdConnectProvider$/, handler: /^CustomAWSCDKOpenIdConnectProviderCustomResourceProviderHandler/ },
  { type: /^Custom::CrossAccountZoneDelegation$/, handler: /^CustomCrossAccountZoneDelegationCustomResourceProviderHandler/ },
  { type: /^Custom::(Imported)?AmplifyDynamoDBTable$/, handler: /^TableManagerCustomProviderframeworkonEvent/ },
];

/**
 * @param id the logical id of a function
 * @returns whether it is that of a provider of the CDK itself, which does one thing
 */
export function isHandlerOfTheCdk(id: string): boolean {
  return OF_THE_CDK.some(({ handler }) => handler.test(id));
}

/** Everything that custom resources are looked at for. */
interface Looked {
  readonly model: TemplateModel;
  readonly roles: Roles;
  readonly pools: readonly IdentityPool[];
  readonly userPools: readonly UserPool[];
  readonly powers: PowerFinder;
  readonly index: PolicyIndex;
}

/**
 * A custom resource runs code of the template, or of somebody, while the stack is deployed. What that code does is not in the
 * template; what it may do is, where its function is.
 *
 * @param looked what it may change
 * @returns what it may change
 */
export function changesAtDeployment({ model, roles, pools, userPools, powers, index }: Looked): ChangesAtDeployment {
  const changes = new Changes(roles, pools, userPools, powers);
  const custom = model.resources.filter(({ type }) => isCustomType(type));
  const functions = custom.length === 0 ? [] : ofType(model, 'AWS::Lambda::Function');
  for (const one of custom) {
    const token = textOf(one.properties.get('ServiceToken'));
    const running = token === undefined ? [] : functions.filter(({ arn }) => compareTexts(arn, token) !== 'no');
    if (running.some(({ id }) => OF_THE_CDK.some(({ type, handler }) => type.test(one.type) && handler.test(id)))) continue;
    const written = trustWrittenBy(one, running, roles, index);
    if (written !== undefined && changes.written(written)) continue;
    changes.notLookedAt.add(`what the custom resource '${one.id}' does`);
    if (pools.length + userPools.length === 0) continue;
    for (const role of running.flatMap((each) => rolesOf(each, roles))) changes.by(one, role);
  }
  return { ...changes, notLookedAt: [...changes.notLookedAt] };
}

function rolesOf(one: Resource, roles: Roles): Role[] {
  const arn = textOf(one.properties.get('Role'));
  return arn === undefined ? [] : roles.find(arn).map(({ role }) => role).filter(({ resource }) => resource !== undefined);
}

/** What is collected of all custom resources. */
class Changes {
  public readonly roles = new Map<Role, Role>();
  public readonly pools = new Map<IdentityPool, string>();
  public readonly userPools = new Map<UserPool, string>();
  public readonly governing: Policy[] = [];
  public readonly notLookedAt = new Set<string>();
  private readonly seen = new Set<Role>();

  constructor(private readonly known: Roles, private readonly identityPools: readonly IdentityPool[], private readonly allUserPools: readonly UserPool[], private readonly powers: PowerFinder) {}

  /** What is known word for word, once for each role: of two custom resources, the later one is not known. */
  public written(roles: ReadonlyMap<Role, Role>): boolean {
    if ([...roles.keys()].some((role) => this.roles.has(role))) return false;
    for (const [before, after] of roles) this.roles.set(before, after);
    return true;
  }

  public by(custom: Resource, role: Role): void {
    if (this.seen.has(role)) return;
    this.seen.add(role);
    const session: Session = {
      pool: this.identityPools[0] ?? noPool(custom), provider: undefined, role, flow: 'assumed', way: { kind: 'steps', text: `the custom resource ${custom.id}` }, by: custom, uncertainties: [], steps: [],
    };
    for (const power of this.powers.eachPowerOf(session)) this.withPower(custom, session, power);
  }

  private withPower({ id }: Resource, session: Session, power: Power): void {
    const reason = `the custom resource '${id}' may ${power.action === '' ? 'do anything' : `do ${power.action}`} at deployment${power.action === '' && power.uncertain !== undefined ? `: ${power.uncertain}` : ''}`;
    const over = (resource: string, actions = power.actions): boolean => this.powers.powerOver(session, { ...power, actions }, [resource]) !== undefined;
    if (power.edge === 'unknown') {
      for (const one of this.known.all()) this.change(one, { trust: reason, policies: reason });
      for (const pool of this.identityPools) this.pools.set(pool, reason);
      for (const userPool of this.allUserPools) this.userPools.set(userPool, reason);
      return;
    }
    const iam = power.actions.filter(({ name }) => name.startsWith('iam:'));
    for (const role of iam.length > 0 ? this.known.all() : []) {
      const [ofTrust, ofPolicies] = [iam.filter(({ name }) => name === 'iam:UpdateAssumeRolePolicy'), iam.filter(({ name, edge }) => edge === 'iam-policy' && name !== 'iam:UpdateAssumeRolePolicy')];
      const changed = { ...(ofTrust.length > 0 && over(role.arn, ofTrust) && { trust: reason }), ...(ofPolicies.length > 0 && over(role.arn, ofPolicies) && { policies: reason }) };
      if (Object.keys(changed).length > 0) this.change(role, changed);
    }
    if (power.gains === 'identity-pool') for (const pool of this.identityPools) if (over(`arn:*:cognito-identity:*:*:identitypool/${pool.resource.ref}`) || over('*')) this.pools.set(pool, reason);
    if (power.gains === 'user-pool') for (const pool of this.allUserPools) if (over(pool.resource.arn)) this.userPools.set(pool, reason);
    if (power.gains === 'resource' || power.gains === undefined) this.opened(session, power, reason);
  }

  private change(role: Role, { trust, policies }: { readonly trust?: string; readonly policies?: string }): void {
    const before = this.roles.get(role) ?? role;
    this.roles.set(role, {
      ...before,
      ...(trust !== undefined && { trust: unknownPolicy(role.trust.origin, trust) }),
      ...(policies !== undefined && { policies: [...before.policies.map((policy) => lessSure(policy, policies)), unknownPolicy({ resource: role.name, path: role.name, kind: 'identity' }, policies)] }),
    });
  }

  /** Whatever the statement names may get a policy of which nothing is known. */
  private opened({ role }: Session, power: Power, reason: string): void {
    const services = [...new Set(power.actions.map(({ name }) => name.slice(0, name.indexOf(':'))))];
    const statement = role.policies.flatMap(({ statements }) => statements).find(({ id }) => id === power.statement);
    const arns = statement === undefined || statement.notResource || statement.resources.length === 0 ? ['*'] : statement.resources.map(({ text }) => text.replace(/\$\{[^}]*\}/g, '*'));
    const empty: Policy = { origin: { resource: role.name, path: role.name, kind: 'resource', attachedTo: arns }, statements: [], problems: [] };
    this.governing.push(perhapsAllowing(empty, services.map((service) => `${service}:*`), reason));
  }
}

/** Where a template has no identity pool: it says in which account and partition the role is, and nothing else of it is asked. */
function noPool(resource: Resource): IdentityPool {
  const off = { known: true, value: false } as const;
  return { resource, id: '', service: identityService(resource.region), guests: off, classicFlow: off, providers: [], attachments: [], tagMaps: [], unknown: [] };
}

/** What denied may deny no more. */
function lessSure(policy: Policy, reason: string): Policy {
  return { ...policy, statements: policy.statements.map((statement) => (statement.effect === 'Deny' ? { ...statement, uncertain: statement.uncertain ?? reason } : statement)) };
}
