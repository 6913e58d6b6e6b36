import { any, not, type Tri } from '../iam/tri';
import type { Attachment, IdentityPool, Mapping, Provider } from '../access-graph/identity-pools';
import type { AccessGraph } from '../access-graph/access-graph';
import type { Session } from '../access-graph/sessions';
import type { Resource, TemplateModel } from '../template/reader';
import { holdsOpenSymbol } from '../symbols/symbol';
import { isMap, listOf, textOf, type Value } from '../template/value';
import { holds } from './claims';
import type { SubjectDescription } from './question';

/** A session that a person can obtain, or perhaps. */
export interface Obtained {
  /** The session. */
  readonly session: Session;
  /** Why it is not certain; empty when it is. */
  readonly uncertainties: readonly string[];
}

/**
 * The sessions that one person can obtain. They may choose: by CustomRoleArn among the roles of their groups and of all rules
 * that hold for them, and in the classic flow among all roles that trust them.
 *
 * @param reach who reaches what
 * @param pool an identity pool
 * @param person somebody
 * @param providers those of the pool that they may have signed in with
 * @returns the sessions
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function obtained(reach: AccessGraph, pool: IdentityPool, person: SubjectDescription, providers: readonly Provider[]): Obtained[] {
  const caller = new CallerSessions(reach.model, pool, person);
  return reach.sessions(pool).flatMap((session): Obtained[] => {
    if (person.kind === 'guest') return session.provider === undefined ? [{ session, uncertainties: session.uncertainties }] : [];
    const ways = providers.filter(({ name }) => name === session.provider?.name).map((provider) => caller.comesBy(session, provider));
    if (ways.includes('yes')) return [{ session, uncertainties: session.uncertainties }];
    return ways.includes('maybe') ? [{ session, uncertainties: [...session.uncertainties, `whether they come by ${session.way.text} is not certain`] }] : [];
  });
}

class CallerSessions {
  public constructor(private readonly model: TemplateModel, private readonly pool: IdentityPool, private readonly person: SubjectDescription) {}

  /** Whether the person, signed in with the provider, comes by the session in its way. */
  public comesBy({ way, flow }: Session, provider: Provider): Tri {
    switch (way.kind) {
      case 'choice': return flow === 'classic' || this.mappings(provider).length > 0 ? 'yes' : 'no';
      case 'group': return this.mappings(provider).some(({ mapping }) => mapping.type !== 'Rules') ? this.isIn(way.group) : 'no';
      case 'rule': return any(this.mappings(provider).flatMap(({ rules }) => rules.filter(({ text }) => text === way.text).map(({ holds: rule }) => rule)));
      case 'default': return any(this.pool.attachments.map((attachment) => this.fallsBack(attachment, provider)));
    }
  }

  private fallsBack(attachment: Attachment, provider: Provider): Tri {
    const mappings = this.mappings(provider).filter((one) => one.attachment === attachment);
    return mappings.length === 0 ? 'yes' : any(mappings.map(({ mapping, rules }): Tri => {
      if (mapping.otherwise === 'Deny') return 'no';
      const nothing = mapping.type === 'Rules' ? noneOf(rules.map((rule) => rule.holds)) : mapping.type === 'Token' ? this.noPreferredRole(provider) : 'maybe';
      return mapping.otherwise === undefined && nothing === 'yes' ? 'maybe' : nothing;
    }));
  }

  /** With one group of lowest precedence its role is preferred; on a tie none is, and without groups there is none to prefer. */
  private noPreferredRole(provider: Provider): Tri {
    const userPool = this.model.resources.find((resource) => resource.type === 'AWS::Cognito::UserPool' && provider.name.endsWith(`/${resource.ref}`));
    if (userPool === undefined) return this.person.groups.length === 0 ? 'yes' : 'maybe';
    const mine = this.groupsOf(userPool).map((group) => ({ ...group, mine: this.isIn(group.name) })).filter((group) => group.mine !== 'no');
    if (mine.every(({ role }) => role === undefined)) return 'yes';
    if (mine.some((group) => group.mine === 'maybe' || group.precedence === undefined)) return 'maybe';
    const lowest = Math.min(...mine.map(({ precedence }) => precedence!));
    const first = mine.filter(({ precedence }) => precedence === lowest);
    const roles = first.map(({ role }) => (role === undefined ? undefined : textOf(role)));
    // That a group without a role comes first, or that no group has a precedence, is not documented.
    if (roles.includes(undefined)) return 'maybe';
    if (new Set(roles).size === 1) return 'no';
    return lowest === Infinity ? 'maybe' : 'yes';
  }

  private groupsOf(userPool: Resource): { name: string; role: Value | undefined; precedence: number | undefined }[] {
    return this.model.resources.filter(({ type, properties }) => type === 'AWS::Cognito::UserPoolGroup' && belongs(properties.UserPoolId, userPool)).map((group) => {
      const { GroupName: name, RoleArn: role, Precedence: precedence } = group.properties;
      const number = precedence === undefined || precedence === null ? Infinity : Number(textOf(precedence));
      return { name: textOf(name) ?? group.ref, role, precedence: Number.isNaN(number) ? undefined : number };
    });
  }

  private isIn(group: string): Tri {
    if (this.person.groups.includes(group)) return 'yes';
    return holdsOpenSymbol(group) && this.person.groups.length > 0 ? 'maybe' : 'no';
  }

  private mappings(provider: Provider): { attachment: Attachment; mapping: Mapping; rules: { text: string; holds: Tri }[] }[] {
    return this.pool.attachments.flatMap((attachment) => attachment.mappings.flatMap((mapping, i) => {
      if (!provider.names.includes(mapping.provider) && !holdsOpenSymbol(mapping.provider)) return [];
      const raw = isMap(attachment.resource.properties.RoleMappings) ? Object.values(attachment.resource.properties.RoleMappings)[i] : undefined;
      const configuration = isMap(raw) ? raw.RulesConfiguration : undefined;
      const spelled = isMap(configuration) ? listOf(configuration.Rules) : [];
      return [{ attachment, mapping, rules: mapping.rules.map(({ text }, j) => ({ text, holds: holds(spelled[j], this.person, provider, this.model) })) }];
    }));
  }
}

function belongs(value: Value | undefined, userPool: Resource): boolean {
  const pool = textOf(value);
  return pool === undefined || pool === userPool.ref || holdsOpenSymbol(pool);
}

const noneOf = (values: readonly Tri[]): Tri => not(any(values));
