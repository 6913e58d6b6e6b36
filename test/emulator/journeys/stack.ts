import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CodeText, CustomAttribute, UserAdministrationGrants, UserPoolOnly, UserPoolTrigger, VerificationMessage } from '../../../lib';

/** Lets nobody sign up once the pool has a user: it looks them up in the pool that it is a trigger of. */
const preSignUp = `const { CognitoIdentityProviderClient, ListUsersCommand } = require('@aws-sdk/client-cognito-identity-provider');
exports.handler = async (event) => {
  const { Users } = await new CognitoIdentityProviderClient({}).send(new ListUsersCommand({ UserPoolId: event.userPoolId, Limit: 1 }));
  if (Users.length > 0) throw new Error('no room');
  return event;
};`;

/** Does with a user what it is told to, with the grants that it has; what came of it. */
const support = `const sdk = require('@aws-sdk/client-cognito-identity-provider');
exports.handler = ({ command, input }) => new sdk.CognitoIdentityProviderClient({}).send(new sdk[command](input)).then(() => 'done', (error) => error.name);`;

/** A user pool that users sign up to on their own, to be walked through from end to end. */
export class JourneysStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const auth = new UserPoolOnly(this, 'Auth', {
      selfSignUpEnabled: true,
      groups: ['staff'],
      customAttributes: { tenantId: CustomAttribute.string(), nick: CustomAttribute.string({ userWritable: true }) },
      messages: { verification: VerificationMessage.code({ emailSubject: 'Welcome to the shop', emailBody: CodeText.withCode('Your code is ', '.') }) },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const users = UserAdministrationGrants.fromUserPool(auth.userPool);
    const handler = this.handler('PreSignUp', preSignUp);
    auth.addTrigger(UserPoolTrigger.preSignUp(handler));
    users.readUsers(handler);
    const helper = this.handler('Support', support);
    users.manageUsers(helper);

    const outputs = {
      UserPool: auth.userPool.userPoolId,
      Web: auth.addSinglePageAppClient('web').userPoolClientId,
      Rotating: auth.addSinglePageAppClient('rotating', { refreshTokenRotationGracePeriod: Duration.seconds(0) }).userPoolClientId,
      Support: helper.functionName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, `${name}Output`, { key: name, value });
  }

  private handler(id: string, code: string): LambdaFunction {
    return new LambdaFunction(this, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code), timeout: Duration.seconds(5) });
  }
}
