import { actionsMatching, type ActionFacts } from '../authorization-data/actions';
import { isCustomType } from '../template/kinds-of-resources';
import { ofType } from '../template/of-type';
import { once } from '../template/once';
import type { Resource, TemplateModel } from '../template/reader';
import { isMap, textOf, type Value } from '../template/value';
import type { PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';

/** What makes code run because of something else: a message, an object, an event, a row. */
const WAKING: readonly string[] = [
  'AWS::Lambda::EventSourceMapping', 'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::Events::Rule', 'AWS::Pipes::Pipe', 'AWS::IoT::TopicRule', 'AWS::Logs::SubscriptionFilter',
  'AWS::KinesisFirehose::DeliveryStream', 'AWS::CloudWatch::Alarm', 'AWS::S3::Bucket', 'Custom::S3BucketNotifications',
];

/** Where what is sent arrives that no resource of the templates has to stand for. */
const ANYWHERE: Readonly<Record<string, string>> = { 'AWS::Events::Rule': 'arn:*:events:*:*:event-bus/*', 'AWS::IoT::TopicRule': 'arn:*:iot:*:*:topic/*', 'AWS::Logs::SubscriptionFilter': 'arn:*:logs:*:*:log-group:*' };

/** Code of the templates that runs when it is asked to, by name. */
const RUNNING: Readonly<Record<string, string>> = { 'AWS::Lambda::Function': 'Role', 'AWS::StepFunctions::StateMachine': 'RoleArn' };

/** Things that pass on to one another, in whatever direction: whoever reaches one of them may reach the others. */
interface Connected {
  readonly things: ReadonlySet<Resource>;
  /** ARNs, as patterns, at which something may arrive. */
  readonly at: readonly string[];
}

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

/** Finds which code of the templates runs because somebody calls it, or sends what it receives. */
export class WokenCode {
  private readonly all: () => readonly Connected[];
  private readonly mediated = new Map<string, readonly ActionFacts[]>();

  public constructor(private readonly model: TemplateModel, private readonly roles: Roles, private readonly powers: PowerFinder) {
    this.all = once(() => connected(model));
  }

  /**
   * @param session who calls or sends
   * @param known roles of which it is known already that they are come by
   * @returns the other roles with which code then runs
   */
  public by(session: Session, known: ReadonlySet<Role>): Woken[] {
    const isNew = ({ role }: Woken): boolean => !known.has(role);
    const leads = (things: Iterable<Resource>): boolean => this.runAll(things, AT_ALL).some(isNew);
    const called = this.running().filter((one) => leads([one])).flatMap((one) => this.runs(one, this.allowed(session, [one.arn, `${one.arn}:*`])));
    return [...called, ...this.all().filter(({ things }) => leads(things)).flatMap(({ things, at }) => this.runAll(things, this.allowed(session, at)))].filter(isNew);
  }

  /**
   * @param thing what something arrives at
   * @returns the roles with which code then runs
   */
  public behind(thing: Resource): Woken[] {
    return this.all().filter(({ things }) => things.has(thing)).flatMap(({ things }) => this.runAll(things, AT_ALL));
  }

  private running(): readonly Resource[] {
    return Object.keys(RUNNING).flatMap((type) => ofType(this.model, type));
  }

  private runAll(things: Iterable<Resource>, how: How | undefined): Woken[] {
    return how === undefined ? [] : [...things].flatMap((thing) => this.runs(thing, how));
  }

  private runs({ id, type, properties }: Resource, how: How | undefined): Woken[] {
    const arn = how === undefined || !Object.hasOwn(RUNNING, type) ? undefined : textOf(properties.get(RUNNING[type]));
    if (arn === undefined) return [];
    const text = how?.action === '' ? `sets ${id} to work` : `sets ${id} to work (${how?.action ?? ''})`;
    return this.roles.find(arn).filter(({ role: { resource } }) => resource !== undefined).map(({ role, uncertain }) => ({ role, text: `${text}, which has ${role.name}`, uncertain: how?.uncertain ?? uncertain }));
  }

  private allowed(session: Session, arns: readonly string[]): How | undefined {
    for (const arn of arns) {
      const actions = this.mediatedOf(arn.split(':')[2] ?? '');
      const found = actions.length === 0 ? undefined : this.powers.powerOver(session, { edge: 'mediated', gains: undefined, why: 'sets code to work', actions }, [arn]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The actions of a service that call code, or write what code receives. */
  private mediatedOf(service: string): readonly ActionFacts[] {
    let found = this.mediated.get(service);
    if (found === undefined) this.mediated.set(service, found = /^[a-z0-9-]+$/.test(service) ? actionsMatching(`${service}:*`).filter(({ edge }) => edge === 'mediated') : []);
    return found;
  }
}

function connected(model: TemplateModel): Connected[] {
  const byName = new Map<string, Resource>();
  for (const one of model.resources) for (const name of [one.arn, one.ref, one.attribute('StreamArn')]) if (name !== undefined) byName.set(name, one);
  let groups: { things: Set<Resource>; at: string[] }[] = [];
  for (const waking of WAKING.flatMap((type) => ofType(model, type))) {
    const things = new Set([...(isCustomType(waking.type) ? [] : [waking]), ...textsOf(waking).flatMap((text) => byName.get(text) ?? [])]);
    const same = groups.filter((group) => [...things].some((thing) => group.things.has(thing)));
    const merged = { things: new Set([...things, ...same.flatMap((group) => [...group.things])]), at: [...(ANYWHERE[waking.type] === undefined ? [] : [ANYWHERE[waking.type]]), ...same.flatMap(({ at }) => at)] };
    groups = [...groups.filter((group) => !same.includes(group)), merged];
  }
  return groups.map(({ things, at }) => ({
    things, at: [...new Set([...at, ...[...things].filter(({ type }) => !Object.hasOwn(RUNNING, type) && !type.startsWith('AWS::IAM::')).flatMap(({ arn }) => [arn, `${arn}/*`, `${arn}:*`])])],
  })).filter(({ things }) => [...things].some(({ type }) => Object.hasOwn(RUNNING, type)));
}

/** Every text in the properties of a resource. */
function textsOf({ properties }: Resource): string[] {
  const within = (value: Value | undefined): string[] => {
    if (Array.isArray(value)) return value.flatMap(within);
    if (isMap(value)) return Object.values(value).flatMap(within);
    const text = textOf(value);
    return text === undefined ? [] : [text];
  };
  const names = properties.names();
  return names.known ? names.value.flatMap((name) => within(properties.get(name))) : [];
}
