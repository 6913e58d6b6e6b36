import type { UserPool } from '../access-graph/user-pools';
import type { CheckContext } from '../analysis/check-context';
import { decidingClaims, type DecidingClaim } from '../analysis/deciding-claims';
import { isMap, textOf, type Value } from '../template/value';
import type { Judgement, Rule } from './rule';

/** A claim that decides is one that tokens can have. */
export const claimNeverThere: Rule = {
  id: 'claim-never-there',
  title: 'rules and session tags read claims that tokens of the user pool can have',
  why: 'A user pool writes its standard and custom attributes into ID tokens, and nothing else unless a trigger adds it. A rule on another claim matches nobody, and a session tag from one is never set: users get the fallback, or lose what a policy gives by the tag.',
  fix: 'read an attribute that the user pool has',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html',
  severity: 'warning',
  check: (context) => decidingClaims(context).flatMap((claim) => (claim.userPool === undefined ? [] : [check(context, claim, claim.userPool)])),
};

/** What ID tokens hold without a custom attribute: the standard claims of OpenID Connect, and Cognito's own. */
const OF_EVERY_POOL = new Set([
  'sub', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale',
  'phone_number', 'phone_number_verified', 'address', 'updated_at', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'jti', 'origin_jti', 'event_id', 'token_use', 'at_hash', 'amr', 'acr', 'identities',
  'cognito:username', 'cognito:groups', 'cognito:roles', 'cognito:preferred_role', 'cognito:mfa_enabled',
]);

function check(context: CheckContext, { claim, by, location, decides, match, hidden }: DecidingClaim, { resource, preTokenGeneration }: UserPool): Judgement {
  const about = { about: by, subject: `${claim} for ${decides}`, location };
  if (hidden !== undefined) return { ...about, verdict: 'UNKNOWN', message: hidden };
  if (OF_EVERY_POOL.has(claim)) return { ...about, verdict: 'PROVED', message: `tokens of every user pool can have ${claim}` };
  if (preTokenGeneration !== undefined) return { ...about, verdict: 'PROVED', message: `the pre token generation trigger of '${resource.id}' can add ${claim}`, assumptions: [`the pre token generation trigger of '${resource.id}' adds ${claim}, or the pool has it`] };
  const schema = resource.properties.items('Schema');
  if (!schema.known) return { ...about, verdict: 'UNKNOWN', message: `which attributes '${resource.id}' has is known only at deployment: ${schema.reason}` };
  const names = schema.value.map(nameOf);
  if (names.some((name) => name !== undefined && named(name).includes(claim))) return { ...about, verdict: 'PROVED', message: `'${resource.id}' has ${claim}` };
  const open = schema.value.flatMap((one): (Value | undefined)[] => [one, isMap(one) ? one.Name : undefined]).map((one) => resource.properties.why(one)).find((why) => why !== undefined) ?? resource.properties.why(claim);
  if (open !== undefined) return { ...about, verdict: 'UNKNOWN', message: `which attributes '${resource.id}' has is known only at deployment: ${open}` };
  const custom = names.flatMap((name) => (name === undefined || OF_EVERY_POOL.has(name) ? [] : [named(name)[0]]));
  return {
    ...about, verdict: 'VIOLATED', message: `'${resource.id}' has no attribute ${context.render(claim)}, so no token has it: ${decides} is never ${match === undefined ? 'set' : 'given'}`,
    fix: custom.length === 0 ? `read a standard attribute of '${resource.id}', or take what reads ${context.render(claim)} out: it never applies` : `read an attribute that '${resource.id}' has (${custom.map((name) => context.render(name)).join(', ')}), or take what reads ${context.render(claim)} out: it never applies`,
  };
}

const nameOf = (attribute: Value): string | undefined => (isMap(attribute) ? textOf(attribute.Name) : undefined);

/** A template names a custom attribute without its prefix; `dev:` stands before those that only developers write. */
const named = (name: string): string[] => (/^(custom|dev):/.test(name) || OF_EVERY_POOL.has(name) ? [name] : [`custom:${name}`, `dev:custom:${name}`]);
