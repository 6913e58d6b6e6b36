import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Names, Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { IConstruct, IDependable } from 'constructs';
import { Construct, Dependable } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { targetsOf } from '../private/reference-targets';
import { GrantPolicy } from './grant-policy';
import { PolicyPlacement } from './policy-placement';

/** What of the grants of a principal stands in one policy. */
export interface PolicyShare<T> {
  readonly statements: PolicyStatement[];
  /** What else is said of what it grants. */
  readonly about: () => T[];
}

const NOTHING: PolicyShare<never> = { statements: [], about: () => [] };

/** What the policies of a principal are made of. */
export interface GrantPoliciesOptions<T> {
  /** The roles that they are attached to. */
  readonly roles: () => IRole[];
  /** Whether the roles are made in the stack of the principal. */
  readonly makesRoles: boolean;
  /** What a statement grants of what it says, once the app is synthesized. */
  readonly granted: (statement: PolicyStatement) => PolicyStatement;
  /** What besides statements belongs to a policy, and the ARN that tells to which. */
  readonly about: () => { readonly item: T; readonly arn: string }[];
  /** Called with each policy, which is left out of the template when it has no statements. */
  readonly onPolicy: (policy: GrantPolicy, share: () => PolicyShare<T>) => void;
  /** Where they stand. */
  readonly policyScope?: IConstruct;
}

/** A part of a statement, and all that it refers to. */
interface Piece {
  /** The stack of what it grants; undefined where that is known by its name alone. */
  readonly home: Stack | undefined;
  readonly statement: PolicyStatement;
  readonly refersTo: readonly IConstruct[];
}

/** The id under which policies stand in stacks of other constructs. */
const ELSEWHERE = 'IdentityPoolGrants';

/** The policies of one principal: one in its own stack, and one in each stack with something that it may reach, as far as they are needed. */
export class GrantPolicies<T> {
  /** All that was granted. */
  public readonly statements: PolicyStatement[] = [];
  private readonly own: GrantPolicy;
  private readonly byStack = new Map<Stack, GrantPolicy>();
  private readonly fixed?: GrantPolicy;
  private readonly placement: PolicyPlacement;
  private readonly pieces = new Map<PolicyStatement, { readonly signature: string; readonly pieces: readonly Piece[] }>();

  constructor(private readonly principal: Construct, private readonly options: GrantPoliciesOptions<T>) {
    this.placement = PolicyPlacement.of(principal);
    this.own = this.make(principal, 'Policy', !options.makesRoles);
    if (options.policyScope !== undefined) this.fixed = this.fixedIn(options.policyScope);
    principal.node.addValidation({
      validate: () => {
        this.placement.forgetTree();
        return [];
      },
    });
  }

  /**
   * Grants what a statement says.
   *
   * @param statement the statement
   * @returns what to depend on
   */
  public add(statement: PolicyStatement): IDependable {
    this.statements.push(statement);
    if (this.fixed === undefined) for (const stack of [...this.piecesOf(statement).map(({ home }) => home), ...this.stacksOfRoles()]) if (stack !== undefined) this.policyIn(stack);
    // Where it is asked who waits for the policies, each stands for all: which are needed is not known yet.
    const policies = { all: () => (this.placement.isLooking ? [this.own] : [this.own, ...this.byStack.values()].filter((policy) => policy.isNeeded)) };
    const dependable: IDependable = {};
    Dependable.implement(dependable, { get dependencyRoots() { return policies.all(); } });
    return dependable;
  }

  private make(scope: Construct, id: string, isNamedByStack: boolean): GrantPolicy {
    const policy: GrantPolicy = new GrantPolicy(scope, id, { isNamedByStack, roles: this.options.roles, statements: () => this.shareOf(policy).statements });
    this.options.onPolicy(policy, () => this.shareOf(policy));
    return policy;
  }

  /** The policy in a stack; none where it could not reach the roles. */
  private policyIn(stack: Stack): GrantPolicy | undefined {
    const own = Stack.of(this.principal);
    if (stack === own) return this.own;
    const known = this.byStack.get(stack);
    if (known !== undefined) return known;
    if (Stage.of(stack) !== Stage.of(own) || stack.account !== own.account) return undefined;
    const scope = stack.node.tryFindChild(ELSEWHERE) ?? new Construct(stack, ELSEWHERE);
    const policy = this.make(scope, Names.uniqueId(this.principal), true);
    this.byStack.set(stack, policy);
    return policy;
  }

  private fixedIn(policyScope: IConstruct): GrantPolicy {
    const found = this.policyIn(Stack.of(policyScope));
    if (found !== undefined) return found;
    throw new CognitoPoolsError({
      code: 'policy-scope',
      received: `'policyScope' is ${policyScope.node.path || 'the app'}, of another account, stage or app than the roles`,
      fix: 'give a construct of a stack in the account and the stage of the identity pool',
    }, this.principal);
  }

  private shareOf(policy: GrantPolicy): PolicyShare<T> {
    const only = this.fixed ?? (this.byStack.size === 0 ? this.own : undefined);
    if (only !== undefined) return policy === only ? { statements: this.statements.map(this.options.granted), about: () => this.options.about().map(({ item }) => item) } : NOTHING;
    const pieces = this.statements.flatMap((statement) => this.piecesOf(statement));
    const targets = new Map<Stack | undefined, IConstruct[]>();
    for (const { home, refersTo } of pieces) {
      const known = targets.get(home) ?? [];
      known.push(...refersTo);
      targets.set(home, known);
    }
    const places = new Map([...targets].map(([home, refersTo]) => [home, this.placeOf(home, refersTo)]));
    const statements = pieces.filter(({ home }) => places.get(home) === policy).map((piece) => this.options.granted(piece.statement));
    // What is said of a stack that has no policy of its own stands with the first statement.
    const first = places.get(pieces[0].home);
    return { statements, about: () => this.options.about().filter(({ arn }) => (places.get(this.homeOf(arn)) ?? first) === policy).map(({ item }) => item) };
  }

  private placeOf(home: Stack | undefined, refersTo: readonly IConstruct[]): GrantPolicy {
    const there = home && this.byStack.get(home);
    const withRoles = this.stacksOfRoles().map((stack) => this.byStack.get(stack)).filter((policy) => policy !== undefined);
    if (there === undefined && withRoles.length === 0) return this.own;
    return this.placement.choose({ key: there ?? this.own, own: this.own, home: there ?? this.own, withRoles, refersTo: () => [...refersTo, ...this.referredToAsRoles()] }) as GrantPolicy;
  }

  private referredToAsRoles(): IConstruct[] {
    return this.referredBy(this.options.roles().map(({ roleName }) => roleName));
  }

  /** Roles that were there already may stand in another stack of the app than the principal. */
  private stacksOfRoles(): Stack[] {
    return this.options.makesRoles ? [] : [...new Set(this.referredToAsRoles().map((role) => Stack.of(role)))];
  }

  /** A statement may be narrowed after it was granted, until the app is synthesized. */
  private piecesOf(statement: PolicyStatement): readonly Piece[] {
    if (!this.placement.isSynthesizing) return this.split(statement);
    const signature = JSON.stringify([statement.resources, statement.conditions]);
    const known = this.pieces.get(statement);
    if (known?.signature === signature) return known.pieces;
    const pieces = this.split(statement);
    this.pieces.set(statement, { signature, pieces });
    return pieces;
  }

  /** The parts of a statement by the stack of what they grant; what is known by its name alone goes with the rest. */
  private split(statement: PolicyStatement): Piece[] {
    const conditions = this.referredBy(statement.conditions);
    const byHome = new Map<Stack | undefined, { resources: string[]; refersTo: IConstruct[] }>();
    for (const resource of statement.resources) {
      const refersTo = this.referredBy(resource);
      const home = refersTo[0] && Stack.of(refersTo[0]);
      const part = byHome.get(home) ?? { resources: [], refersTo: [] };
      part.resources.push(resource);
      part.refersTo.push(...refersTo);
      byHome.set(home, part);
    }
    const [firstHome] = [...byHome.keys()].filter((home) => home !== undefined);
    const named = byHome.get(undefined);
    if (byHome.size < 2) {
      const all = [...[...byHome.values()].flatMap(({ refersTo }) => refersTo), ...conditions];
      return [{ home: all[0] && Stack.of(all[0]), statement, refersTo: all }];
    }
    byHome.delete(undefined);
    byHome.get(firstHome)?.resources.push(...named?.resources ?? []);
    if (byHome.size === 1) return [{ home: firstHome, statement, refersTo: [...byHome.get(firstHome)?.refersTo ?? [], ...conditions] }];
    return [...byHome].map(([home, { resources, refersTo }]) => ({ home, statement: statement.copy({ resources }), refersTo: [...refersTo, ...conditions] }));
  }

  private homeOf(arn: string): Stack | undefined {
    const [target] = this.referredBy(arn);
    return target && Stack.of(target);
  }

  private referredBy(value: unknown): IConstruct[] {
    if (typeof value === 'string' && !Token.isUnresolved(value)) return [];
    try {
      return targetsOf(this.principal, value);
    } catch (error) {
      // What is produced late may not be there yet when it is granted.
      if (this.placement.isSynthesizing) throw error;
      return [];
    }
  }
}
