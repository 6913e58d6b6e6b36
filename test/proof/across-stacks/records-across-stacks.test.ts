import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Definition, AuthorizationType as GraphqlAuthorization, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { AttributeType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream, S3Bucket } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import type { IdentityPoolPrincipal } from '../../../lib';
import { ApiInvokeGrants, GuestAccess, IdentityPoolOnly, ImportedIdentityPoolRoles, OwnItemGrants, OwnObjectGrants, RecordGrants, UserAdministrationGrants, UserPoolPlusIdentityPool } from '../../../lib';
import { danglingIn, findingsOf, openFindings, templatesOf } from '../../support/assemblies';

const EU = { account: '111122223333', region: 'eu-west-1' };
const US = { account: '111122223333', region: 'us-east-1' };

interface Layout {
  readonly root: Stage;
  /** Where the pools are. */
  readonly auth: Stack;
  /** Where is what they reach. */
  readonly app: Stack;
}

const LAYOUTS: Record<string, () => Layout> = {
  'the same stack': () => {
    const root = new App();
    const auth = new Stack(root, 'Auth', { env: EU });
    return { root, auth, app: auth };
  },
  'two stacks': () => {
    const root = new App();
    return { root, auth: new Stack(root, 'Auth', { env: EU }), app: new Stack(root, 'Web', { env: EU }) };
  },
  'two stacks, of which the application needs the pools': () => {
    const root = new App();
    const [auth, app] = [new Stack(root, 'Auth'), new Stack(root, 'Web')];
    app.addStackDependency(auth);
    return { root, auth, app };
  },
  'two stacks, of which the pools need the application': () => {
    const root = new App();
    const [auth, app] = [new Stack(root, 'Auth'), new Stack(root, 'Web')];
    auth.addStackDependency(app);
    return { root, auth, app };
  },
  'two stacks without an environment': () => {
    const root = new App();
    return { root, auth: new Stack(root, 'Auth'), app: new Stack(root, 'Web') };
  },
  'what they reach in a nested stack': () => {
    const root = new App();
    const auth = new Stack(root, 'Auth');
    return { root, auth, app: new NestedStack(auth, 'Inner') };
  },
  'the pools in a nested stack': () => {
    const root = new App();
    const app = new Stack(root, 'Web');
    return { root, auth: new NestedStack(app, 'Inner'), app };
  },
  'nested stacks side by side': () => {
    const root = new App();
    const outer = new Stack(root, 'Outer');
    return { root, auth: new NestedStack(outer, 'Auth'), app: new NestedStack(outer, 'Web') };
  },
  'two stacks of a stage': () => {
    const root = new App();
    const stage = new Stage(root, 'Test', { env: EU });
    return { root: stage, auth: new Stack(stage, 'Auth'), app: new Stack(stage, 'Web') };
  },
  'two stacks of one name in two Regions': () => {
    const root = new App();
    return {
      root,
      auth: new Stack(root, 'Auth', { env: EU, stackName: 'shop', crossRegionReferences: true }),
      app: new Stack(root, 'Web', { env: US, stackName: 'shop', crossRegionReferences: true }),
    };
  },
  'two Regions': () => {
    const root = new App();
    return { root, auth: new Stack(root, 'Auth', { env: EU, crossRegionReferences: true }), app: new Stack(root, 'Web', { env: US, crossRegionReferences: true }) };
  },
};

const GRANTS: Record<string, (app: Construct, principal: IdentityPoolPrincipal) => void> = {
  'own objects': (app, principal) => {
    OwnObjectGrants.fromBucket(new Bucket(app, 'Photos', { encryption: BucketEncryption.KMS }), { prefix: 'users' }).readWrite(principal);
  },
  'own items': (app, principal) => {
    const table = new Table(app, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING }, encryption: TableEncryption.CUSTOMER_MANAGED });
    OwnItemGrants.fromTable(table).readWrite(principal);
  },
  'records': (app, principal) => void RecordGrants.fromStream(new Stream(app, 'Clicks')).put(principal),
  'records for delivery': (app, principal) => {
    const destination = new S3Bucket(new Bucket(app, 'Archive'));
    void RecordGrants.fromDeliveryStream(new DeliveryStream(app, 'Delivery', { destination })).put(principal);
  },
  'an HTTP API': (app, principal) => {
    const [route] = new HttpApi(app, 'Http').addRoutes({ path: '/orders', integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: new HttpIamAuthorizer() });
    ApiInvokeGrants.fromRoute(route).invoke(principal);
  },
  'a GraphQL API': (app, principal) => {
    const api = new GraphqlApi(app, 'Graphql', {
      name: 'orders', definition: Definition.fromFile(join(__dirname, '../../grants/orders.graphql')), authorizationConfig: { defaultAuthorization: { authorizationType: GraphqlAuthorization.IAM } },
    });
    ApiInvokeGrants.fromFields(api, 'Query', ['orders']).invoke(principal);
  },
  'an API': (app, principal) => {
    const method = new RestApi(app, 'Api').root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
    ApiInvokeGrants.fromMethod(method).invoke(principal);
  },
  'administration of users elsewhere': (app, principal) => void UserAdministrationGrants.fromUserPool(new UserPool(app, 'Others')).readUsers(principal),
  'a grant of the L2': (app, principal) => void new Bucket(app, 'News').grantRead(principal, 'news/*'),
};

const cases = Object.keys(LAYOUTS).flatMap((layout) => Object.keys(GRANTS).map((grant) => ({ layout, grant })));

test.each(cases)('$grant, $layout: nothing dangles, all is proved', ({ layout, grant }) => {
  const { root, auth, app } = LAYOUTS[layout]();
  const pools = new UserPoolPlusIdentityPool(auth, 'Pools', { groups: ['staff'] });
  pools.addSinglePageAppClient('web');
  GRANTS[grant](app, pools.group('staff'));
  expect(danglingIn(templatesOf(root))).toEqual([]);
  const findings = findingsOf(root);
  expect(openFindings(root, findings)).toEqual([]);
  expect(findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'limited', verdict: 'PROVED', subject: expect.stringContaining('staff') as string })]));
});

describe('pools that were made elsewhere in the app', () => {
  interface Parts { readonly root: App; readonly users: Stack; readonly web: Stack }
  const apart = (): Parts => {
    const root = new App();
    return { root, users: new Stack(root, 'Users'), web: new Stack(root, 'Web') };
  };
  const inside = (): Parts => {
    const root = new App();
    const users = new Stack(root, 'Users');
    return { root, users, web: new NestedStack(users, 'Web') };
  };

  const principals: Record<string, (parts: Parts) => IdentityPoolPrincipal> = {
    'an L2': ({ users, web }) => IdentityPoolOnly.fromIdentityPool(web, 'Here', new IdentityPool(users, 'Pool', { authenticationProviders: { google: { clientId: '1-a.apps.googleusercontent.com' } } })).authenticated,
    'guests of an L2': ({ users, web }) => new GuestAccess(web, 'Guests', { identityPool: new IdentityPool(users, 'Pool', { allowUnauthenticatedIdentities: true }) }).principal,
    'one of this library, its role retained': ({ users, web }) => {
      const ours = new UserPoolPlusIdentityPool(users, 'Pools');
      ours.addSinglePageAppClient('web');
      return IdentityPoolOnly.fromIdentityPool(web, 'Here', ours.identityPool, ImportedIdentityPoolRoles.retain({ authenticatedRole: ours.authenticated.obtainRole() })).authenticated;
    },
    'one of this library by its id': ({ users, web }) => {
      const ours = new UserPoolPlusIdentityPool(users, 'Pools');
      ours.addSinglePageAppClient('web');
      return IdentityPoolOnly.fromIdentityPoolId(web, 'Here', ours.identityPoolId, ImportedIdentityPoolRoles.retain({ authenticatedRole: ours.authenticated.obtainRole() })).authenticated;
    },
  };
  const where: Record<string, () => Parts> = { 'in another stack': apart, 'in the parent': inside };
  const both = Object.keys(principals).flatMap((whose) => Object.keys(where).map((place) => ({ whose, place })));

  test.each(both)('$whose, $place: nothing dangles, own objects are proved, and a wide grant beside them is found', ({ whose, place }) => {
    const parts = where[place]();
    const principal = principals[whose](parts);
    const photos = new Bucket(parts.web, 'Photos');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(principal);
    expect(danglingIn(templatesOf(parts.root))).toEqual([]);
    expect(findingsOf(parts.root).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict)).toEqual(['PROVED']);
    photos.grantRead(principal);
    expect(() => templatesOf(parts.root)).toThrow(/VIOLATED {2}users reach only their own objects/);
  });
});
