import { AuthorNames } from '../../lib/proof/author-names';
import { ask } from '../../lib/proof/queries/ask';
import { KeptReadings } from '../../lib/proof/queries/kept-readings';
import { strongestAmong } from '../../lib/proof/queries/assemblies';
import { QuestionError, requestContextOf } from '../../lib/proof/queries/question';
import type { LoadedTemplate } from '../../lib/proof/template/load';
import { loadNested } from '../../lib/proof/template/nested';

/** A question as the page takes it. */
export interface AskedQuestion {
  readonly as: 'guest' | 'user';
  readonly action: string;
  readonly resource: string;
  readonly groups?: readonly string[];
  readonly claims?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: string;
  readonly identityPool?: string;
}

/** What is answered: the answer of `can`, or what is wrong with the question. */
export interface Answered {
  readonly verdict?: string;
  readonly role?: string;
  readonly statement?: string;
  readonly reason?: string;
  readonly wrong?: string;
}

type Request = Pick<AskedQuestion, 'action' | 'resource' | 'context'>;

const OWN = '${cognito-identity.amazonaws.com:sub}';
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  'AWS::DynamoDB::GlobalTable': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
  'AWS::DynamoDB::Table': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
  'AWS::Kinesis::Stream': ['kinesis:PutRecord', 'kinesis:GetRecords'],
  'AWS::KinesisFirehose::DeliveryStream': ['firehose:PutRecord', 'firehose:DeleteDeliveryStream'],
  'AWS::Lambda::Function': ['lambda:InvokeFunction'],
  'AWS::Cognito::UserPool': ['cognito-idp:AdminGetUser'],
  'AWS::IAM::Role': ['sts:AssumeRole'],
};
const KEYS = ['', `/users/${OWN}/a.jpg`, '/users/eu-west-1:other/a.jpg', `/wish-lists/${OWN}/a`, '/public/a', '/tenants/blue/a', '/tenants/red/a', '/reports/a', '/it/a', '/a'];

/**
 * Who could ask what about some templates: everybody, about everything, wrong questions too.
 *
 * @param templates templates that are deployed together
 * @returns the questions
 */
export function questionsAbout(templates: readonly LoadedTemplate[]): AskedQuestion[] {
  const { all } = AuthorNames.of(templates, loadNested);
  const groups = templates.flatMap(({ body }) => Object.values(body.Resources as Record<string, { Type?: string; Properties?: { GroupName?: unknown } }>))
    .flatMap(({ Type, Properties }) => (Type === 'AWS::Cognito::UserPoolGroup' && typeof Properties?.GroupName === 'string' ? [Properties.GroupName] : []));
  const people: Omit<AskedQuestion, 'action' | 'resource'>[] = [
    { as: 'guest' }, { as: 'user' }, { as: 'user', tags: { tenantId: 'blue' } }, { as: 'user', claims: { 'custom:tenantId': 'blue' } }, { as: 'user', groups: ['nobody'] }, { as: 'user', provider: 'google' },
    { as: 'user', identityPool: 'Auth' }, ...groups.slice(0, 3).map((group) => ({ as: 'user' as const, groups: [group] })),
  ];
  const requests: Request[] = all.flatMap(({ name, type }) => (ACTIONS[type] ?? []).flatMap((action) => (type === 'AWS::S3::Bucket' ? KEYS : ['']).map((key) => ({ action, resource: `\${${name}.Arn}${key}` }))));
  const more = all.filter(({ type }) => type === 'AWS::S3::Bucket' || type.startsWith('AWS::DynamoDB')).flatMap(({ name, type }): Request[] => (type === 'AWS::S3::Bucket'
    ? [`users/${OWN}/`, 'users/', 'tenants/blue/'].map((prefix) => ({ action: 's3:ListBucket', resource: `\${${name}.Arn}`, context: { 's3:prefix': [prefix] } }))
    : [OWN, 'TENANT#blue', 'other'].map((key) => ({ action: 'dynamodb:GetItem', resource: `\${${name}.Arn}`, context: { 'dynamodb:LeadingKeys': [key] } }))));
  const wrong: Request[] = [{ action: 's3:GetObjekt', resource: '${Photos.Arn}/a' }, { action: 's3:GetObject', resource: '${Nothing.Arn}/a' }, { action: 's3:GetObject', resource: '*' }, { action: 's3', resource: '*' }];
  return people.flatMap((person) => [...requests, ...more, ...wrong].map((request) => ({ ...person, ...request })));
}

/**
 * @param assemblies the templates of each assembly
 * @param question a question
 * @returns what the command `can` answers
 */
export function answeredByCan(assemblies: readonly (readonly LoadedTemplate[])[], { as: kind, action, resource, groups = [], claims = {}, tags = {}, context = {}, provider, identityPool }: AskedQuestion): Answered {
  const person = { kind, groups, claims: new Map(Object.entries(claims)), tags: new Map(Object.entries(tags)), ...(provider !== undefined && { provider }), ...(identityPool !== undefined && { identityPool }) };
  try {
    const { verdict, role, statement, reason } = strongestAmong(assemblies.map((templates) => () => ask(new KeptReadings(templates, loadNested), person, { action, resource, context: requestContextOf(context) })));
    return { verdict, reason, ...(role !== undefined && { role }), ...(statement !== undefined && { statement }) };
  } catch (error) {
    if (error instanceof QuestionError) return { wrong: error.message };
    throw error;
  }
}
