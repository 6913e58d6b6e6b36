import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { administratorSettings } from './clients';
import type { Deployment } from './example-run';

/** A user to create. */
export interface NewUser {
  readonly userPoolId: string;
  readonly username: string;
  /** @default a fixed one that satisfies strict policies */
  readonly password?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
}

/** A sign-in with user name and password. */
export interface SignIn {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  /** @default the one of `createUser` */
  readonly password?: string;
}

/** The tokens of a sign-in. */
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

const usualPassword = 'Correct-horse-battery-7!';

/** Creates a confirmed user with a permanent password, as an administrator does. */
export async function createUser(deployment: Deployment, user: NewUser): Promise<void> {
  const client = new CognitoIdentityProviderClient(administratorSettings(deployment));
  const who = { UserPoolId: user.userPoolId, Username: user.username };
  const attributes = Object.entries(user.attributes ?? {}).map(([Name, Value]) => ({ Name, Value }));
  await client.send(new AdminCreateUserCommand({ ...who, MessageAction: 'SUPPRESS', UserAttributes: attributes }));
  await client.send(new AdminSetUserPasswordCommand({ ...who, Password: user.password ?? usualPassword, Permanent: true }));
  for (const GroupName of user.groups ?? []) await client.send(new AdminAddUserToGroupCommand({ ...who, GroupName }));
}

/** Signs in with the secure remote password protocol: the password itself is never sent. */
export async function signIn(deployment: Deployment, { userPoolId, clientId, username, password }: SignIn): Promise<Tokens> {
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint: deployment.endpoint });
  const user = new CognitoUser({ Username: username, Pool: pool });
  const session = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password ?? usualPassword }), {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired: () => reject(new Error(`user '${username}' has to choose a new password first`)),
      mfaRequired: () => reject(new Error(`user '${username}' has to enter a code first`)),
      totpRequired: () => reject(new Error(`user '${username}' has to enter a code of an authenticator first`)),
      mfaSetup: () => reject(new Error(`user '${username}' has to set up a second factor first`)),
    });
  });
  return {
    idToken: session.getIdToken().getJwtToken(),
    accessToken: session.getAccessToken().getJwtToken(),
    refreshToken: session.getRefreshToken().getToken(),
  };
}
