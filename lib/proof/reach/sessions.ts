import { findAllowed, type Binding, type Person, type Reachability } from '../forall';
import { canonical } from '../iam/canonical';
import { evaluate } from '../iam/evaluate';
import type { Resource, TemplateModel } from '../template/reader';
import { holdsOpenSymbol } from '../template/symbols';
import { Unresolved, textOf, type Value } from '../template/value';
import type { Attachment, IdentityPool, Mapping, Provider } from './identity-pools';
import type { Role, Roles } from './roles';

/** How somebody comes by a role. */
export type Way =
  | { readonly kind: 'default'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string; readonly userPool: string; readonly text: string }
  | { readonly kind: 'rule'; readonly claim: string; readonly text: string }
  /** The client names a role that trusts it. */
  | { readonly kind: 'choice'; readonly text: string };

/** Credentials of one role that somebody can obtain from an identity pool, in one way. */
export interface Session {
  /** The pool. */
  readonly pool: IdentityPool;
  /** The role. */
  readonly role: Role;
  /** The flow: only in the enhanced one does Cognito limit guests. */
  readonly flow: 'enhanced' | 'classic';
  /** How they signed in; undefined for guests. */
  readonly provider: Provider | undefined;
  /** How they come by the role. */
  readonly way: Way;
  /** Why it is not certain that they can obtain it; empty when it is. */
  readonly doubts: readonly string[];
  /** The resource that hands out the role, where there is one. */
  readonly by: Resource | undefined;
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
  if (provider.kind !== 'user-pool') return ['authenticated', ...provider.names];
  return ['authenticated', provider.name, `${provider.name}:CognitoSignIn:${model.symbols.symbolFor('user-sub', 'sub', 'generated')}`];
}

/** Finds who can obtain which role from the identity pools. */
export class SessionFinder {
  private readonly meanings = new Map<string, number>();
  private readonly answers = new Map<string, { readonly answer: Reachability; readonly at: number }>();

  public constructor(private readonly model: TemplateModel, private readonly roles: Roles) {}

  /**
   * @param pool an identity pool
   * @returns every session that somebody can obtain from it
   */
  public sessions(pool: IdentityPool): Session[] {
    const people: (Provider | undefined)[] = [...pool.providers, ...(pool.guests === false ? [] : [undefined])];
    const result = new Map<string, Session>();
    const unseen = pool.unknown.length > 0 ? this.chosen(pool, this.unseenProvider(pool)) : [];
    for (const session of [...people.flatMap((provider) => [...this.enhanced(pool, provider), ...this.chosen(pool, provider)]), ...unseen]) {
      const identity = identityOf(session);
      if (!result.has(identity)) result.set(identity, session);
    }
    return [...result.values()];
  }

  /**
   * Whether the trust policy of a role admits somebody.
   *
   * @param role the role
   * @param service the name of the identity service
   * @param audience the id of the identity pool, or what is known of it
   * @param methods the sign-in methods, or what is known of them; left out: any
   * @param action what is asked of the role
   * @returns the answer of the evaluator, for all identities
   */
  public admits(role: Role, service: string, audience: Binding, methods: Binding | undefined, action = 'sts:AssumeRoleWithWebIdentity'): Reachability {
    if (pinsAnother(role, service, audience)) return { found: 'no', reason: 'every statement of the trust policy pins aud to another identity pool', assumptions: [] };
    const meaning = this.meaningOf(role);
    if (meaning === undefined) return this.answer(role, service, audience, methods, action);
    const key = JSON.stringify([meaning, service, audience, methods, action]);
    const before = this.answers.get(key);
    if (before !== undefined) return spokenOf(before, role);
    const answer = this.answer(role, service, audience, methods, action);
    const sayable = answer.found === 'no' ? answer.statement === undefined : answer.request !== undefined;
    if (sayable) this.answers.set(key, { answer, at: role.trust.statements.findIndex(({ id }) => id === answer.statement) });
    return answer;
  }

  /** A number that roles share whose trust policies say the same; none where a policy says something of resources. */
  private meaningOf({ trust }: Role): number | undefined {
    if (trust.statements.some(({ resources, unknown }) => resources.length > 0 || unknown !== undefined)) return undefined;
    const meaning = trust.statements.map(canonical).join('\n');
    const known = this.meanings.get(meaning) ?? this.meanings.size;
    this.meanings.set(meaning, known);
    return known;
  }

  private answer(role: Role, service: string, audience: Binding, methods: Binding | undefined, action: string): Reachability {
    const asker: Person = {
      title: 'somebody with a token of an identity pool',
      principal: { kind: 'federated', provider: service },
      keys: {
        [`${service}:aud`]: audience,
        ...(methods !== undefined && { [`${service}:amr`]: methods }),
        [`${service}:sub`]: { kind: 'free', domain: { kind: 'identity-id' } },
      },
      policies: [role.trust],
    };
    return this.atOnce(asker, role, service, action) ?? findAllowed(asker, { actions: [action], resources: [role.arn] });
  }

  /** A trust policy that looks at nothing but fixed values decides all requests alike: one request tells. */
  private atOnce({ principal, keys }: Person, role: Role, service: string, action: string): Reachability | undefined {
    const context: Record<string, string | readonly string[]> = {};
    for (const [key, binding] of Object.entries(keys)) {
      if (binding.kind === 'value') context[key] = binding.value;
      if (binding.kind === 'list' && binding.more !== true) context[key] = binding.values;
    }
    const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
    const decided = role.trust.statements.every(({ conditions, unknown }) => unknown === undefined
      && conditions.every(({ key, values }) => known.has(key) && !values.some((value) => value.includes('${'))));
    if (!decided) return undefined;
    const request = { action, resource: role.arn, principal, context: { ...context, [`${service}:sub`]: 'us-east-1:11111111-1111-4111-8111-111111111111' } };
    const { verdict, reason, statement } = evaluate([role.trust], request);
    const found = verdict === 'ALLOWED' ? 'yes' : verdict === 'DENIED' ? 'no' : 'maybe';
    return { found, reason, assumptions: [], ...(statement !== undefined && { statement }), ...(found === 'yes' && { request }) };
  }

  /** Where not all of a pool is known, people may sign in whom its template does not show. */
  private unseenProvider(pool: IdentityPool): Provider {
    const name = this.model.symbols.symbolFor('unseen-provider', 'a provider', 'open', pool.unknown[0]);
    return { name, names: [name], kind: 'social' };
  }

  private enhanced(pool: IdentityPool, provider: Provider | undefined): Session[] {
    return pool.attachments.flatMap((attachment) => {
      const mappings = provider === undefined ? [] : attachment.mappings.filter((mapping) => concerns(mapping, provider));
      if (provider === undefined || mappings.length === 0) return this.byDefault(pool, provider, attachment);
      return mappings.flatMap((mapping) => this.mapped(pool, provider, attachment, mapping));
    });
  }

  private byDefault(pool: IdentityPool, provider: Provider | undefined, attachment: Attachment): Session[] {
    const key = provider === undefined ? 'unauthenticated' : 'authenticated';
    const role = attachment.roles[key];
    if (role === undefined) return [];
    return this.session(pool, provider, role, { kind: 'default', text: `Roles.${key}` }, attachment.resource);
  }

  private mapped(pool: IdentityPool, provider: Provider, attachment: Attachment, mapping: Mapping): Session[] {
    const result: Session[] = [];
    if (mapping.type !== 'Rules') result.push(...this.byGroup(pool, provider, mapping));
    for (const rule of mapping.rules) {
      result.push(...this.session(pool, provider, rule.role ?? new Unresolved('the role of a rule is unknown'), { kind: 'rule', claim: rule.claim, text: rule.text }, attachment.resource));
    }
    if (mapping.otherwise !== 'Deny') result.push(...this.byDefault(pool, provider, attachment));
    return result;
  }

  private byGroup(pool: IdentityPool, provider: Provider, mapping: Mapping): Session[] {
    const userPool = this.model.resources.find((resource) => resource.type === 'AWS::Cognito::UserPool' && provider.name.endsWith(`/${resource.ref}`));
    if (provider.kind !== 'user-pool' || userPool === undefined || mapping.type === undefined) {
      return this.anyRole(pool, provider, `the roles that the tokens of ${this.model.symbols.render(provider.name)} name are not in the templates`);
    }
    return this.model.resources.filter((resource) => resource.type === 'AWS::Cognito::UserPoolGroup').flatMap((group) => {
      const itsPool = textOf(group.properties.UserPoolId);
      const role = group.properties.RoleArn;
      if (role === undefined || (itsPool !== userPool.ref && itsPool !== undefined && !holdsOpenSymbol(itsPool))) return [];
      const name = textOf(group.properties.GroupName) ?? group.ref;
      return this.session(pool, provider, role, { kind: 'group', group: name, userPool: userPool.ref, text: `group '${name}'` }, group);
    });
  }

  private session(pool: IdentityPool, provider: Provider | undefined, role: Value, way: Way, by: Resource): Session[] {
    const arn = textOf(role);
    if (arn === undefined) return this.anyRole(pool, provider, role instanceof Unresolved ? role.reason : `the role of ${way.text} is not an ARN`);
    return this.trusting(pool, provider, this.roles.find(arn), { flow: 'enhanced', way, by, doubts: [] });
  }

  private anyRole(pool: IdentityPool, provider: Provider | undefined, reason: string): Session[] {
    const way: Way = { kind: 'choice', text: 'any role that trusts the identity pool' };
    return this.roles.all().flatMap((role) => this.trusting(pool, provider, role, { flow: 'enhanced', way, by: undefined, doubts: [reason] }));
  }

  /** In the classic flow the client asks for a role by itself: any that trusts the pool and the sign-in method will do. */
  private chosen(pool: IdentityPool, provider: Provider | undefined): Session[] {
    const doubts = [...pool.unknown];
    if (pool.classicFlow === undefined) doubts.push('whether the classic flow is on is known only at deployment');
    if (pool.classicFlow === false && pool.unknown.length === 0) return [];
    if (pool.attachments.some((attachment) => attachment.mappings.length > 0)) {
      doubts.push('Cognito refuses the classic flow where role mappings are set, but does not say for which users');
    }
    const way: Way = { kind: 'choice', text: 'chosen by the client' };
    return this.roles.all().flatMap((role) => this.trusting(pool, provider, role, { flow: 'classic', way, by: pool.resource, doubts }));
  }

  private trusting(pool: IdentityPool, provider: Provider | undefined, role: Role, rest: Pick<Session, 'flow' | 'way' | 'by' | 'doubts'>): Session[] {
    const answer = this.admits(role, pool.service, { kind: 'value', value: pool.id }, { kind: 'list', values: authenticationMethods(provider, this.model) });
    if (answer.found === 'no') return [];
    const doubts = [...rest.doubts, ...(provider === undefined && pool.guests === undefined ? ['whether guests get an identity is known only at deployment'] : [])];
    return [{ pool, provider, role, ...rest, doubts: answer.found === 'maybe' ? [...doubts, answer.reason] : doubts }];
  }
}

/** The answer about another role whose trust policy says the same, of this one. */
function spokenOf({ answer, at }: { readonly answer: Reachability; readonly at: number }, role: Role): Reachability {
  const statement = role.trust.statements[at]?.id;
  if (statement === undefined || answer.request === undefined) return answer;
  return { ...answer, statement, reason: `${statement} allows it`, request: { ...answer.request, resource: role.arn } };
}

/** Whether every statement that lets somebody in asks for the token of an identity pool of which this one surely is not. */
function pinsAnother({ trust }: Role, service: string, audience: Binding): boolean {
  const isOther = otherThan(audience);
  return isOther !== undefined && trust.statements.every(({ effect, unknown, conditions }) => unknown === undefined && (effect === 'Deny' || conditions.some((condition) =>
    condition.operator === 'StringEquals' && condition.key === `${service}:aud` && condition.values.every((value) => !value.includes('${') && isOther(value)))));
}

/** Tells whether an audience surely is not some value; undefined when too little is known of it. */
function otherThan(audience: Binding): ((value: string) => boolean) | undefined {
  if (audience.kind === 'value') return holdsOpenSymbol(audience.value) ? undefined : (value) => value !== audience.value && !holdsOpenSymbol(value);
  if (audience.kind !== 'free' || audience.domain.kind !== 'not') return undefined;
  const pools = new Set(audience.domain.values);
  return (value) => pools.has(value);
}

function concerns(mapping: Mapping, provider: Provider): boolean {
  return provider.names.includes(mapping.provider) || holdsOpenSymbol(mapping.provider);
}

/** A text that two sessions of one pool share when nothing tells them apart. */
function identityOf({ role, flow, provider, way, doubts }: Session): string {
  return JSON.stringify([role.arn, flow, provider?.name ?? null, way.kind, way.text, doubts.length]);
}
