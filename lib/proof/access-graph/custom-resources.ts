import type { ActionFacts } from '../authorization-data/actions';
import { mayHavePolicies, serviceOf } from '../authorization-data/beyond-own-service';
import { compareTexts } from '../iam/match';
import { perhapsAllowing, uncertainPolicy, unknownPolicy, type Policy } from '../iam/policy';
import { isCustomType } from '../template/kinds-of-resources';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { textOf } from '../template/value';
import { identityService, type IdentityPool } from './identity-pools';
import { trustWrittenBy } from './known-functions';
import { holdsAnother, rolesOutside } from './outside-roles';
import type { PolicyIndex } from './policy-index';
import type { Power, PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import { sdkCallsOf } from './sdk-calls';
import type { Session } from './sessions';
import { StepsAtDeployment } from './steps-at-deployment';
import type { UserPool } from './user-pools';

/** What custom resources may change while the stack is deployed, so that it is not as its template says. */
export interface ChangesAtDeployment {
  /** Roles as they may be afterwards. */
  readonly roles: ReadonlyMap<Role, Role>;
  /** Why an identity pool may have more to it. */
  readonly pools: ReadonlyMap<IdentityPool, string>;
  /** Why other claims may become tags in an identity pool. */
  readonly tags: ReadonlyMap<IdentityPool, string>;
  /** Why a user pool may be set up otherwise. */
  readonly userPools: ReadonlyMap<UserPool, string>;
  /** Why the tokens of a user pool may name other roles than those of its groups. */
  readonly tokens: ReadonlyMap<UserPool, string>;
  /** Resource policies that may be there as well. */
  readonly governing: readonly Policy[];
  /** What is not known of custom resources, for people. */
  readonly notLookedAt: readonly string[];
}

/**
 * The providers of the CDK itself and of Amplify's constructs, which do one thing each: the types of their resources, and how the
 * logical ids of their functions begin. Amplify's make the tables of a data model, without a resource policy, and tell a branch which stack is its back end.
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
  { type: /^Custom::DynamoDBReplica$/, handler: /^ProviderframeworkonEvent/ },
  { type: /^Custom::AWSCDK-EKS-(Cluster|FargateProfile|HelmChart|KubernetesObjectValue|KubernetesPatch|KubernetesResource)$/, handler: /^ProviderframeworkonEvent/ },
  { type: /^Custom::AmplifyBranchLinkerResource$/, handler: /^AmplifyBranchLinkerCustomResourceLambda/ },
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
  const steps = new StepsAtDeployment(model, roles, powers);
  const changes = new Changes({ model, roles, pools, userPools, powers, index }, steps);
  const custom = model.resources.filter(({ type }) => isCustomType(type));
  const functions = custom.length === 0 ? [] : ofType(model, 'AWS::Lambda::Function');
  for (const one of custom) {
    const value = one.properties.get('ServiceToken');
    const token = textOf(value);
    const running = value === undefined ? [] : functions.filter((each) => token === undefined || mayRun(each, token, model));
    if (running.length > 0 && running.every(({ id }) => OF_THE_CDK.some(({ type, handler }) => type.test(one.type) && handler.test(id)))) continue;
    const written = trustWrittenBy(one, running, roles, index);
    if (written !== undefined && changes.written(written)) continue;
    changes.notLookedAt.add(`what the custom resource '${one.id}' does`);
    if (pools.length + userPools.length === 0) continue;
    const behind = token === undefined || running.length > 0 ? [] : ofType(model, 'AWS::SNS::Topic').filter(({ ref }) => ref === token).flatMap((topic) => steps.woken.behind(topic).map(({ role }) => role));
    const calls = sdkCallsOf(one, running);
    for (const role of [...running.flatMap((each) => rolesOf(each, roles)), ...behind]) if (calls === undefined) changes.by(one, role); else changes.byCalls(one, role, calls);
  }
  return { ...changes, notLookedAt: [...changes.notLookedAt] };
}

/** A function may be named by its ARN, with a version or an alias behind it, and by what stands for one of these. */
function mayRun({ arn, ref }: Resource, token: string, model: TemplateModel): boolean {
  const unqualified = /^((?:[^:]*:){6}[^:]*):[^:]*$/.exec(token)?.[1] ?? token;
  if (compareTexts(arn, unqualified) !== 'no') return true;
  const qualified = [...ofType(model, 'AWS::Lambda::Alias'), ...ofType(model, 'AWS::Lambda::Version')].find((one) => one.ref === token || one.arn === token);
  const named = qualified && textOf(qualified.properties.get('FunctionName'));
  return qualified !== undefined && (named === undefined || compareTexts(named, arn) !== 'no' || compareTexts(named, ref) !== 'no');
}

function rolesOf(one: Resource, roles: Roles): Role[] {
  const arn = textOf(one.properties.get('Role'));
  return arn === undefined ? [] : roles.find(arn).map(({ role }) => role).filter(({ resource }) => resource !== undefined);
}

/** What is collected of all custom resources. */
class Changes {
  public readonly roles = new Map<Role, Role>();
  public readonly pools = new Map<IdentityPool, string>();
  public readonly tags = new Map<IdentityPool, string>();
  public readonly userPools = new Map<UserPool, string>();
  public readonly tokens = new Map<UserPool, string>();
  public readonly governing: Policy[] = [];
  public readonly notLookedAt = new Set<string>();
  private readonly seen = new Set<Role>();
  /** What may get a policy, once. */
  private readonly told = new Set<string>();

  constructor(private readonly looked: Looked, private readonly steps: StepsAtDeployment) {}

  /** What is known word for word, once for each role: of two custom resources, the later one is not known. */
  public written(roles: ReadonlyMap<Role, Role>): boolean {
    if ([...roles.keys()].some((role) => this.roles.has(role))) return false;
    for (const [before, after] of roles) this.roles.set(before, after);
    return true;
  }

  /** Code that makes these calls and no others. */
  public byCalls(custom: Resource, role: Role, calls: readonly ActionFacts[]): void {
    const session = this.sessionOf(custom, role);
    for (const call of calls) {
      const { edge, gains, why } = call;
      const found = this.looked.powers.powerOver(session, { edge, gains, why, actions: [call] }, ['*']);
      if (found !== undefined) this.withPower(custom, session, found);
    }
  }

  /** Code of which nothing is known but the role. */
  public by(custom: Resource, role: Role): void {
    for (const reached of this.steps.from(this.sessionOf(custom, role))) {
      if (this.seen.has(reached.role)) continue;
      this.seen.add(reached.role);
      for (const power of this.looked.powers.eachPowerOf(reached)) this.withPower(custom, reached, power);
    }
  }

  private sessionOf(custom: Resource, role: Role): Session {
    return { pool: this.looked.pools[0] ?? noPool(custom), provider: undefined, role, flow: 'assumed', way: { kind: 'steps', text: `the custom resource ${custom.id}` }, by: custom, uncertainties: [], steps: [] };
  }

  private withPower({ id }: Resource, session: Session, power: Power): void {
    const { powers } = this.looked;
    // Nobody changes roles or pools of another account, and whoever may assume a role there is followed.
    const within = <T>(all: readonly T[], resourceOf: (one: T) => Resource | undefined): readonly T[] => all.filter((one) => compareTexts(resourceOf(one)?.account ?? '*', session.role.resource?.account ?? '*') !== 'no');
    const [roles, pools, userPools] = [within(this.looked.roles.all(), ({ resource }) => resource), within(this.looked.pools, ({ resource }) => resource), within(this.looked.userPools, ({ resource }) => resource)];
    const how = session.steps.length === 0 ? '' : ` when it ${session.steps.map(({ text }) => text).join(', then ')}`;
    const beyond = beyondTemplates(this.looked, session, power);
    const reason = `the custom resource '${id}' may ${power.action === '' ? 'do anything' : `do ${power.action}`} at deployment${how}${beyond === undefined ? '' : `: ${beyond}`}`;
    const over = (resource: string, actions = power.actions): boolean => powers.powerOver(session, { ...power, actions }, [resource]) !== undefined;
    if (beyond !== undefined || power.edge === 'unknown') {
      for (const one of roles) this.change(one, { trust: reason, policies: reason });
      for (const pool of pools) this.givenOtherwise(pool, reason, true);
      for (const userPool of userPools) {
        this.userPools.set(userPool, reason);
        this.tokens.set(userPool, reason);
      }
      return;
    }
    const iam = power.actions.filter(({ name }) => name.startsWith('iam:'));
    for (const role of iam.length > 0 ? roles : []) {
      const [ofTrust, ofPolicies] = [iam.filter(({ name }) => name === 'iam:UpdateAssumeRolePolicy'), iam.filter(({ name, edge }) => edge === 'iam-policy' && name !== 'iam:UpdateAssumeRolePolicy')];
      const changed = { ...(ofTrust.length > 0 && over(role.arn, ofTrust) && { trust: reason }), ...(ofPolicies.length > 0 && over(role.arn, ofPolicies) && { policies: reason }) };
      if (Object.keys(changed).length > 0) this.change(role, changed);
    }
    const mapping = power.actions.filter(({ name }) => name === 'cognito-identity:SetPrincipalTagAttributeMap');
    for (const pool of power.gains === 'identity-pool' ? pools : []) {
      const has = (actions: readonly ActionFacts[]): boolean => actions.length > 0 && (over(`arn:*:cognito-identity:*:*:identitypool/${pool.resource.ref}`, actions) || over('*', actions));
      if (has(power.actions)) this.givenOtherwise(pool, reason, has(mapping));
    }
    if (power.gains === 'user-pool') for (const pool of userPools) if (over(pool.resource.arn)) this.userPools.set(pool, reason);
    const naming = rolesNamedBy(this.looked, session, power);
    for (const pool of naming.length > 0 ? userPools : []) if (over(pool.resource.arn, naming)) this.tokens.set(pool, reason);
    // A pool that is made, and a role without anything to pass it to, change no policy.
    if (power.gains === 'resource' || (power.gains === undefined && power.edge !== 'identity' && power.edge !== 'pass-role')) this.opened(session, power, reason);
  }

  private givenOtherwise(pool: IdentityPool, reason: string, tags: boolean): void {
    this.pools.set(pool, reason);
    if (tags) this.tags.set(pool, reason);
  }

  private change(role: Role, { trust, policies }: { readonly trust?: string; readonly policies?: string }): void {
    const before = this.roles.get(role) ?? role;
    this.roles.set(role, {
      ...before,
      ...(trust !== undefined && { trust: otherwisePerhaps(before.trust, trust) }),
      ...(policies !== undefined && { policies: [...before.policies.map((policy) => lessSure(policy, policies)), unknownPolicy({ resource: role.name, path: role.name, kind: 'identity' }, policies)] }),
    });
  }

  /** Whatever the statement names may get a policy of which nothing is known. */
  private opened({ role }: Session, power: Power, reason: string): void {
    const services = [...new Set(power.actions.map(({ name }) => serviceOf(name)))].filter(mayHavePolicies);
    if (services.length === 0) return;
    const statement = role.policies.flatMap(({ statements }) => statements).find(({ id }) => id === power.statement);
    const arns = statement === undefined || statement.notResource || statement.resources.length === 0 ? ['*'] : statement.resources.map(({ text }) => text.replace(/\$\{[^}]*\}/g, '*'));
    const what = JSON.stringify([services, arns]);
    if (this.told.has(what)) return;
    this.told.add(what);
    const empty: Policy = { origin: { resource: role.name, path: role.name, kind: 'resource', attachedTo: arns }, statements: [], problems: [] };
    this.governing.push(perhapsAllowing(empty, services.map((service) => `${service}:*`), reason));
  }
}

/** The actions by which tokens of a user pool come to name other roles: a trigger may write any, and a group has one that is passed. */
function rolesNamedBy({ powers }: Looked, session: Session, { gains, actions }: Power): readonly ActionFacts[] {
  if (gains === 'user-pool') return actions.filter(({ name }) => name === 'cognito-idp:UpdateUserPool');
  const ofGroups = gains === 'groups' ? actions.filter(({ takesPassRole }) => takesPassRole) : [];
  return ofGroups.length > 0 && powers.powersOf(session).some((power) => power.edge === 'unknown' || power.actions.some(({ name }) => name === 'iam:PassRole')) ? ofGroups : [];
}

/** Why nobody can say what the power comes to: it reaches roles or users of which nothing is in the templates, or something of theirs that is not followed. */
function beyondTemplates(looked: Looked, session: Session, power: Power): string | undefined {
  if (power.edge === 'unknown') return power.uncertain ?? '';
  if (power.gains === 'named-role') return rolesOutside(looked, session, power)?.uncertain;
  if (power.gains === 'role-of-resource') return holdsAnother(looked, power) ? `which role is gained by ${power.action} is not known: this action ${power.why}` : undefined;
  if (power.edge !== 'iam-policy' || power.gains !== 'any-role') return undefined;
  // What is done to a role is looked at for each role of the templates, save those that it works with itself.
  const others = power.actions.filter(({ resources }) => !resources.some((format) => format.includes(':role/')));
  const found = others.length === 0 ? undefined : looked.powers.powerOver(session, { ...power, actions: others }, ['*']);
  if (found !== undefined) return `this ${found.why}`;
  return looked.powers.powerOver(session, power, [session.role.arn]) === undefined ? undefined : 'this changes what it may do itself';
}

/** Where a template has no identity pool: it says in which account and partition the role is, and nothing else of it is asked. */
function noPool(resource: Resource): IdentityPool {
  const off = { known: true, value: false } as const;
  return { resource, id: '', service: identityService(resource.region), guests: off, classicFlow: off, providers: [], attachments: [], tagMaps: [], unknown: [] };
}

/** What stands in the template is not certain any more, and tells whom the role was meant for. */
function otherwisePerhaps(trust: Policy, reason: string): Policy {
  const { statements } = unknownPolicy(trust.origin, reason);
  return { ...trust, statements: [...statements, ...uncertainPolicy(trust, reason).statements] };
}

/** What denied may deny no more. */
function lessSure(policy: Policy, reason: string): Policy {
  return { ...policy, statements: policy.statements.map((statement) => (statement.effect === 'Deny' ? { ...statement, uncertain: statement.uncertain ?? reason } : statement)) };
}
