import { serviceOf } from '../authorization-data/beyond-own-service';
import { compareTexts } from '../iam/match';
import type { Statement } from '../iam/policy';
import { ofType } from '../template/of-type';
import type { TemplateModel } from '../template/reader';
import { sessionPolicies } from './guest-scope-down';
import { unsure } from './outside-roles';
import { keysOfAll } from './looked-at-keys';
import { mayBePassed } from './passing';
import type { Power, PowerFinder } from './powers';
import type { Role, Roles } from './roles';
import type { Session, Step } from './sessions';
import { subjectsOf } from './subjects';
import { assumes, whatMayBeChosen } from './assuming';
import { roleHolders } from './role-holders';

/** Whom a trust policy may let assume the role with credentials of another: roles by name, or roles of whom nothing is said. */
interface Trusted {
  readonly role: Role;
  /** The ARNs that it names; undefined where it may admit any role. */
  readonly arns: readonly string[] | undefined;
  /** Whether naming is enough, so that the caller needs no permission of its own. */
  readonly alone: boolean;
}

/** A step to another role. */
interface Hop {
  readonly role: Role;
  readonly step: Step;
  readonly uncertain: string | undefined;
  /** Whether they may choose session tags. */
  readonly tagged?: true;
}

/** Follows what people can do with the credentials of one role to come by those of another. */
export class RoleChains {
  private readonly trusted: readonly Trusted[];
  private readonly hops = new Map<string, readonly Hop[]>();
  /** The condition keys that trust policies look at. */
  private readonly keysOfTrust: ReadonlySet<string>;

  public constructor(private readonly model: TemplateModel, private readonly roles: Roles, private readonly powers: PowerFinder) {
    this.trusted = roles.all().flatMap((role) => trustedBy(role));
    this.keysOfTrust = keysOfAll(this.trusted.map(({ role }) => role.trust));
  }

  /**
   * @param sessions sessions that somebody can obtain
   * @returns those that they can come by with the credentials of these, by any sequence of steps
   */
  public beyond(sessions: readonly Session[]): Session[] {
    const result: Session[] = [];
    for (const origin of sessions) {
      // A role that is assumed by itself is another: without the keys of Cognito, with tags and a name of one's choice.
      const seen = new Set<string>();
      // Each role is come by once, with tags of one's choice and without, so that any number of steps ends.
      for (let level: readonly Session[] = [origin]; level.length > 0;) {
        level = level.flatMap((session) => this.hopsOf(session).flatMap(({ role, step, uncertain, tagged: tags }): Session[] => {
          const tagged = session.tagged === true || tags === true;
          const key = `${role.arn}|${String(tagged)}`;
          if (seen.has(key)) return [];
          seen.add(key);
          const steps = [...session.steps, step];
          return [{
            pool: origin.pool, provider: origin.provider, role, flow: 'assumed', way: { kind: 'steps', text: steps.map(({ text }) => text).join(', then ') }, by: role.resource, steps, origin: origin.origin ?? origin,
            ...(tagged && { tagged }), ...(origin.stranger !== undefined && { stranger: origin.stranger }),
            uncertainties: uncertain === undefined ? session.uncertainties : [...session.uncertainties, uncertain],
          }];
        }));
        result.push(...level);
      }
    }
    return result;
  }

  private hopsOf(session: Session): readonly Hop[] {
    const key = `${this.powers.kindOf(session)}|${this.powers.seen(session, this.keysOfTrust)}`;
    let found = this.hops.get(key);
    if (found === undefined) this.hops.set(key, found = session.role.resource === undefined ? [] : [...this.assumed(session), ...this.used(session)]);
    return found;
  }

  private assumed(session: Session): Hop[] {
    const asks = this.powers.powersOf(session).some(({ edge }) => edge === 'assume-role' || edge === 'unknown');
    const candidates = this.trusted.filter(({ role, arns, alone }) => (role !== session.role || session.flow !== 'assumed') && (alone || asks || arns !== undefined) && (arns === undefined || arns.some((arn) => compareTexts(arn, session.role.arn) !== 'no')));
    return candidates.flatMap(({ role }) => {
      const hops: Hop[] = [];
      for (const subject of subjectsOf(session, [role.trust, ...sessionPolicies(session)], this.model)) {
        const { answer, tagging } = assumes(subject, role);
        if (answer.found === 'no') continue;
        const step = { text: `assumes ${role.name}`, ...(answer.statement !== undefined && { statement: answer.statement }) };
        const hop: Hop = { role, step, uncertain: answer.found === 'yes' ? undefined : answer.reason };
        if (tagging.found !== 'yes') hops.push(hop);
        if (tagging.found !== 'no') hops.push({ ...hop, tagged: true, uncertain: hop.uncertain ?? (tagging.found === 'yes' ? whatMayBeChosen(role) : tagging.reason) });
      }
      // Of those that go the same way the certain one says all.
      return [true, undefined].flatMap((tagged) => {
        const same = hops.filter((hop) => hop.tagged === tagged);
        return same.find(({ uncertain }) => uncertain === undefined) ?? same.slice(0, 1);
      });
    });
  }

  /** Roles that something works with whose code or configuration they decide. */
  private used(session: Session): Hop[] {
    const powers = this.powers.powersOf(session);
    const passing = powers.find(({ action }) => action === 'iam:PassRole');
    return [
      ...(passing === undefined ? [] : this.passed(session, passing, powers)),
      ...powers.filter(({ edge, gains }) => edge === 'iam-policy' && gains === 'named-role').flatMap((power) => this.retrusted(session, power)),
      ...this.writing(session),
      ...powers.filter(({ gains }) => gains === 'role-of-resource').flatMap((power) => [...(power.edge === 'code' ? this.ofFunctions(session, power) : []), ...this.ofHolders(session, power)]),
    ];
  }

  /** Whoever writes what something runs decides what its role does. */
  private writing(session: Session): Hop[] {
    return this.powers.written.by(session).flatMap(({ by, role: property, action, statement, uncertain }) => (property === undefined ? [] : this.roles.of(by, property).map(({ role }): Hop => ({
      role, step: { text: `writes what ${by.id} runs, which has ${role.name} (${action.name})`, ...(statement !== undefined && { statement }) }, uncertain,
    }))));
  }

  /** Whoever writes the trust policy of a role lets themself assume it, with tags of their choice. */
  private retrusted(session: Session, power: Power): Hop[] {
    return this.roles.all().filter((role) => role !== session.role || session.flow !== 'assumed').flatMap((role): Hop[] => {
      const allowed = this.powers.powerOver(session, power, [role.arn]);
      return allowed === undefined ? [] : [{
        role, step: { text: `lets themself assume ${role.name} (${allowed.action})`, ...(allowed.statement !== undefined && { statement: allowed.statement }) }, uncertain: allowed.uncertain, tagged: true,
      }];
    });
  }

  private passed(session: Session, passing: Power, powers: readonly Power[]): Hop[] {
    const starts = powers.filter(({ edge, actions }) => edge === 'pass-role' && actions.some(({ name, takesPassRole }) => takesPassRole && name !== 'iam:PassRole'));
    const [start] = starts;
    return this.roles.all().flatMap((role): Hop[] => {
      const power = this.powers.powerOver(session, passing, [role.arn]);
      if (power === undefined || !mayBePassed(this.powers, session, passing, role)) return [];
      const text = start === undefined ? `passes ${role.name} to a service` : `passes ${role.name} to a service (${start.action})`;
      const uncertain = power.uncertain ?? (start === undefined ? `what ${role.name} can be passed to is not known` : start.uncertain);
      return [{ role, step: { text, ...(power.statement !== undefined && { statement: power.statement }) }, uncertain }];
    });
  }

  private ofFunctions(session: Session, power: Power): Hop[] {
    if (!power.actions.some(({ name }) => name.startsWith('lambda:'))) return [];
    return ofType(this.model, 'AWS::Lambda::Function').flatMap((one): Hop[] => {
      // Whether what changes a function takes the name of one of its versions is not known.
      const ofVersions = this.powers.powerOver(session, power, [`${one.arn}:*`]);
      const allowed = this.powers.powerOver(session, power, [one.arn]) ?? (ofVersions && unsure(ofVersions, `whether a version of ${one.id} can be named to change it is not known`));
      return allowed === undefined ? [] : this.roles.of(one, 'Role').map(({ role, uncertain }): Hop => ({
        role, step: { text: `changes what ${one.id} runs, which has ${role.name} (${allowed.action})`, ...(allowed.statement !== undefined && { statement: allowed.statement }) }, uncertain: allowed.uncertain ?? uncertain,
      }));
    });
  }

  /** What other things work with their roles is for the service to limit. */
  private ofHolders(session: Session, power: Power): Hop[] {
    return roleHolders(this.model, this.roles).flatMap(({ id, arns, services, roles }): Hop[] => {
      const actions = power.actions.filter(({ name }) => services.includes(serviceOf(name)));
      const allowed = actions.length === 0 ? undefined : this.powers.powerOver(session, { ...power, actions }, arns);
      return allowed === undefined ? [] : roles.map((role): Hop => ({
        role, step: { text: `${power.edge === 'code' ? `changes what ${id} does` : `obtains credentials of ${id}`}, which has ${role.name} (${allowed.action})`, ...(allowed.statement !== undefined && { statement: allowed.statement }) },
        uncertain: allowed.uncertain ?? `what ${allowed.action} lets people do with the role of ${id} is not known`,
      }));
    });
  }
}

function trustedBy(role: Role): Trusted[] {
  const allows = role.trust.statements.filter(({ effect, unknown }) => effect === 'Allow' || unknown !== undefined);
  const named = allows.map(rolesNamedBy);
  if (named.every((names) => names !== undefined && names.length === 0)) return [];
  const open = named.some((names) => names === undefined);
  const alone = allows.some(({ unknown, principals }) => unknown !== undefined || principals?.negated === true || [...principals?.byKind ?? []].some(([kind, names]) => kind !== 'Service' && kind !== 'Federated' && names.some((name) => !/^(\d{12}|arn:[^:]*:iam::[^:]*:root)$/.test(name))));
  return [{ role, arns: open ? undefined : named.flatMap((names) => names ?? []), alone }];
}

/** The roles that a statement of a trust policy names; undefined where it may name any. */
function rolesNamedBy({ unknown, principals }: Statement): readonly string[] | undefined {
  if (unknown !== undefined || principals?.negated === true) return undefined;
  const names: string[] = [];
  for (const [kind, all] of principals?.byKind ?? []) {
    if (kind === 'Service' || kind === 'Federated') continue;
    for (const name of all) {
      if (kind === 'AWS' && /^arn:[^:]*:iam::[^:]*:role\//.test(name) && !/[*?]/.test(name)) names.push(name);
      else if (!(kind === 'AWS' && /^(AID[A-Z0-9]{13,}|arn:[^:]*:iam::[^:]*:user\/.*)$/.test(name))) return undefined;
    }
  }
  return names;
}
