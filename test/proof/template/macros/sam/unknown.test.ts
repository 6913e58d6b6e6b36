import { expandMacros } from '../../../../../lib/proof/template/macros';
import { models, property, shown } from '../../../read';

const TRANSFORM = 'AWS::Serverless-2016-10-31';
const FUNCTION = 'AWS::Serverless::Function';
const code = { Runtime: 'nodejs22.x', Handler: 'a.b', InlineCode: 'x' };
const fn = (properties: object = {}, rest: object = {}): object => ({ Type: FUNCTION, Properties: { ...code, ...properties }, ...rest });
const event = (Type: string, Properties: object): object => fn({ Events: { E: { Type, Properties } } });

function expanded(resources: object, rest: object = {}): ReturnType<typeof expandMacros> {
  return expandMacros({ Transform: TRANSFORM, Resources: resources, ...rest });
}

const reason = (id: string, type: string, why: string): string => `what the transform '${TRANSFORM}' makes of '${id}', of the type '${type}', is not known${why}`;

describe('what is not understood is named, and leaves the rest readable', () => {
  const cases: readonly [string, object, string][] = [
    ['a type', { New: { Type: 'AWS::Serverless::New' } }, reason('New', 'AWS::Serverless::New', '')],
    ['an event', { Fn: event('New', {}) }, reason('Fn', FUNCTION, ": its event 'E' is of the type 'New', which is not known")],
    ['an event without a type', { Fn: fn({ Events: { E: {} } }) }, reason('Fn', FUNCTION, ": its event 'E' states no type")],
    ['events by a function', { Fn: fn({ Events: { 'Fn::If': ['C', {}, {}] } }) }, reason('Fn', FUNCTION, ": 'Events' of 'Fn' is decided only at deployment")],
    ['a bucket elsewhere', { Fn: event('S3', { Bucket: 'photos', Events: 's3:ObjectCreated:*' }) }, reason('Fn', FUNCTION, ": the bucket of its event 'E' is not a resource of this template")],
    ['a user pool elsewhere', { Fn: event('Cognito', { UserPool: 'us-east-1_x', Trigger: 'PreSignUp' }) }, reason('Fn', FUNCTION, ": the user pool of its event 'E' is not a resource of this template")],
    ['a trigger by a function', { Pool: { Type: 'AWS::Cognito::UserPool' }, Fn: event('Cognito', { UserPool: { Ref: 'Pool' }, Trigger: { Ref: 'T' } }) }, reason('Fn', FUNCTION, ": the trigger of its event 'E' is decided only at deployment")],
    ['a trigger twice', { Pool: { Type: 'AWS::Cognito::UserPool', Properties: { LambdaConfig: { PreSignUp: 'a' } } }, Fn: event('Cognito', { UserPool: { Ref: 'Pool' }, Trigger: 'PreSignUp' }) }, reason('Fn', FUNCTION, ": the trigger 'PreSignUp' of 'Pool' is stated twice")],
    ['triggers by a function', { Pool: { Type: 'AWS::Cognito::UserPool', Properties: { LambdaConfig: { Ref: 'L' } } }, Fn: event('Cognito', { UserPool: { Ref: 'Pool' }, Trigger: 'PreSignUp' }) }, reason('Fn', FUNCTION, ": 'LambdaConfig' of 'Pool' is decided only at deployment")],
    ['properties of a user pool by a function', { Pool: { Type: 'AWS::Cognito::UserPool', Properties: { 'Fn::Transform': {} } }, Fn: event('Cognito', { UserPool: { Ref: 'Pool' }, Trigger: 'PreSignUp' }) }, reason('Fn', FUNCTION, ": the properties of 'Pool' are decided only at deployment")],
    ['notifications by a function', { B: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { Ref: 'N' } } }, Fn: event('S3', { Bucket: { Ref: 'B' }, Events: 's3:ObjectCreated:*' }) }, reason('Fn', FUNCTION, ": the notifications of 'B' are decided only at deployment")],
    ['a queue by a function', { Fn: event('SNS', { Topic: 't', SqsSubscription: { Ref: 'Q' } }) }, reason('Fn', FUNCTION, ": the queue of its event 'E' is decided only at deployment")],
    ['a dead-letter queue of no kind', { Fn: event('Schedule', { Schedule: 'rate(1 day)', DeadLetterConfig: {} }) }, reason('Fn', FUNCTION, ": the dead-letter queue of its event 'E' has neither an ARN nor a type")],
    ['a destination of no kind', { Fn: fn({ EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'Lambda' } } } }) }, reason('Fn', FUNCTION, ": a destination of 'Fn' is of a type that needs an ARN, and has none")],
    ['an API elsewhere', { Fn: event('Api', { RestApiId: { Ref: 'Id' }, Path: '/', Method: 'get' }) }, reason('Fn', FUNCTION, ": the API of its event 'E' is not a resource of this template")],
    ['a path by a function', { Fn: event('Api', { Path: { Ref: 'P' }, Method: 'get' }) }, reason('Fn', FUNCTION, ": the path or the method of its event 'E' is decided only at deployment")],
    ['an event of a state machine', { M: { Type: 'AWS::Serverless::StateMachine', Properties: { Events: { E: { Type: 'SQS' } } } } }, reason('M', 'AWS::Serverless::StateMachine', ": its event 'E' is of the type 'SQS', which is not known")],
    ['the API of a state machine elsewhere', { M: { Type: 'AWS::Serverless::StateMachine', Properties: { Events: { E: { Type: 'Api', Properties: { RestApiId: 'x', Path: '/', Method: 'get' } } } } } }, reason('M', 'AWS::Serverless::StateMachine', ": the API of its event 'E' is not a resource of this template")],
    ['an authorizer by a function', { A: { Type: 'AWS::Serverless::Api', Properties: { StageName: 's', Auth: { Authorizers: { X: 'y' } } } } }, reason('A', 'AWS::Serverless::Api', ": the authorizer 'X' of 'A' is decided only at deployment")],
    ['an authorizer of no kind', { A: { Type: 'AWS::Serverless::Api', Properties: { StageName: 's', Auth: { Authorizers: { X: {} } } } } }, reason('A', 'AWS::Serverless::Api', ": the authorizer 'X' of 'A' has neither a user pool nor a function")],
    ['an authorizer of an HTTP API by a function', { A: { Type: 'AWS::Serverless::HttpApi', Properties: { Auth: { Authorizers: { X: 'y' } } } } }, reason('A', 'AWS::Serverless::HttpApi', ": the authorizer 'X' of 'A' is decided only at deployment")],
    ['a route without a function', { A: { Type: 'AWS::Serverless::WebSocketApi', Properties: { Routes: { $connect: {} } } } }, reason('A', 'AWS::Serverless::WebSocketApi', ": its route '$connect' has no function")],
    ['a path of a document by a function', { A: { Type: 'AWS::Serverless::HttpApi', Properties: { DefinitionBody: { openapi: '3.0.1', paths: { '/a': { Ref: 'P' } } } } }, Fn: event('HttpApi', { ApiId: { Ref: 'A' }, Path: '/a', Method: 'get' }) }, reason('A', 'AWS::Serverless::HttpApi', ": the path '/a' of 'A' is decided only at deployment")],
    ['data sources', { A: { Type: 'AWS::Serverless::GraphQLApi', Properties: { SchemaInline: 'x', Auth: { Type: 'AWS_IAM' }, DataSources: { New: {} } } } }, reason('A', 'AWS::Serverless::GraphQLApi', ": its data sources of the kind 'New' are not known")],
    ['an authorization by a function', { A: { Type: 'AWS::Serverless::GraphQLApi', Properties: { SchemaInline: 'x', Auth: { Type: 'AWS_IAM', Additional: ['x'] } } } }, reason('A', 'AWS::Serverless::GraphQLApi', ": an authorization of 'A' is decided only at deployment")],
  ];

  test.each(cases)('%s', (_what, resources, message) => {
    const { body, unseen } = expanded({ ...resources, Bucket: { Type: 'AWS::S3::Bucket' }, Other: fn() });
    expect(unseen).toEqual([message]);
    expect(Object.keys(body.Resources as object)).toEqual(expect.arrayContaining(['Bucket', 'Other', 'OtherRole']));
  });
});

describe('connectors', () => {
  const connector = (Source: object, Destination: object, ...Permissions: string[]): object => ({ C: { Type: 'AWS::Serverless::Connector', Properties: { Source, Destination, Permissions } } });
  const table = { Table: { Type: 'AWS::DynamoDB::Table' } };
  const cases: readonly [string, object, string][] = [
    ['of types that are not known', connector({ Type: 'AWS::New::Thing' }, { Id: 'Table' }, 'Read'), ': a connector from AWS::New::Thing to AWS::DynamoDB::Table is not known'],
    ['with permissions that are not known', connector({ Type: 'AWS::Lambda::Function', RoleName: 'r' }, { Id: 'Table' }, 'Own'), ": a connector from AWS::Lambda::Function to AWS::DynamoDB::Table with the permissions 'Own' is not known"],
    ['of a call with other permissions', connector({ Type: 'AWS::SNS::Topic', Arn: 't' }, { Type: 'AWS::Lambda::Function', Arn: 'f' }, 'Read'), ": a connector from AWS::SNS::Topic to AWS::Lambda::Function with the permissions 'Read' is not known"],
    ['without a role', connector({ Type: 'AWS::Lambda::Function' }, { Id: 'Table' }, 'Read'), ': the role of its source is not a resource of this template'],
    ['without an ARN', connector({ Type: 'AWS::Lambda::Function', RoleName: 'r' }, { Type: 'AWS::DynamoDB::Table' }, 'Read'), ': it does not state what the policy has to name'],
    ['to a resource that is not there', connector({ Type: 'AWS::Lambda::Function', RoleName: 'r' }, { Id: 'Gone' }, 'Read'), ": there is no resource 'Gone'"],
    ['of no type', connector({}, { Id: 'Table' }, 'Read'), ': an end of it is of no type that is known'],
  ];

  test.each(cases)('%s', (_what, resources, why) => {
    expect(expanded({ ...table, ...resources }).unseen).toEqual([reason('C', 'AWS::Serverless::Connector', why)]);
  });
});

test('what is no resource stays what it is', () => {
  expect(expanded({ Fn: fn(), Broken: 5 }).body.Resources).toMatchObject({ Broken: 5 });
});

test('a resource that the template and the transform both make is named', () => {
  expect(expanded({ Fn: fn(), FnRole: { Type: 'AWS::IAM::Role' } }).unseen).toEqual(["both the template and 'Fn' make a resource 'FnRole'"]);
});

describe('a policy that is not known', () => {
  const policies = (Policies: unknown): unknown[] => {
    const { body } = expanded({ Fn: fn({ Policies }) });
    return (body.Resources as Record<string, { Properties: { Policies: unknown[] } }>).FnRole.Properties.Policies;
  };
  const unknown = (why: string): object => ({ 'Fn::Transform': { Name: TRANSFORM, Parameters: { Reason: why } } });

  test('is a value that nobody can know, and leaves the role and its other policies as they are', () => {
    expect(policies([{ NewPolicy: { A: 'b' } }, { Statement: [] }])).toEqual([unknown("the policy template 'NewPolicy' is not known"), { PolicyName: 'FnRolePolicy1', PolicyDocument: { Statement: [] } }]);
  });

  test('without a parameter of its template, too', () => {
    expect(policies([{ S3ReadPolicy: {} }])).toEqual([unknown("the policy template 'S3ReadPolicy' is used without its parameter 'BucketName'")]);
  });

  test('or of no kind', () => {
    expect(policies([{ Some: { A: 'b' }, Thing: 1 }])).toEqual([unknown("an item of 'Policies' is neither a document nor a policy that is known")]);
  });

  test('alternatives of two kinds are not understood', () => {
    const { unseen } = expanded({ Fn: fn({ Policies: [{ 'Fn::If': ['C', 'AmazonS3ReadOnlyAccess', { Statement: [] }] }] }) });
    expect(unseen).toEqual([reason('Fn', FUNCTION, ": the alternatives of a policy under the condition 'C' are of two kinds")]);
  });
});

test('a document that a macro gives stays what it is, for its API alone', () => {
  const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } };
  const { body, unseen } = expanded({ Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'p', DefinitionBody: include, Auth: { DefaultAuthorizer: 'AWS_IAM' } } } });
  expect(unseen).toEqual([]);
  expect((body.Resources as Record<string, { Properties: object }>).Api.Properties).toEqual({ Body: include });
});

test('references to generated resources resolve', () => {
  const probe = (Value: unknown): object => ({ Type: 'Test::Probe', Properties: { Value } });
  const resources = {
    Fn: fn({ AutoPublishAlias: 'live', Events: { A: { Type: 'Api', Properties: { Path: '/', Method: 'get' } } } }),
    Role: probe({ 'Fn::GetAtt': ['FnRole', 'Arn'] }),
    Api: probe({ 'Fn::Sub': '${ServerlessRestApi}' }),
    Stage: probe({ Ref: 'ServerlessRestApi.Stage' }),
    Alias: probe({ 'Fn::Sub': ['${Fn.Alias}/${x}', { x: { Ref: 'Fn.Version' } }] }),
    Named: probe({ 'Fn::GetAtt': 'Fn.Version.Version' }),
  };
  const shownAll = models([{ file: 't.yaml', body: { Transform: TRANSFORM, Resources: resources } }], (model) => Object.keys(resources).slice(1).map((id) => shown(model, property(model, id))));
  expect(shownAll).toEqual([['${FnRole.Arn}', '${ServerlessRestApi}', 'Prod', '${FnAliaslive}/arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Fn}:${FnVersion}', '${FnVersion}']]);
});
