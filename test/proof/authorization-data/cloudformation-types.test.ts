import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { servicePrefixes } from '../../../lib/proof/authorization-data/action-table';
import { grantRows } from '../../../lib/proof/authorization-data/cloudformation/rows';
import { arnTemplateOf, classOf, type GrantingProperty, isKnownProperty, refIsArn } from '../../../lib/proof/authorization-data/cloudformation-types';
import { describe as ask, isDecided } from '../../../scripts/authorization-data/classify';
import { namesRole, suspicionsOf, typesOf } from '../../../scripts/authorization-data/nets';
import { NOT_A_GRANT } from '../../../scripts/authorization-data/not-a-grant';

const installed = typesOf(loadAwsServiceSpecSync());
const paths = new Map(installed.map(({ name, properties }) => [name, properties.map(({ path }) => path)]));

function granting(type: string): readonly GrantingProperty[] {
  const found = classOf(type);
  return found?.kind === 'grants' ? found.properties : [];
}

describe('the installed specification of CloudFormation', () => {
  test('every type is in a class', () => {
    const unknown = installed.filter(({ name }) => classOf(name) === undefined).map(({ name }) => `${name} is in no class: run 'npm run authorization-data', and read docs/authorization-data.md`);
    expect(unknown).toEqual([]);
  });

  test('every property is known', () => {
    const unknown = installed.flatMap(({ name, properties }) => properties.filter(({ path }) => !path.includes('.') && !isKnownProperty(name, path))
      .map(({ path }) => `${name}, property ${path}, is not in the data: run 'npm run authorization-data', and read docs/authorization-data.md`));
    expect(unknown).toEqual([]);
  });

  test('everything that is marked or named like a grant is one, or is not for a reason', () => {
    expect(installed.flatMap(suspicionsOf).filter((suspicion) => !isDecided(suspicion)).map(ask)).toEqual([]);
  });

  test('a type with a role of its own is not inert', () => {
    expect(installed.filter(({ name, properties }) => namesRole(properties) && classOf(name)?.kind === 'inert').map(({ name }) => name)).toEqual([]);
  });
});

describe('a specification that has something new', () => {
  const property = (path: string, mark?: string): { path: string; name: string; kinds: string[]; mark?: string } => ({ path, name: path, kinds: ['json'], ...(mark !== undefined && { mark }) });

  test('a property that is named like a policy is found, and the message names it and the files to edit', () => {
    const found = suspicionsOf({ name: 'AWS::Kinesis::Stream', properties: [property('Name'), property('ResourcePolicy')] }).filter((suspicion) => !isDecided(suspicion));
    expect(found.map(ask)).toEqual([
      'AWS::Kinesis::Stream, property ResourcePolicy, is in no class (found by: its name). Read its page, then add it to a table in lib/proof/authorization-data/cloudformation/ if it can grant something to somebody, or with the '
      + 'reason to scripts/authorization-data/not-a-grant.ts if it cannot.',
    ]);
  });

  test('so is a property, or a type, that the specification marks', () => {
    const found = suspicionsOf({ name: 'AWS::New::Thing', properties: [property('Door', 'InlineResourcePolicy')], mark: 'ResourcePolicyResource' }).filter((suspicion) => !isDecided(suspicion));
    expect(found.map(({ path, net }) => [path, net])).toEqual([['', 'the specification marks the type as ResourcePolicyResource'], ['Door', 'the specification marks it as InlineResourcePolicy']]);
  });

  test('of a property that the data do not have nothing is known, nor of what is inside of another', () => {
    expect(isKnownProperty('AWS::Kinesis::Stream', 'ResourcePolicy')).toBe(false);
    expect(isKnownProperty('AWS::S3::Bucket', 'accesscontrol')).toBe(false);
    expect(isKnownProperty('AWS::New::Thing', 'Name')).toBe(false);
    expect(isKnownProperty('AWS::S3::Bucket', 'AccessControl')).toBe(true);
  });
});

describe('classes', () => {
  test.each(['Custom::Thing', 'Acme::Service::Thing', 'AWS::New::Thing', 'AWS::S3::', 'AWS', '', 'constructor', 'aws::s3::bucket', 'AWS::S3::Bucket::MODULE'])('of %j nothing is known', (type) => {
    expect([classOf(type), arnTemplateOf(type), refIsArn(type)]).toEqual([undefined, undefined, undefined]);
  });

  test.each(['AWS::Kinesis::Stream', 'AWS::SQS::Queue', 'AWS::CDK::Metadata', 'AWS::IVSChat::Room', 'AWS::EC2::SecurityGroup', 'AWS::CloudWatch::Dashboard'])('%s is inert', (type) => {
    expect(classOf(type)).toEqual({ kind: 'inert' });
  });

  test.each(['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::EC2::Instance', 'AWS::Glue::Job', 'AWS::AppSync::DataSource'])('%s acts with a role', (type) => {
    expect(classOf(type)).toEqual({ kind: 'has-role' });
  });

  test('what grants and acts with a role says both', () => {
    expect(classOf('AWS::Cognito::UserPool')).toMatchObject({ kind: 'grants', hasRole: true });
    expect(classOf('AWS::S3::BucketPolicy')).toMatchObject({ kind: 'grants', hasRole: false });
  });
});

describe('granting properties', () => {
  test.each([
    ['AWS::S3::BucketPolicy', 'PolicyDocument', 'policy-document', ['s3'], ['arn:*:s3:::*']],
    ['AWS::DynamoDB::GlobalTable', 'Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument', 'policy-document', ['dynamodb'], ['arn:*:dynamodb:*:*:table/*/stream/*']],
    ['AWS::SQS::QueuePolicy', 'PolicyDocument', 'policy-document', ['sqs'], ['arn:*:sqs:*']],
    ['AWS::ApiGateway::RestApi', 'Policy', 'policy-document', ['execute-api'], ['arn:*:execute-api:*']],
    // the policy stands in the OpenAPI definition: https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
    ['AWS::ApiGateway::RestApi', 'Body', 'policy-document', ['execute-api'], ['arn:*:execute-api:*']],
    // the actions have another prefix than the ARNs
    ['AWS::CloudTrail::ResourcePolicy', 'ResourcePolicy', 'policy-document', ['cloudtrail', 'cloudtrail-data'], ['arn:*:cloudtrail:*', 'arn:*:cloudtrail-data:*']],
    ['AWS::IAM::Role', 'AssumeRolePolicyDocument', 'policy-document', ['sts'], ['arn:*:iam::*:role/*']],
    ['AWS::IAM::Role', 'Policies', 'identity-policy', [], []],
    ['AWS::Lambda::Permission', '', 'principal', ['lambda'], ['arn:*:lambda:*:*:function:*']],
    ['AWS::RAM::ResourceShare', '', 'principal', [], []],
    ['AWS::S3::Bucket', 'AccessControl', 'principal', ['s3'], ['arn:*:s3:::*']],
    ['AWS::S3::Bucket', 'PublicAccessBlockConfiguration', 'limit', ['s3'], ['arn:*:s3:::*']],
    ['AWS::EC2::VPCEndpoint', 'PolicyDocument', 'limit', [], []],
    ['AWS::CloudFormation::Stack', '', 'opaque', [], []],
  ])('%s, %j is a %s of %j on %j', (type, path, kind, services, arns) => {
    expect(granting(type)).toContainEqual({ path, kind, services, arns });
  });

  test.each([
    ['AWS::Lambda::Url', 'AuthType', 'public-door'], ['AWS::AppSync::ApiKey', '', 'public-door'], ['AWS::CloudFront::Distribution', 'DistributionConfig', 'public-door'], ['AWS::ApiGatewayV2::Route', 'AuthorizationType', 'public-door'],
    ['AWS::Cognito::IdentityPoolRoleAttachment', '', 'identity'], ['AWS::IAM::OIDCProvider', '', 'identity'], ['AWS::OpenSearchService::Domain', 'CognitoOptions', 'identity'], ['AWS::Organizations::Policy', '', 'limit'],
    ['AWS::SageMaker::ModelPackageGroup', 'ModelPackageGroupPolicy', 'policy-document'], ['AWS::EKS::AccessEntry', '', 'principal'],
  ])('%s, %j is a %s', (type, path, kind) => {
    expect(granting(type).map((one) => [one.path, one.kind])).toContainEqual([path, kind]);
  });

  test.each(['AWS::VpcLattice::AuthPolicy', 'AWS::OpenSearchServerless::AccessPolicy', 'AWS::IoT::Policy', 'AWS::S3::AccessGrant', 'AWS::LakeFormation::PrincipalPermissions'])('%s lets nobody in without an identity policy', (type) => {
    expect(granting(type).map(({ needsIdentityPolicyToo }) => needsIdentityPolicyToo)).toEqual([true]);
  });

  test('where AWS does not say that both are needed, one is enough', () => {
    expect(granting('AWS::KMS::Key').some(({ needsIdentityPolicyToo }) => needsIdentityPolicyToo)).toBe(false);
  });

  test('each names services that exist, ARNs that are such, and a path that the type has', () => {
    const services = new Set(servicePrefixes());
    const rows = [...grantRows().keys()].flatMap((type) => granting(type).map((row) => ({ type, ...row })));
    expect(rows.flatMap((row) => row.services.filter((service) => !services.has(service)).map((service) => `${row.type}: ${service}`))).toEqual([]);
    // What takes no resource has no ARN.
    expect(rows.flatMap((row) => row.arns).filter((arn) => arn !== '*' && !/^arn:\*:[a-z0-9*-]+:/.test(arn))).toEqual([]);
    expect(rows.filter(({ type, path }) => path !== '' && paths.has(type) && paths.get(type)?.includes(path) !== true).map(({ type, path }) => `${type} ${path}`)).toEqual([]);
    expect(rows.filter(({ type }) => classOf(type) === undefined)).toEqual([]);
  });

  test('none is listed twice', () => {
    const keys = [...grantRows()].flatMap(([type, rows]) => rows.map(({ path, kind }) => `${type} ${path} ${kind}`));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

describe('reasons against', () => {
  const places = NOT_A_GRANT.flatMap((one) => one.places ?? []);
  const names = NOT_A_GRANT.flatMap((one) => one.names ?? []);

  test('none is listed twice, and none speaks of what grants', () => {
    expect([...places, ...names].filter((one, index, all) => all.indexOf(one) !== index)).toEqual([]);
    expect(places.filter((place) => !place.includes(' ') && grantRows().has(`AWS::${place}`))).toEqual([]);
  });

  test('each speaks of something that is there', () => {
    const all = new Set([...paths].flatMap(([type, list]) => list.flatMap((path) => [`${type} ${path}`, `${type} *.${path.slice(path.lastIndexOf('.') + 1)}`])));
    const gone = places.filter((place) => paths.has(`AWS::${place.split(' ')[0]}`) && place.includes(' ') && !all.has(`AWS::${place}`));
    expect(gone).toEqual([]);
    expect(places.filter((place) => classOf(`AWS::${place.split(' ')[0]}`) === undefined)).toEqual([]);
  });
});

describe('names of resources', () => {
  test.each([
    ['AWS::S3::Bucket', 'arn:*:s3:::*'], ['AWS::SQS::Queue', 'arn:*:sqs:*:*:*'], ['AWS::DynamoDB::Table', 'arn:*:dynamodb:*:*:table/*'], ['AWS::Lambda::Function', 'arn:*:lambda:*:*:function:*'],
    ['AWS::KMS::Key', 'arn:*:kms:*:*:key/*'], ['AWS::Kinesis::Stream', 'arn:*:kinesis:*:*:stream/*'], ['AWS::Cognito::UserPool', 'arn:*:cognito-idp:*:*:userpool/*'],
  ])('an %s is %s', (type, arn) => {
    expect(arnTemplateOf(type)).toBe(arn);
  });

  test('every ARN of the specification is in the data', () => {
    expect(installed.filter(({ name, arn }) => arn !== undefined && arnTemplateOf(name) !== arn)).toEqual([]);
    expect(arnTemplateOf('AWS::S3::BucketPolicy')).toBeUndefined();
  });

  test.each([['AWS::SNS::Topic', true], ['AWS::IAM::ManagedPolicy', true], ['AWS::SQS::Queue', false], ['AWS::S3::Bucket', false], ['AWS::IAM::Role', false]])('Ref gives the ARN of an %s: %s', (type, expected) => {
    expect(refIsArn(type)).toBe(expected);
  });
});
