import type { AccessGraph } from '../access-graph/access-graph';
import { authenticationMethods, type Session } from '../access-graph/sessions';
import { mappedTags } from '../access-graph/web-identity';
import { canonical } from '../iam/canonical';
import type { Policy, Statement } from '../iam/policy';
import type { SameUnknown } from '../solver/gains';
import type { Resource } from '../template/reader';
import type { BothSides } from './both-sides';
import type { RawStacks } from './raw-stacks';
import { baseOf, claimsOf, type SideSession } from './side';

/** A reason that names the policy itself: the same reason means the same text. */
const NAMED_POLICY = /^the text of the managed policy arn:\S+ is not in the templates$/;

/** Tells what is the same on both sides, where the templates do not say what it is. */
export class Alike {
  private readonly rawBefore: RawStacks;
  private readonly rawNow: RawStacks;
  private readonly perRole = new Map<string, string>();
  private cognito: boolean | undefined;

  public constructor(private readonly before: AccessGraph, private readonly now: AccessGraph, private readonly sides: BothSides, direction: 'gained' | 'lost') {
    [this.rawBefore, this.rawNow] = direction === 'gained' ? [sides.rawBefore, sides.rawAfter] : [sides.rawAfter, sides.rawBefore];
  }

  /** What is not known of a statement is the same where all that stands for it is spelled the same. */
  public readonly sameUnknown: SameUnknown = (id, side) => {
    const found = (side === 'now' ? this.now : this.before).policyIndex.find(id);
    return found === undefined ? undefined : this.unknownOf(found.statement, found.policy, side);
  };

  /**
   * @param now a session as somebody may have it now
   * @param former one as they may have had it
   * @returns whether they had the second if they have the first
   */
  public wasThere(now: SideSession, former: SideSession): boolean {
    if (former.obtained === 'yes' && former.session.uncertainties.length === 0) return true;
    return (former.obtained === 'yes' || now.obtained === 'maybe') && this.isSameUncertainty(now.session, former.session);
  }

  /**
   * AWS STS refuses session tags where the trust policy does not let them in: whose token has such a claim then had no session.
   *
   * @param now a session as somebody may have it now
   * @param former one as they may have had it
   * @returns whether people who have the first were kept from the second by their claims
   */
  public wasRefused({ session }: SideSession, { session: former }: SideSession): boolean {
    const gate = gateOf(former, this.before);
    return gate !== 'open' && gate !== gateOf(session, this.now);
  }

  /**
   * @param now a session as somebody may have it now
   * @returns why it is not certain that anybody gets it, where AWS STS refuses the session tags; undefined where it takes them
   */
  public refusal({ session }: SideSession): string | undefined {
    return gateOf(session, this.now) === 'open' ? undefined : `the trust policy of ${baseOf(session).role.name} does not surely allow sts:TagSession, and whether people whose token lacks the claims that become session tags get credentials is not documented`;
  }

  private isSameUncertainty(session: Session, former: Session): boolean {
    const told = ({ uncertainties, way, steps, flow, role }: Session): string => this.rawNow.inEarlierWords(JSON.stringify([uncertainties, way.kind, way.text, flow, role.name, steps.map(({ text }) => text)]));
    return told(session) === told(former) && this.isCognitoAlike() && this.sides.hasSameCustomResources()
      && this.chainOf(session, this.now).every((role, i) => this.isRoleAlike(role, this.chainOf(former, this.before)[i]));
  }

  /**
   * @param policies policies
   * @param side whose they are
   * @returns a text that policies share exactly if they say the same, what is not known of them included; undefined where that is open
   */
  public textOf(policies: readonly Policy[], side: 'now' | 'before'): string | undefined {
    const texts: string[] = [];
    for (const policy of policies) {
      const { kind, attachedTo, account, mustAllow } = policy.origin;
      for (const statement of policy.statements) {
        const doubt = statement.unknown === undefined && statement.uncertain === undefined ? '' : this.unknownOf(statement, policy, side);
        if (doubt === undefined) return undefined;
        texts.push(JSON.stringify([kind, attachedTo, account, mustAllow, canonical(statement), doubt]));
      }
      // A boundary without a statement is one all the same.
      if (policy.statements.length === 0 && kind !== 'identity') texts.push(JSON.stringify([kind, attachedTo, account, mustAllow]));
    }
    return [...new Set(texts)].sort().join('\n');
  }

  /**
   * @param reason a reason that names resources of the templates
   * @param stacks where they may stand
   * @returns whether each resource that it names is spelled the same on both sides
   */
  public isReasonAlike(reason: string): boolean {
    const names = [...reason.matchAll(/'([A-Za-z0-9]+)'/g)].map(([, name]) => name);
    const stacks = this.rawNow.paths();
    return names.length > 0 && names.some((name) => stacks.some((stack) => this.rawNow.typeOf(stack, name) !== undefined))
      && names.every((name) => stacks.every((stack) => this.rawNow.spelledOut(stack, name) === this.rawBefore.spelledOut(stack, name)));
  }

  /**
   * @param resource a resource of the later side
   * @returns whether it is spelled the same on both
   */
  public isResourceAlike({ stack, id }: Resource): boolean {
    return this.sides.isSpelledAlike(stack, id);
  }

  /**
   * @param resource a resource of the later side
   * @param path a part of it, such as `Properties.LambdaConfig`
   * @returns whether the part, and all that it depends on, is spelled the same on both
   */
  public isPartAlike({ stack, id }: Resource, path: string): boolean {
    const [now, before] = [this.rawNow, this.rawBefore].map((raw) => raw.spelledOutPart(stack, raw.part(stack, `${id}.${path}`)));
    return now === before;
  }

  /**
   * @param role a role of the later side
   * @returns whether it is spelled the same on both, and its policies say the same
   */
  public isSameRole(role: Resource): boolean {
    const former = this.before.model.resources.find(({ stack, id }) => stack === role.stack && this.rawBefore.nameOf(stack, id) === this.nameOf(role));
    return this.isResourceAlike(role) && this.isRoleAlike(role, former);
  }

  private unknownOf(statement: Statement, policy: Policy, side: 'now' | 'before'): string | undefined {
    const reason = statement.unknown ?? statement.uncertain ?? '';
    const holder = (side === 'now' ? this.now : this.before).policyIndex.holderOf(statement.id);
    const raw = side === 'now' ? this.rawNow : this.rawBefore;
    const described = JSON.stringify([statement.unknown, statement.uncertain, statement.neverDenies]);
    if (NAMED_POLICY.test(reason)) return described;
    if (!this.sides.hasSameCustomResources()) return undefined;
    // A role outside of the templates is called by its ARN.
    if (holder === undefined) return policy.origin.resource.startsWith('arn:') ? `${policy.origin.resource} ${described}` : undefined;
    const part = statement.uncertain === undefined ? raw.part(holder.stack, policy.origin.path) : undefined;
    const spelled = part === undefined ? raw.spelledOut(holder.stack, holder.id) : raw.spelledOutPart(holder.stack, part);
    return spelled === undefined ? undefined : `${described} ${spelled}`;
  }

  /** Every role on the way to a session but the last, whose policies are compared themselves. */
  private chainOf(session: Session, graph: AccessGraph): (Resource | undefined)[] {
    if (session.steps.length === 0) return [];
    const base = baseOf(session);
    const between = graph.sessions(session.pool).filter((one) => one.origin === base && one.steps.length < session.steps.length && one.steps.every(({ text }, i) => text === session.steps[i].text));
    return [...(session.origin === undefined ? [] : [base]), ...between].map(({ role }) => role.resource);
  }

  private nameOf({ stack, id }: Resource): string {
    return this.rawNow.nameOf(stack, id);
  }

  private isRoleAlike(role: Resource | undefined, former: Resource | undefined): boolean {
    if (role === undefined || former === undefined || role.stack !== former.stack || this.nameOf(role) !== this.nameOf(former)) return false;
    const key = `${role.stack}#${role.id}`;
    const known = this.perRole.get(key);
    if (known !== undefined) return known === 'alike';
    const policiesOf = (graph: AccessGraph, resource: Resource): readonly Policy[] => graph.roles.all().find((one) => one.resource === resource)?.policies ?? [];
    const text = this.textOf(policiesOf(this.now, role), 'now');
    const alike = text !== undefined && text === this.textOf(policiesOf(this.before, former), 'before');
    this.perRole.set(key, alike ? 'alike' : 'changed');
    return alike;
  }

  /** Whether whom the pools hand roles to is spelled the same, and whom the roles trust. */
  private isCognitoAlike(): boolean {
    if (this.cognito === undefined) {
      const parts = (graph: AccessGraph, raw: RawStacks): string => JSON.stringify(graph.model.resources.flatMap(({ type, stack, id }) => {
        if (type.startsWith('AWS::Cognito::')) return [`${stack}#${id} ${raw.spelledOut(stack, id)}`];
        return type === 'AWS::IAM::Role' ? [`${stack}#${raw.nameOf(stack, id)} ${raw.spelledOutPart(stack, raw.part(stack, `${id}.Properties.AssumeRolePolicyDocument`))}`] : [];
      }).sort());
      this.cognito = parts(this.now, this.rawNow) === parts(this.before, this.rawBefore);
    }
    return this.cognito;
  }
}

/** Which claims keep people from a session. */
function gateOf(reached: Session, { trust, model }: AccessGraph): string {
  const session = baseOf(reached);
  const { pool, role, provider, flow } = session;
  const tags = flow === 'enhanced' || flow === 'classic' ? mappedTags(pool, session.provider) : [];
  if (tags.length === 0) return 'open';
  const answer = trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, model) }, 'sts:TagSession');
  return answer.found === 'yes' ? 'open' : JSON.stringify([answer.found, tags.map((tag) => [tag, claimsOf(session, tag)])]);
}
