import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType as GraphqlAuthorization, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IdentityPoolPrincipal } from '../../lib';
import { ApiInvokeGrants, OwnItemGrants, OwnObjectGrants, RecordGrants, SharedObjectGrants, UserAdministrationGrants, UserPoolPlusIdentityPool } from '../../lib';
import { resourcesOf, stackOf } from '../support/stacks';

const grantees: [string, (stack: Stack) => IGrantable][] = [
  ['a Lambda function', (stack) => new LambdaFunction(stack, 'BackEnd', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = () => {}') })],
  ['a role', (stack) => new Role(stack, 'BackEnd', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })],
  ['a principal of an identity pool', (stack) => new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['administrators'] }).group('administrators')],
];

const grants: [string, (stack: Stack, grantee: IGrantable) => Grant, string][] = [
  ['RecordGrants on a stream', (stack, grantee) => RecordGrants.fromStream(new Stream(stack, 'Clicks', { encryptionKey: new Key(stack, 'Key') })).put(grantee), 'kinesis:PutRecords'],
  ['RecordGrants on a delivery stream', (stack, grantee) => RecordGrants.fromDeliveryStream(DeliveryStream.fromDeliveryStreamArn(stack, 'Clicks', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks')).put(grantee), 'firehose:PutRecordBatch'],
  ['ApiInvokeGrants on a method', (stack, grantee) => ApiInvokeGrants.fromMethod(new RestApi(stack, 'Rest').root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM })).invoke(grantee), 'execute-api:Invoke'],
  ['ApiInvokeGrants on a route', (stack, grantee) => ApiInvokeGrants.fromRoute(new HttpApi(stack, 'Http').addRoutes({
    path: '/', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: new HttpIamAuthorizer(),
  })[0]).invoke(grantee), 'execute-api:Invoke'],
  ['ApiInvokeGrants on fields', (stack, grantee) => ApiInvokeGrants.fromFields(new GraphqlApi(stack, 'Graphql', {
    name: 'orders', definition: Definition.fromFile(join(__dirname, 'orders.graphql')), authorizationConfig: { defaultAuthorization: { authorizationType: GraphqlAuthorization.IAM } },
  }), 'Query', ['orders']).invoke(grantee), 'appsync:GraphQL'],
  ['UserAdministrationGrants', (stack, grantee) => UserAdministrationGrants.fromUserPool(new UserPoolPlusIdentityPool(stack, 'Company').userPool).manageUsers(grantee), 'cognito-idp:AdminCreateUser'],
  ['SharedObjectGrants', (stack, grantee) => SharedObjectGrants.fromBucket(new Bucket(stack, 'News'), { prefix: 'news' }).read(grantee), 's3:GetObject'],
];

describe.each(grants)('%s', (_what, grant, action) => {
  test.each(grantees)('work for %s', (kind, make) => {
    const stack = stackOf('eu-west-1');
    expect(grant(stack, make(stack)).success).toBe(true);
    const granted = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).filter((policy) => JSON.stringify(policy.Properties).includes(`"${action}"`));
    expect(granted).toHaveLength(1);
    expect(JSON.stringify(granted[0].Metadata ?? {}).includes(`"${action}"`)).toBe(kind === 'a principal of an identity pool');
  });
});

describe('own things are granted to identities alone', () => {
  type Verbs = Record<string, (who: IdentityPoolPrincipal) => Grant>;
  const facades: [string, string, readonly string[], (stack: Stack) => Verbs][] = [
    ['OwnObjectGrants', 'Stack/Photos', ['read', 'write', 'delete', 'list', 'readWrite', 'readAll', 'writeAll', 'deleteAll'],
      (stack) => OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'Photos', 'photos'), { prefix: 'users' }) as unknown as Verbs],
    ['OwnItemGrants', 'Stack/Orders', ['read', 'write', 'readWrite', 'readAll', 'writeAll', 'deleteAll'],
      (stack) => OwnItemGrants.fromTable(Table.fromTableName(stack, 'Orders', 'orders')) as unknown as Verbs],
  ];

  describe.each(facades)('%s', (facade, path, verbs, own) => {
    test.each(verbs)('%s', (verb) => {
      for (const make of grantees.slice(0, 2).map(([, one]) => one)) {
        const stack = stackOf();
        expect(() => own(stack)[verb](make(stack) as IdentityPoolPrincipal)).toThrow(
          `identities-required: ${facade} for Stack/BackEnd, which is no principal of an identity pool and owns nothing; pass auth.authenticated, auth.group('…') or guests.principal; `
          + `grant to functions and roles with the grants of the resource itself [at ${path}]`);
      }
      expect(() => own(stackOf())[verb](new ServicePrincipal('lambda.amazonaws.com') as unknown as IdentityPoolPrincipal)).toThrow(`identities-required: ${facade} for a ServicePrincipal, which is no principal`);
    });
  });
});
