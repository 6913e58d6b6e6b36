import type { ActionFacts, EdgeKind, Gain } from '../authorization-data/actions';
import { exampleArns, isOfNoService } from './example-arns';
import { serviceOf } from '../authorization-data/beyond-own-service';
import type { Policy } from '../iam/policy';
import { findAllowed, whyRefused, type Reachability, type RequestSet, type Subject } from '../solver';
import { holdsOpenSymbol } from '../symbols/symbol';
import { once } from '../template/once';
import type { TemplateModel } from '../template/reader';
import { byResources, edgeActionsOf, type EdgeActions, type EdgeGroup } from './edge-actions';
import { keysOfAll, seenUnder } from './looked-at-keys';
import { shownKeys, type ShownKey } from './shown-keys';
import { WrittenCode } from './written-code';
import { PoliciesBeside } from './policies-beside';
import { beyondBoundary, deniedEverywhere } from './refused-actions';
import type { Session } from './sessions';
import { subjectsOf } from './subjects';

/** A power of somebody with a session: an action that they may do, or perhaps, and by which they gain more than what it does. */
export interface Power {
  readonly edge: EdgeKind | 'unknown';
  /** What is gained; undefined where that is not known: then it may be anything. */
  readonly gains: Gain | undefined;
  /** The action, as AWS spells it; empty where it is not known. */
  readonly action: string;
  /** All actions of the kind that the role names. */
  readonly actions: readonly ActionFacts[];
  /** Why it is a gain, as the end of "this action …". */
  readonly why: string;
  /** The statement that allows it. */
  readonly statement?: string;
  /** The resource of the request that shows it. */
  readonly resource?: string;
  /** Why it is not certain that they have it; undefined when it is. */
  readonly uncertain: string | undefined;
}

type Asked = Pick<EdgeGroup, 'actions' | 'why'> & Pick<Power, 'edge' | 'gains'>;

/** So many kinds of edges of one role are looked at; whoever has more may do what nobody can list. */
const LIMIT = 60;

/** In the order in which they tell most. */
const ORDER: readonly (Gain | undefined)[] = ['any-role', 'identity-pool', 'user-pool', 'groups', 'attributes', 'named-role', 'role-of-resource', undefined, 'resource'];

/** Of several ways to the same gain a reader knows those by these services best. */
const SERVICES = ['iam', 'sts', 'cognito-idp', 'cognito-identity', 'lambda', 's3'];

/** Who only reads something comes behind those who change it. */
const BEHIND = 0.5;

/** Of the many actions of a kind these show best what is gained. */
const TELLING = new Set([
  'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole', 'sts:AssumeRole', 'cognito-idp:AdminAddUserToGroup', 'cognito-idp:AdminUpdateUserAttributes', 'lambda:UpdateFunctionCode', 's3:PutBucketPolicy',
  'cognito-identity:SetIdentityPoolRoles', 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
]);

const telling = ({ gains, service, actions }: EdgeGroup): number => ORDER.indexOf(gains) * (SERVICES.length + 1) + (SERVICES.includes(service) ? SERVICES.indexOf(service) : SERVICES.length) + (actions.every(({ level }) => level === 'list' || level === 'read') ? BEHIND : 0);

/** Finds what people gain by actions beyond what their policies say. */
export class PowerFinder {
  /** By the policies that the powers follow from: those of a role, or a part of them. */
  private readonly all = new WeakMap<readonly Policy[], Map<string, readonly Power[]>>();

  private readonly keys = new WeakMap<readonly Policy[], ReadonlySet<string>>();
  private readonly kinds = new WeakMap<Session, string>();
  /** What runs what people may write to buckets. */
  public readonly written: WrittenCode;
  /** The condition keys that policies of resources look at. */
  private readonly keysOfResources: () => ReadonlySet<string>;
  private readonly shown: () => readonly ShownKey[];
  private readonly beside: PoliciesBeside;

  /**
   * @param model what the templates create
   * @param governing gives the resource policies of the templates
   */
  public constructor(private readonly model: TemplateModel, governing: () => readonly Policy[]) {
    this.written = new WrittenCode(model, governing);
    this.beside = new PoliciesBeside(model, governing);
    this.shown = once(() => shownKeys(model));
    this.keysOfResources = once(() => keysOfAll(governing()));
  }

  /**
   * @param session a session
   * @returns all powers of whoever has it, on any resource
   */
  public powersOf(session: Session): readonly Power[] {
    const { role } = session;
    const key = `${this.kindOf(session)}|${session.uncertainties[0] ?? ''}`;
    let ofRole = this.all.get(role.policies);
    if (ofRole === undefined) this.all.set(role.policies, ofRole = new Map<string, readonly Power[]>());
    let found = ofRole.get(key);
    if (found === undefined) ofRole.set(key, found = this.search(session));
    return found;
  }

  /**
   * Sessions that no policy tells apart, whatever tells them apart besides.
   *
   * @param session a session
   * @returns a text that is another for each session which the policies of its role, or those of resources, could tell apart
   */
  public kindOf(session: Session): string {
    let found = this.kinds.get(session);
    if (found === undefined) {
      const { role, flow, provider, pool } = session;
      let keys = this.keys.get(role.policies);
      if (keys === undefined) this.keys.set(role.policies, keys = new Set([...keysOfAll(role.policies), ...this.keysOfResources()]));
      this.kinds.set(session, found = `${role.arn}|${String(role.resource === undefined)}|${flow}|${provider === undefined ? `guest of ${pool.resource.regionText}` : ''}|${String(session.tagged)}|${session.stranger ?? ''}|${this.seen(session, keys)}`);
    }
    return found;
  }

  /**
   * @param session a session
   * @param keys condition keys in lower case
   * @returns what requests of whoever has it have under these keys, and where their credentials come from
   */
  public seen(session: Session, keys: ReadonlySet<string>): string {
    return JSON.stringify(subjectsOf(session, [], this.model).map((subject) => [subject.principal.provider, subject.principal.account, seenUnder(subject, keys)]));
  }

  /**
   * @param session a session
   * @returns all powers of whoever has it, also where one of them leads to all the others: what acts once, and by itself, takes no further step
   */
  public eachPowerOf(session: Session): readonly Power[] {
    return this.search(session, true);
  }

  /**
   * @param session a session
   * @param power a power of it
   * @param resources patterns of ARNs
   * @param context keys of the request
   * @param except patterns of ARNs that are not meant
   * @returns the power on one of the resources; undefined where they surely have it on none
   */
  public powerOver(session: Session, { actions, why, edge, gains }: Pick<Power, 'actions' | 'why' | 'edge' | 'gains'>, resources: readonly string[], context?: RequestSet['context'], except?: readonly string[]): Power | undefined {
    if (resources.length === 1 && resources[0] === '*' && context === undefined) return this.anywhere(session, { edge, gains, why, actions }, except ?? []);
    let perhaps: Power | undefined;
    for (const same of tellsResourcesApart(actions) ? byResources(actions) : [{ actions, except: [] }]) {
      const but = [...except ?? [], ...same.except];
      const found = this.ask(session, { edge, gains, why, actions: same.actions }, { actions: same.actions.map(({ name }) => name), resources, ...(context !== undefined && { context }), ...(but.length > 0 && { except: but }) });
      if (found?.uncertain === undefined && found !== undefined) return { ...found, actions };
      perhaps ??= found;
    }
    return perhaps && { ...perhaps, actions };
  }

  private search(session: Session, each = false): Power[] {
    const refused = whyRefused();
    if (refused !== undefined) return [anything(refused)];
    const isDenied = deniedEverywhere(session.role.policies);
    const isBeyond = beyondBoundary(session.role.policies);
    const left = (edges: EdgeActions, isRefused: (action: string) => boolean): EdgeActions => ({ ...edges, groups: edges.groups.flatMap((group) => withoutRefused(group, isRefused)) });
    const edges = [
      ...session.role.policies.map((policy) => left(edgeActionsOf(policy), (action) => isDenied(action) || isBeyond(action))), ...this.beside.lettingIn(session).map((policy) => left(edgeActionsOf(policy), isDenied)),
    ];
    const unknown = [...new Set(edges.flatMap((one) => one.unknown))].map(anything);
    const groups = edges.flatMap((one) => one.groups).sort((a, b) => telling(a) - telling(b));
    const found: Power[] = [];
    for (const [index, group] of groups.entries()) {
      if (index === LIMIT) {
        found.push(anything(withOpenAction(session) ?? `the role ${session.role.name} allows more kinds of actions than can be looked at`));
        break;
      }
      const power = this.anywhere(session, group, []);
      if (power !== undefined) found.push(power);
      // Whoever has everything needs nothing else.
      if (!each && power?.gains === 'any-role' && power.uncertain === undefined) break;
    }
    return [...found, ...unknown, ...this.byShownKeys(session), ...this.byWrittenCode(session)];
  }

  /** Where the templates themselves put the key of a user, whoever reads that place is the user. */
  private byShownKeys(session: Session): Power[] {
    for (const { id, named, others } of this.shown()) {
      const power = { edge: 'secret', gains: 'any-role', why: `shows where the templates put the secret of the access key ${id}` } as const;
      const found = this.anywhere(session, { ...power, actions: others }, []) ?? (named && this.powerOver(session, { ...power, actions: named.actions }, [named.arn]));
      if (found !== undefined) return [{ ...found, uncertain: found.uncertain ?? `what the user may do who has the access key ${id} is not looked at` }];
    }
    return [];
  }

  /** Of what works with a role of its own the role is followed; what else is made from what people write may be anything. */
  private byWrittenCode(session: Session): Power[] {
    return this.written.by(session).filter(({ role }) => role === undefined).slice(0, 1).map(({ by, action, statement, resource, uncertain }): Power => (
      { edge: 'code', gains: 'any-role', action: action.name, actions: [action], why: `changes what '${by.id}' is made from, or runs`, ...(statement !== undefined && { statement }), ...(resource !== undefined && { resource }), uncertain }));
  }

  /** On any resource that the actions take. */
  private anywhere(session: Session, group: Asked, except: readonly string[]): Power | undefined {
    const requests = (actions: readonly ActionFacts[], resources: readonly string[], but: readonly string[]): RequestSet => ({ actions: actions.map(({ name }) => name), resources, ...(but.length > 0 && { except: but }) });
    const loosely = this.ask(session, group, requests(group.actions, ['*'], except));
    if (loosely === undefined || (loosely.uncertain === undefined && namesAll(session, loosely.statement))) return loosely;
    let perhaps: Power | undefined;
    for (const same of byResources(group.actions)) {
      const found = this.ask(session, { ...group, actions: same.actions }, requests(same.actions, same.resources, [...except, ...same.except]));
      if (found === undefined) continue;
      // What is uncertain on every resource is not certain on some.
      if (found.uncertain === undefined || loosely.uncertain !== undefined) return { ...found, actions: group.actions };
      perhaps ??= found;
    }
    perhaps ??= this.onWhatIsNamed(session, group, except);
    return perhaps && { ...perhaps, actions: group.actions };
  }

  /** Of some actions the reference says that they take no resource, and whoever names one with its service's resources may know better. */
  private onWhatIsNamed(session: Session, group: Asked, except: readonly string[]): Power | undefined {
    const literal = new Set(session.role.policies.flatMap(({ statements }) => statements).filter(({ effect, notAction }) => effect === 'Allow' && !notAction).flatMap(({ actions }) => actions.map(({ text }) => text)));
    const odd = group.actions.filter(({ name, resources }) => resources.length === 0 && literal.has(name.toLowerCase()));
    const found = odd.length === 0 ? undefined : this.ask(session, { ...group, actions: odd }, {
      actions: odd.map(({ name }) => name), resources: [...new Set(odd.map(({ name }) => `arn:*:${serviceOf(name)}:*`))], ...(except.length > 0 && { except }),
    });
    return found && { ...found, uncertain: found.uncertain ?? `whether ${found.action} takes that resource is not known` };
  }

  private ask(session: Session, group: Asked, requests: RequestSet): Power | undefined {
    const { edge, gains, why, actions } = group;
    let perhaps: Power | undefined;
    for (const subject of this.subjects(session, requests)) {
      const answer = bestShown(subject, requests, findAllowed(subject, requests));
      if (answer.found === 'no') continue;
      const action = spelled(answer.request?.action, actions);
      const base = { edge, gains, why, actions, action, ...(answer.statement !== undefined && { statement: answer.statement }), ...(answer.request !== undefined && { resource: answer.request.resource }) };
      if (answer.found === 'yes') return { ...base, uncertain: session.uncertainties[0] };
      perhaps ??= { ...base, uncertain: answer.reason };
    }
    return perhaps;
  }

  private subjects(session: Session, requests: RequestSet): readonly Subject[] {
    return subjectsOf(session, this.beside.policiesFor(session, requests), this.model);
  }
}

function anything(reason: string): Power {
  return { edge: 'unknown', gains: undefined, action: '', actions: [], why: 'allows anything', uncertain: reason };
}

/** The same group where nothing of it is refused: what is remembered of it is found again. */
function withoutRefused(group: EdgeGroup, isRefused: (action: string) => boolean): EdgeGroup[] {
  const actions = group.actions.filter(({ name }) => !isRefused(name.toLowerCase()));
  return actions.length === 0 ? [] : actions.length === group.actions.length ? [group] : [{ ...group, actions }];
}

/** Amazon S3 does nothing to a bucket in a request for what has a slash: that is an object. */
const tellsResourcesApart = (actions: readonly ActionFacts[]): boolean => actions.every(({ name }) => name.startsWith('s3:'));

/** Whether a statement allows its actions on all of their resources. */
function namesAll({ role }: Session, id: string | undefined): boolean {
  return role.policies.some(({ statements }) => statements.some((statement) => statement.id === id && !statement.notResource && statement.resources.some(({ text }) => text === '*')));
}

/** A statement that may allow any action, for all that is known. */
function withOpenAction({ role }: Session): string | undefined {
  const statement = role.policies.flatMap(({ statements }) => statements).find(({ effect, actions }) => effect === 'Allow' && actions.some(({ text }) => holdsOpenSymbol(text)));
  return statement && `which actions ${statement.id} allows is known only at deployment`;
}

/** Any action of a pattern is a witness; one that tells more is looked for where there is a witness. */
function bestShown(subject: Subject, requests: RequestSet, answer: Reachability): Reachability {
  const better = requests.actions.filter((name) => TELLING.has(name));
  if (answer.found !== 'yes') return answer;
  const found = better.length === 0 || better.length === requests.actions.length ? answer : findAllowed(subject, { ...requests, actions: better });
  return onRealResource(subject, requests, found.found === 'yes' ? found : answer);
}

/** On any resource, one of no service is a witness too. */
function onRealResource(subject: Subject, requests: RequestSet, answer: Reachability): Reachability {
  const { request } = answer;
  if (request === undefined || !requests.resources.includes('*') || !isOfNoService(request.resource)) return answer;
  for (const arn of exampleArns(request.action, request.resource)) {
    const found = findAllowed(subject, { ...requests, actions: [request.action], resources: [arn] });
    if (found.found === 'yes') return found;
  }
  return answer;
}

/** The solver works in lower case. */
function spelled(action: string | undefined, actions: readonly ActionFacts[]): string {
  return actions.find(({ name }) => name.toLowerCase() === action?.toLowerCase())?.name ?? actions[0]?.name ?? action ?? '';
}
