import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType as GraphqlAuthorization, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnElement } from 'aws-cdk-lib/core';
import * as library from '../lib';
import { stackOf } from './support/stacks';

/** `from…` takes what is there already: it adds no resource; what wraps adds nothing at all to the tree. */
const CALLS: Record<string, (stack: Stack) => () => unknown> = {
  'UserPoolOnly.fromUserPool': (stack) => {
    const there = UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf');
    return () => library.UserPoolOnly.fromUserPool(stack, 'Here', there);
  },
  'IdentityPoolOnly.fromIdentityPool': (stack) => {
    const there = new IdentityPool(stack, 'There');
    return () => library.IdentityPoolOnly.fromIdentityPool(stack, 'Here', there);
  },
  'IdentityPoolOnly.fromIdentityPoolId': (stack) => () => library.IdentityPoolOnly.fromIdentityPoolId(stack, 'Here', 'eu-west-1:00000000-0000-0000-0000-000000000000', library.ImportedIdentityPoolRoles.retain()),
  'UserPoolProvider.fromProviderName': () => () => library.UserPoolProvider.fromProviderName('Google'),
  'UserPoolWebAcl.fromWebAclArn': () => () => library.UserPoolWebAcl.fromWebAclArn('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/there/0000'),
  'ManagedLoginBranding.fromFiles': () => () => library.ManagedLoginBranding.fromFiles({}),
  'BrandingAsset.fromFile': () => () => {
    const folder = mkdtempSync(join(tmpdir(), 'asset-'));
    writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    try {
      return library.BrandingAsset.fromFile(join(folder, 'logo.svg'), library.BrandingAssetCategory.FORM_LOGO);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  'ClientSettings.fromUserPool': (stack) => {
    const auth = new library.UserPoolOnly(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    return () => library.ClientSettings.fromUserPool(auth, 'web');
  },
  'UserAdministrationGrants.fromUserPool': (stack) => {
    const there = new UserPool(stack, 'There');
    return () => library.UserAdministrationGrants.fromUserPool(there);
  },
  'OwnObjectGrants.fromBucket': (stack) => {
    const bucket = new Bucket(stack, 'Bucket');
    return () => library.OwnObjectGrants.fromBucket(bucket, { prefix: 'users' });
  },
  'SharedObjectGrants.fromBucket': (stack) => {
    const bucket = new Bucket(stack, 'Bucket');
    return () => library.SharedObjectGrants.fromBucket(bucket, { prefix: 'news' });
  },
  'OwnItemGrants.fromTable': (stack) => {
    const table = Table.fromTableName(stack, 'Table', 'orders');
    return () => library.OwnItemGrants.fromTable(table);
  },
  'RecordGrants.fromStream': (stack) => {
    const stream = new Stream(stack, 'Stream');
    return () => library.RecordGrants.fromStream(stream);
  },
  'RecordGrants.fromDeliveryStream': (stack) => {
    const stream = DeliveryStream.fromDeliveryStreamArn(stack, 'Stream', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks');
    return () => library.RecordGrants.fromDeliveryStream(stream);
  },
  'RecordGrants.fromAppMonitor': (stack) => {
    const monitor = new CfnAppMonitor(stack, 'Monitor', { name: 'web', domain: 'example.com' });
    return () => library.RecordGrants.fromAppMonitor(monitor);
  },
  'ApiInvokeGrants.fromMethod': (stack) => {
    const method = new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
    return () => library.ApiInvokeGrants.fromMethod(method);
  },
  'ApiInvokeGrants.fromRoute': (stack) => {
    const [route] = new HttpApi(stack, 'Api').addRoutes({ path: '/', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: new HttpIamAuthorizer() });
    return () => library.ApiInvokeGrants.fromRoute(route);
  },
  'ApiInvokeGrants.fromFields': (stack) => {
    const api = new GraphqlApi(stack, 'Api', { name: 'orders', definition: Definition.fromFile(join(__dirname, 'grants/orders.graphql')), authorizationConfig: { defaultAuthorization: { authorizationType: GraphqlAuthorization.IAM } } });
    return () => library.ApiInvokeGrants.fromFields(api, 'Query', ['orders']);
  },
  'AccessModel.fromStack': () => () => library.AccessModel.fromStack(stackOf()),
  'AccessModel.fromTemplate': () => () => library.AccessModel.fromTemplate({ Resources: {} }),
};

/** What takes a place in the tree of its own, as the imports of the CDK do. */
const IMPORTS = ['UserPoolOnly.fromUserPool', 'IdentityPoolOnly.fromIdentityPool', 'IdentityPoolOnly.fromIdentityPoolId'];

test('every public method that is named from… is looked at here', () => {
  const named = Object.entries(library).flatMap(([name, exported]) => (typeof exported === 'function' ? Object.getOwnPropertyNames(exported).filter((method) => /^from[A-Z]/.test(method)).map((method) => `${name}.${method}`) : []));
  expect(named.sort()).toEqual(Object.keys(CALLS).sort());
});

test.each(Object.entries(CALLS))('%s wraps or imports what is there', (name, prepare) => {
  const stack = stackOf('eu-west-1');
  const call = prepare(stack);
  const before = new Set(stack.node.findAll());
  expect(call()).toBeDefined();
  const added = stack.node.findAll().filter((node) => !before.has(node));
  if (!IMPORTS.includes(name)) expect(added.map(({ node }) => node.path)).toEqual([]);
  // A policy without statements is left out of the template.
  expect(added.filter((node) => CfnElement.isCfnElement(node) && !/\/Policy\/Resource$/.test(node.node.path)).map(({ node }) => node.path)).toEqual([]);
});
