import { actionsMatching, type ActionFacts } from '../authorization-data/actions';
import { compareTexts } from '../iam/match';
import { ofType } from '../template/of-type';
import { once } from '../template/once';
import type { Resource, TemplateModel } from '../template/reader';
import { isMap, textOf } from '../template/value';
import type { PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';

/** Code of the templates that runs when it is asked to, by name, and the property with its role. */
const RUNNING: Readonly<Record<string, string>> = { 'AWS::Lambda::Function': 'Role', 'AWS::StepFunctions::StateMachine': 'RoleArn' };

/** A role that code of the templates runs with, and how it comes to run. */
export interface Woken {
  readonly role: Role;
  readonly text: string;
  readonly uncertain: string | undefined;
}

/** By which action code is set to work, empty where it is by none, and why that is not certain. */
interface How {
  readonly action: string;
  readonly uncertain: string | undefined;
}

const AT_ALL: How = { action: '', uncertain: undefined };

/** Finds which code of the templates runs because somebody calls it by name. What code does with what is sent to it is printed. */
export class WokenCode {
  private readonly running: () => readonly Resource[];
  private readonly mediated = new Map<string, readonly ActionFacts[]>();

  public constructor(private readonly model: TemplateModel, private readonly roles: Roles, private readonly powers: PowerFinder) {
    this.running = once(() => Object.keys(RUNNING).flatMap((type) => ofType(model, type)));
  }

  /**
   * @param session who calls
   * @param known roles of which it is known already that they are come by
   * @returns the other roles with which code then runs
   */
  public by(session: Session, known: ReadonlySet<Role>): Woken[] {
    const isNew = ({ role }: Woken): boolean => !known.has(role);
    return this.running().filter((one) => this.runs(one, AT_ALL).some(isNew)).flatMap((one) => this.runs(one, this.allowed(session, one))).filter(isNew);
  }

  /**
   * @param topic a topic to which something is sent
   * @returns the roles with which the functions run that subscribe to it
   */
  public behind(topic: Resource): Woken[] {
    const own = topic.properties.items('Subscription');
    const subscribed = ofType(this.model, 'AWS::SNS::Subscription').filter(({ properties }) => textOf(properties.get('TopicArn')) === topic.ref).map(({ properties }) => properties.get('Endpoint'));
    const endpoints = [...subscribed, ...(own.known ? own.value : []).map((one) => (isMap(one) ? one.Endpoint : undefined))].map(textOf);
    // What subscribes may be any function where it is not known.
    return this.running().filter(({ arn }) => !own.known || endpoints.some((endpoint) => endpoint === undefined || compareTexts(arn, endpoint) !== 'no')).flatMap((one) => this.runs(one, AT_ALL));
  }

  private runs(resource: Resource, how: How | undefined): Woken[] {
    if (how === undefined) return [];
    const { id, type } = resource;
    const text = how.action === '' ? `sets ${id} to work` : `sets ${id} to work (${how.action})`;
    return this.roles.of(resource, RUNNING[type]).filter(({ role: { resource } }) => resource !== undefined).map(({ role, uncertain }) => ({ role, text: `${text}, which has ${role.name}`, uncertain: how.uncertain ?? uncertain }));
  }

  private allowed(session: Session, { arn }: Resource): How | undefined {
    const actions = this.mediatedOf(arn.split(':')[2] ?? '');
    if (actions.length === 0) return undefined;
    const power = { edge: 'mediated', gains: undefined, why: 'sets code to work', actions } as const;
    return this.powers.powerOver(session, power, [arn]) ?? this.powers.powerOver(session, power, [`${arn}:*`]);
  }

  /** The actions of a service that call code. */
  private mediatedOf(service: string): readonly ActionFacts[] {
    let found = this.mediated.get(service);
    if (found === undefined) this.mediated.set(service, found = /^[a-z0-9-]+$/.test(service) ? actionsMatching(`${service}:*`).filter(({ edge }) => edge === 'mediated') : []);
    return found;
  }
}
