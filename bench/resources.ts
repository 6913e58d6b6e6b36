import { examineTemplates } from '../lib/proof/prove';
import { forgetAnswers } from '../lib/proof/solver';
import { median } from './median';

const ROUNDS = 3;
const SIZES = [1000, 2000, 4000];

/** What it costs to prove a statement that names so many tables. */
export interface ResourcesCost {
  readonly name: string;
  /** By the number of tables. */
  readonly milliseconds: ReadonlyMap<number, number>;
  /** The power of the number of tables that the time grows with, from the first size to the last. */
  readonly exponent: number;
}

/** Proves one statement of ever more resources: granted as it stands, granted in other words, and not granted. */
export function measureResources(): readonly ResourcesCost[] {
  return (['as it stands', 'in other words', 'not at all'] as const).map((granted) => {
    const milliseconds = new Map(SIZES.map((tables) => [tables, timed(templateOf(tables, granted))]));
    const [first, last] = [SIZES[0], SIZES[SIZES.length - 1]];
    return { name: `granted ${granted}`, milliseconds, exponent: Math.log(milliseconds.get(last)! / milliseconds.get(first)!) / Math.log(last / first) };
  });
}

function timed(body: object): number {
  const prove = (): number => {
    const template = { file: 'app.json', body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> };
    forgetAnswers();
    const begin = performance.now();
    examineTemplates([template]);
    return performance.now() - begin;
  };
  prove();
  return median(Array.from({ length: ROUNDS }, prove));
}

const ref = (id: string): object => ({ Ref: id });
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });

function templateOf(tables: number, granted: 'as it stands' | 'in other words' | 'not at all'): object {
  const names = Array.from({ length: tables }, (_table, i) => `Table${i}`);
  const actions = ['dynamodb:GetItem', 'dynamodb:Query'];
  const record = (key: string, value: unknown): object => ({ 'cdk-cognito-pools': { version: 1, [key]: value } });
  const statements = [{ actions: granted === 'in other words' ? ['dynamodb:*'] : actions, resources: names.map(arn) }];
  return {
    Resources: {
      Identities: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false, SupportedLoginProviders: { 'accounts.google.com': 'client' } } },
      Attachment: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: ref('Identities'), Roles: { authenticated: arn('Role') } } },
      Role: {
        Type: 'AWS::IAM::Role', Metadata: record('role', { identityPool: ref('Identities'), principal: 'authenticated' }),
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{
              Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Condition: { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': ref('Identities') }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } },
            }],
          },
        },
      },
      Policy: {
        Type: 'AWS::IAM::Policy', Metadata: record('granted', granted === 'not at all' ? [] : [{ identityPool: ref('Identities'), to: 'authenticated', statements }]),
        Properties: { PolicyName: 'tables', Roles: [ref('Role')], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: names.map(arn) }] } },
      },
      ...Object.fromEntries(names.map((name) => [name, { Type: 'AWS::DynamoDB::Table' }])),
    },
  };
}
