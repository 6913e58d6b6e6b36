import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { IdentityPoolOnly, IdentityPoolProvider, LambdaAuthorization, SignInDomain, UserAdministrationGrants, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolTrigger } from '../../lib';
import { cyclesIn, danglingIn, openFindings, templatesOf } from '../support/assemblies';

const handler = (scope: Stack): Function => new Function(scope, 'Trigger', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x') });

describe('a cycle', () => {
  test('of a trigger and the id of its pool', () => {
    const stack = new Stack(new App(), 'Stack');
    const pools = new UserPoolOnly(stack, 'Pools');
    const trigger = handler(stack);
    pools.addTrigger(UserPoolTrigger.preSignUp(trigger));
    trigger.addEnvironment('POOL', pools.userPool.userPoolId);
    expect(() => (stack.node.root as App).synth()).toThrow('dependency-cycle: what is deployed first cannot be told: Stack/Pools/UserPool refers to Stack/Trigger, and Stack/Trigger refers to Stack/Pools/UserPool; '
      + 'cut one of these, best that of Stack/Trigger to Stack/Pools/UserPool: a trigger reads the ids from its event (userPoolId, callerContext.clientId), and others by the name of a parameter in AWS Systems Manager [at Stack/Pools]');
  });

  test('of a trigger and the id of a client', () => {
    const stack = new Stack(new App(), 'Stack');
    const pools = new UserPoolOnly(stack, 'Pools');
    const trigger = handler(stack);
    pools.addTrigger(UserPoolTrigger.preSignUp(trigger));
    trigger.addEnvironment('CLIENT', pools.addSinglePageAppClient('web').userPoolClientId);
    expect(() => (stack.node.root as App).synth()).toThrow('best that of Stack/Trigger to Stack/Pools/webClient: a trigger reads');
  });

  test('of two stacks, by a trigger in the one that needs the pool', () => {
    const app = new App();
    const [auth, web] = [new Stack(app, 'Auth'), new Stack(app, 'Web')];
    const pools = new UserPoolOnly(auth, 'Pools');
    pools.addTrigger(UserPoolTrigger.preSignUp(handler(web)));
    new StringParameter(web, 'Pool', { stringValue: pools.userPool.userPoolId });
    expect(() => app.synth()).toThrow('best that of Auth/Pools/UserPool to Web/Trigger: make the trigger in the stack of the pool [at Auth/Pools]');
  });

  test('of two stacks, by a callback URL', () => {
    const app = new App();
    const [auth, web] = [new Stack(app, 'Auth'), new Stack(app, 'Web')];
    const pools = new UserPoolPlusIdentityPool(auth, 'Pools', { domain: SignInDomain.prefix('people-of-the-shop') });
    const site = new Distribution(web, 'Site', { defaultBehavior: { origin: new HttpOrigin('origin.example.com') } });
    pools.addSinglePageAppClient('web', { callbackUrls: [`https://${site.distributionDomainName}/`] });
    new StringParameter(web, 'Pool', { stringValue: pools.userPool.userPoolId });
    expect(() => app.synth()).toThrow('cut one of these, best that of Auth/Pools/webClient to Web/Site: use a domain name of your own in its URLs, or make what they lead to in a stack that comes before');
  });

  describe('of a group and an identity pool in another stack', () => {
    const apart = (isGroupThere: boolean): App => {
      const app = new App();
      const [people, identities] = [new Stack(app, 'People'), new Stack(app, 'Identities')];
      const users = new UserPoolOnly(people, 'Users', isGroupThere ? {} : { groups: ['staff'] });
      const clients = [users.addSinglePageAppClient('web')];
      if (isGroupThere) UserPoolOnly.fromUserPool(identities, 'Users', users.userPool).addGroup('staff');
      const pool = new IdentityPoolOnly(identities, 'Pool', { providers: [IdentityPoolProvider.userPool(users.userPool, clients)] });
      new Bucket(identities, 'News').grantPut(pool.group('staff'));
      return app;
    };

    test('names the way out', () => {
      expect(() => apart(false).synth()).toThrow('dependency-cycle: what is deployed first cannot be told: People/Users/staffGroup refers to Identities/Pool/staffMembers/Role, and Identities/Pool/IdentityPool refers to People/Users/UserPool; '
        + "cut one of these, best that of People/Users/staffGroup to Identities/Pool/staffMembers/Role: add the group in the stack of the identity pool, with UserPoolOnly.fromUserPool(this, 'Users', userPool).addGroup(…), or make both pools in one stack: a group names the role of its members, and the role the identity pool");
    });

    test('which is one', () => {
      const app = apart(true);
      expect([...danglingIn(templatesOf(app)), ...cyclesIn(templatesOf(app)), ...openFindings(app)]).toEqual([]);
    });
  });

  test('of nested stacks', () => {
    const app = new App();
    const outer = new Stack(app, 'Outer');
    const [auth, web] = [new NestedStack(outer, 'Auth'), new NestedStack(outer, 'Web')];
    const pools = new UserPoolOnly(auth, 'Pools');
    pools.addTrigger(UserPoolTrigger.preSignUp(handler(web)));
    new StringParameter(web, 'Pool', { stringValue: pools.userPool.userPoolId });
    expect(() => app.synth()).toThrow('dependency-cycle: what is deployed first cannot be told: Outer/Auth/Pools/UserPool refers to Outer/Web/Trigger, and Outer/Web/Pool refers to Outer/Auth/Pools/UserPool; cut one of these');
  });
});

describe('no cycle', () => {
  test('a trigger that may administer users of its pool', () => {
    const stack = new Stack(new App(), 'Stack');
    const pools = new UserPoolOnly(stack, 'Pools');
    const trigger = handler(stack);
    pools.addTrigger(UserPoolTrigger.postConfirmation(trigger));
    UserAdministrationGrants.fromUserPool(pools.userPool).readUsers(trigger);
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test('pools and what they reach in two stacks that need one another by grants alone', () => {
    const app = new App();
    const [auth, web] = [new Stack(app, 'Auth'), new Stack(app, 'Web')];
    const pools = new UserPoolPlusIdentityPool(auth, 'Pools');
    new Bucket(web, 'Photos').grantRead(pools.authenticated, 'news/*');
    new StringParameter(web, 'Pool', { stringValue: pools.userPool.userPoolId });
    expect(() => app.synth()).not.toThrow();
  });

  test('a Lambda authorizer that stands with the pools, for an API of another stack', () => {
    const stage = new Stage(new App(), 'Test');
    const [auth, web] = [new Stack(stage, 'Auth'), new Stack(stage, 'Web')];
    const pools = new UserPoolOnly(auth, 'Pools');
    pools.addSinglePageAppClient('web');
    const door = LambdaAuthorization.idTokens(auth, 'Door', { userPool: pools });
    new HttpApi(web, 'Api').addRoutes({ path: '/orders', integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: door.httpApi() });
    expect(() => stage.synth()).not.toThrow();
  });
});
