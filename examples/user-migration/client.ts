import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  AdminGetUserCommand, CognitoIdentityProviderClient, ConfirmForgotPasswordCommand, DescribeUserPoolClientCommand, DescribeUserPoolCommand, ForgotPasswordCommand, InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { randomBytes, scryptSync } from 'node:crypto';
import type { ExampleRun } from '../support';
import { administratorSettings, clientSettings, createUser } from '../support';
import { codeMailedTo } from './mailbox';

const password = 'Legacy-horse-battery-7!';

/** Ada is in the legacy directory alone; Ben is in the user pool already. */
export async function use(example: ExampleRun): Promise<void> {
  await example.allowed('the legacy directory has Ada, with the hash of her password', () => putLegacyUser(example));
  await configuration(example);

  const attributes = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
  example.equal('Ada signs in with her old password: the trigger hands her attributes over, and she keeps the password',
    await migrate(example, 'UserMigration_Authentication', 'Ada@example.com', password), { userAttributes: attributes, messageAction: 'SUPPRESS', finalUserStatus: 'CONFIRMED' });
  example.equal('Ada forgot her password: the trigger hands her attributes over, and she chooses a new one',
    await migrate(example, 'UserMigration_ForgotPassword', 'ada@example.com'), { userAttributes: attributes, messageAction: 'SUPPRESS' });
  await example.refused('a wrong password', () => migrate(example, 'UserMigration_Authentication', 'ada@example.com', 'wrong'), 'MigrationRefused');
  await example.refused('an unknown user', () => migrate(example, 'UserMigration_ForgotPassword', 'eve@example.com'), 'MigrationRefused');

  await createUser(example, { userPoolId: example.output('UserPoolId'), username: 'ben@example.com', attributes: { email: 'ben@example.com', email_verified: 'true' } });
  await example.allowed('Ben, who has moved, signs in by sending his password, as the app does while users move', () => signInWithPassword(example, 'ben@example.com', 'Correct-horse-battery-7!'));
  await example.refused('a wrong password of his', () => signInWithPassword(example, 'ben@example.com', 'wrong'));

  await example.refused('Ada signs in at the user pool with a wrong password', () => signInWithPassword(example, 'ada@example.com', 'wrong'));
  await example.allowed('Ada signs in at the user pool with her old password', () => signInWithPassword(example, 'ada@example.com', password));
  example.equal('and is one of its users from then on', await statusOf(example, 'ada@example.com'), 'CONFIRMED');
  if (example.realAccount) example.notHere('Ben forgot his password', 'the mailbox of the address is outside');
  else await forgetsPassword(example, 'ben@example.com');
  example.notHere('users come from a CSV file (import-users.ts)', example.realAccount ? 'it takes minutes, and its log stays in the account' : 'the emulator has no import jobs');
}

/** Who has moved gets back in as everybody does: with a code by e-mail, and a new password. */
async function forgetsPassword(example: ExampleRun, Username: string): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(clientSettings(example));
  const who = { ClientId: example.output('WebClientId'), Username };
  await example.allowed('Ben forgot his password, and is sent a code', () => cognito.send(new ForgotPasswordCommand(who)));
  const ConfirmationCode = await codeMailedTo(example, Username, { subject: 'Verify your new account', before: 'The verification code to your new account is ' });
  const choose = (Password: string, code = ConfirmationCode) => cognito.send(new ConfirmForgotPasswordCommand({ ...who, ConfirmationCode: code, Password }));
  await example.refused('a new password with a wrong code', () => choose('Another-horse-battery-8!', '000000'), 'CodeMismatchException');
  await example.refused('one that is shorter than the pool asks for', () => choose('Short-1!'), 'InvalidPasswordException');
  await example.allowed('he chooses a new one with the code', () => choose('Another-horse-battery-8!'));
  await example.allowed('and signs in with it', () => signInWithPassword(example, Username, 'Another-horse-battery-8!'));
  await example.refused('no more with the old one', () => signInWithPassword(example, Username, 'Correct-horse-battery-7!'));
}

async function putLegacyUser(example: ExampleRun): Promise<void> {
  const salt = randomBytes(16).toString('hex');
  await new DynamoDBClient(administratorSettings(example)).send(new PutItemCommand({
    TableName: example.output('LegacyTable'),
    Item: { email: { S: 'ada@example.com' }, name: { S: 'Ada' }, salt: { S: salt }, hash: { S: scryptSync(password, salt, 32).toString('base64') } },
  }));
}

async function configuration(example: ExampleRun): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(administratorSettings(example));
  const UserPoolId = example.output('UserPoolId');
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  example.equal('the pool calls the function', UserPool?.LambdaConfig?.UserMigration?.split(':').at(-1), example.output('MigrateFunction'));
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: example.output('WebClientId') }));
  example.equal('the app client takes passwords for it', UserPoolClient?.ExplicitAuthFlows?.includes('ALLOW_USER_PASSWORD_AUTH'), true);
}

async function statusOf(example: ExampleRun, Username: string): Promise<string | undefined> {
  const user = await new CognitoIdentityProviderClient(administratorSettings(example)).send(new AdminGetUserCommand({ UserPoolId: example.output('UserPoolId'), Username }));
  return user.UserStatus;
}

/** The trigger did not let the user in. */
class MigrationRefused extends Error {
  readonly name = 'MigrationRefused';
}

/** Calls the function as Cognito does; what it answers about the user. */
async function migrate(example: ExampleRun, triggerSource: string, userName: string, given?: string): Promise<unknown> {
  const event = { version: '1', triggerSource, userPoolId: example.output('UserPoolId'), userName, request: { password: given }, response: {} };
  const { FunctionError, Payload = Buffer.from('{}') } = await new LambdaClient(administratorSettings(example))
    .send(new InvokeCommand({ FunctionName: example.output('MigrateFunction'), Payload: JSON.stringify(event) }));
  const answer = JSON.parse(Buffer.from(Payload).toString()) as { response?: unknown; errorMessage?: string };
  if (FunctionError && answer.errorMessage === 'no such user, or another password') throw new MigrationRefused(answer.errorMessage);
  if (FunctionError) throw new Error(answer.errorMessage);
  return answer.response;
}

async function signInWithPassword(example: ExampleRun, USERNAME: string, PASSWORD: string): Promise<void> {
  await new CognitoIdentityProviderClient(clientSettings(example)).send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH', ClientId: example.output('WebClientId'), AuthParameters: { USERNAME, PASSWORD },
  }));
}
