import type { Filled } from '../iam/match';
import { isOfAnotherAccount, mayBeOfAnotherAccount } from '../iam/accounts';
import type { Pattern } from '../iam/pattern';
import type { Policy, PolicyKind, Statement } from '../iam/policy';
import { deniesCaller, naming } from '../iam/principals';
import type { Principal } from '../iam/request';
import type { Bound } from '../iam/glob';
import type { Tri } from '../iam/tri';
import { any } from '../iam/tri';
import { bindingOf, isOutOfHands } from './subjects';
import type { Conjunction, Constraint } from './conjunction';
import { governedConstraint, conjunctionOf } from './conjunction';
import type { Subject } from './types';

/** A path to an Allow: one conjunction of each layer has to hold the request. The first layer is the one to blame. */
export interface GrantPath {
  readonly layers: readonly (readonly Conjunction[])[];
}

/** All paths to an Allow, and all that denies. */
export interface GrantPaths {
  readonly paths: readonly GrantPath[];
  readonly denies: readonly Conjunction[];
}

/**
 * What the policies make of a person's requests, as in `evaluate`.
 *
 * @param person who asks
 * @param bound `upper`: every path that may be open, and only what surely denies; `lower`: the other way round
 * @param fill fills in variables
 * @returns paths and denials
 */
export function grantPathsOf(person: Subject, bound: Bound, fill: (pattern: Pattern) => Filled): GrantPaths {
  const { paths, denies } = everyGrantPathOf(person, bound, fill, (key) => isOutOfHands(person, key));
  return { paths: paths.filter((path) => path.layers.every((layer) => layer.length > 0)), denies };
}

/**
 * The same, with the paths that are closed: those of both bounds stand in one order, and so do their layers.
 *
 * @param person who asks
 * @param bound the bound
 * @param fill fills in variables
 * @param isOpen whether nothing can be claimed of what a key holds
 * @returns paths and denials
 */
export function everyGrantPathOf(person: Subject, bound: Bound, fill: (pattern: Pattern) => Filled, isOpen: (key: string) => boolean): GrantPaths {
  return new GrantPathReader(person, bound, fill, isOpen).read();
}

class GrantPathReader {
  private readonly conjunctions = new Map<Statement, Conjunction>();

  private readonly policies: readonly Policy[];
  /** Those of resources of other accounts, and the rest. */
  private readonly away: readonly Policy[];
  private readonly near: readonly Policy[];
  private readonly caller: Principal;

  constructor(private readonly person: Subject, private readonly bound: Bound, private readonly fill: (pattern: Pattern) => Filled, private readonly isOpen: (key: string) => boolean) {
    this.policies = person.policies;
    this.caller = person.principal;
    this.away = this.policies.filter((policy) => isOfAnotherAccount(policy, this.caller));
    this.near = this.away.length === 0 ? this.policies : this.policies.filter((policy) => !this.away.includes(policy));
  }

  public read(): GrantPaths {
    return { paths: this.paths(), denies: this.denies() };
  }

  private paths(): GrantPath[] {
    const role = this.given((n) => n.role);
    const everyone = this.given((n) => n.everyone, (s) => !namesPrincipalArn(s));
    const byArn = this.given((n) => n.everyone, namesPrincipalArn);
    const limits = (['boundary', 'session'] as const).filter((kind) => this.has(kind)).map((kind) => this.allowsOf(kind));
    if (this.caller.kind !== 'session') return [role, everyone, byArn].map((given) => ({ layers: [given, ...limits] }));
    return [
      { layers: [this.allowsOf('identity'), ...limits, ...this.needed()] },
      { layers: [this.given((n) => n.session)] },
      { layers: [role, ...limits] },
      { layers: [byArn] },
      // Whether a boundary or session policy limits a grant to everyone is disputed.
      { layers: this.bound === 'upper' ? [everyone] : [everyone, ...limits] },
    ];
  }

  private denies(): Conjunction[] {
    const bounded = this.has('boundary');
    return this.policies.flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.effect !== 'Deny' && (statement.unknown === undefined || statement.neverDenies || this.bound === 'upper')) return [];
      const named = forOthers(policy) && statement.unknown === undefined ? deniesCaller(statement, this.caller, bounded) : 'yes';
      const conjunction = this.conjunction(statement, policy);
      if (!this.counts(named, 'deny') || (conjunction.doubtful && this.bound === 'upper')) return [];
      return this.bound === 'upper' ? [conjunction] : [{ ...conjunction, constraints: conjunction.constraints.filter((constraint) => !this.isOutOfHands(constraint)) }];
    }));
  }

  // Where an IAM policy alone is not enough: outside of what the policy governs, or allowed by it. In another account any of its policies will do.
  private needed(): Conjunction[][] {
    const alone = this.near.filter((policy) => policy.origin.kind === 'trust' || policy.origin.mustAllow === true).map((policy) => [policy]);
    const perhapsAway = this.bound === 'upper' ? this.near.filter((policy) => mayBeOfAnotherAccount(policy, this.caller)) : [];
    return [...alone, ...(this.away.length > 0 ? [this.away] : [])].map((policies) => {
      const given = this.given((n) => any([n.session, n.role, n.everyone, n.account]), () => true, policies === this.away ? [...policies, ...perhapsAway] : policies);
      const governed = policies.map(({ origin }) => origin.attachedTo);
      if (governed.includes(undefined)) return given;
      return [{ statement: policies[0].origin.resource, constraints: governed.map((attachedTo) => governedConstraint(attachedTo!, true)), doubtful: false }, ...given];
    });
  }

  private given(how: (named: ReturnType<typeof naming>) => Tri, which: (statement: Statement) => boolean = () => true, among = this.near): Conjunction[] {
    return among.filter(forOthers).flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.unknown !== undefined) return this.bound === 'upper' ? [this.conjunction(statement, policy)] : [];
      if (statement.effect !== 'Allow' || !which(statement) || !this.counts(how(naming(statement.principals, this.caller)), 'allow')) return [];
      return this.usable(this.conjunction(statement, policy));
    }));
  }

  private allowsOf(kind: PolicyKind): Conjunction[] {
    return this.policies.filter((policy) => policy.origin.kind === kind).flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.effect !== 'Allow' && statement.unknown === undefined) return [];
      return this.usable(this.conjunction(statement, policy));
    }));
  }

  private usable(conjunction: Conjunction): Conjunction[] {
    return this.bound === 'lower' && (conjunction.doubtful || conjunction.constraints.some((constraint) => this.isOutOfHands(constraint))) ? [] : [conjunction];
  }

  // That a request has such a value cannot be claimed, nor that it has not.
  private isOutOfHands(constraint: Constraint): boolean {
    return constraint.on === 'key' && this.isOpen(constraint.test.key);
  }

  private counts(named: Tri, effect: 'allow' | 'deny'): boolean {
    const lenient = (this.bound === 'upper') === (effect === 'allow');
    return named === 'yes' || (named === 'maybe' && lenient);
  }

  private has(kind: PolicyKind): boolean {
    return this.policies.some((policy) => policy.origin.kind === kind);
  }

  private conjunction(statement: Statement, policy: Policy): Conjunction {
    let conjunction = this.conjunctions.get(statement);
    if (!conjunction) this.conjunctions.set(statement, conjunction = conjunctionOf(statement, policy, this.fill, (key) => bindingOf(this.person, key)));
    return conjunction;
  }
}

function forOthers(policy: Policy): boolean {
  return policy.origin.kind === 'resource' || policy.origin.kind === 'trust';
}

function namesPrincipalArn(statement: Statement): boolean {
  return statement.conditions.some((condition) => condition.key === 'aws:principalarn');
}
