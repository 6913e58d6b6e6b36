import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { clientSettings } from './clients';
import type { Credentials } from './clients';
import type { Deployment } from './example-run';

/** Whose credentials are wanted. */
export interface Login {
  readonly identityPoolId: string;
  /** Tokens by provider name, such as `{ 'accounts.google.com': idToken }`. @default none: a guest */
  readonly logins?: Readonly<Record<string, string>>;
  /** The role that the client asks for among those that the user may have. @default the pool decides */
  readonly customRoleArn?: string;
}

/** Credentials of a user, or guest, and their identity id. */
export interface IdentityCredentials extends Credentials {
  readonly identityId: string;
}

/** The name under which a user pool is a provider of an identity pool. */
export function userPoolProvider(deployment: Deployment, userPoolId: string): string {
  return `cognito-idp.${deployment.region}.amazonaws.com/${userPoolId}`;
}

/** Credentials by the enhanced flow: the identity pool chooses the role. */
export async function credentialsFor(deployment: Deployment, login: Login): Promise<IdentityCredentials> {
  const credentials = await fromCognitoIdentityPool({
    identityPoolId: login.identityPoolId,
    logins: login.logins && { ...login.logins },
    customRoleArn: login.customRoleArn,
    clientConfig: clientSettings(deployment),
  })();
  const [[name, token] = []] = Object.entries(login.logins ?? {});
  deployment.calls?.knows(credentials, { identityId: credentials.identityId, isGuest: token === undefined, ...(name?.startsWith('cognito-idp.') && { idToken: token }) });
  return credentials;
}

/** Credentials by the basic (classic) flow: the client names the role. A pool refuses it unless it is switched on. */
export async function classicCredentialsFor(deployment: Deployment, login: Login, roleArn: string): Promise<IdentityCredentials> {
  const client = new CognitoIdentityClient(clientSettings(deployment));
  const Logins = login.logins && { ...login.logins };
  const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: login.identityPoolId, Logins }));
  const { Token } = await client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  const { Credentials: given } = await new STSClient(clientSettings(deployment))
    .send(new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'classic', WebIdentityToken: Token }));
  if (!IdentityId || !given?.AccessKeyId || !given.SecretAccessKey) throw new Error('the classic flow gave no credentials');
  return { identityId: IdentityId, accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretAccessKey, sessionToken: given.SessionToken };
}

/** The name of the role that credentials act as. */
export async function roleNameOf(deployment: Deployment, credentials: Credentials): Promise<string> {
  const { Arn = '' } = await new STSClient(clientSettings(deployment, credentials)).send(new GetCallerIdentityCommand({}));
  return Arn.split('/')[1] ?? Arn;
}
