import { because } from '../../text/because';
import { compareTexts } from '../iam/match';
import { any, type Tri } from '../iam/tri';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, textOf, type Value } from '../template/value';
import { mayBe, type Attachment, type IdentityPool, type Mapping, type Provider } from './identity-pools';
import type { NamedRole, Role, Roles } from './roles';
import type { Stranger } from './stranger';
import type { Admission, TrustPolicies } from './trust';
import type { UserPools } from './user-pools';
import { mappedTags, tagsOfTokens, type AskedFor } from './web-identity';

/** How somebody comes by a role. */
export type RoleRoute =
  | { readonly kind: 'default'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string; readonly userPool: string; readonly text: string }
  | { readonly kind: 'rule'; readonly claim: string; readonly text: string }
  /** The client names a role that trusts it. */
  | { readonly kind: 'choice'; readonly text: string }
  /** By steps beyond what the identity pool gives: see `steps` of the session. */
  | { readonly kind: 'steps'; readonly text: string };

/** One step by which somebody gains more than the identity pool gives them. */
export interface Step {
  /** What they do, for people, such as `assumes AdminRole`. */
  readonly text: string;
  /** The statement that lets them; undefined where none is needed. */
  readonly statement?: string;
}

/** Credentials of one role that somebody can obtain, in one way, beginning with an identity pool. */
export interface Session {
  /** The pool. */
  readonly pool: IdentityPool;
  /** The role. */
  readonly role: Role;
  /**
   * How the credentials are got. `enhanced` and `classic`: from the identity pool; only in the enhanced flow does Cognito limit
   * guests. `assumed`: with the credentials of another role. `direct`: from AWS STS, with a token of the provider.
   */
  readonly flow: 'enhanced' | 'classic' | 'assumed' | 'direct';
  /** How they signed in; undefined for guests. */
  readonly provider: Provider | undefined;
  /** How they come by the role. */
  readonly way: RoleRoute;
  /** Why it is not certain that they can obtain it; empty when it is. */
  readonly uncertainties: readonly string[];
  /** The resource that hands out the role, where there is one. */
  readonly by: Resource | undefined;
  /** What they do beyond asking the identity pool; empty for what it gives by itself. */
  readonly steps: readonly Step[];
  /** The session that the steps begin with; undefined where there are none. */
  readonly origin?: Session;
  /** Set where they may have chosen session tags on the way. */
  readonly tagged?: true;
  /** What they have who are not of the app: such people are no guests either. */
  readonly stranger?: Stranger;
  /** Another provider with which they signed in at once, where one alone does not do. */
  readonly besides?: Provider;
}

/**
 * The sign-in methods of a session as the claim `amr` lists them.
 *
 * @param provider the provider; undefined for guests
 * @param model for the symbol of the user's id
 * @returns the values
 */
export function authenticationMethods(provider: Provider | undefined, model: TemplateModel): string[] {
  if (provider === undefined) return ['unauthenticated'];
  // Of other providers it is not documented what amr says of the user beside the name of the provider.
  const user = (name: string): string => `${name}:${model.symbols.symbolFor(`amr of ${name}`, 'user', 'open', 'what amr says of the users of a provider is not documented')}`;
  if (provider.kind !== 'user-pool') return ['authenticated', ...provider.names, ...provider.names.map(user)];
  return ['authenticated', provider.name, `${provider.name}:CognitoSignIn:${model.symbols.symbolFor('user-sub', 'sub', 'opaque')}`];
}

/**
 * One identity may have several logins, and `amr` names the providers that were used.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 *
 * @param session who has signed in
 * @param model for the symbol of the user's id
 * @returns the sign-in methods, as the claim lists them
 */
export function methodsOf({ provider, besides }: Pick<Session, 'provider' | 'besides'>, model: TemplateModel): string[] {
  return [...new Set([provider, ...(besides === undefined ? [] : [besides])].flatMap((one) => authenticationMethods(one, model)))];
}

/**
 * @param pool an identity pool
 * @param provider one of its providers; undefined for guests
 * @returns the providers with which somebody may sign in at once
 */
const othersOf = ({ providers }: IdentityPool, provider: Provider | undefined): Provider[] => (provider === undefined ? [] : providers.filter((one) => one !== provider));

/** Why it is not certain that people come by a role whose trust policy asks for several providers. */
export const AT_ONCE = 'the trust policy asks for more than one provider, and whether a token of somebody with several logins names them all is not documented';

type Rest = Pick<Session, 'flow' | 'way' | 'by' | 'uncertainties'>;

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html */
const LONGEST_ARN = 2048;

/** Finds who can obtain which role from the identity pools. */
export class SessionFinder {
  public constructor(private readonly model: TemplateModel, private readonly roles: Roles, private readonly trust: TrustPolicies, private readonly userPools: UserPools) {}

  /**
   * @param pool an identity pool
   * @returns every session that somebody can obtain from it
   */
  public sessions(pool: IdentityPool): Session[] {
    const people: (Provider | undefined)[] = [...pool.providers, ...(mayBe(pool.guests, true) ? [undefined] : [])];
    const unseen = pool.unknown.length > 0 ? this.chosen(pool, this.unseenProvider(pool)) : [];
    return distinctSessions([...people.flatMap((provider) => [...this.enhanced(pool, provider), ...this.chosen(pool, provider)]), ...unseen]);
  }

  /**
   * What the triggers of user pools could add: they may write the roles of groups into tokens. No template says what they do.
   *
   * @param pool an identity pool
   * @returns the sessions that somebody can obtain if a trigger writes the role into their token
   */
  public triggered(pool: IdentityPool): Session[] {
    return distinctSessions(pool.providers.flatMap((provider) => {
      const trigger = provider.kind === 'user-pool' ? this.userPools.named(provider.name).find((one) => one.pool.preTokenGeneration !== undefined) : undefined;
      const byToken = pool.attachments.some((attachment) => attachment.mappings.some((mapping) => mapping.type !== 'Rules' && concerns(mapping, provider) !== 'no'));
      return trigger === undefined || !byToken ? [] : this.anyRole(pool, provider, `the pre token generation trigger of '${trigger.pool.resource.id}' may write any role into tokens`);
    }));
  }

  /** Where not all of a pool is known, people may sign in whom its template does not show. */
  private unseenProvider(pool: IdentityPool): Provider {
    const name = this.model.symbols.symbolFor('unseen-provider', 'a provider', 'open', pool.unknown[0]);
    return { name, names: [name], kind: 'social' };
  }

  private enhanced(pool: IdentityPool, provider: Provider | undefined): Session[] {
    return pool.attachments.flatMap((attachment) => {
      const mappings = provider === undefined ? [] : attachment.mappings.filter((mapping) => concerns(mapping, provider) !== 'no');
      const certainly = provider !== undefined && mappings.some((mapping) => concerns(mapping, provider) === 'yes');
      const byDefault = provider === undefined || !certainly ? this.byDefault(pool, provider, attachment) : [];
      return [...byDefault, ...(provider === undefined ? [] : mappings.flatMap((mapping) => this.mapped(pool, provider, attachment, mapping)))];
    });
  }

  private byDefault(pool: IdentityPool, provider: Provider | undefined, attachment: Attachment): Session[] {
    const key = provider === undefined ? 'unauthenticated' : 'authenticated';
    const role = attachment.roles[key];
    if (role === undefined) return [];
    return this.session(pool, provider, role, { kind: 'default', text: `Roles.${key}` }, attachment.resource, attachment.uncertain);
  }

  private mapped(pool: IdentityPool, provider: Provider, attachment: Attachment, mapping: Mapping): Session[] {
    const result: Session[] = [];
    const uncertain = attachment.uncertain ?? this.openMapping(mapping, provider);
    if (mapping.type !== 'Rules') result.push(...this.byGroup(pool, provider, mapping, uncertain));
    for (const rule of mapping.rules) {
      const way: RoleRoute = { kind: 'rule', claim: rule.claim, text: rule.text };
      result.push(...this.session(pool, provider, rule.role ?? new Unresolved('the role of a rule is unknown'), way, attachment.resource, uncertain ?? this.byOther(mapping, provider, 'rules')));
    }
    if (mapping.otherwise !== 'Deny') result.push(...this.byDefault(pool, provider, attachment));
    return result;
  }

  private openMapping(mapping: Mapping, provider: Provider): string | undefined {
    if (concerns(mapping, provider) !== 'maybe') return undefined;
    const [name, shown] = [mapping.provider, provider.name].map((text) => this.model.symbols.render(text));
    return `whether the role mapping for ${name} is for users of ${shown} is not known${because(this.model.symbols.openReasons(mapping.provider)[0])}`;
  }

  private byOther({ type, open }: Mapping, provider: Provider, by: 'rules' | 'tokens'): string | undefined {
    return type === undefined ? `whether the role mapping for ${this.model.symbols.render(provider.name)} goes by ${by} is known only at deployment${because(open)}` : undefined;
  }

  private byGroup(pool: IdentityPool, provider: Provider, mapping: Mapping, doubt: string | undefined): Session[] {
    const named = provider.kind === 'user-pool' ? this.userPools.named(provider.name) : [];
    const outside = named.some(({ certain }) => certain) ? [] : this.anyRole(pool, provider, `the roles that the tokens of ${this.model.symbols.render(provider.name)} name are not in the templates${because(this.model.symbols.openReasons(provider.name)[0])}`);
    const open = mapping.type === undefined ? this.anyRole(pool, provider, `the type of the role mapping for ${this.model.symbols.render(provider.name)} is known only at deployment${because(mapping.open)}`) : [];
    const changed = named.flatMap(({ pool: { otherRoles } }) => (otherRoles === undefined ? [] : this.anyRole(pool, provider, otherRoles)));
    return [...outside, ...open, ...changed, ...named.flatMap(({ pool: userPool, certain }) => userPool.groups.flatMap((group) => {
      if (group.role === undefined) return [];
      const uncertain = group.uncertain ?? this.byOther(mapping, provider, 'tokens') ?? doubt ?? (certain ? undefined : `whether the tokens are those of '${userPool.resource.id}' is known only at deployment`);
      return this.session(pool, provider, group.role, { kind: 'group', group: group.name, userPool: userPool.id, text: `group '${group.name}'` }, group.resource, uncertain);
    }))];
  }

  private session(pool: IdentityPool, provider: Provider | undefined, role: Value, way: RoleRoute, by: Resource, uncertain: string | undefined): Session[] {
    const arn = textOf(role);
    const uncertainties = uncertain === undefined ? [] : [uncertain];
    if (role instanceof Unresolved) return this.openRole(pool, provider, role.reason, { flow: 'enhanced', way, by, uncertainties });
    if (arn === undefined || arn.length > LONGEST_ARN) return this.anyRole(pool, provider, `the role of ${way.text} is not an ARN`);
    return this.roles.find(arn).flatMap((named) => this.trusting(pool, provider, named, { flow: 'enhanced', way, by, uncertainties }));
  }

  /** One that only the deployment knows may be any role of the templates, and another. */
  private openRole(pool: IdentityPool, provider: Provider | undefined, reason: string, rest: Rest): Session[] {
    const arn = this.model.symbols.symbolFor(`role of ${rest.by?.arn} by ${rest.way.text}`, 'a role', 'open', reason);
    return this.roles.find(arn).flatMap((named) => this.trusting(pool, provider, named, { ...rest, uncertainties: [...rest.uncertainties, reason] }));
  }

  private anyRole(pool: IdentityPool, provider: Provider | undefined, reason: string): Session[] {
    const way: RoleRoute = { kind: 'choice', text: 'any role that trusts the identity pool' };
    return this.roles.all().flatMap((role) => this.trusting(pool, provider, { role, uncertain: undefined }, { flow: 'enhanced', way, by: undefined, uncertainties: [reason] }));
  }

  /** In the classic flow the client asks for a role by itself: any that trusts the pool and the sign-in method will do. */
  private chosen(pool: IdentityPool, provider: Provider | undefined): Session[] {
    const uncertainties = [...pool.unknown];
    if (!pool.classicFlow.known) uncertainties.push(`whether the classic flow is on is known only at deployment: ${pool.classicFlow.reason}`);
    else if (!pool.classicFlow.value && pool.unknown.length === 0) return [];
    if (pool.attachments.some((attachment) => attachment.mappings.length > 0)) {
      uncertainties.push('Cognito refuses the classic flow where role mappings are set, but does not say for which users');
    }
    const way: RoleRoute = { kind: 'choice', text: 'chosen by the client' };
    return this.roles.all().flatMap((role) => this.trusting(pool, provider, { role, uncertain: undefined }, { flow: 'classic', way, by: pool.resource, uncertainties }));
  }

  private trusting(pool: IdentityPool, provider: Provider | undefined, { role, uncertain }: NamedRole, rest: Rest): Session[] {
    const asked: AskedFor = { flow: rest.flow === 'classic' ? 'classic' : 'enhanced', tags: tagsOfTokens(pool, provider) };
    const admitted = (besides?: Provider): Admission => this.trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: methodsOf({ provider, ...(besides !== undefined && { besides }) }, this.model) }, undefined, asked);
    const alone = admitted();
    const besides = alone.found === 'no' && asksOften(role, pool.service) ? othersOf(pool, provider).find((one) => admitted(one).found !== 'no') : undefined;
    if (alone.found === 'no' && besides === undefined) return [];
    const answer = besides === undefined ? alone : admitted(besides);
    const more = [
      ...(uncertain === undefined ? [] : [uncertain]),
      ...(besides === undefined ? [] : [AT_ONCE]),
      ...(provider === undefined && !pool.guests.known ? [`whether guests get an identity is known only at deployment: ${pool.guests.reason}`] : []),
      ...(answer.found === 'maybe' ? [answer.reason] : []),
      ...(answer.some === undefined ? [] : [answer.some]),
      ...this.refusedTags(pool, provider, role),
    ];
    return [{ pool, provider, role, ...rest, ...(besides !== undefined && { besides }), uncertainties: [...rest.uncertainties, ...more], steps: [] }];
  }

  /** AWS STS refuses whoever brings session tags that the trust policy does not let in. */
  private refusedTags(pool: IdentityPool, provider: Provider | undefined, role: Role): string[] {
    if (mappedTags(pool, provider).length === 0) return [];
    const tagging = this.trust.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, this.model) }, 'sts:TagSession');
    return tagging.found === 'yes' ? [] : [tagging.found === 'no' ? withoutTagging(role) : tagging.reason];
  }
}

/**
 * @param role a role
 * @param service the name of the identity service
 * @returns whether its trust policy looks at the sign-in methods more than once, as it has to where it asks for several
 */
const asksOften = ({ trust }: Role, service: string): boolean => trust.statements.some(({ unknown, conditions }) => unknown === undefined && conditions.filter(({ key }) => key === `${service}:amr`).length > 1);

/**
 * @param role a role that people are to obtain, and whose trust policy does not let in the session tags that their claims become
 * @returns why it is not certain that anybody obtains it
 */
export const withoutTagging = ({ name }: Role): string => `the trust policy of ${name} does not allow sts:TagSession, and whether people whose token lacks the claims that become session tags get credentials is not documented`;

/**
 * Whether a role mapping is that of a provider. One for a user pool names an app client of it; what becomes of one that names none is not documented.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export function concerns(mapping: Mapping, { kind, name, names }: Provider): Tri {
  const same = any(names.map((one) => compareTexts(mapping.provider, one)));
  return same === 'yes' && kind === 'user-pool' && mapping.provider === name ? 'maybe' : same;
}

/**
 * @param sessions sessions of one identity pool
 * @returns one of those that nothing tells apart
 */
export function distinctSessions(sessions: readonly Session[]): Session[] {
  const result = new Map<string, Session>();
  for (const session of sessions) {
    const { role, flow, provider, way, uncertainties, steps } = session;
    const identity = JSON.stringify([role.arn, role.resource === undefined, flow, provider?.name ?? null, way.kind, way.text, uncertainties.length, steps.map(({ text }) => text)]);
    if (!result.has(identity)) result.set(identity, session);
  }
  return [...result.values()];
}
