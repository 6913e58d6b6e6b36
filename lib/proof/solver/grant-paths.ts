import type { Filled } from '../iam/match';
import type { Pattern } from '../iam/pattern';
import type { Policy, PolicyKind, Statement } from '../iam/policy';
import { deniesCaller, naming } from '../iam/principals';
import type { Principal } from '../iam/request';
import type { Reading } from '../iam/glob';
import type { Tri } from '../iam/text';
import { any } from '../iam/text';
import { isOutOfHands } from './subjects';
import type { Rectangle, Side } from './conjunction';
import { governedSide, rectangleOf } from './conjunction';
import type { Person } from './types';

/** A way to an Allow: one rectangle of each layer has to hold the request. The first layer is the one to blame. */
export interface Way {
  readonly layers: readonly (readonly Rectangle[])[];
}

/** All ways to an Allow, and all that denies. */
export interface Access {
  readonly ways: readonly Way[];
  readonly denies: readonly Rectangle[];
}

/**
 * What the policies make of a person's requests, as in `evaluate`.
 *
 * @param person who asks
 * @param reading `may`: every way that may be open, and only what surely denies; `must`: the other way round
 * @param fill fills in variables
 * @returns ways and denials
 */
export function accessOf(person: Person, reading: Reading, fill: (pattern: Pattern) => Filled): Access {
  return new Reader(person, reading, fill).read();
}

class Reader {
  private readonly rectangles = new Map<Statement, Rectangle>();

  private readonly policies: readonly Policy[];
  private readonly caller: Principal;

  constructor(private readonly person: Person, private readonly reading: Reading, private readonly fill: (pattern: Pattern) => Filled) {
    this.policies = person.policies;
    this.caller = person.principal;
  }

  public read(): Access {
    return { ways: this.ways().filter((way) => way.layers.every((layer) => layer.length > 0)), denies: this.denies() };
  }

  private ways(): Way[] {
    const role = this.given((n) => n.role);
    const everyone = this.given((n) => n.everyone, (s) => !namesPrincipalArn(s));
    const byArn = this.given((n) => n.everyone, namesPrincipalArn);
    if (this.caller.kind !== 'session') return [{ layers: [role] }, { layers: [everyone] }, { layers: [byArn] }];
    const limits = (['boundary', 'session'] as const).filter((kind) => this.has(kind)).map((kind) => this.allowsOf(kind));
    return [
      { layers: [this.allowsOf('identity'), ...limits, ...this.needed()] },
      { layers: [this.given((n) => n.session)] },
      { layers: [role, ...limits] },
      { layers: [byArn] },
      // Whether a boundary or session policy limits a grant to everyone is disputed.
      { layers: this.reading === 'may' ? [everyone] : [everyone, ...limits] },
    ];
  }

  private denies(): Rectangle[] {
    const bounded = this.has('boundary');
    return this.policies.flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.effect !== 'Deny' && (statement.unknown === undefined || statement.neverDenies || this.reading === 'may')) return [];
      const named = forOthers(policy) && statement.unknown === undefined ? deniesCaller(statement, this.caller, bounded) : 'yes';
      const rectangle = this.rectangle(statement, policy);
      if (!this.counts(named, 'deny') || (rectangle.doubtful && this.reading === 'may')) return [];
      return this.reading === 'may' ? [rectangle] : [{ ...rectangle, sides: rectangle.sides.filter((side) => !this.isOutOfHands(side)) }];
    }));
  }

  // Where an IAM policy alone is not enough: outside of what the policy governs, or allowed by it.
  private needed(): Rectangle[][] {
    return this.policies.filter((policy) => policy.origin.kind === 'trust' || policy.origin.mustAllow === true).map((policy) => {
      const given = this.given((n) => any([n.session, n.role, n.everyone, n.account]), () => true, [policy]);
      const outside = policy.origin.attachedTo && { statement: policy.origin.resource, sides: [governedSide(policy.origin.attachedTo, true)], doubtful: false };
      return outside ? [outside, ...given] : given;
    });
  }

  private given(how: (named: ReturnType<typeof naming>) => Tri, which: (statement: Statement) => boolean = () => true, among = this.policies): Rectangle[] {
    return among.filter(forOthers).flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.unknown !== undefined) return this.reading === 'may' ? [this.rectangle(statement, policy)] : [];
      if (statement.effect !== 'Allow' || !which(statement) || !this.counts(how(naming(statement.principals, this.caller)), 'allow')) return [];
      return this.usable(this.rectangle(statement, policy));
    }));
  }

  private allowsOf(kind: PolicyKind): Rectangle[] {
    return this.policies.filter((policy) => policy.origin.kind === kind).flatMap((policy) => policy.statements.flatMap((statement) => {
      if (statement.effect !== 'Allow' && statement.unknown === undefined) return [];
      return this.usable(this.rectangle(statement, policy));
    }));
  }

  private usable(rectangle: Rectangle): Rectangle[] {
    return this.reading === 'must' && (rectangle.doubtful || rectangle.sides.some((side) => this.isOutOfHands(side))) ? [] : [rectangle];
  }

  // That a request has such a value cannot be claimed, nor that it has not.
  private isOutOfHands(side: Side): boolean {
    return side.on === 'key' && isOutOfHands(this.person, side.test.key);
  }

  private counts(named: Tri, effect: 'allow' | 'deny'): boolean {
    const lenient = (this.reading === 'may') === (effect === 'allow');
    return named === 'yes' || (named === 'maybe' && lenient);
  }

  private has(kind: PolicyKind): boolean {
    return this.policies.some((policy) => policy.origin.kind === kind);
  }

  private rectangle(statement: Statement, policy: Policy): Rectangle {
    let rectangle = this.rectangles.get(statement);
    if (!rectangle) this.rectangles.set(statement, rectangle = rectangleOf(statement, policy, this.fill));
    return rectangle;
  }
}

function forOthers(policy: Policy): boolean {
  return policy.origin.kind === 'resource' || policy.origin.kind === 'trust';
}

function namesPrincipalArn(statement: Statement): boolean {
  return statement.conditions.some((condition) => condition.key === 'aws:principalarn');
}
