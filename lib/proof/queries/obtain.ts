import type { AccessGraph } from '../access-graph/access-graph';
import type { Attachment, IdentityPool, Mapping, Provider } from '../access-graph/identity-pools';
import { concerns, type Session } from '../access-graph/sessions';
import type { UserPool } from '../access-graph/user-pools';
import { compareTexts } from '../iam/match';
import { all, any, not, type Tri } from '../iam/tri';
import { textOf } from '../template/value';
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
 * @param graph who reaches what
 * @param pool an identity pool
 * @param person somebody
 * @param providers those of the pool that they may have signed in with
 * @returns the sessions that they get of the pool itself, those that they come by with these, and those that a trigger may give them
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function obtained(graph: AccessGraph, pool: IdentityPool, person: SubjectDescription, providers: readonly Provider[]): { readonly own: Obtained[]; readonly further: Obtained[] } {
  const caller = new CallerSessions(graph, pool, person);
  const all = graph.sessions(pool);
  const own = all.filter(({ steps }) => steps.length === 0).flatMap((session) => caller.obtains(session, providers));
  const mine = new Set(own.map(({ session }) => session));
  const names = new Set(providers.map(({ name }) => name));
  const steps = all.filter((session) => session.steps.length > 0 && (session.origin === undefined ? session.provider !== undefined && names.has(session.provider.name) : mine.has(session.origin)));
  const triggered = person.kind === 'guest' ? [] : graph.triggeredSessions(pool).filter(({ provider }) => provider !== undefined && names.has(provider.name));
  return { own, further: [...steps, ...triggered].map((session) => ({ session, uncertainties: session.uncertainties })) };
}

class CallerSessions {
  public constructor(private readonly graph: AccessGraph, private readonly pool: IdentityPool, private readonly person: SubjectDescription) {}

  public obtains(session: Session, providers: readonly Provider[]): Obtained[] {
    if (this.person.kind === 'guest') return session.provider === undefined ? [{ session, uncertainties: session.uncertainties }] : [];
    const ways = providers.filter(({ name }) => name === session.provider?.name).map((provider) => this.comesBy(session, provider));
    if (ways.includes('yes')) return [{ session, uncertainties: session.uncertainties }];
    return ways.includes('maybe') ? [{ session, uncertainties: [...session.uncertainties, `whether they come by ${session.way.text} is not certain`] }] : [];
  }

  /** Whether the person, signed in with the provider, comes by the session in its way. */
  private comesBy({ way }: Session, provider: Provider): Tri {
    switch (way.kind) {
      // A role that is known only at deployment may be any, whoever hands it out.
      case 'choice': return 'yes';
      case 'group': return any(this.mappings(provider).map(({ mapping }) => (mapping.type === 'Rules' ? 'no' : all([this.isIn(way.group), mapping.type === 'Token' ? 'yes' : 'maybe']))));
      case 'rule': return any(this.mappings(provider).flatMap(({ rules }) => rules.filter(({ text }) => text === way.text).map(({ holds: rule }) => rule)));
      case 'default': return any(this.pool.attachments.map((attachment) => this.fallsBack(attachment, provider)));
      case 'steps': return 'no';
    }
  }

  private fallsBack(attachment: Attachment, provider: Provider): Tri {
    const mappings = this.mappings(provider).filter((one) => one.attachment === attachment);
    return mappings.length === 0 ? 'yes' : any(mappings.map(({ mapping, rules, perhaps }): Tri => {
      // A mapping that may be that of another app client leaves the default open.
      if (perhaps) return 'maybe';
      if (mapping.otherwise === 'Deny') return 'no';
      const nothing = mapping.type === 'Rules' ? noneOf(rules.map((rule) => rule.holds)) : mapping.type === 'Token' ? this.noPreferredRole(provider) : 'maybe';
      return mapping.otherwise === undefined && nothing === 'yes' ? 'maybe' : nothing;
    }));
  }

  /** With one group of lowest precedence its role is preferred; on a tie none is, and without groups there is none to prefer. */
  private noPreferredRole(provider: Provider): Tri {
    const userPool = this.graph.userPools.find(provider.name);
    if (userPool === undefined) return this.person.groups.length === 0 ? 'yes' : 'maybe';
    const mine = this.groupsOf(userPool).filter((group) => group.mine !== 'no');
    if (mine.every(({ role }) => role === undefined)) return 'yes';
    if (mine.some((group) => group.mine === 'maybe' || group.precedence === undefined)) return 'maybe';
    const lowest = Math.min(...mine.map(({ precedence }) => precedence!));
    const first = mine.filter(({ precedence }) => precedence === lowest);
    const roles = first.map(({ role }) => textOf(role));
    // That a group without a role comes first, or that no group has a precedence, is not documented.
    if (roles.includes(undefined)) return 'maybe';
    if (new Set(roles).size === 1) return 'no';
    return lowest === Infinity ? 'maybe' : 'yes';
  }

  private groupsOf({ groups }: UserPool): (UserPool['groups'][number] & { readonly mine: Tri })[] {
    return groups.map((group) => {
      const mine = this.isIn(group.name);
      return { ...group, mine: mine === 'yes' && group.uncertain !== undefined ? 'maybe' : mine };
    });
  }

  private isIn(group: string): Tri {
    return any(this.person.groups.map((mine) => compareTexts(mine, group)));
  }

  private mappings(provider: Provider): { attachment: Attachment; mapping: Mapping; perhaps: boolean; rules: { text: string; holds: Tri }[] }[] {
    return this.pool.attachments.flatMap((attachment) => attachment.mappings.flatMap((mapping) => {
      const concerned = concerns(mapping, provider);
      if (concerned === 'no') return [];
      const rules = mapping.rules.map((rule) => ({ text: rule.text, holds: holds(rule, this.person, provider, this.graph.model) }));
      return [{ attachment, mapping, perhaps: concerned === 'maybe', rules }];
    }));
  }
}

const noneOf = (values: readonly Tri[]): Tri => not(any(values));
