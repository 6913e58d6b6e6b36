import type { AccessGraph } from '../access-graph/access-graph';
import { mayOverlap } from '../access-graph/overlap';
import { refIsArn } from '../authorization-data/cloudformation-types';
import type { Resource, TemplateModel } from '../template/reader';
import type { Target } from './reach';

/** What gives access, and what nobody keeps anything in. */
const NO_TARGETS = /^AWS::(IAM|CDK|CloudFormation|ApiGateway::(?!RestApi$)|ApiGatewayV2::(?!Api$)|AppSync::(?!GraphQLApi$))|Policy$|Permission$|^AWS::Cognito::(?!UserPool$|IdentityPool$)|^Custom::|^CdkCognitoPools::/;

/** How the ARNs of what is called begin: not with the ARN of the API itself. */
const CALLED = /^AWS::ApiGateway(V2)?::(RestApi|Api)$/;

/** The resources that a template holds, found by the patterns of ARNs that policies name. */
export class Targets {
  /** The resources of the templates. */
  public readonly all: readonly Target[];
  private readonly byBase: ReadonlyMap<string, Target>;
  private readonly outside = new Map<string, Target>();
  private readonly open = new Map<string, boolean>();
  private readonly found = new Map<string, readonly Target[]>();

  public constructor(model: TemplateModel) {
    this.all = model.resources.filter(({ type }) => !NO_TARGETS.test(type)).map(targetOf);
    this.byBase = new Map(this.all.map((target) => [inAnyPartition(target.base), target]));
  }

  /**
   * @param pattern a pattern of ARNs
   * @param services the services that it is about; undefined for any
   * @returns the resources that it may name; what is in no template has one of its own
   */
  public named(pattern: string, services: ReadonlySet<string> | undefined): readonly Target[] {
    const key = JSON.stringify([pattern, services === undefined ? null : [...services]]);
    let found = this.found.get(key);
    if (found === undefined) this.found.set(key, found = this.find(pattern, services));
    return found;
  }

  /** @returns what was named and is not in the templates */
  public elsewhere(): readonly Target[] {
    return [...this.outside.values()];
  }

  /**
   * @param base the beginning of the ARNs of a resource
   * @param graph who reaches what
   * @returns whether no policy of the resource can deny anything
   */
  public isOpen(base: string, graph: AccessGraph): boolean {
    let found = this.open.get(base);
    if (found === undefined) this.open.set(base, found = graph.resourcePolicies([base, `${base}/*`]).every(({ origin, statements }) => origin.mustAllow !== true && statements.every(({ effect, unknown }) => effect === 'Allow' && unknown === undefined)));
    return found;
  }

  private find(pattern: string, services: ReadonlySet<string> | undefined): readonly Target[] {
    const exact = this.exactly(pattern);
    if (exact !== undefined) return [exact];
    const ofService = this.all.filter((target) => services === undefined || services.has(serviceOf(target)));
    const text = inAnyPartition(pattern);
    const mine = ofService.map((target) => ({ target, base: inAnyPartition(target.base) })).filter(({ base }) => mayOverlap(text, base) || mayOverlap(text, `${base}/`)).map(({ target }) => target);
    // What a pattern names that is as wide as this stands in the account too, whatever the templates hold.
    return mine.length > 0 && !/^\*$|:\*$|\/\*$/.test(pattern) ? mine : [...mine, this.outsideOf(pattern, services)];
  }

  /** The resource whose ARN the pattern begins with, save for wildcards behind it. */
  private exactly(pattern: string): Target | undefined {
    const whole = inAnyPartition(pattern);
    const fixed = whole.replace(/(\*|\?|\$\{).*$/s, '');
    for (let end = fixed.length; end > 0; end = Math.max(fixed.lastIndexOf('/', end - 1), fixed.lastIndexOf(':', end - 1))) {
      const target = this.byBase.get(fixed.slice(0, end));
      const rest = whole.slice(end);
      if (target !== undefined && (rest === '' || /^[/:]/.test(rest))) return target;
    }
    return undefined;
  }

  private outsideOf(pattern: string, services: ReadonlySet<string> | undefined): Target {
    const [, , service = '', , , name = ''] = pattern.split(':');
    const which = [...services ?? []].sort().join(', ');
    const title = /^(\*|)$/.test(pattern) || /^\*/.test(name) ? `anything${which === '' ? '' : ` of ${service === '' || service === '*' ? which : service}`} in the account` : pattern.replace(/[/]\*$/, '');
    const found = this.outside.get(title) ?? { key: `outside ${title}`, id: '', type: '', file: '', base: pattern === '*' ? '*' : pattern.replace(/[/]\*$/, ''), title };
    this.outside.set(title, found);
    return found;
  }
}

/** What a policy is attached to is named in any partition: there is but one of a name. */
function inAnyPartition(arn: string): string {
  return arn.replace(/^arn:[^:]*:/, 'arn::');
}

function targetOf(resource: Resource): Target {
  const { id, type, file, stack, ref, arn } = resource;
  const base = CALLED.test(type) ? `arn:${/^arn:([^:]*):/.exec(arn)?.[1] ?? 'aws'}:execute-api:${resource.regionText}:${resource.account}:${ref}` : refIsArn(type) === true ? ref : arn;
  return { key: `${stack}/${id}`, id, type, file, base, title: id };
}

/** What the prefix of the actions on a resource is, where it is not that of its type. */
const SERVICES: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPool': 'cognito-idp', 'AWS::Cognito::IdentityPool': 'cognito-identity', 'AWS::KinesisFirehose::DeliveryStream': 'firehose', 'AWS::StepFunctions::StateMachine': 'states',
};

/**
 * @param target a resource
 * @returns the prefix of the actions that are done to it
 */
export function serviceOf({ type, base }: Target): string {
  if (CALLED.test(type)) return 'execute-api';
  if (Object.hasOwn(SERVICES, type)) return SERVICES[type];
  const [, , service = ''] = base.split(':');
  return /^[a-z0-9-]+$/.test(service) ? service : (type.split('::')[1] ?? '').toLowerCase();
}
