import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool, Provider } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import { writersOf } from '../analysis/attribute-writers';
import { booleanOf, isMap, textOf } from '../template/value';
import type { Resource } from '../template/reader';
import type { Alike } from './alike';
import type { AccessChange } from './change';

type Direction = AccessChange['direction'];

/**
 * What makes people into others than they were, without a policy that says so: signing up, tokens that count for longer, writing what a
 * rule or a tag goes by, becoming a member, and what a trigger writes into tokens.
 *
 * @param before who reached what
 * @param now who reaches what
 * @param alike what is the same on both sides
 * @param direction the direction
 * @returns what is gained by it
 */
export function waysIn(before: AccessGraph, now: AccessGraph, alike: Alike, direction: Direction): AccessChange[] {
  const found = now.pools.flatMap((pool) => pool.providers.flatMap((provider) => {
    const [userPool] = now.userPools.named(provider.name);
    if (provider.kind !== 'user-pool' || userPool === undefined) return [];
    const former = before.userPools.all.find(({ resource }) => isSame(resource, userPool.pool.resource));
    const formerPool = before.pools.find(({ resource }) => isSame(resource, pool.resource));
    if (former === undefined || formerPool === undefined) return [];
    return [...signUps(userPool.pool, former, alike), ...unchecked(pool, formerPool, provider, alike), ...written(pool, formerPool, provider, userPool.pool, former), ...triggers(now, pool, userPool.pool, alike)];
  }));
  return [...found, ...memberships(now, alike)].map((one) => ({ ...one, direction, who: now.model.symbols.render(one.who) }));
}

const isSame = (one: Resource, other: Resource): boolean => one.stack === other.stack && one.id === other.id;

function change(who: string, action: string, { id, stack, file }: Resource, location: string, rest: Partial<AccessChange>): AccessChange {
  return { direction: 'gained', verdict: 'FOUND', who, actions: [action], resources: [id], conditions: [], steps: [], statement: '', resource: id, stack, file, location, ...rest };
}

/** Who could not have an account may make one. */
function signUps({ resource, selfSignUp, preSignUp }: UserPool, former: UserPool, alike: Alike): AccessChange[] {
  const open = !selfSignUp.known || selfSignUp.value;
  const wasOpen = former.selfSignUp.known ? former.selfSignUp.value : alike.isResourceAlike(resource);
  if (!open) return [];
  if (wasOpen) return refusedNoMore(resource, preSignUp, former, alike);
  const doubt = !selfSignUp.known ? selfSignUp.reason : preSignUp !== undefined ? 'a pre sign-up trigger decides' : former.selfSignUp.known ? undefined : former.selfSignUp.reason;
  return [change('anybody', 'cognito-idp:SignUp', resource, 'Properties.AdminCreateUserConfig', {
    verdict: doubt === undefined ? 'FOUND' : 'UNKNOWN', reason: doubt ?? `anybody can sign up, and may do what users who signed in to '${resource.id}' may`,
  })];
}

/** Whom a trigger refused, another, or none, may let in. */
function refusedNoMore(resource: Resource, preSignUp: UserPool['preSignUp'], former: UserPool, alike: Alike): AccessChange[] {
  if (former.preSignUp === undefined || (preSignUp !== undefined && alike.isPartAlike(resource, 'Properties.LambdaConfig'))) return [];
  return [change('anybody', 'cognito-idp:SignUp', resource, 'Properties.LambdaConfig', { verdict: 'UNKNOWN', reason: `a pre sign-up trigger decided who may sign up in '${resource.id}', and it has changed or is gone` })];
}

/** Who was signed out, disabled or deleted goes on getting credentials where the identity pool does not ask the user pool. */
function unchecked({ resource }: IdentityPool, former: IdentityPool, provider: Provider, alike: Alike): AccessChange[] {
  if (alike.isResourceAlike(resource)) return [];
  const [now, was] = [resource, former.resource].map((pool) => checksOf(pool, provider));
  if (was.length === 0 || was.includes('off') || now.every((check) => check === 'on')) return [];
  const isSure = now.includes('off') && !was.includes('open');
  return [change('users who were signed out, disabled or deleted', 'cognito-identity:GetCredentialsForIdentity', resource, 'Properties.CognitoIdentityProviders', {
    verdict: isSure ? 'FOUND' : 'UNKNOWN', reason: `'${resource.id}' ${isSure ? 'no longer asks' : 'perhaps no longer asks'} the user pool whether a token still counts (ServerSideTokenCheck)`,
  })];
}

function checksOf({ properties }: Resource, { names }: Provider): ('on' | 'off' | 'open')[] {
  const entries = properties.items('CognitoIdentityProviders');
  if (!entries.known) return ['open'];
  return entries.value.flatMap((entry) => {
    if (!isMap(entry)) return ['open' as const];
    const name = textOf(entry.ProviderName);
    if (name !== undefined && !names.includes(name)) return [];
    const check = entry.ServerSideTokenCheck === undefined ? false : booleanOf(entry.ServerSideTokenCheck);
    return [check === undefined ? 'open' as const : check ? 'on' as const : 'off' as const];
  });
}

/** Who writes what a rule or a session tag goes by chooses whose access they have. */
function written(pool: IdentityPool, formerPool: IdentityPool, provider: Provider, userPool: UserPool, former: UserPool): AccessChange[] {
  const before = new Set(decidingClaims(formerPool, provider));
  return decidingClaims(pool, provider).flatMap((claim): AccessChange[] => {
    const [writer] = writersOf(userPool, claim);
    const could = before.has(claim) && writersOf(former, claim).some(({ client, doubt }) => doubt === undefined || client.id === writer?.client.id);
    if (writer === undefined || could) return [];
    return [change(`users of ${userPool.resource.id}`, 'cognito-idp:UpdateUserAttributes', writer.client, 'Properties.WriteAttributes', {
      verdict: writer.doubt === undefined ? 'FOUND' : 'UNKNOWN', reason: writer.doubt ?? `they write '${claim}' themselves, which decides their role or session tag`,
    })];
  });
}

function decidingClaims(pool: IdentityPool, provider: Provider): string[] {
  const names = ['*', ...provider.names];
  const tags = pool.tagMaps.filter((map) => names.includes(map.provider)).flatMap(({ claims }) => [...claims.values()]);
  return [...new Set([...tags, ...pool.attachments.flatMap(({ mappings }) => mappings.flatMap(({ rules }) => rules.map(({ claim }) => claim)))])];
}

/** What a function writes into tokens is not in the templates. */
function triggers(now: AccessGraph, pool: IdentityPool, { resource, preTokenGeneration }: UserPool, alike: Alike): AccessChange[] {
  if (preTokenGeneration === undefined || now.triggeredSessions(pool).length === 0 || alike.isResourceAlike(resource)) return [];
  return [change(`users of ${resource.id}`, 'sts:AssumeRoleWithWebIdentity', resource, 'Properties.LambdaConfig', {
    verdict: 'UNKNOWN', reason: 'which groups and roles the pre token generation trigger writes into tokens is not in the templates, and the user pool or the function has changed',
  })];
}

function memberships(now: AccessGraph, alike: Alike): AccessChange[] {
  return now.model.resources.filter((one) => one.type === 'AWS::Cognito::UserPoolUserToGroupAttachment' && !alike.isResourceAlike(one)).map((one) => {
    const [user, group] = ['Username', 'GroupName'].map((name) => textOf(one.properties.get(name)) ?? '?');
    return change(`user '${user}'`, 'cognito-idp:AdminAddUserToGroup', one, 'Properties', { reason: `the template makes them a member of the group '${group}'` });
  });
}
