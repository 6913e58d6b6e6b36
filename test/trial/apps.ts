// Three apps as somebody writes them who has README.md and API.md alone, and the four constructs in their shortest use.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AccessProperties, AccessProperty, ClientSettings, CustomAttribute, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, MultiFactorAuthentication, Owner, OwnItemGrants, OwnObjectGrants,
  RecordGrants, SharedObjectGrants, SignIn, SignInDomain, TokenClaim, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider,
} from 'cdk-cognito-pools';
import type { Construct } from 'constructs';

/** An e-commerce site: a catalog for everybody, a click stream, orders and pictures of one's own, guests. */
export class Shop extends Stack {
  public readonly assets = new Bucket(this, 'Assets', { enforceSSL: true });
  public readonly orders = new Table(this, 'Orders', { partitionKey: { name: 'customer', type: AttributeType.STRING }, sortKey: { name: 'order', type: AttributeType.STRING } });
  public readonly clicks = new Stream(this, 'Clicks');

  constructor(scope: Construct) {
    super(scope, 'Shop');
    const auth = new UserPoolPlusIdentityPool(this, 'Auth', {
      signIn: SignIn.email(), selfSignUpEnabled: true, groups: ['merchandisers', 'support'], domain: SignInDomain.prefix('my-shop-4711'),
    });
    auth.addSinglePageAppClient('web', { callbackUrls: ['https://shop.example.com/'] });
    const guests = new GuestAccess(this, 'Guests', { identityPool: auth });
    const processor = new LambdaFunction(this, 'Processor', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {}') });

    const stream = RecordGrants.fromStream(this.clicks);
    for (const sender of [auth.authenticated, guests.principal, processor]) stream.put(sender);

    const catalog = SharedObjectGrants.fromBucket(this.assets, { prefix: 'catalog' });
    catalog.read(auth.authenticated);
    catalog.read(guests.principal);
    catalog.readWrite(auth.group('merchandisers'));
    catalog.delete(auth.group('merchandisers'));

    OwnObjectGrants.fromBucket(this.assets, { prefix: 'pictures' }).readWrite(auth.authenticated);
    const own = OwnItemGrants.fromTable(this.orders);
    own.readWrite(auth.authenticated);
    own.readAll(auth.group('support'));

    AccessProperties.of(this).add(AccessProperty.unreachable({ actions: ['kinesis:GetRecords'], resources: [this.clicks.streamArn] }));
    new CfnOutput(this, 'Settings', { value: ClientSettings.fromUserPool(auth, 'web', { bucket: this.assets }).amplifyOutputs });
  }
}

/** A company directory with the groups Administrator, Accounting, Finance, IT. */
export class Company extends Stack {
  public readonly books = new Bucket(this, 'Books', { enforceSSL: true });
  public readonly homes = new Bucket(this, 'Homes', { enforceSSL: true });
  public readonly equipment = new Table(this, 'Equipment', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  public readonly auth: UserPoolPlusIdentityPool;

  constructor(scope: Construct) {
    super(scope, 'Company');
    const auth = this.auth = new UserPoolPlusIdentityPool(this, 'Auth', {
      groups: ['Administrator', 'Accounting', 'Finance', 'IT'],
      mfa: MultiFactorAuthentication.required(),
      domain: SignInDomain.prefix('my-company-4711'),
      providers: [UserPoolProvider.saml('Directory', { metadata: UserPoolIdentityProviderSamlMetadata.url('https://login.example.com/metadata') })],
    });
    auth.addWebAppClient('portal', { callbackUrls: ['https://portal.example.com/'] });

    const home = OwnObjectGrants.fromBucket(this.homes, { prefix: 'home' });
    home.readWrite(auth.authenticated);
    home.readAll(auth.group('Administrator'));
    home.deleteAll(auth.group('Administrator'));

    const invoices = SharedObjectGrants.fromBucket(this.books, { prefix: 'invoices' });
    invoices.readWrite(auth.group('Accounting'));
    invoices.read(auth.group('Finance'));
    SharedObjectGrants.fromBucket(this.books, { prefix: 'reports' }).readWrite(auth.group('Finance'));
    this.equipment.grantReadWriteData(auth.group('IT'));

    auth.grants.manageUsers(auth.group('Administrator'));
    auth.grants.manageGroups(auth.group('Administrator'));
    const importer = new LambdaFunction(this, 'Importer', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {}') });
    auth.grants.importUsers(importer, auth.obtainUserImportRole());
  }
}

/** A service for many tenants, on a user pool that is there already. */
export class Service extends Stack {
  public readonly files = new Bucket(this, 'Files', { enforceSSL: true });
  public readonly items = new Table(this, 'Items', { partitionKey: { name: 'tenant', type: AttributeType.STRING } });

  constructor(scope: Construct) {
    super(scope, 'Service', { env: { region: 'eu-west-1', account: '111122223333' } });
    const users = UserPoolOnly.fromUserPool(this, 'Users', UserPool.fromUserPoolId(this, 'There', 'eu-west-1_AbCdEf123'), { groups: { managers: {} } });
    const provider = IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')]);
    const auth = new IdentityPoolOnly(this, 'Auth');
    auth.addProvider(provider, { sessionTags: { tenantId: TokenClaim.customAttribute('tenantId', { acknowledgment: { reason: 'no app client of the pool writes it' } }) } });

    const owner = Owner.sessionTag('tenantId');
    const own = OwnObjectGrants.fromBucket(this.files, { prefix: 'tenants', owner });
    own.readWrite(auth.authenticated);
    own.delete(auth.group('managers'));
    OwnItemGrants.fromTable(this.items, { owner }).readWrite(auth.authenticated);
  }
}

/** The four constructs with a bucket and a stream, each in at most 15 lines; a test counts them. */
export const SHORT: Readonly<Record<string, (stack: Stack) => unknown>> = {
  UserPoolOnly: (stack) => {
    const auth = new UserPoolOnly(stack, 'Auth', { signIn: SignIn.email(), groups: ['administrators'], customAttributes: { plan: CustomAttribute.string() } });
    auth.addSinglePageAppClient('web');
    auth.addMobileAppClient('app');
  },
  IdentityPoolOnly: (stack) => {
    const photos = new Bucket(stack, 'Photos', { enforceSSL: true });
    const clicks = new Stream(stack, 'Clicks');
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('123456789012-photos.apps.googleusercontent.com')] });
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    RecordGrants.fromStream(clicks).put(auth.authenticated);
  },
  UserPoolPlusIdentityPool: (stack) => {
    const photos = new Bucket(stack, 'Photos', { enforceSSL: true });
    const clicks = new Stream(stack, 'Clicks');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['Administrator', 'Accounting', 'Finance', 'IT'] });
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    RecordGrants.fromStream(clicks).put(auth.authenticated);
    SharedObjectGrants.fromBucket(photos, { prefix: 'invoices' }).readWrite(auth.group('Accounting'));
  },
  GuestAccess: (stack) => {
    const photos = new Bucket(stack, 'Photos', { enforceSSL: true });
    const clicks = new Stream(stack, 'Clicks');
    const guests = new GuestAccess(stack, 'Guests');
    SharedObjectGrants.fromBucket(photos, { prefix: 'news' }).read(guests.principal);
    RecordGrants.fromStream(clicks).put(guests.principal);
  },
};
