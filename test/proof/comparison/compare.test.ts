import { verdictOf, type AccessChange } from '../../../lib/proof/comparison/change';
import { compareTemplates } from '../../../lib/proof/comparison/compare';
import { at, statements, trust, type Template } from '../photo-app';
import { allow, arn, document, inBucket, OWN, plainApp, ref, tagTrust, TENANT, withRules } from '../rules/plain-app';
import { compared, saidOtherwise } from './random-pairs';

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const send = allow('sqs:SendMessage', QUEUE) as Record<string, unknown>;

type Edit = (template: Template) => void;

/** The verdicts on new and on lost access, and who gains what. */
function answer(after: Edit, before: Edit = () => undefined): { gained: string; lost: string; who: string[]; changes: readonly AccessChange[] } {
  const [earlier, later] = [plainApp(), plainApp()];
  before(earlier);
  before(later);
  after(later);
  const comparison = compared(earlier, later);
  const gained = comparison.changes.filter(({ direction }) => direction === 'gained');
  return { gained: verdictOf(comparison, 'gained'), lost: verdictOf(comparison, 'lost'), who: gained.map(({ who, actions, resources }) => `${who}: ${actions.join(', ')} on ${resources.join(', ')}`), changes: comparison.changes };
}

const properties = (template: Template, id: string): Record<string, unknown> => at(template, `${id}/Properties`);
const add = (template: Template, id: string, Type: string, Properties: object): void => { template.Resources[id] = { Type, Properties }; };

const renamed = (template: Template, ...ids: string[]): Template => JSON.parse(ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}Renamed"`), JSON.stringify(template))) as Template;

test('a parameter whose default has changed may have another value, unless it is given', () => {
  const open = (value: string): Template => {
    const template = plainApp();
    template.Parameters = { Guests: { Type: 'String', AllowedValues: ['true', 'false'], Default: value }, Other: { Type: 'String', Default: value } };
    properties(template, 'IdentityPool').AllowUnauthenticatedIdentities = ref('Guests');
    return template;
  };
  const comparison = compared(open('false'), open('true'));
  expect(verdictOf(comparison, 'gained')).toBe('UNKNOWN');
  expect(comparison.assumptions[0]).toMatch(/, but perhaps for the parameter Guests, whose default has changed: give its value with --parameter$/);
  expect(compared(open('false'), open('false'))).toMatchObject({ changes: [], assumptions: [expect.not.stringContaining('default'), expect.anything(), expect.anything()] });
  const given = [open('false'), open('true')].map((body) => [{ file: 'app.json', body: copied(body), parameters: { Guests: 'false' } }]);
  expect(compareTemplates(given[0], given[1], () => undefined).changes).toEqual([]);
});

test('what people whose session tags are refused gain is not certain', () => {
  const more: Edit = (template) => { properties(template, 'AuthRole').Policies = [{ PolicyName: 'more', PolicyDocument: document(send) }]; };
  expect(answer(more, (template) => { properties(template, 'AuthRole').AssumeRolePolicyDocument = tagTrust(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']); })).toMatchObject({ gained: 'FOUND' });
  const { gained, changes } = answer(more, (template) => { properties(template, 'AuthRole').AssumeRolePolicyDocument = tagTrust(['sts:AssumeRoleWithWebIdentity']); });
  expect(gained).toBe('UNKNOWN');
  expect(changes.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('the trust policy of AuthRole does not allow sts:TagSession'));
});

describe('no difference is proved where there is none', () => {
  const before: Edit = (template) => {
    statements(template, 'GuestPolicy').push(send, { Effect: 'Deny', Action: 's3:*', Resource: inBucket('public/secret/*') });
    properties(template, 'AuthRole').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
    add(template, 'PhotosPolicy', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: arn('CuratorsRole') }, Resource: inBucket('more/*') }) });
  };

  test('a template against itself, also where something of it is not known', () => {
    expect(answer(() => undefined, before)).toMatchObject({ gained: 'PROVED', lost: 'PROVED', changes: [] });
  });

  test.each([1, 2, 3, 4, 5, 6])('roles and policies with other names, statements in another order and place (%d)', (seed) => {
    const template = plainApp();
    statements(template, 'GuestPolicy').push(send);
    add(template, 'PhotosPolicy', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: arn('CuratorsRole') }, Resource: inBucket('more/*') }) });
    expect(compared(template, saidOtherwise(template, seed)).changes).toEqual([]);
  });

  test('a role with another name of one of two groups, where the other has none or the same precedence', () => {
    const template = plainApp();
    add(template, 'Editors', 'AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'editors', RoleArn: arn('CuratorsRole') });
    delete properties(template, 'Curators').RoleArn;
    (properties(template, 'AuthPolicy').Roles as unknown[]).pop();
    expect(compared(template, renamed(template, 'CuratorsRole', 'AuthRole')).changes).toEqual([]);
    properties(template, 'Curators').RoleArn = arn('GuestRole');
    expect(compared(template, renamed(template, 'CuratorsRole', 'AuthRole')).changes).toEqual([]);
  });

  test('a role with another name, where what is reached by steps is not known', () => {
    const template = plainApp();
    statements(template, 'AuthPolicy').push(allow('s3:GetObject', inBucket('more/*')) as Record<string, unknown>);
    properties(template, 'CuratorsRole').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
    expect(compared(template, renamed(template, 'CuratorsRole', 'AuthPolicy')).changes).toEqual([]);
    const later = renamed(template, 'CuratorsRole', 'AuthPolicy');
    properties(later, 'CuratorsRoleRenamed').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/other'];
    expect(verdictOf(compared(template, later), 'gained')).toBe('UNKNOWN');
  });

  test.each<[string, Edit]>([
    ['a statement that another holds', (template) => { statements(template, 'GuestPolicy').push(allow('s3:GetObject', inBucket('public/photos/*')) as Record<string, unknown>); }],
    ['one statement in two', (template) => {
      const own = statements(template, 'AuthPolicy');
      own[0] = allow('s3:GetObject', inBucket(`users/${OWN}/*`)) as Record<string, unknown>;
      own.push(allow('s3:PutObject', inBucket(`users/${OWN}/*`)) as Record<string, unknown>);
    }],
    ['a role that nobody gets', (template) => { add(template, 'Other', 'AWS::IAM::Role', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }), Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('*', '*')) }] }); }],
    ['a group without a role', (template) => { add(template, 'Plain', 'AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'plain' }); }],
    ['a boundary that holds all that there is', (template) => {
      add(template, 'Limit', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(allow('*', '*')) });
      properties(template, 'AuthRole').PermissionsBoundary = ref('Limit');
    }],
    ['a Deny of what is not allowed', (template) => { statements(template, 'GuestPolicy').push({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }); }],
  ])('%s', (_name, after) => {
    expect(answer(after)).toMatchObject({ gained: 'PROVED', lost: 'PROVED', changes: [] });
  });

  test('what the template does not show stays what it is, beside a statement that is new', () => {
    const { gained, lost, changes } = answer((template) => { statements(template, 'AuthPolicy').push(send); }, before);
    expect({ gained, lost }).toEqual({ gained: 'FOUND', lost: 'PROVED' });
    // Whether the unknown policy already let users send cannot be said; of curators it is shown.
    expect(changes.map(({ verdict, who }) => `${verdict} ${who}`).sort()).toEqual(["FOUND members of 'curators'", 'UNKNOWN signed in with ${UserPool.ProviderName}']);
  });
});

describe('new access is found, with a request', () => {
  test.each<[string, Edit, string[], Edit?]>([
    ['a statement for guests', (template) => { statements(template, 'GuestPolicy').push(send); }, [`guests: sqs:SendMessage on ${QUEUE}`]],
    ['one action more', (template) => { (statements(template, 'GuestPolicy')[0]).Action = ['s3:GetObject', 's3:PutObject']; }, ['guests: s3:PutObject on ${Photos.Arn}/public/*']],
    ['a wider resource', (template) => { (statements(template, 'GuestPolicy')[0]).Resource = inBucket('*'); }, ['guests: s3:GetObject on ${Photos.Arn}/*']],
    ['a condition that is gone', (template) => { delete (statements(template, 'AuthPolicy')[1]).Condition; }, ['signed in with ${UserPool.ProviderName}: s3:ListBucket on ${Photos.Arn}', "members of 'curators': s3:ListBucket on ${Photos.Arn}"]],
    ['a Deny that is gone', (template) => { statements(template, 'GuestPolicy').pop(); }, ['guests: s3:GetObject on ${Photos.Arn}/public/*'],
      (template) => { statements(template, 'GuestPolicy').push({ Effect: 'Deny', Action: 's3:*', Resource: inBucket('public/secret/*') }); }],
    ['a Deny with a condition more', (template) => { (statements(template, 'GuestPolicy')[2]).Condition = { StringLike: { 'aws:Referer': 'x' } }; }, ['guests: s3:GetObject on ${Photos.Arn}/public/*'],
      (template) => { statements(template, 'GuestPolicy').push({ Effect: 'Deny', Action: 's3:*', Resource: inBucket('public/secret/*') }); }],
    ['a boundary that is gone', (template) => { delete properties(template, 'GuestRole').PermissionsBoundary; }, ['guests: mobileanalytics:PutEvents on *'],
      (template) => {
        add(template, 'Limit', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(allow('s3:*', '*')) });
        properties(template, 'GuestRole').PermissionsBoundary = ref('Limit');
      }],
    ['a role of a group that is that of others', (template) => { properties(template, 'Curators').RoleArn = arn('CuratorsRole'); }, ["members of 'curators': s3:GetObject on ${Photos.Arn}/users/*"], (template) => { properties(template, 'Curators').RoleArn = arn('AuthRole'); }],
    ['a new group', (template) => { add(template, 'Editors', 'AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'editors', RoleArn: arn('CuratorsRole') }); }, ["members of 'editors': s3:GetObject on ${Photos.Arn}/users/*"]],
    ['a mapping that is gone gives members the default role', (template) => { delete properties(template, 'Attachment').RoleMappings; }, ["members of 'curators': s3:PutObject on ${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/*"],
      (template) => {
        (at(template, 'AuthPolicy/Properties').Roles as unknown[]).pop();
        statements(template, 'AuthPolicy').splice(0, 3, allow('s3:PutObject', inBucket(`users/${OWN}/*`)) as Record<string, unknown>);
      }],
    ['guests that are let in', (template) => { properties(template, 'IdentityPool').AllowUnauthenticatedIdentities = true; }, ['guests: s3:GetObject on ${Photos.Arn}/public/*', 'guests: mobileanalytics:PutEvents on *'], (template) => { properties(template, 'IdentityPool').AllowUnauthenticatedIdentities = false; }],
    ['a bucket policy for everybody', (template) => { add(template, 'Public', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inBucket('*') }) }); },
      expect.arrayContaining(['anybody, without credentials: s3:GetObject on ${Photos.Arn}/*', 'guests: s3:GetObject on ${Photos.Arn}/*']) as never],
    ['a bucket that no longer keeps the public out', (template) => { (template.Resources.Photos as Record<string, unknown>).Properties = {}; }, ['anybody, without credentials: s3:GetObject on ${Photos.Arn}/*'],
      (template) => {
        (template.Resources.Photos as Record<string, unknown>).Properties = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
        add(template, 'Public', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inBucket('*') }) });
      }],
    ['a trust policy that lets users with the claim in', (template) => { properties(template, 'GuestRole').AssumeRolePolicyDocument = trust('unauthenticated'); properties(template, 'CuratorsRole').AssumeRolePolicyDocument = tagTrust(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']); },
      expect.arrayContaining(["members of 'curators': s3:GetObject on ${Photos.Arn}/users/*"]) as never, (template) => { properties(template, 'CuratorsRole').AssumeRolePolicyDocument = trust('authenticated'); }],
    ['a user that becomes a member', (template) => { add(template, 'Member', 'AWS::Cognito::UserPoolUserToGroupAttachment', { UserPoolId: ref('UserPool'), Username: 'alice', GroupName: 'curators' }); }, ["user 'alice': cognito-idp:AdminAddUserToGroup on Member"]],
    ['users who sign up', (template) => { properties(template, 'UserPool').AdminCreateUserConfig = { AllowAdminCreateUserOnly: false }; }, ['anybody: cognito-idp:SignUp on UserPool'], (template) => { properties(template, 'UserPool').AdminCreateUserConfig = { AllowAdminCreateUserOnly: true }; }],
    ['users who write what a tag goes by', (template) => { properties(template, 'Client').WriteAttributes = ['email', 'name', 'custom:tenant']; }, ['users of UserPool: cognito-idp:UpdateUserAttributes on Client']],
    ['groups of one precedence, whose members get the default role', (template) => { properties(template, 'Curators').Precedence = 1; }, ["members of 'curators' and of 'editors': dynamodb:GetItem on ${Items.Arn}"],
      (template) => {
        add(template, 'Editors', 'AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'editors', RoleArn: arn('EditorsRole'), Precedence: 1 });
        template.Resources.EditorsRole = copied(template.Resources.CuratorsRole);
        properties(template, 'Curators').Precedence = 2;
        (at(template, 'AuthPolicy/Properties').Roles as unknown[]).pop();
        statements(template, 'AuthPolicy').splice(0, 3, allow('dynamodb:GetItem', arn('Items')) as Record<string, unknown>);
      }],
  ])('%s', (...[, after, who, before]) => {
    const found = answer(after, before);
    expect(found.who).toEqual(who);
    expect(found.gained).toBe('FOUND');
    for (const { direction, verdict, request, statement } of found.changes) if (direction === 'gained' && verdict === 'FOUND' && statement !== '') expect(request).toBeDefined();
  });

  test('by steps: a role that lets another assume it', () => {
    const { changes } = answer((template) => {
      statements(template, 'AuthPolicy').push(allow('sts:AssumeRole', arn('Admin')) as Record<string, unknown>);
    }, (template) => {
      (at(template, 'AuthPolicy/Properties').Roles as unknown[]).pop();
      add(template, 'Admin', 'AWS::IAM::Role', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { AWS: arn('AuthRole') }, Action: 'sts:AssumeRole' }), Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('dynamodb:DeleteTable', arn('Items'))) }] });
    });
    // The trust policy that names the role is enough by itself: only what the statement lets ask for is new to those who had the step.
    expect(changes.every(({ direction }) => direction === 'gained')).toBe(true);
  });

  test('a step that a trust policy opens', () => {
    const { who, changes } = answer((template) => { properties(template, 'Admin').AssumeRolePolicyDocument = document({ Effect: 'Allow', Principal: { AWS: arn('AuthRole') }, Action: 'sts:AssumeRole' }); }, (template) => {
      add(template, 'Admin', 'AWS::IAM::Role', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }), Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('dynamodb:DeleteTable', arn('Items'))) }] });
    });
    expect(who).toContain('signed in with ${UserPool.ProviderName}: dynamodb:DeleteTable on ${Items.Arn}');
    expect(changes.find(({ actions }) => actions.includes('dynamodb:DeleteTable'))).toMatchObject({ verdict: 'FOUND', steps: ['assumes Admin'] });
  });

  test('the rules that apply to a token are those of both sides: one that comes first now takes people from another', () => {
    const rule = (claim: string, role: string): Record<string, unknown> => ({ Claim: claim, MatchType: 'Equals', Value: 'yes', RoleARN: arn(role) });
    const { who, lost } = answer((template) => { withRules(template, rule('custom:b', 'CuratorsRole'), rule('custom:a', 'AuthRole')); }, (template) => { withRules(template, rule('custom:a', 'AuthRole'), rule('custom:b', 'CuratorsRole')); });
    expect(who).toContainEqual(expect.stringMatching(/^those to whom the rule custom:b Equals 'yes' applies: s3:GetObject on \$\{Photos\.Arn\}\/users\/\*$/));
    expect(lost).toBe('PROVED');
  });
});

describe('what is not known is never no new access', () => {
  const transform = (name: string): object => ({ 'Fn::Transform': { Name: name } });

  test.each<[string, Edit, Edit?]>([
    ['a policy that is not in the templates', (template) => { properties(template, 'GuestRole').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere']; }],
    ['what another macro makes of a statement', (template) => { (statements(template, 'GuestPolicy')[0]).Condition = transform('Other'); }, (template) => { (statements(template, 'GuestPolicy')[0]).Condition = transform('Macro'); }],
    ['a custom resource that has changed, and gives a resource', (template) => { at(template, 'Custom/Properties').Other = 'yes'; }, (template) => {
      add(template, 'Custom', 'Custom::Lookup', { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:f' });
      (statements(template, 'GuestPolicy')[0]).Resource = { 'Fn::GetAtt': ['Custom', 'Target'] };
    }],
    ['a nested stack that is not at hand', (template) => { add(template, 'Nested', 'AWS::CloudFormation::Stack', { TemplateURL: 'https://example.com/x' }); }],
    ['a type of which nothing is known', (template) => { add(template, 'Strange', 'AWS::Unheard::Of', {}); }],
    ['an API without authorization', (template) => { add(template, 'Method', 'AWS::ApiGateway::Method', { HttpMethod: 'GET', AuthorizationType: 'NONE', RestApiId: ref('Api'), ResourceId: 'r' }); add(template, 'Api', 'AWS::ApiGateway::RestApi', {}); }],
    ['a trigger that writes into tokens', (template) => { properties(template, 'UserPool').LambdaConfig = { PreTokenGeneration: 'arn:aws:lambda:eu-west-1:111122223333:function:f' }; }],
    ['the claim behind a tag', (template) => { at(template, 'TagMap/Properties').PrincipalTags = { tenant: 'custom:other' }; }, (template) => { statements(template, 'AuthPolicy').push(allow('s3:GetObject', inBucket(`tenants/${TENANT}/*`)) as Record<string, unknown>); }],
    ['the claim behind a tag that a condition asks for', (template) => { at(template, 'TagMap/Properties').PrincipalTags = { tenant: 'custom:other' }; }, (template) => {
      statements(template, 'AuthPolicy').push(allow('s3:ListBucket', arn('Photos'), { Condition: { StringEquals: { 'aws:PrincipalTag/tenant': 'blue' } } }) as Record<string, unknown>);
    }],
    ['the claim behind a tag that a boundary asks for', (template) => { at(template, 'TagMap/Properties').PrincipalTags = { tenant: 'custom:other' }; }, (template) => {
      add(template, 'Limit', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/tenant': 'blue' } } })) });
      for (const role of ['AuthRole', 'CuratorsRole']) properties(template, role).PermissionsBoundary = ref('Limit');
    }],
    ['the classic flow beside mappings', (template) => { properties(template, 'IdentityPool').AllowClassicFlow = true; }],
  ])('%s', (...[, after, before]) => {
    expect(answer(after, before).gained).toBe('UNKNOWN');
  });

  test('the name of a role in a resource policy means the same role on both sides only where it does', () => {
    const { gained } = answer((template) => { template.Resources.Photos = { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: 'b' } }; });
    expect(gained).not.toBe('PROVED');
  });
});

test('what the deployment decides is looked at in each: access that one value of a parameter gives is told with it', () => {
  const template = (extra: boolean): Template => {
    const made = plainApp();
    Object.assign(made, { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } }, Conditions: { IsDev: { 'Fn::Equals': [ref('Stage'), 'dev'] } } });
    if (extra) made.Resources.Debug = { Type: 'AWS::IAM::Policy', Condition: 'IsDev', Properties: { PolicyName: 'debug', Roles: [ref('GuestRole')], PolicyDocument: document(send) } };
    return made;
  };
  const { changes } = compared(template(false), template(true));
  expect(changes).toMatchObject([{ direction: 'gained', verdict: 'FOUND', who: 'guests', actions: ['sqs:SendMessage'], circumstances: ["${Stage} is 'dev'"] }]);
});

test('a precedence that another parameter decides now may give the default role to members of two groups', () => {
  const before: Edit = (template) => {
    Object.assign(template, { Parameters: { First: { Type: 'Number' }, Second: { Type: 'Number' } } });
    properties(template, 'Curators').Precedence = ref('First');
    (at(template, 'AuthPolicy/Properties').Roles as unknown[]).pop();
    add(template, 'Editors', 'AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'editors', RoleArn: arn('GuestRole'), Precedence: 5 });
  };
  expect(answer((template) => { properties(template, 'Curators').Precedence = ref('Second'); }, before)).toMatchObject({ gained: 'UNKNOWN' });
  expect(answer(() => undefined, before)).toMatchObject({ gained: 'PROVED' });
});
