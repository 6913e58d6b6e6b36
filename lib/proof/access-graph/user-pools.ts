import { because } from '../../text/because';
import { compareTexts } from '../iam/match';
import { all, not, type Tri } from '../iam/tri';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import type { Known } from '../template/properties';
import { textOf, type Value } from '../template/value';

/** What belongs to a user pool, and why that is not certain. */
export interface Belonging {
  readonly resource: Resource;
  /** Why it is not certain that it belongs to the pool; undefined where it is. */
  readonly uncertain: string | undefined;
}

/** A group of a user pool. */
export interface Group extends Belonging {
  /** The name, as text with symbols. */
  readonly name: string;
  /** The role of its members; undefined where it has none. */
  readonly role: Value | undefined;
  /** The precedence; infinite where none is given, undefined where it is not known. */
  readonly precedence: number | undefined;
  /** The precedence as text with symbols; undefined where it is none. */
  readonly precedenceText: string | undefined;
}

/** A user pool and what belongs to it. */
export interface UserPool {
  readonly resource: Resource;
  /** The pool's id, as text. */
  readonly id: string;
  /** The name of the provider that identity pools know it by, which is also its issuer without the scheme. */
  readonly issuer: string;
  readonly groups: readonly Group[];
  readonly clients: readonly Belonging[];
  /** The identity providers that its users may sign in with. */
  readonly identityProviders: readonly Resource[];
  /** Whether people may sign up by themselves. */
  readonly selfSignUp: Known<boolean>;
  /** The trigger that decides about sign-ups, if there is one. */
  readonly preSignUp: Value | undefined;
  /** Why it may be set up otherwise than its template says; empty where it is not. */
  readonly unknown: readonly string[];
  /** The trigger that writes claims into tokens, if there is one. */
  readonly preTokenGeneration: Value | undefined;
  /** Why tokens may name other roles than those of its groups; undefined where they do not. */
  readonly otherRoles?: string;
}

/** Why a user pool may not be as its template says. */
export interface ChangesOfUserPools {
  /** It may be set up otherwise. */
  readonly setUp: ReadonlyMap<UserPool, string>;
  /** Its tokens may name other roles. */
  readonly roles: ReadonlyMap<UserPool, string>;
}

/** A user pool that a name may stand for, and whether it surely does. */
export interface NamedUserPool {
  readonly pool: UserPool;
  readonly certain: boolean;
}

/** The user pools of the templates. */
export class UserPools {
  private readonly byIssuer = new Map<string, NamedUserPool[]>();

  private constructor(
    /** All of them. */
    public readonly all: readonly UserPool[],
  ) {}

  /**
   * @param model what the templates create
   * @returns the user pools
   */
  public static of(model: TemplateModel): UserPools {
    const parts: Parts = { groups: ofType(model, 'AWS::Cognito::UserPoolGroup'), clients: ofType(model, 'AWS::Cognito::UserPoolClient'), identityProviders: ofType(model, 'AWS::Cognito::UserPoolIdentityProvider') };
    return new UserPools(ofType(model, 'AWS::Cognito::UserPool').map((resource) => read(resource, parts, model)));
  }

  /**
   * @param changes why a user pool may not be as its template says
   * @returns the user pools, with that said
   */
  public changed({ setUp, roles }: ChangesOfUserPools): UserPools {
    return new UserPools(this.all.map((pool) => {
      const [reason, otherRoles] = [setUp.get(pool), roles.get(pool)];
      return { ...pool, ...(otherRoles !== undefined && { otherRoles }), ...(reason !== undefined && { selfSignUp: { known: false, reason }, unknown: [...pool.unknown, reason] }) };
    }));
  }

  /**
   * @param issuer the name of a provider of an identity pool, or a text that a trust policy names
   * @returns the user pools that it may name, and whether it surely does
   */
  public named(issuer: string): readonly NamedUserPool[] {
    let found = this.byIssuer.get(issuer);
    if (found === undefined) {
      const [name] = issuer.split(/:(?=[^/]*$)/);
      found = this.all.flatMap((pool) => {
        const same = compareTexts(pool.issuer, name);
        return same === 'no' ? [] : [{ pool, certain: same === 'yes' }];
      });
      this.byIssuer.set(issuer, found);
    }
    return found;
  }

  /**
   * @param issuer the name of a provider
   * @returns the user pool that it surely names
   */
  public find(issuer: string): UserPool | undefined {
    return this.named(issuer).find(({ certain }) => certain)?.pool;
  }
}

interface Parts {
  readonly groups: readonly Resource[];
  readonly clients: readonly Resource[];
  readonly identityProviders: readonly Resource[];
}

function read(resource: Resource, { groups, clients, identityProviders }: Parts, model: TemplateModel): UserPool {
  const { properties, ref: id } = resource;
  const closed = properties.flag('AdminCreateUserConfig.AllowAdminCreateUserOnly', false);
  return {
    resource,
    id,
    issuer: resource.attribute('ProviderName') ?? id,
    groups: groups.flatMap((group) => belonging(group, id, model).map((one): Group => groupOf(one))),
    clients: clients.flatMap((client) => belonging(client, id, model)),
    identityProviders: identityProviders.filter((provider) => belonging(provider, id, model).length > 0),
    selfSignUp: closed.known ? { known: true, value: !closed.value } : closed,
    unknown: [],
    preSignUp: properties.get('LambdaConfig.PreSignUp'),
    preTokenGeneration: properties.get('LambdaConfig.PreTokenGenerationConfig') ?? properties.get('LambdaConfig.PreTokenGeneration'),
  };
}

function belonging(resource: Resource, pool: string, model: TemplateModel): Belonging[] {
  const stated = resource.properties.text('UserPoolId');
  if (!stated.known) return [{ resource, uncertain: stated.reason }];
  const same = compareTexts(pool, stated.value ?? '');
  if (same === 'no') return [];
  return [{ resource, uncertain: same === 'yes' ? undefined : `it is not known to which user pool '${resource.id}' belongs${because(model.symbols.openReasons(stated.value ?? '')[0])}` }];
}

function groupOf(one: Belonging): Group {
  const { properties, ref } = one.resource;
  const precedence = properties.get('Precedence');
  const number = precedence === undefined ? Infinity : Number(textOf(precedence));
  const name = properties.text('GroupName');
  return { ...one, name: (name.known ? name.value : undefined) ?? ref, get role() { return properties.get('RoleArn'); }, precedence: Number.isNaN(number) ? undefined : number, precedenceText: textOf(precedence ?? '') };
}

/**
 * Where two groups of one precedence have different roles, the tokens of people who are in both name no preferred role. That it is so
 * where neither has a precedence is not documented.
 *
 * @param one a group that has a role
 * @param other another
 * @returns whether it is so
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolgroup.html
 */
export function tie(one: Pick<Group, 'precedence' | 'role'>, other: Pick<Group, 'precedence' | 'role'>): Tri {
  const precedence = samePrecedence(one.precedence, other.precedence);
  if (precedence === 'no') return 'no';
  const [first, second] = [textOf(one.role), textOf(other.role)];
  return all([precedence, first === undefined || second === undefined ? 'maybe' : not(compareTexts(first, second))]);
}

function samePrecedence(one: number | undefined, other: number | undefined): Tri {
  if (one === undefined || other === undefined) return 'maybe';
  if (one !== other) return 'no';
  return one === Infinity ? 'maybe' : 'yes';
}
