import { WHERE_NOTHING_CAN_BE_GIVEN, whatToGive } from '../../../lib/proof/findings/what-to-give';
import type { Finding } from '../../../lib/proof/findings/finding';
import { at, type Template } from '../photo-app';
import { allow, document, examined, inBucket, ref } from '../rules/plain-app';

/** Values that no template holds, what says so, and what to give. */
const MISSING: readonly [string, (template: Template) => unknown, string, string][] = [
  ['a macro', () => ({ 'Fn::Transform': { Name: 'Mine' } }), 'Fn::Transform', 'give the template with its macros and modules expanded'],
  ['an attribute of a custom resource', (t) => {
    t.Resources.Lookup = { Type: 'Custom::Lookup', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:f' } };
    return { 'Fn::GetAtt': ['Lookup', 'Value'] };
  }, "'Value' of the Custom::Lookup 'Lookup'", "write out what 'Lookup' returns as Value in its place"],
  ['a parameter', (t) => { t.Parameters = { Open: { Type: 'String' } }; return ref('Open'); }, "parameter 'Open' has no value here", 'give its value: --parameter Open=<value>'],
  ['a parameter that is looked up', (t) => { t.Parameters = { Open: { Type: 'AWS::SSM::Parameter::Value<String>' } }; return ref('Open'); }, "parameter 'Open' is looked up", 'give the value that it has there: --parameter Open=<value>'],
  ['a dynamic reference', () => '{{resolve:ssm:/x}}', 'the value of {{resolve:ssm:/x}}', 'put a parameter in the place of {{resolve:ssm:/x}}'],
  ['an import', () => ({ 'Fn::ImportValue': 'Other-Export' }), "the export 'Other-Export'", "prove the template that exports 'Other-Export' together with this one"],
  ['an output of a nested stack', (t) => {
    t.Resources.Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x.yaml' } };
    return { 'Fn::GetAtt': ['Nested', 'Outputs.X'] };
  }, "'Nested'", 'give its template: --nested Nested=<file>'],
];

/** Where such a value may stand. */
const PLACES: readonly string[] = [
  'AuthPolicy/Properties/PolicyDocument', 'AuthPolicy/Properties/PolicyDocument/Statement', 'AuthPolicy/Properties/PolicyDocument/Statement/0', 'AuthPolicy/Properties/PolicyDocument/Statement/0/Effect',
  'AuthPolicy/Properties/PolicyDocument/Statement/0/Action', 'AuthPolicy/Properties/PolicyDocument/Statement/0/Resource', 'AuthPolicy/Properties/PolicyDocument/Statement/1/Condition',
  'GuestPolicy/Properties/PolicyDocument/Statement/0/Action', 'GuestPolicy/Properties/PolicyDocument/Statement/0/Resource',
  'AuthRole/Properties/ManagedPolicyArns', 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals/cognito-identity.amazonaws.com:aud',
  'Attachment/Properties/Roles/authenticated', 'Attachment/Properties/RoleMappings/web', 'Attachment/Properties/RoleMappings/web/Type', 'Attachment/Properties/RoleMappings/web/IdentityProvider', 'Attachment/Properties/IdentityPoolId',
  'IdentityPool/Properties/AllowClassicFlow', 'IdentityPool/Properties/CognitoIdentityProviders/0', 'IdentityPool/Properties/CognitoIdentityProviders/0/ServerSideTokenCheck',
  'Client/Properties/AllowedOAuthFlows', 'Client/Properties/WriteAttributes', 'Opened/Properties/PolicyDocument/Statement/0/Principal', 'Opened/Properties/PolicyDocument/Statement/0/Action',
];

function unknownWith(place: string, make: (template: Template) => unknown): Finding[] {
  return examined((template) => {
    template.Resources.Opened = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ ...allow('s3:GetObject', inBucket('*')), Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } }) } };
    const path = place.split('/');
    const last = path.pop()!;
    const holder = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], template.Resources) as Record<string, unknown>;
    holder[last] = make(template);
  }).filter(({ verdict }) => verdict === 'UNKNOWN');
}

describe.each(MISSING)('%s', (_name, make, says, give) => {
  test.each(PLACES)('as %s: what is not known says what is missing, and what to give', (place) => {
    const unknown = unknownWith(place, make);
    const silent = unknown.filter(({ message, fix }) => !message.includes(says) || fix === undefined || !(fix.includes(give) || fix.includes('together with this one')));
    expect(silent.map(({ rule, message, fix }) => `${rule}: ${message} | ${fix}`)).toEqual([]);
  });
});

test.each<[string, (template: Template) => void, string]>([
  ['a property', (t) => { t.Resources.Database = { Type: 'AWS::Neptune::DBCluster', Properties: { Port: 8182 } }; }, "take 'Port' out of 'Database', or write the property that is meant: no such property of AWS::Neptune::DBCluster is known"],
  ['a type', (t) => { t.Resources.Database = { Type: 'AWS::Neptune::Cluster' }; }, "write the type that is meant in the place of AWS::Neptune::Cluster, or take 'Database' out: no such type is known"],
])('%s that AWS does not have is what to mend', (_what, change, fix) => {
  const unknown = examined(change).filter(({ verdict }) => verdict === 'UNKNOWN');
  expect(unknown.length).toBeGreaterThan(0);
  expect([...new Set(unknown.map((one) => one.fix))]).toEqual([fix]);
});

test('where a boundary may or may not allow what a parameter names, the parameter is what is missing', () => {
  const unknown = unknownWith('GuestRole/Properties/PermissionsBoundary', (template) => {
    template.Parameters = { Open: { Type: 'String' } };
    template.Resources.Limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow('sqs:*', 'arn:aws:sqs:*:*:mine*'), allow('s3:*', '*')) } };
    (at(template, 'GuestPolicy/Properties/PolicyDocument').Statement as object[]).push(allow('sqs:SendMessage', ref('Open')));
    return ref('Limit');
  });
  expect(unknown.length).toBeGreaterThan(0);
  for (const { message, fix } of unknown) {
    expect(message).toContain("parameter 'Open' has no value here");
    expect(fix).toBe('give its value: --parameter Open=<value>');
  }
});

test('what nothing decides says so', () => {
  const [finding] = unknownWith('AuthPolicy/Properties/PolicyDocument/Statement/0/Effect', () => 'allow');
  expect(finding).toMatchObject({ message: expect.stringContaining('Effect is neither Allow nor Deny') as string, fix: 'write it as CloudFormation takes it: a deployment of this template would fail' });
  expect(WHERE_NOTHING_CAN_BE_GIVEN).toContain('acknowledge the finding');
});

test.each([
  ['the role ${import role-arn} is not in the templates', "prove the template that exports 'role-arn' together with this one"],
  ['the role ${AuthRole.Arn} is not in the templates', "name a role in the place of 'AuthRole', which is no AWS::IAM::Role as CloudFormation spells it"],
  ['guest: whether cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x lets users sign up does not stand in the templates', 'prove the template that makes the user pool cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x together with this one'],
  ["the custom resource 'C' may do anything at deployment: of the action s3:ListObjekts nothing is known here", 'write the action that is meant in the place of s3:ListObjekts, or take it out: no such action is known'],
  ["the custom resource 'C' may do anything at deployment: the text of the managed policy arn:aws:iam::111122223333:policy/x is not in the templates", 'prove the template that makes arn:aws:iam::111122223333:policy/x together with this one'],
  ["the custom resource 'C' may do anything at deployment", "let the template say what the function of 'C' may do, with few kinds of actions"],
  ["the custom resource 'C' may do iam:PutRolePolicy at deployment", "take iam:PutRolePolicy out of what the function of 'C' may do, and let the template say what it does"],
  ['more questions than are answered for one template would have to be, mostly for policies that are not known', 'give the policies and templates that are not at hand, or prove fewer templates together'],
  ['anyone on the internet, through a distribution outside of the templates: whether StringEquals on aws:sourcearn in BP.Statement[0] holds cannot be told from the template', 'let aws:SourceArn name the distribution that is intended, and prove the template that makes it together with this one'],
  ['what codebuild:StartBuild lets people do with the role of F is not known', 'take codebuild:StartBuild out of what users may do'],
  ['by what Ta passes on: what of it Ta passes on is not looked at', 'look into what Ta passes on; where that is intended for those whom it reaches, acknowledge the finding with that as the reason'],
  ["resources are made by the loop 'L': its collection is the parameter 'X', whose value is not known", 'give its value: --parameter X=<value>'],
  ['W.AssumeRolePolicyDocument.Statement[1] asks for aws:sourceip, and what that is when Cognito asks for a role is not documented', 'let W.AssumeRolePolicyDocument.Statement[1] ask for aud and amr, which are documented, in place of aws:sourceip'],
  ['whose tokens the trust policy takes is known only at deployment', 'name the provider in the trust policy by Ref, or by its ARN'],
  ["no user pool of Pool that is in the templates has the group 'nobody'", "prove the template that makes the group 'nobody' together with this one, or correct its name"],
  ['guest: the role AuthRole allows more kinds of actions than can be looked at', 'list in the policies of the role the actions that users need'],
  ['which bucket is the origin of the distribution is known only at deployment', 'let the origin name the bucket by Fn::GetAtt (RegionalDomainName)'],
  ['whether the Principal of BP.Statement[0] names them is known only at deployment', 'let BP.Statement[0] name the roles that it is intended for, by their ARNs'],
  ['it depends on aws:sourceaccount, aws:principalarn, of which nothing is known for these users', 'let the Principal name whom the statement is intended for, in place of the condition on aws:sourceaccount, aws:principalarn'],
])('%s', (reason, fix) => expect(whatToGive(reason)).toBe(fix));
