import { AccessModel } from '../../../lib/proof/access-model';
import { compareTemplates } from '../../../lib/proof/comparison/compare';
import { verdictOf, type AccessChange, type Comparison } from '../../../lib/proof/comparison/change';
import { at, trust, type Template } from '../photo-app';
import { allow, arn, document, inBucket, OWN, plainApp, ref, TENANT } from '../rules/plain-app';

/** Numbers that one seed always gives in the same order. */
export class Chance {
  constructor(private state: number) {}

  /** A whole number from 0 to below the bound. */
  public below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  public of<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*', 's3:ListBucket', 'dynamodb:GetItem', 'dynamodb:*', 'kinesis:PutRecord', 'sqs:SendMessage', '*'];
const RESOURCES: readonly unknown[] = [
  inBucket('*'), inBucket('public/*'), inBucket(`users/${OWN}/*`), inBucket(`users/${OWN}*`), inBucket(`users/*`), inBucket(`${TENANT}/*`), inBucket('users/?/*'), arn('Photos'), arn('Items'), '*',
  'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks', 'arn:aws:sqs:eu-west-1:111122223333:orders',
];
const CONDITIONS: readonly object[] = [
  {}, {}, {}, { StringLike: { 's3:prefix': ['public/*'] } }, { StringLike: { 's3:prefix': [`users/${OWN}/*`] } }, { Bool: { 'aws:SecureTransport': 'true' } }, { StringEquals: { 'aws:PrincipalTag/tenant': 'blue' } },
  { StringNotEquals: { 'aws:PrincipalTag/tenant': 'blue' } }, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [OWN] } }, { Null: { 's3:prefix': 'true' } }, { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
];

function statement(chance: Chance): object {
  const [count, condition] = [1 + chance.below(2), chance.of(CONDITIONS)];
  const part = chance.below(8) === 0 ? { NotResource: chance.of(RESOURCES) } : { Resource: chance.of(RESOURCES) };
  return {
    Effect: chance.below(6) === 0 ? 'Deny' : 'Allow', ...(chance.below(12) === 0 ? { NotAction: chance.of(ACTIONS) } : { Action: Array.from({ length: count }, () => chance.of(ACTIONS)) }), ...part,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

const ROLES = ['AuthRole', 'CuratorsRole', 'GuestRole'];

function policyOf(template: Template, chance: Chance): Record<string, unknown>[] {
  return (at(template, `${chance.of(['AuthPolicy', 'GuestPolicy'])}/Properties/PolicyDocument`).Statement) as Record<string, unknown>[];
}

type Change = (template: Template, chance: Chance) => void;

/** What people change in a template, each in one way or another. */
const CHANGES: readonly Change[] = [
  (template, chance) => policyOf(template, chance).push(statement(chance) as Record<string, unknown>),
  (template, chance) => policyOf(template, chance).push(statement(chance) as Record<string, unknown>),
  (template, chance) => { policyOf(template, chance).splice(chance.below(2), 1); },
  (template, chance) => {
    const statements = policyOf(template, chance);
    if (statements.length > 0) Object.assign(chance.of(statements), { Resource: chance.of(RESOURCES), NotResource: undefined });
  },
  (template, chance) => {
    const statements = policyOf(template, chance);
    if (statements.length > 0) Object.assign(chance.of(statements), { Condition: chance.of(CONDITIONS) });
  },
  (template, chance) => { Object.assign(at(template, `${chance.of(ROLES)}/Properties`), { Policies: [{ PolicyName: 'inline', PolicyDocument: document(statement(chance), statement(chance)) }] }); },
  (template, chance) => {
    template.Resources.Limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(statement(chance), allow('s3:*', '*')) } };
    Object.assign(at(template, `${chance.of(ROLES)}/Properties`), { PermissionsBoundary: ref('Limit') });
  },
  (template, chance) => { template.Resources.PhotosPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ ...statement(chance), NotResource: undefined, Resource: inBucket('*'), Principal: chance.of<unknown>(['*', { AWS: arn(chance.of(ROLES)) }]) }) } }; },
  (template, chance) => { Object.assign(at(template, 'IdentityPool/Properties'), { AllowUnauthenticatedIdentities: chance.below(2) === 0 }); },
  (template, chance) => {
    const { web } = (at(template, 'Attachment/Properties').RoleMappings ?? {}) as { web?: object };
    if (web !== undefined) Object.assign(web, { AmbiguousRoleResolution: chance.of(['Deny', 'AuthenticatedRole']) });
  },
  (template) => { delete at(template, 'Attachment/Properties').RoleMappings; },
  (template, chance) => { template.Resources.Editors = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'editors', RoleArn: arn(chance.of(ROLES)) } }; },
  (template, chance) => { Object.assign(at(template, 'Curators/Properties'), { RoleArn: arn(chance.of(ROLES)) }); },
  (template) => { delete at(template, 'Curators/Properties').RoleArn; },
  (template, chance) => { Object.assign(at(template, 'Attachment/Properties/Roles'), { authenticated: arn(chance.of(ROLES)) }); },
  (template, chance) => { Object.assign(at(template, 'TagMap/Properties'), { PrincipalTags: chance.of([{}, { tenant: 'custom:other' }, { tenant: 'custom:tenant', team: 'custom:team' }]) }); },
  (template, chance) => { Object.assign(at(template, `${chance.of(ROLES)}/Properties`), { ManagedPolicyArns: [chance.of(['arn:aws:iam::111122223333:policy/elsewhere', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'])] }); },
  (template, chance) => { Object.assign(at(template, `${chance.of(ROLES)}/Properties`), { AssumeRolePolicyDocument: trust(chance.of(['authenticated', 'unauthenticated', null])) }); },
  (template) => { Object.assign(at(template, 'AuthRole/Properties'), { Tags: [{ Key: 'tenant', Value: 'blue' }] }); },
];

/** Two templates, of which the second has changed in some ways, or the first in others. */
export function randomPair(seed: number): { readonly before: Template; readonly after: Template } {
  const chance = new Chance(seed);
  const before = plainApp();
  for (let i = chance.below(3); i > 0; i--) chance.of(CHANGES)(before, chance);
  const after = copied(before);
  for (let i = chance.below(3); i > 0; i--) chance.of(CHANGES)(after, chance);
  return { before, after };
}

/** The same access, said in another way: roles and policies with other names, statements in another order or place. */
export function saidOtherwise(template: Template, seed: number): Template {
  const chance = new Chance(seed);
  const ids = [...ROLES, 'AuthPolicy', 'GuestPolicy'].filter(() => chance.below(2) === 0);
  const result = JSON.parse(ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}Renamed"`), JSON.stringify(template))) as Template;
  for (const resource of Object.values(result.Resources) as { Type: string; Properties: { PolicyDocument?: { Statement: unknown[] }; Roles?: { Ref: string }[] } }[]) {
    const statements = resource.Properties?.PolicyDocument?.Statement;
    if (statements !== undefined && chance.below(2) === 0) statements.reverse();
  }
  const moved = Object.entries(result.Resources).find(([id]) => id.startsWith('GuestPolicy'));
  if (moved !== undefined && chance.below(2) === 0) {
    const { PolicyDocument: policy } = (moved[1] as { Properties: { PolicyDocument: { Version: string; Statement: unknown[] } } }).Properties;
    const role = Object.keys(result.Resources).find((id) => id.startsWith('GuestRole'))!;
    const properties = at(result, `${role}/Properties`) as { Policies?: unknown[] };
    const halves = policy.Statement.map((one) => ({ PolicyName: `moved${JSON.stringify(one).length}`, PolicyDocument: { Version: policy.Version, Statement: [one] } }));
    properties.Policies = [...(properties.Policies ?? []), ...halves];
    delete result.Resources[moved[0]];
  }
  return result;
}

/** Compares two templates as a deployment has them. */
export function compared(before: Template, after: Template): Comparison {
  const side = (body: Template) => [{ file: 'app.json', body: copied(body) as Record<string, unknown> }];
  return compareTemplates(side(before), side(after), () => undefined);
}

interface Person {
  readonly who: RegExp;
  readonly ask: (access: AccessModel) => ReturnType<AccessModel['guest']>;
}

const PEOPLE: readonly Person[] = [
  { who: /^guests/, ask: (access) => access.guest() },
  { who: /^signed in with/, ask: (access) => access.user({ claims: { 'custom:tenant': 'blue', 'custom:other': 'red' } }) },
  { who: /^signed in with/, ask: (access) => access.user({ claims: { 'custom:tenant': 'red', 'custom:other': 'blue' } }) },
  { who: /^members of 'curators'$/, ask: (access) => access.user({ groups: ['curators'], claims: { 'custom:tenant': 'blue' } }) },
  { who: /^members of 'curators'$/, ask: (access) => access.user({ groups: ['curators'], claims: { 'custom:other': 'blue' } }) },
  { who: /^signed in with/, ask: (access) => access.user() },
  { who: /^members of 'editors'$/, ask: (access) => access.user({ groups: ['editors'] }) },
  { who: /^members of 'editors'$/, ask: (access) => access.user({ groups: ['editors'], claims: { 'custom:tenant': 'blue', 'custom:other': 'blue' } }) },
  { who: /^members of/, ask: (access) => access.user({ groups: ['editors', 'curators'] }) },
];

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string>;
}

const SAMPLES: readonly Asked[] = ['${Photos.Arn}/public/a', '${Photos.Arn}/users/a/b', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}x', '${Photos.Arn}/blue/a'].flatMap((resource): Asked[] => [
  { action: 's3:GetObject', resource, context: {} }, { action: 's3:PutObject', resource, context: { 'aws:SecureTransport': 'true' } },
]).concat([
  { action: 's3:ListBucket', resource: '${Photos.Arn}', context: {} }, { action: 's3:ListBucket', resource: '${Photos.Arn}', context: { 's3:prefix': 'public/' } },
  { action: 'dynamodb:GetItem', resource: '${Items.Arn}', context: {} }, { action: 'kinesis:PutRecord', resource: 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks', context: {} },
  { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', context: {} },
]);

/** What another evaluation says against an answer: requests that are allowed on one side only where there is said to be no difference, and the other way round. */
export function objections(before: Template, after: Template, comparison: Comparison): string[] {
  const result: string[] = [];
  const sides = [before, after].map((template) => AccessModel.fromTemplate(template));
  for (const direction of ['gained', 'lost'] as const) {
    const [earlier, later] = direction === 'gained' ? sides : [...sides].reverse();
    const verdict = verdictOf(comparison, direction);
    for (const [i, { who, ask }] of PEOPLE.entries()) {
      const found = comparison.changes.filter((change) => change.direction === direction && (who.test(change.who) || (i === 0 ? /^anybody/ : /^anybody|^signed in with|and of/).test(change.who)));
      const [was, is] = [ask(earlier), ask(later)];
      if (verdict === 'PROVED' || found.length === 0) {
        for (const one of SAMPLES) {
          if (answer(is, one) === 'ALLOWED' && answer(was, one) === 'DENIED') result.push(`${direction} ${verdict}: person ${i} is allowed ${JSON.stringify(one)}, and was not`);
        }
      }
    }
    result.push(...comparison.changes.filter((change) => change.direction === direction && change.verdict === 'FOUND').flatMap((change) => wrong(change, earlier, later)));
  }
  return result;
}

/** A request that is said to be new has to be new for whom it is said to be; who is in other groups besides may have had it. */
function wrong(change: AccessChange, earlier: AccessModel, later: AccessModel): string[] {
  const person = PEOPLE.filter(({ who }) => who.test(change.who));
  if (person.length === 0 || change.request === undefined || change.resources.some((one) => one.includes('PrincipalTag')) || Object.keys(change.request.context).length > 0) return [];
  const asked: Asked = { action: change.request.action, resource: change.request.resource.replace(/us-east-1:1{8}-1{4}-41{3}-81{3}-1{12}/g, '${cognito-identity.amazonaws.com:sub}'), context: {} };
  const seen = person.map(({ ask }) => `${answer(ask(later), asked)} ${answer(ask(earlier), asked)}`);
  return seen.some((one) => one === 'ALLOWED DENIED') || seen.some((one) => one.includes('UNKNOWN') || one.includes('error')) ? [] : [`${change.direction} FOUND for ${change.who}, where it is ${seen.join(', ')}: ${JSON.stringify(asked)}`];
}

function answer(person: ReturnType<AccessModel['guest']>, { action, resource, context }: Asked): string {
  try {
    return person.can(action, resource, { context }).verdict;
  } catch {
    return 'error';
  }
}
