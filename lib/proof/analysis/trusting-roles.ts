import { mayTakeAnyToken } from '../access-graph/issuers';
import type { Role } from '../access-graph/roles';
import type { Statement } from '../iam/policy';
import type { Binding, Reachability } from '../solver';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { Resource } from '../template/reader';
import { once } from '../template/once';
import { textOf } from '../template/value';
import type { CheckContext } from './check-context';

/** Somebody who signed in. */
export const SIGNED_IN: Binding = { kind: 'list', values: ['authenticated', 'accounts.google.com'] };
/** Anybody: a trust policy may name any provider. */
export const ANYBODY: Binding = { kind: 'list', values: [], more: true };
/** Somebody who did not. */
export const GUEST: Binding = { kind: 'list', values: ['unauthenticated'] };

/** A role of the templates that trusts identity pools. */
export interface TrustingRole {
  /** The role. */
  readonly role: Role;
  /** Its resource. */
  readonly resource: Resource;
  /** The names of the identity service that its trust policy spells, or may spell where it is not known. */
  readonly services: readonly string[];
}

/**
 * @param context what is reachable
 * @returns the roles of the templates that trust identity pools; of those that identity pools hand out also such as perhaps do
 */
export function trustingRoles(context: CheckContext): TrustingRole[] {
  const uses = once(() => usesOfRoles(context));
  return context.graph.roles.all().flatMap((role): TrustingRole[] => {
    const named = role.trust.statements.filter(({ effect }) => effect === 'Allow').flatMap(({ principals }) => principals?.byKind.get('Federated') ?? []);
    const spelled = [...new Set(named.filter((name) => /^cognito-identity[.-]/.test(name)))];
    const mayTrust = spelled.length === 0 && role.trust.statements.some((statement) => (mayNamePools(statement) || mayTakeAnyToken(statement)) && (uses().has(role.arn) || isAboutTokens(statement)));
    const services = mayTrust ? [...new Set(context.graph.pools.map(({ service }) => service))] : spelled;
    return services.length === 0 || role.resource === undefined ? [] : [{ role, resource: role.resource, services }];
  });
}

/** Whether a statement names what people do with a token, and not that among all else. */
function isAboutTokens({ unknown, notAction, actions }: Statement): boolean {
  return unknown === undefined && !notAction && actions.some(({ text }) => /^sts:AssumeRoleWithWebIdentity$/i.test(text));
}

/** Whether only the deployment tells what a statement says, or which provider it names. */
function mayNamePools({ unknown, principals }: Statement): boolean {
  return unknown !== undefined || [...principals?.byKind ?? []].some(([kind, names]) => kind !== 'AWS' && kind !== 'Service' && names.some(holdsOpenSymbol));
}

/**
 * @param context what is reachable
 * @param role a role
 * @param service the name of the identity service
 * @returns the ids of identity pools that matter to the role: those that its trust policy spells out, and those of the templates
 */
export function knownAudiences(context: CheckContext, role: Role, service: string): string[] {
  const stated = role.trust.statements.flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => key === `${service}:aud` && /(^|:)(String|Arn)(Equals|Like)/.test(operator))
    .flatMap(({ operator, values }) => (/(^|:)StringEquals/.test(operator) ? values : values.filter((value) => !/[*?]/.test(value))));
  return [...new Set([...stated.filter((value) => value !== ''), ...context.graph.pools.map(({ id }) => id)])];
}

/** Whom a role is handed out to by the identity pools of the templates. */
export interface Uses {
  /** Whether it is the role of guests. */
  readonly guests: boolean;
  /** Whether it is a role of people who signed in. */
  readonly signedIn: boolean;
}

/**
 * @param context what is reachable
 * @returns whom each role is handed out to, by ARN; a role that an ARN may name, perhaps
 */
export function usesOfRoles(context: CheckContext): Map<string, Uses> {
  const { graph } = context;
  const result = new Map<string, Uses>();
  const add = (arn: string | undefined, uses: Partial<Uses>): void => {
    for (const { role } of arn === undefined ? [] : graph.roles.find(arn)) result.set(role.arn, { ...(result.get(role.arn) ?? { guests: false, signedIn: false }), ...uses });
  };
  for (const pool of graph.pools) {
    for (const { roles, mappings } of pool.attachments) {
      add(textOf(roles.unauthenticated), { guests: true });
      add(textOf(roles.authenticated), { signedIn: true });
      for (const rule of mappings.flatMap(({ rules }) => rules)) add(textOf(rule.role), { signedIn: true });
    }
  }
  for (const group of graph.userPools.all.flatMap(({ groups }) => groups)) add(textOf(group.role), { signedIn: true });
  return result;
}

/**
 * @param context what is reachable
 * @param answer who was let in
 * @param who who that is, for people
 * @param role the role
 * @returns the case that breaks a rule about trust
 */
export function obtains(context: CheckContext, answer: Reachability, who: string, role: Role): { counterexample: NonNullable<ReturnType<CheckContext['counterexample']>>; statement?: string } {
  const values = Object.fromEntries(Object.entries(answer.request?.context ?? {}).map(([key, value]) => [key, context.render(typeof value === 'string' ? value : value.join(', '))]));
  return {
    ...(answer.statement !== undefined && { statement: answer.statement }),
    counterexample: {
      who, verb: 'obtains', what: context.render(role.arn), by: answer.statement ?? role.trust.origin.path,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: context.render(role.arn), context: values },
      replayed: answer.request !== undefined,
    },
  };
}
