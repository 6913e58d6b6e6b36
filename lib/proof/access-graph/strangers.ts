import { parsePolicy } from '../iam/policy-reader';
import type { Policy, Statement } from '../iam/policy';
import type { Binding, Subject } from '../solver';
import { compareTexts } from '../iam/match';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { TemplateModel } from '../template/reader';
import { assumes, whatMayBeChosen } from './assuming';
import type { IdentityPool } from './identity-pools';
import { mayTakeAnyToken, SOCIAL } from './issuers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';
import { foreignPoolId, STRANGERS, type Stranger } from './stranger';
import { anonymousCaller } from './subjects';
import type { TrustPolicies } from './trust';

/** Stands where an account has its number: equal to none that a template can name, and matched by a wildcard. */
const THEIR_ACCOUNT = 'another-account';

const ANY: Binding = { kind: 'free', domain: { kind: 'any' }, optional: true };
const MISSING: Binding = { kind: 'missing' };
const SOME_TAG: Binding = { kind: 'free', domain: { kind: 'session-tag' }, optional: true };
/** Whoever has credentials of AWS passes policies of their own account, and has to be let in by the resource. */
const EVERYTHING: Policy = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, { resource: 'their own policy', path: '', kind: 'identity' });

/**
 * Somebody with credentials of an account of AWS that is not of the templates.
 *
 * @param model for symbols
 * @param policies resource policies
 * @param kind by what they have them
 * @param owner a key that tells owners apart, where it is the identity id; they have one of their own
 * @returns the subject
 */
export function strangerWith(model: TemplateModel, policies: readonly Policy[], kind: Exclude<Stranger, 'token'>, owner?: 'identity-id'): Subject {
  const role = model.symbols.symbolFor('their role', 'their-role', 'open', 'whoever has an account names its roles');
  // The ids of roles are unique in all of AWS, the name of a session is theirs.
  const userId = `${model.symbols.symbolFor('the id of their role', 'their-role-id', 'role-id')}:${model.symbols.symbolFor('their session', 'their-session', 'open', 'whoever begins a session names it')}`;
  const service = 'cognito-identity.amazonaws.com';
  const ofPool = kind === 'identity-pool';
  return {
    title: STRANGERS[kind],
    principal: { kind: 'session', roleArn: `arn:aws:iam::${THEIR_ACCOUNT}:role/${role}`, account: THEIR_ACCOUNT, ...(ofPool && { provider: service }) },
    keys: {
      'aws:PrincipalTag/*': SOME_TAG,
      ...(ofPool && {
        [`${service}:aud`]: { kind: 'value', value: foreignPoolId(model) },
        [`${service}:sub`]: owner === undefined ? { kind: 'free', domain: { kind: 'identity-id' } } : { kind: 'owner' },
      }),
    },
    ambient: {
      ...Object.fromEntries(Object.entries(anonymousCaller(policies).ambient ?? {}).filter(([key]) => !/^(aws:principal\*|cognito-identity\*|aws:tokenissuetime)$/i.test(key))),
      'aws:PrincipalOrgID': MISSING, 'aws:PrincipalOrgPaths': MISSING, 'aws:SourceOwner': MISSING, 'aws:userid': { kind: 'value', value: userId }, 'aws:username': ANY, 'aws:PrincipalType': { kind: 'value', value: 'AssumedRole' },
      'kms:CallerAccount': { kind: 'value', value: THEIR_ACCOUNT }, 'sts:ExternalId': ANY, [`${service}:*`]: ofPool ? ANY : MISSING,
      'aws:FederatedProvider': ofPool ? { kind: 'value', value: service } : ANY,
    },
    policies,
  };
}

/**
 * Whom policies of resources may let in who is not of the app: everybody whose credentials say something, or whoever has a token of any
 * identity pool or of a provider that every account takes tokens of.
 *
 * @param model for symbols
 * @param policies resource policies
 * @param owner a key that tells owners apart, where it is the identity id
 * @param naming the policies that decide who is asked about; left out: the same
 * @returns the subjects
 */
export function strangersAdmittedBy(model: TemplateModel, policies: readonly Policy[], owner?: 'identity-id', naming: readonly Policy[] = policies): Subject[] {
  const allowing = naming.flatMap(({ statements }) => statements).filter(({ effect }) => effect === 'Allow');
  const federated = allowing.flatMap(({ principals }) => principals?.byKind.get('Federated') ?? []);
  const ofPools = federated.some((name) => name.startsWith('cognito-identity') || holdsOpenSymbol(name));
  const ofAnybody = allowing.some((statement) => namesStrangers(statement) && looksAtCaller(statement));
  return [
    ...(ofPools || ofAnybody ? (['account', 'identity-pool'] as const).map((kind) => strangerWith(model, policies, kind, owner)) : []),
    ...(allowing.some((statement) => namesStrangers(statement) && tellsUsers(statement)) ? [asUser(model, strangerWith(model, policies, 'account', owner))] : []),
    ...SOCIAL.filter((name) => federated.some((one) => compareTexts(one, name) !== 'no')).map((name) => withTokenOf(name, strangerWith(model, policies, 'account'))),
  ];
}

/** Whoever has an account has roles that take tokens of the provider. */
function withTokenOf(provider: string, { principal, ...stranger }: Subject): Subject {
  return {
    ...stranger, title: `somebody with a token of ${provider}`, principal: { ...principal, provider },
    ambient: { ...stranger.ambient, [`${provider}:*`]: ANY, 'aws:FederatedProvider': { kind: 'value', value: provider } },
  };
}

/**
 * Whoever has an account has users of IAM in it, too.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function asUser(model: TemplateModel, { principal, ...stranger }: Subject): Subject {
  const user = model.symbols.symbolFor('their user', 'their-user', 'open', 'whoever has an account names its users');
  const arn = `arn:aws:iam::${THEIR_ACCOUNT}:user/${user}`;
  const value = (text: string): Binding => ({ kind: 'value', value: text });
  return {
    ...stranger, title: 'a user of IAM in an account of AWS of their own', principal: { ...principal, roleArn: arn },
    ambient: {
      ...stranger.ambient, 'aws:PrincipalArn': value(arn), 'aws:userid': value(model.symbols.symbolFor('the id of their user', 'their-user-id', 'user-id')), 'aws:username': value(user), 'aws:PrincipalType': value('User'),
      'aws:FederatedProvider': MISSING,
    },
  };
}

/** What differs between users and roles. */
const OF_USERS: ReadonlySet<string> = new Set(['aws:userid', 'aws:username', 'aws:principaltype', 'aws:principalarn']);

function tellsUsers({ conditions, resources }: Statement): boolean {
  return conditions.some(({ key }) => OF_USERS.has(key)) || resources.some(({ text }) => /\$\{aws:(?:userid|username|PrincipalType|PrincipalArn)\}/i.test(text));
}

/** Whom only the deployment tells a statement names may be everybody. */
function namesStrangers({ unknown, principals }: Statement): boolean {
  return unknown !== undefined || principals?.negated === true || [...principals?.byKind ?? []].some(([kind, names]) => kind !== 'Service' && names.some((name) => compareTexts(name, '*') !== 'no'));
}

/** Whether what a statement gives differs with who asks: of what it gives to all alike, the anonymous caller shows it. */
function looksAtCaller({ unknown, uncertain, conditions, resources }: Statement): boolean {
  return unknown !== undefined || uncertain !== undefined || conditions.length > 0 || resources.some(({ text }) => text.includes('${') || holdsOpenSymbol(text));
}

/**
 * The roles of the templates that people come by who are not of the app.
 *
 * @param model for symbols
 * @param roles the roles
 * @param trust whom trust policies admit
 * @param pool an identity pool of the templates, which says where they are deployed
 * @returns their sessions
 */
export function strangersSessions(model: TemplateModel, roles: Roles, trust: TrustPolicies, pool: IdentityPool): Session[] {
  return roles.all().filter(({ resource }) => resource !== undefined).flatMap((role) => [...byToken(model, role, trust, pool), ...byAccount(model, role, pool)]);
}

/**
 * @param role a role
 * @returns whether its trust policy may let in who is not of the app
 */
export function trustsStrangers({ trust }: Role): boolean {
  return !trust.statements.every((statement) => pinsPools(statement, 'cognito-identity.amazonaws.com')) || trust.statements.some((statement) => statement.effect === 'Allow' && namesStrangers(statement));
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
function byToken(model: TemplateModel, role: Role, trust: TrustPolicies, pool: IdentityPool): Session[] {
  if (role.trust.statements.every((statement) => pinsPools(statement, pool.service))) return [];
  const answer = trust.admits(role, pool.service, { kind: 'value', value: foreignPoolId(model) }, undefined);
  if (answer.found === 'no') return [];
  const step = { text: `asks AWS STS for ${role.name} with a token of an identity pool of their own`, ...(answer.statement !== undefined && { statement: answer.statement }) };
  const tags = trust.admits(role, pool.service, { kind: 'value', value: foreignPoolId(model) }, undefined, 'sts:TagSession').found !== 'no';
  return [{
    pool, provider: undefined, role, flow: 'direct', stranger: 'identity-pool', ...(tags && { tagged: true }), way: { kind: 'steps', text: step.text }, by: role.resource, steps: [step],
    uncertainties: answer.found === 'yes' ? [] : [answer.reason],
  }];
}

/** Whether a statement lets in no identity pool but those that somebody named. */
function pinsPools(statement: Statement, service: string): boolean {
  const { effect, unknown, principals, conditions } = statement;
  if (unknown !== undefined) return false;
  if (effect === 'Deny') return true;
  if (principals?.negated !== true && !mayTakeAnyToken(statement) && ![...principals?.byKind ?? []].some(([kind, names]) => kind !== 'AWS' && kind !== 'Service' && names.some((name) => name === '*' || name.includes('cognito-identity') || holdsOpenSymbol(name)))) return true;
  return conditions.some(({ operator, key, values }) => /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/.test(operator) && key === `${service}:aud` && values.every((value) => !/[*?]|\$\{/.test(value) && !(operator.includes('Like') && holdsOpenSymbol(value))));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function byAccount(model: TemplateModel, role: Role, pool: IdentityPool): Session[] {
  if (!role.trust.statements.some((statement) => statement.effect === 'Allow' && namesStrangers(statement))) return [];
  const { answer, tagging } = assumes(strangerWith(model, [role.trust, EVERYTHING], 'account'), role);
  if (answer.found === 'no') return [];
  const step = { text: `assumes ${role.name} with an account of AWS of their own`, ...(answer.statement !== undefined && { statement: answer.statement }) };
  return [{
    pool, provider: undefined, role, flow: 'assumed', stranger: 'account', ...(tagging.found !== 'no' && { tagged: true }), way: { kind: 'steps', text: step.text }, by: role.resource, steps: [step],
    uncertainties: answer.found === 'yes' ? [whatMayBeChosen(role)].filter((reason) => reason !== undefined) : [answer.reason],
  }];
}
