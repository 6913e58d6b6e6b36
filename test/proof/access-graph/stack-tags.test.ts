import { App, CfnResource, NestedStack, Stack } from 'aws-cdk-lib/core';
import { AccessGraph } from '../../../lib/proof/access-graph/access-graph';
import { examineTemplates } from '../../../lib/proof/prove';
import { loadTemplates } from '../../../lib/proof/template/load';
import { loadNested } from '../../../lib/proof/template/nested';
import { readTemplates } from '../../../lib/proof/template/reader';
import { readAccess, savedAccess } from '../../../lib/proof/comparison/saved-access';
import { folder } from '../template/folder';

const { path, write } = folder();
const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const role = (scope: Stack, tags?: object[]): CfnResource => new CfnResource(scope, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: trust, ...(tags && { Tags: tags }) } });
const tagsOfRoles = (): unknown[] => loadTemplates(path()).flatMap((group) => readTemplates(group, loadNested, (model) => new AccessGraph(model).roles.all().map(({ tags }) => (tags === undefined ? undefined : Object.fromEntries(tags))))).flat();

test('a role has the tags of its stack, and of the stacks around it, unless it states others', () => {
  const app = new App({ outdir: path() });
  const outer = new Stack(app, 'Outer', { tags: { team: 'a', Cost: 'x' } });
  role(outer, [{ Key: 'cost', Value: 'own' }]);
  const inner = new NestedStack(outer, 'Inner');
  (inner.nestedStackResource as CfnResource).addPropertyOverride('Tags', [{ Key: 'team', Value: 'b' }]);
  role(inner);
  app.synth();
  expect(tagsOfRoles()).toEqual([{ team: 'a', cost: 'own' }, { team: 'b', Cost: 'x' }]);
});

test('a key that only the deployment knows may be that of any tag', () => {
  const app = new App({ outdir: path() });
  role(new Stack(app, 'S'), [{ Key: { 'Fn::ImportValue': 'key' }, Value: 'x' }]);
  app.synth();
  expect(tagsOfRoles()).toEqual([undefined]);
});

describe('a tag of the stack stands in for a claim that is missing', () => {
  const service = 'cognito-identity.amazonaws.com';
  const body = {
    Resources: {
      Users: { Type: 'AWS::Cognito::UserPool', Properties: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } },
      Web: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Users' }, WriteAttributes: ['email'] } },
      Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [{ ClientId: { Ref: 'Web' }, ProviderName: { 'Fn::GetAtt': ['Users', 'ProviderName'] }, ServerSideTokenCheck: true }] } },
      Tags: { Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: { IdentityPoolId: { Ref: 'Pool' }, IdentityProviderName: { 'Fn::GetAtt': ['Users', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' }, UseDefaults: false } },
      Roles: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: { authenticated: { 'Fn::GetAtt': ['SignedIn', 'Arn'] } } } },
      Docs: { Type: 'AWS::S3::Bucket' },
      SignedIn: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{
              Effect: 'Allow', Principal: { Federated: service }, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
              Condition: { 'StringEquals': { [`${service}:aud`]: { Ref: 'Pool' } }, 'ForAnyValue:StringLike': { [`${service}:amr`]: 'authenticated' } },
            }],
          },
          Policies: [{
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Docs.Arn}/${!aws:PrincipalTag/tenant}/*' }, Condition: { StringNotLike: { 'aws:PrincipalTag/tenant': ['', '*/*'] } } }],
            },
          }],
        },
      },
    },
  };
  const artifacts = (tags: object): object => ({ S: { type: 'aws:cloudformation:stack', environment: 'aws://111122223333/us-east-1', properties: { templateFile: 'S.template.json', ...tags } } });

  test.each([[{}, 'PROVED'], [{ tags: { stage: 'prod' } }, 'PROVED'], [{ tags: { tenant: 'acme' } }, 'VIOLATED'], [{ tags: { Tenant: 'acme' } }, 'VIOLATED']])('%j: %s', (tags, verdict) => {
    write('manifest.json', { version: '36.0.0', artifacts: artifacts(tags) });
    write('S.template.json', body);
    const verdicts = (templates: Parameters<typeof examineTemplates>[0], nested = loadNested): string[] => examineTemplates(templates, nested).filter(({ rule }) => rule === 'tenant-not-isolated').map((one) => one.verdict);
    const [templates] = loadTemplates(path());
    expect(verdicts(templates)).toEqual([verdict]);
    // What is kept for a later comparison has them as well.
    write('access.json', savedAccess([templates]));
    const { assemblies: [kept], nested } = readAccess(`${path()}/access.json`);
    expect(verdicts(kept, nested)).toEqual([verdict]);
  });
});
