import {
  AdminAddUserToGroupCommand, AdminRemoveUserFromGroupCommand, AssociateSoftwareTokenCommand, CognitoIdentityProviderClient, ConfirmForgotPasswordCommand, ConfirmSignUpCommand,
  ForgotPasswordCommand, GetTokensFromRefreshTokenCommand, GlobalSignOutCommand, InitiateAuthCommand, RevokeTokenCommand, SetUserMFAPreferenceCommand, SignUpCommand,
  UpdateUserAttributesCommand, VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ExampleRun, Tokens } from '../../../examples/support';
import { administratorSettings, claimsOf, clientSettings, signIn } from '../../../examples/support';
import { codeNow } from '../../../examples/photo-upload/totp';
import { codeMailedTo } from '../../../examples/user-migration/mailbox';
import { signInWithCode } from './second-factor';

const email = 'ada@example.com';
const passwords = { first: 'Correct-horse-battery-7!', second: 'Another-horse-battery-8!' };

/** Ada signs up, forgets her password, sets up an authenticator app, joins a group and signs out, as an app lets her. */
export async function use(example: ExampleRun): Promise<void> {
  const ada = new Ada(example);
  await signsUp(example, ada);
  await forgetsPassword(example, ada);
  await writesAttributes(example, ada);
  await joinsGroup(example, ada);
  await staysSignedIn(example, ada);
  await setsUpSecondFactor(example, ada);
  await isHelped(example, ada);
}

class Ada {
  readonly cognito: CognitoIdentityProviderClient;
  readonly client: { readonly ClientId: string };
  readonly who: { readonly ClientId: string; readonly Username: string };
  password = passwords.first;

  constructor(private readonly example: ExampleRun) {
    this.cognito = new CognitoIdentityProviderClient(clientSettings(example));
    this.client = { ClientId: example.output('Web') };
    this.who = { ...this.client, Username: email };
  }

  signIn(password = this.password, client = 'Web'): Promise<Tokens> {
    return signIn(this.example, { userPoolId: this.example.output('UserPool'), clientId: this.example.output(client), username: email, password });
  }
}

async function signsUp(example: ExampleRun, { cognito, who, ...ada }: Ada): Promise<void> {
  const signUp = (Password: string, Username = email) => cognito.send(new SignUpCommand({ ...who, Username, Password, UserAttributes: [{ Name: 'email', Value: Username }] }));
  example.notHere('nobody signs up where administrators make the users', 'the emulator lets users sign up to every pool');
  await example.refused('a password that is too simple', () => signUp('simple'), 'InvalidPasswordException');
  await example.allowed('Ada signs up', () => signUp(ada.password));
  await example.refused('she signs in before she has confirmed her address', () => signInOf(example), 'UserNotConfirmedException');
  const code = await example.allowed('a code is sent to her, in the words of the pool', () => codeMailedTo(example, email, { subject: 'Welcome to the shop', before: 'Your code is ' }));
  await example.refused('a wrong code', () => cognito.send(new ConfirmSignUpCommand({ ...who, ConfirmationCode: '000000' })), 'CodeMismatchException');
  await example.allowed('the code confirms her address', () => cognito.send(new ConfirmSignUpCommand({ ...who, ConfirmationCode: code })));
  await example.allowed('she signs in', () => signInOf(example));
  await example.refused('the trigger, which may look up the users of its pool, lets nobody else sign up', () => signUp(ada.password, 'ben@example.com'), 'UserLambdaValidationException');
}

function signInOf(example: ExampleRun): Promise<Tokens> {
  return new Ada(example).signIn();
}

async function forgetsPassword(example: ExampleRun, ada: Ada): Promise<void> {
  await example.refused('a wrong password', () => ada.signIn('Wrong-horse-battery-9!'), 'NotAuthorizedException');
  await example.refused('somebody unknown is refused in the same words', () => signIn(example, {
    userPoolId: example.output('UserPool'), clientId: example.output('Web'), username: 'eve@example.com',
  }), 'NotAuthorizedException');
  await example.allowed('somebody unknown who forgot a password gets an answer as if known', () => ada.cognito.send(new ForgotPasswordCommand({ ...ada.client, Username: 'eve@example.com' })));
  await example.allowed('Ada forgot her password', () => ada.cognito.send(new ForgotPasswordCommand(ada.who)));
  const ConfirmationCode = await codeMailedTo(example, email, { subject: 'Welcome to the shop', before: 'Your code is ' });
  const choose = (Password: string, code = ConfirmationCode) => ada.cognito.send(new ConfirmForgotPasswordCommand({ ...ada.who, ConfirmationCode: code, Password }));
  await example.refused('a new one with a wrong code', () => choose(passwords.second, '000000'), 'CodeMismatchException');
  await example.refused('a new one that is too simple', () => choose('simple'), 'InvalidPasswordException');
  await example.allowed('she chooses a new one with the code that was sent to her', () => choose(passwords.second));
  await example.refused('the old one', () => ada.signIn(passwords.first), 'NotAuthorizedException');
  ada.password = passwords.second;
  await example.allowed('she signs in with the new one', () => ada.signIn());
}

async function writesAttributes(example: ExampleRun, ada: Ada): Promise<void> {
  const { accessToken: AccessToken } = await ada.signIn();
  const write = (Name: string) => ada.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value: 'x' }] }));
  await example.allowed('she writes an attribute of her own', () => write('custom:nick'));
  await example.refused('she writes a server-only attribute', () => write('custom:tenantId'), 'NotAuthorizedException');
}

async function joinsGroup(example: ExampleRun, ada: Ada): Promise<void> {
  const administrator = new CognitoIdentityProviderClient(administratorSettings(example));
  const member = { UserPoolId: example.output('UserPool'), Username: email, GroupName: 'staff' };
  const groups = async () => claimsOf((await ada.signIn()).idToken)['cognito:groups'];
  await administrator.send(new AdminAddUserToGroupCommand(member));
  example.equal('her next token says that she is in the group', await groups(), ['staff']);
  await administrator.send(new AdminRemoveUserFromGroupCommand(member));
  example.equal('and the one after she has left says nothing of it', await groups(), undefined);
}

async function staysSignedIn(example: ExampleRun, { cognito, client, ...ada }: Ada): Promise<void> {
  const renew = (REFRESH_TOKEN: string) => cognito.send(new InitiateAuthCommand({ ...client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN } }));
  const again = () => signIn(example, { userPoolId: example.output('UserPool'), clientId: client.ClientId, username: email, password: ada.password });
  const first = await again();
  await example.allowed('she stays signed in with her refresh token', () => renew(first.refreshToken));
  await cognito.send(new RevokeTokenCommand({ ...client, Token: first.refreshToken }));
  await example.refused('it is worth nothing once the app has revoked it', () => renew(first.refreshToken), 'NotAuthorizedException');
  const second = await again();
  await cognito.send(new GlobalSignOutCommand({ AccessToken: second.accessToken }));
  await example.refused('nor once she has signed out everywhere', () => renew(second.refreshToken), 'NotAuthorizedException');

  const rotating = { ClientId: example.output('Rotating') };
  const { refreshToken: RefreshToken } = await signIn(example, { userPoolId: example.output('UserPool'), clientId: rotating.ClientId, username: email, password: ada.password });
  await example.allowed('a client that rotates refresh tokens renews by the operation that can', () => cognito.send(new GetTokensFromRefreshTokenCommand({ ...rotating, RefreshToken })));
  example.notHere('and not by the flow that cannot, and the old refresh token is refused after its rotation', 'the emulator does not rotate refresh tokens');
}

async function setsUpSecondFactor(example: ExampleRun, ada: Ada): Promise<void> {
  const { accessToken: AccessToken } = await ada.signIn();
  const { SecretCode = '' } = await ada.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await example.refused('a wrong code of the authenticator app', () => ada.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: '000000' })), 'EnableSoftwareTokenMFAException');
  await example.allowed('Ada sets up an authenticator app', () => ada.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeNow(SecretCode) })));
  await ada.cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));
  const enter = (code: string) => signInWithCode(example, { userPoolId: example.output('UserPool'), clientId: ada.client.ClientId, username: email, password: ada.password, code });
  await example.allowed('from then on she signs in with its code', () => enter(codeNow(SecretCode)));
  await example.refused('and not with another', () => enter('000000'), 'CodeMismatchException');
}

async function isHelped(example: ExampleRun, ada: Ada): Promise<void> {
  const lambda = new LambdaClient(administratorSettings(example));
  const support = async (command: string, input: object = {}) => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: example.output('Support'), Payload: JSON.stringify({ command, input: { UserPoolId: example.output('UserPool'), Username: email, ...input } }) }));
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
  };
  example.equal('support disables her account, as it may', await support('AdminDisableUserCommand'), 'done');
  await example.refused('she cannot sign in', () => ada.signIn(), 'NotAuthorizedException');
  for (const [what, command, input] of [
    ['delete it', 'AdminDeleteUserCommand', {}],
    ['put her into a group', 'AdminAddUserToGroupCommand', { GroupName: 'staff' }],
    ['choose a password for her', 'AdminSetUserPasswordCommand', { Password: passwords.first, Permanent: true }],
    ['change her tenant', 'AdminUpdateUserAttributesCommand', { UserAttributes: [{ Name: 'custom:tenantId', Value: 'x' }] }],
  ] as const) example.equal(`it may not ${what}`, await support(command, input), 'AccessDeniedException');
}
